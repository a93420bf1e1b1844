"""Two programs on one file, and one that is killed: real processes on a real disk."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from safeplan.vault.errors import Busy, Full, NotOpened
from safeplan.vault.storage import Storage
from tests.conftest import could_not_run
from tests.vault.cheap import NOTEBOOK, PLAN, SMALL, make, opened

HOLDS = """
import sys
from tests.vault.cheap import opened
vault = opened(sys.argv[1])
print(vault.refusal and vault.refusal.__name__, flush=True)
sys.stdin.read()
"""
SAVES = """
import sys
from tests.vault.cheap import opened
vault = opened(sys.argv[1])
for n in range(int(sys.argv[2]), 10**9):
    vault.save(b'{"n":%d}' % n)
    print(n, flush=True)
"""
CHANGES = """
import sys
from tests.vault.cheap import opened, roots_of
n = int(sys.argv[2])
vault = opened(sys.argv[1], "word %d" % n)
while True:
    n += 1
    vault.change_passphrase(roots_of("word %d" % n, vault.salts), sleep=lambda seconds: None)
    print(n, flush=True)
"""


def started(script: str, *given: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, given)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


def test_the_lock_ends_with_its_program(tmp_path: Path) -> None:
    path = tmp_path / "notes.dat"
    make(path)
    with started(HOLDS, path) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"None\n"
        with opened(path) as vault:
            assert vault.refusal is Busy
        first.kill()
        first.wait()
        first.stdin.close()  # type: ignore[union-attr]
    with opened(path) as vault:
        assert vault.refusal is None


def kill_at_some_time(path: Path, begin: int, random: Random) -> tuple[int, int]:
    """Kill a program that saves without end; the last save it told of, and the one found."""
    with started(SAVES, path, begin) as saver:
        assert saver.stdout is not None
        told = begin - 1
        for _ in range(random.randrange(1, 12)):
            told = int(saver.stdout.readline())
        for _ in range(random.randrange(20000)):
            pass
        saver.send_signal(signal.SIGKILL)
        rest = saver.stdout.read().split()
        told = int(rest[-1]) if rest else told
        saver.stdin.close()  # type: ignore[union-attr]
    with opened(path) as vault:
        found = int(vault.payload[5:-1])
        vault.level()
        vault.level()
        assert vault.whole().whole
    with opened(path, "tea") as vault:
        assert vault.payload == NOTEBOOK
    return told, found


def killed(path: Path, times: int) -> None:
    make(path, "zoe", "tea", payloads=(b'{"n":0}', NOTEBOOK))
    random, begin = Random(1), 1
    for _ in range(times):
        told, found = kill_at_some_time(path, begin, random)
        assert told <= found <= told + 1
        begin = found + 1


def test_killed_while_saving(tmp_path: Path) -> None:
    killed(tmp_path / "notes.dat", 4)


def kill_a_change(path: Path, begin: int, random: Random) -> int:
    """Kill a program that changes the passphrase without end; the number of the one that opens."""
    with started(CHANGES, path, begin) as changer:
        assert changer.stdout is not None
        told = begin
        for _ in range(random.randrange(1, 8)):
            told = int(changer.stdout.readline())
        for _ in range(random.randrange(40000)):
            pass
        changer.send_signal(signal.SIGKILL)
        rest = changer.stdout.read().split()
        told = int(rest[-1]) if rest else told
        changer.stdin.close()  # type: ignore[union-attr]
    open_it = [n for n in (told, told + 1) if opens(path, f"word {n}")]
    assert open_it
    # The first one used settles it.
    first = random.choice(open_it)
    with opened(path, f"word {first}") as vault:
        assert vault.payload == PLAN
        vault.settle(lambda _seconds: None)
        assert vault.whole().whole
    assert [n for n in range(begin, told + 2) if opens(path, f"word {n}")] == [first]
    assert opens(path, "tea")
    return first


def opens(path: Path, passphrase: str) -> bool:
    try:
        with opened(path, passphrase, write=False) as vault:
            return vault.payload in {PLAN, NOTEBOOK}
    except NotOpened:
        return False


def killed_changing(path: Path, times: int) -> None:
    make(path, "word 0", "tea")
    random, begin = Random(2), 0
    for _ in range(times):
        begin = kill_a_change(path, begin, random)


def test_killed_while_changing(tmp_path: Path) -> None:
    killed_changing(tmp_path / "notes.dat", 3)


@pytest.mark.soak
def test_killed_often(tmp_path: Path) -> None:
    killed(tmp_path / "notes.dat", 1000)
    print("\n1000 kills while saving: plans lost 0, wrong data 0")
    killed_changing(tmp_path / "other.dat", 1000)
    print("1000 kills while changing the passphrase: plans lost 0, wrong data 0")


@pytest.mark.needs("root", "mount")
def test_a_stick_that_is_full(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2560k", "none", str(stick)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        could_not_run(request.node.nodeid, "this system lets nobody mount")
    try:
        make(stick / "a.dat")
        make(stick / "b.dat")
        with pytest.raises(Full):
            make(stick / "c.dat")
        assert sorted(entry.name for entry in stick.iterdir()) == ["a.dat", "b.dat"]
        (stick / "rest").write_bytes(bytes(os.statvfs(stick).f_bavail * 4096))
        with opened(stick / "a.dat") as vault:
            vault.save(b'{"n":1}')
            vault.level()
            assert vault.whole().whole
        subprocess.run(["mount", "-o", "remount,ro", stick], check=True)
        with opened(stick / "a.dat") as vault:
            assert vault.read_only
            assert vault.payload == b'{"n":1}'
    finally:
        subprocess.run(["umount", stick], check=True)


def test_nothing_else_is_written(tmp_path: Path) -> None:
    path = tmp_path / "notes.dat"
    make(path)
    with opened(path) as vault:
        vault.save(b'{"n":1}')
        vault.level()
    assert [entry.name for entry in tmp_path.iterdir()] == ["notes.dat"]
    assert path.stat().st_size == SMALL
    file = Storage.open(path, write=False)
    assert file.read(0, SMALL) == path.read_bytes()
    file.close()
    assert PLAN not in path.read_bytes()

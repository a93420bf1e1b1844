"""A stick that is pulled and put back, another stick in its place, and a read past the cache."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from safeplan.vault import storage
from safeplan.vault.errors import Busy, Different, Gone, NotSaved, ReadOnly
from tests.vault.cheap import PLAN, SMALL, Drawn, Waits, make, opened, roots_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "stick" / "notes.dat"
    made.parent.mkdir()
    make(made, "zoe", "tea")
    return made


def pulled(path: Path) -> Path:
    return path.parent.rename(path.parent.with_name("pulled"))


def test_pulled_and_put_back(path: Path) -> None:
    with opened(path) as vault:
        vault.save(b'{"n":1}')
        away = pulled(path)
        (away / path.name).rename(away / "hidden")
        with pytest.raises(Gone):
            vault.save(b'{"n":2}')
        with pytest.raises(Gone):
            vault.reattach()
        with pytest.raises(Gone):
            vault.save(b'{"n":2}')
        assert not path.parent.exists()
        (away / "hidden").rename(away / path.name)
        away.rename(path.parent)
        vault.reattach()
        assert vault.payload == b'{"n":1}'
        vault.save(b'{"n":2}')
        vault.settle(Waits())
        assert vault.whole().whole
        assert not vault.mended
    with opened(path) as vault:
        assert vault.payload == b'{"n":2}'


def test_the_folder_that_is_left_on_the_host_is_not_written(path: Path) -> None:
    """What a mount point is after the stick has gone: an empty folder of the host's own disk."""
    with opened(path) as vault:
        away = pulled(path)
        path.parent.mkdir()
        (away / path.name).unlink()
        for _ in range(2):
            with pytest.raises(Gone):
                vault.save(b'{"n":2}')
            with pytest.raises(Gone):
                vault.reattach()
        assert list(path.parent.iterdir()) == []
        assert vault.payload == PLAN


@pytest.mark.parametrize("what", ["another vault", "random", "small"])
def test_another_stick_is_refused_and_not_touched(path: Path, what: str) -> None:
    with opened(path) as vault:
        away = pulled(path)
        path.parent.mkdir()
        if what == "another vault":
            make(path, "zoe", "tea")
        else:
            path.write_bytes(Drawn(3)(SMALL if what == "random" else SMALL - 1))
        there = path.read_bytes()
        with pytest.raises(Different):
            vault.reattach()
        with pytest.raises(Gone):
            vault.save(b'{"n":2}')
        assert path.read_bytes() == there
        path.unlink()
        path.parent.rmdir()
        away.rename(path.parent)
        vault.reattach()
        vault.save(b'{"n":2}')
    with opened(path) as vault:
        assert vault.payload == b'{"n":2}'


def test_a_folder_in_its_place(path: Path) -> None:
    with opened(path) as vault:
        path.rename(path.with_name("away"))
        path.mkdir()
        with pytest.raises(Gone):
            vault.reattach()


def test_reattaching_where_nothing_was_pulled(path: Path) -> None:
    with opened(path) as vault:
        vault.reattach()
        assert not vault.read_only
        assert vault.whole().whole
        vault.save(b'{"n":1}')
        vault.reattach()
        assert vault.needs_level
        vault.settle(Waits())
        assert vault.whole().whole


def test_an_older_copy_is_brought_up_to_date(path: Path) -> None:
    old = path.read_bytes()
    with opened(path) as vault:
        vault.save(b'{"n":1}')
        path.write_bytes(old)
        vault.reattach()
        vault.settle(Waits())
        assert vault.whole().whole
    with opened(path) as vault:
        assert vault.payload == b'{"n":1}'


def test_what_another_program_wrote_meanwhile_is_not_written_over(path: Path) -> None:
    with opened(path) as vault:
        vault._keeper.file.close()
        with opened(path) as other:
            other.save(b'{"n":9}')
        vault.reattach()
        with pytest.raises(Busy):
            vault.save(b'{"n":1}')
    with opened(path) as vault:
        assert vault.payload == b'{"n":9}'


def test_open_elsewhere_it_is_refused_until_the_other_one_closes(path: Path) -> None:
    with opened(path) as vault:
        vault._keeper.file.close()
        with opened(path):
            for _ in range(2):
                with pytest.raises(Busy):
                    vault.reattach()
            # Not for reading alone: then nothing would be owed to it any more.
            assert not vault.read_only
        vault.reattach()
        vault.save(b'{"n":1}')
    with opened(path) as vault:
        assert vault.payload == b'{"n":1}'


def test_what_was_opened_for_reading_is_taken_up_for_reading(path: Path) -> None:
    with opened(path), opened(path) as second:
        assert second.refusal is Busy
        second.reattach()
        assert second.refusal is Busy
        assert second.payload == PLAN


def test_after_a_change_that_the_pull_cut(path: Path) -> None:
    """Whatever the stick kept of the change, it is finished from memory."""
    with opened(path) as vault:
        roots = roots_of("milk", vault.salts)
        waits = [0]

        def pull(_seconds: float) -> None:
            waits[0] += 1
            path.rename(path.with_name("away"))

        with pytest.raises(NotSaved):
            vault.change_passphrase(roots, sleep=pull)
        path.with_name("away").rename(path)
        vault.reattach()
        vault.settle(Waits())
        assert vault.whole().whole
    with opened(path, "milk") as vault:
        assert vault.payload == PLAN


@pytest.mark.parametrize("call", ["write", "fsync"])
@pytest.mark.parametrize("there", [False, True])
def test_a_write_that_failed_because_the_stick_is_out(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, there: bool
) -> None:
    """The system says only that it failed; that nothing is there any more says the rest."""

    def fault(*_: object) -> int:
        if not there:
            path.rename(path.with_name("away"))
        raise OSError(errno.EIO, "")

    with opened(path) as vault:
        monkeypatch.setattr(os, call, fault)
        with pytest.raises(NotSaved) as refused:
            vault.save(b'{"n":1}')
        assert (type(refused.value) is NotSaved) == there


def test_closed_it_is_gone_wherever_one_stands(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that was let go must not make the name mean a file of the folder one stands in."""
    file = storage.Storage.open(path)
    file.close()
    monkeypatch.chdir(path.parent)
    before = path.read_bytes()
    with pytest.raises(Gone):
        file.write(0, b"tea")
    with pytest.raises(Gone):
        file.read(0, 1)
    with pytest.raises(Gone):
        file.sync()
    assert path.read_bytes() == before


def test_each_save_is_read_back_past_the_cache(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each piece that was written is let go of by the system before it is read again."""
    seen: list[tuple[str, int, int]] = []
    advise, write, read = os.posix_fadvise, os.write, os.read

    def note(name: str, offset: int, length: int) -> None:
        seen.append((name, offset, length))

    def advised(fd: int, offset: int, length: int, advice: int) -> None:
        assert advice == os.POSIX_FADV_DONTNEED
        note("forget", offset, length)
        advise(fd, offset, length, advice)

    def written(fd: int, data: bytes) -> int:
        note("write", os.lseek(fd, 0, os.SEEK_CUR), len(data))
        return write(fd, data)

    def again(fd: int, length: int) -> bytes:
        note("read", os.lseek(fd, 0, os.SEEK_CUR), length)
        return read(fd, length)

    with opened(path) as vault:
        monkeypatch.setattr(os, "posix_fadvise", advised)
        monkeypatch.setattr(os, "write", written)
        monkeypatch.setattr(os, "read", again)
        vault.save(b'{"n":1}')
    (first,) = (each for each in seen if each[0] == "write")
    place = first[1:]
    assert seen[seen.index(first) :] == [first, ("forget", *place), ("read", *place)]


def test_a_mac_reads_past_its_cache_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    asked: list[tuple[int, int]] = []

    def control(_fd: int, command: int, argument: int = 0) -> int:
        asked.append((command, argument))
        return 0

    monkeypatch.delattr(os, "posix_fadvise")
    monkeypatch.setattr(storage, "sys", SimpleNamespace(platform="darwin"))
    monkeypatch.setattr(fcntl, "F_NOCACHE", 48, raising=False)
    with opened(path) as vault:
        monkeypatch.setattr(fcntl, "fcntl", control)
        vault.save(b'{"n":1}')
    assert (48, 1) in asked


def test_a_disk_that_keeps_something_else_is_caught(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The difference shows only after the cache was let go, as on a counterfeit stick."""
    advise = os.posix_fadvise

    def spoil(fd: int, offset: int, length: int, advice: int) -> None:
        advise(fd, offset, length, advice)
        with path.open("r+b") as file:
            file.seek(offset + length - 1)
            last = file.read(1)
            file.seek(offset + length - 1)
            file.write(bytes([last[0] ^ 1]))

    with opened(path) as vault:
        monkeypatch.setattr(os, "posix_fadvise", spoil)
        with pytest.raises(NotSaved, match="read_back_differs"):
            vault.save(b'{"n":1}')
        assert vault.payload == PLAN
    monkeypatch.undo()
    with opened(path) as vault:
        assert vault.payload == PLAN


@pytest.mark.needs("root", "mount")
def test_a_stick_that_turned_read_only_is_refused_until_it_can_be_written(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", stick], check=True)
    try:
        make(stick / "notes.dat")
        vault = opened(stick / "notes.dat")
        vault.close()
        subprocess.run(["mount", "-o", "remount,ro", stick], check=True)
        with pytest.raises(ReadOnly):
            vault.reattach()
        assert not vault.read_only
        with pytest.raises(Gone):
            vault.save(b"{}")
        subprocess.run(["mount", "-o", "remount,rw", stick], check=True)
        vault.reattach()
        vault.save(b"{}")
        vault.close()
    finally:
        subprocess.run(["umount", stick], check=True)


def test_the_folder_is_held_and_nothing_is_made(path: Path) -> None:
    """From the opening on no call could make a file: O_CREAT is used at creation alone."""
    program = f"""
import os, sys
from tests.vault.cheap import Waits, opened
flags = []
sys.addaudithook(lambda name, args: flags.append(args[2]) if name == "open" else None)
with opened({str(path)!r}) as vault:
    vault.save(b'{{"n":1}}')
    vault.settle(Waits())
    vault.reattach()
    vault.save(b'{{"n":2}}')
print(any(flag & (os.O_CREAT | os.O_TRUNC) for flag in flags), len(flags) > 2)
"""
    done = subprocess.run(
        [sys.executable, "-B", "-c", program], capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip
    assert done.stdout == "False True\n"

"""What the system itself saw while the whole job was done: nothing was left beside the stick."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.stick.conftest import House
from tests.stick.whole_job import Computer, do_all

CALLS = (
    *("openat", "open", "creat", "openat2", "mkdir", "mkdirat", "mknod", "mknodat"),
    *("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat"),
    *("unlink", "unlinkat", "rmdir", "truncate", "chmod", "fchmodat", "utimensat"),
    *("socket", "connect", "bind", "listen", "sendto", "sendmsg"),
)
DEVICES = ("/dev/tty", "/dev/null")
LINE = re.compile(r"(?:\d+\s+)?(\w+)\((.*)\)\s+= (-?\d+)")
PLACE = re.compile(r'(?:<([^>]*)>, )?"([^"]*)"')


@dataclass(frozen=True)
class Call:
    """One call, as it was seen."""

    name: str
    words: str
    done: bool

    @property
    def writes(self) -> bool:
        if self.name.startswith("open"):
            return bool(re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", self.words))
        return self.name not in {"socket", "connect", "bind", "listen", "sendto", "sendmsg"}

    @property
    def places(self) -> list[Path]:
        """The files it names, each from its folder where it was named from one."""
        return [Path(folder or "/", name) for folder, name in PLACE.findall(self.words)]


def seen(log: Path) -> list[Call]:
    calls = []
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        found = LINE.match(line)
        if found:
            calls.append(Call(found[1], found[2], int(found[3]) >= 0))
    return calls


def watched(log: Path) -> tuple[str, ...]:
    """What stands before a command whose calls are to be seen in ``log``."""
    strace = shutil.which("strace")
    assert strace is not None
    return (strace, "-f", "-qq", "-y", "-A", "-e", "trace=" + ",".join(CALLS), "-o", str(log))


@pytest.mark.needs("strace")
@pytest.mark.terminal
@pytest.mark.xdist_group("terminal")
def test_nothing_is_written_beside_the_stick_and_nothing_is_sent(
    stick: Path, tmp_path: Path
) -> None:
    log, home = tmp_path / "log", tmp_path / "home"
    home.mkdir()
    do_all(Computer((*watched(log), "/bin/sh", str(stick / "notes.sh")), str(stick), stick, home))
    calls = seen(log)
    # It was looked at: the vault was written, and every part of the program was read.
    written = {path for call in calls if call.writes and call.done for path in call.places}
    assert stick / "notes.dat" in written
    read = {path for call in calls if call.name == "openat" for path in call.places}
    assert {stick / "lib/own.dat", stick / "lib/any.zip", stick / "rt/lin/python3"} <= read
    beside = {
        str(path) for path in written if stick not in path.parents and str(path) not in DEVICES
    }
    assert beside == set()
    # Tried in vain counts as well.
    tried = {path for call in calls if call.writes for path in call.places}
    assert {str(p) for p in tried if stick not in p.parents} <= set(DEVICES)
    # One byte through the pair of sockets that asyncio wakes itself with goes to no address.
    to_itself = re.compile(r'\d+<(socket|UNIX)[^>]*>, "\\0", 1, 0, NULL, 0')
    sent = [c for c in calls if c.name in {"connect", "bind", "listen", "sendto", "sendmsg"}]
    assert [c for c in sent if not (c.name == "sendto" and to_itself.fullmatch(c.words))] == []
    assert {c.words.split(",")[0] for c in calls if c.name == "socket"} <= {"AF_UNIX"}
    # The program stayed as it was made.
    changed = {p for p in written if p.is_relative_to(stick) and p.parent != stick}
    assert changed == set()


@pytest.mark.needs("strace")
def test_a_file_beside_the_stick_would_be_seen(tmp_path: Path) -> None:
    log = tmp_path / "log"
    there = f"echo x > {tmp_path}/y; rm {tmp_path}/y"
    subprocess.run([*watched(log), "sh", "-c", there], check=True)
    subprocess.run([*watched(log), "sh", "-c", f"cat < {tmp_path}/none"], check=False)
    written = {path for call in seen(log) if call.writes for path in call.places}
    assert written == {tmp_path / "y"}


@pytest.mark.needs("strace")
def test_the_maker_writes_to_the_stick_and_to_its_own_folder_alone(
    house: House, tmp_path: Path
) -> None:
    from safeplan.stick import wheels
    from safeplan.stick.linux_runtime import version
    from safeplan.stick.parts import LINUX, Source

    parts = wheels.gather_wheels(tmp_path / "parts", Source(), LINUX, version())
    log, home, own = tmp_path / "log", tmp_path / "home", tmp_path / "own"
    for folder in (home, own):
        folder.mkdir()
    command = [str(house.command), "stick", str(tmp_path / "stick"), "--for", "linux"]
    command += ["--from", str(parts[0].parent)]
    environ = {"HOME": str(home), "TMPDIR": str(own), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [*watched(log), *command], env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    written = {path for call in seen(log) if call.writes and call.done for path in call.places}
    assert tmp_path / "stick" / "lib" / "own.dat" in written
    beside = {
        str(path)
        for path in written
        if not {tmp_path / "stick", own} & {path, *path.parents} and str(path) not in DEVICES
    }
    assert beside == set()
    assert list(home.iterdir()) == []
    assert list(own.iterdir()) == []
    sent = [call for call in seen(log) if call.name == "connect"]
    assert sent == []

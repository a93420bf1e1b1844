"""What the system itself saw while the whole job was done: nothing was left beside the stick."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.stick.conftest import House
from tests.stick.whole_job import Computer, do_all

SENDING = (
    *("socket", "socketpair", "connect", "bind", "listen", "accept", "accept4"),
    *("sendto", "sendmsg", "sendmmsg", "io_uring_setup"),
)
CALLS = (
    *("openat", "open", "creat", "openat2", "mkdir", "mkdirat", "mknod", "mknodat"),
    *("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat"),
    *("unlink", "unlinkat", "rmdir", "truncate", "chmod", "fchmodat", "utimensat"),
    *SENDING,
)
DEVICES = ("/dev/tty", "/dev/null")
LINE = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+|\?)")
BROKEN_OFF, GOES_ON = " <unfinished ...>", re.compile(r"<\.\.\. \w+ resumed>")
# The pair that asyncio wakes itself with, and the one byte through it, which goes to no address.
PAIR = re.compile(r"AF_UNIX, SOCK_STREAM\S*, 0, \[.*\]")
TO_ITSELF = re.compile(r'\d+<(socket|UNIX)[^>]*>, "\\0", 1, 0, NULL, 0')
PLACE = re.compile(r'(?:<([^>]*)>, )?"([^"]*)"')
# The maker's pip, told to use no network, looks whether the system knows IPv6 at all.
PIPS = re.compile(
    r"socket\(AF_INET6, |bind\(\d+<[^>]*>, \{sa_family=AF_INET6, sin6_port=htons\(0\), .*\"::1\""
)


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
        return self.name not in SENDING

    @property
    def sends(self) -> bool:
        """Whether it could reach anybody else."""
        if self.name == "socketpair":
            return not PAIR.fullmatch(self.words)
        if self.name == "sendto":
            return not TO_ITSELF.fullmatch(self.words)
        return self.name in SENDING

    @property
    def places(self) -> list[Path]:
        """The files it names, each from its folder where it was named from one."""
        return [Path(folder or "/", name) for folder, name in PLACE.findall(self.words)]


def seen(log: Path) -> list[Call]:
    """Every call; one that was broken off by another process's is put together again."""
    calls = []
    halves: dict[str, str] = {}
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        number, _, said = line.partition(" ")
        said = said.strip()
        if said.endswith(BROKEN_OFF):
            halves[number] = said.removesuffix(BROKEN_OFF)
            continue
        said = GOES_ON.sub(lambda found, of=number: halves.pop(of), said, count=1)  # type: ignore[misc]
        calls += _call(said)
    for half in halves.values():  # ended in the middle of it
        calls += _call(half + ") = ?")
    return calls


def _call(said: str) -> list[Call]:
    found = LINE.match(said)
    return [Call(found[1], found[2], found[3].isdecimal())] if found else []


def faults(calls: list[Call], *places: Path) -> list[str]:
    """What was written or tried beside ``places``, and what was sent or could have been."""
    found = [f"{call.name}({call.words})" for call in calls if call.sends]
    for call in calls:
        for path in call.places if call.writes else ():
            inside = any(place in (path, *path.parents) for place in places)
            if not inside and str(path) not in DEVICES:
                found.append(f"{call.name} {path}")
    return found


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
    assert faults(calls, stick) == []  # what was tried in vain counts as well
    assert [call for call in calls if call.name == "socketpair"]  # so sockets are looked at
    # The program stayed as it was made.
    changed = {p for p in written if p.is_relative_to(stick) and p.parent != stick}
    assert changed == set()


@pytest.mark.needs("strace")
@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("open(HERE + '/y', 'w')", "openat"),
        ("open('/nowhere/y', 'w')", "openat"),
        ("os.mkdir(HERE + '/y')", "mkdir"),
        ("os.utime(HERE)", "utimensat"),
        ("os.rename(HERE + '/none', HERE + '/y')", "rename"),
        ("socket.socket(socket.AF_INET, socket.SOCK_DGRAM)", "socket"),
        ("socket.socket(socket.AF_UNIX)", "socket"),
        ("socket.socket(socket.AF_UNIX).connect(HERE + '/none')", "connect"),
        ("socket.socket(socket.AF_UNIX).bind('\\0y')", "bind"),
        ("socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)", "socketpair"),
        ("socket.socketpair()[0].send(b'more than one')", "sendto"),
        ("socket.getaddrinfo('localhost.invalid', 1)", "connect"),
    ],
)
def test_each_would_be_seen(code: str, fault: str, tmp_path: Path) -> None:
    """A program that does one of them, in a process of its own while another one is busy."""
    log, stick = tmp_path / "log", tmp_path / "stick"
    stick.mkdir()
    program = f"import os, socket\nHERE = {str(tmp_path)!r}\nfor _ in range(9):\n try: {code}\n"
    program += " except OSError: pass\n"
    busy = f"for _ in range(300): open({str(stick / 'z')!r}, 'w').close()"
    both = 'python -S -c "$1" & python -S -c "$2"; wait'.replace("python", sys.executable)
    subprocess.run([*watched(log), "sh", "-c", both, "sh", program, busy], check=True)
    found = faults(seen(log), stick)
    assert {one.partition(" ")[0].partition("(")[0] for one in found} >= {fault}
    if fault in {"openat", "mkdir"}:
        assert len([one for one in found if one.startswith(fault)]) == 9


@pytest.mark.needs("strace")
def test_what_asyncio_does_is_no_fault(tmp_path: Path) -> None:
    log = tmp_path / "log"
    program = (
        "import asyncio\nasync def main(): await asyncio.to_thread(print)\nasyncio.run(main())"
    )
    subprocess.run([*watched(log), sys.executable, "-S", "-B", "-c", program], check=True)
    calls = seen(log)
    assert {"socketpair", "sendto"} <= {call.name for call in calls}
    assert faults(calls) == []


def test_a_call_that_another_breaks_off_is_seen_whole(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text(
        '1     openat(AT_FDCWD</>, "/a", O_WRONLY <unfinished ...>\n'
        '2     connect(3<UNIX:[1]>, {sa_family=AF_UNIX, sun_path="/b"}, 9 <unfinished ...>\n'
        "1     <... openat resumed>) = 3</a>\n"
        '3     unlink("/c" <unfinished ...>\n'
        "2     <... connect resumed>) = -1 ENOENT (No such file or directory)\n"
    )
    assert [(call.name, call.done) for call in seen(log)] == [
        ("openat", True),
        ("connect", False),
        ("unlink", False),
    ]
    assert len(faults(seen(log), tmp_path)) == 3


@pytest.mark.needs("strace")
def test_the_maker_writes_to_the_stick_and_to_its_own_folder_alone(
    house: House, parts: Path, tmp_path: Path
) -> None:
    log, home, own = tmp_path / "log", tmp_path / "home", tmp_path / "own"
    for folder in (home, own):
        folder.mkdir()
    command = [str(house.command), "stick", str(tmp_path / "stick"), "--for", "linux"]
    command += ["--from", str(parts)]
    environ = {"HOME": str(home), "TMPDIR": str(own), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [*watched(log), *command], env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    written = {path for call in seen(log) if call.writes and call.done for path in call.places}
    assert tmp_path / "stick" / "lib" / "own.dat" in written
    found = faults(seen(log), tmp_path / "stick", own)
    assert [one for one in found if not PIPS.match(one)] == []
    assert list(home.iterdir()) == []
    assert list(own.iterdir()) == []

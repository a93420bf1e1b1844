"""A real pseudo-terminal with a session leader on it, as under a shell, read by pyte.

The leader opens the terminal, starts the program in the foreground, waits for it, and then reads
what a shell would read: keys that were left over.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pyte

HERE = Path(__file__).resolve().parent
PATIENCE = 20.0  # seconds until a test gives up; nothing is timed by it

LEADER = """
import os, select, signal, subprocess, sys, termios
report = int(sys.argv[1])
os.set_inheritable(report, False)
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
signal.signal(signal.SIGHUP, signal.SIG_IGN)
signal.signal(signal.SIGINT, signal.SIG_IGN)  # as `open` leaves it for what it becomes
child = os.fork()
if not child:  # it has the foreground before it runs, however quick it is
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpid())
    for number in (signal.SIGTTOU, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    try:
        os.execve(sys.argv[2], sys.argv[2:], os.environ)
    finally:
        os._exit(127)
os.write(report, b"pid %d\\n" % child)
_, status = os.waitpid(child, 0)
try:
    os.tcsetpgrp(0, os.getpid())
    mode = termios.tcgetattr(0)
    raw = termios.tcgetattr(0)
    raw[3] &= ~(termios.ICANON | termios.ECHO)
    termios.tcsetattr(0, termios.TCSANOW, raw)
    left = os.read(0, 4096) if select.select([0], [], [], 0)[0] else b""
    termios.tcsetattr(0, termios.TCSANOW, mode)
except (OSError, termios.error):
    mode, left = None, b""
os.write(report, b"end %d %s %s\\n" % (status, left.hex().encode() or b"-", repr(mode).encode()))
while select.select([0], [], [], 60)[0] and os.read(0, 1):
    pass
"""


class Terminal:
    """A program on a pseudo-terminal of its own.

    Attributes:
        output: Every byte that the program wrote.
        screen: The screen as pyte sees it.
        pid: Process id of the program.
        status: What wait answered, after `ended`.
        left: Keys that a shell would have got, after `ended`.
    """

    def __init__(
        self, command: Sequence[str], *, rows: int = 24, columns: int = 80, **environ: str
    ) -> None:
        self.master, slave = pty.openpty()
        self.resize(rows, columns)
        self.before = termios.tcgetattr(slave)
        self.output = bytearray()
        self.screen = pyte.HistoryScreen(columns, rows, history=1000)
        self._stream = pyte.ByteStream(self.screen)
        self._report, report = os.pipe()
        names = ("PATH", "HOME", "LC_TAKEN")
        kept = {name: os.environ[name] for name in names if name in os.environ}
        self.leader = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", LEADER, str(report), *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            pass_fds=[report],
            env={**kept, "TERM": "xterm-256color", "LANG": "C.UTF-8", **environ},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        self._slave = slave
        os.close(report)
        self._reported = b""
        self.status: int | None = None
        self.left = b""
        self.after: str = ""
        self.until(lambda: self._row(b"pid ") is not None, "started", read=False)
        self.pid = int((self._row(b"pid ") or b"").split()[1])

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *exc: object) -> None:
        for pid in (self.pid, self.leader.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.leader.wait()
        for fd in (self.master, self._report, self._slave):
            with suppress(OSError):
                os.close(fd)

    def _row(self, start: bytes) -> bytes | None:
        rows = [row for row in self._reported.split(b"\n")[:-1] if row.startswith(start)]
        return rows[0] if rows else None

    def resize(self, rows: int, columns: int) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def write(self, data: bytes | str) -> None:
        os.write(self.master, data if isinstance(data, bytes) else data.encode())

    def pump(self, wait: float = 0.05, *, read: bool = True) -> None:
        """Read what there is."""
        fds = [self._report, *([self.master] if read else [])]
        for fd in select.select(fds, [], [], wait)[0]:
            if fd == self._report:
                self._reported += os.read(fd, 1 << 16)
            else:
                self._read()

    def _read(self) -> bool:
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            return False
        self.output += data
        self._stream.feed(data)
        return bool(data)

    def until(self, happened: Callable[[], bool], what: str, *, read: bool = True) -> None:
        """Wait for something; without ``read`` nobody reads what the program writes."""
        end = time.monotonic() + PATIENCE
        while not happened():
            if time.monotonic() > end:
                raise AssertionError(f"never: {what}\n" + self.text)
            self.pump(read=read)

    @property
    def reported_end(self) -> bool:
        return self._row(b"end ") is not None

    def flooded(self) -> None:
        """Wait, without reading, until the program cannot write any more."""
        self.until(lambda: not self._writable(), "full", read=False)

    def _writable(self) -> bool:
        with open(os.ttyname(self._slave), "wb", opener=_no_block) as other:
            return bool(select.select([], [other], [], 0)[1])

    def takes(self) -> bool:
        """Whether the terminal takes more keys now."""
        return bool(select.select([], [self.master], [], 0)[1])

    def stop_output(self) -> None:
        """As if somebody had pressed Ctrl-S in a layer outside."""
        termios.tcflow(self._slave, termios.TCOOFF)

    @property
    def text(self) -> str:
        return "\n".join(row.rstrip() for row in self.screen.display).rstrip()

    def shows(self, words: str) -> None:
        """Wait until the screen shows ``words``."""
        self.until(lambda: words in self.text, words)

    def said(self, data: bytes, times: int = 1) -> None:
        """Wait until ``data`` has been written ``times`` times."""
        self.until(lambda: self.output.count(data) >= times, repr(data))

    def mode(self) -> list[object]:
        return termios.tcgetattr(self.master)

    def has_ended(self) -> bool:
        """Whether the program has ended, as far as it was read."""
        return self._row(b"end ") is not None

    def ended(self) -> int:
        """Wait for the program's end; answers its exit status."""
        self.until(lambda: self._row(b"end ") is not None, "ended")
        _, status, left, mode = (self._row(b"end ") or b"").split(b" ", 3)
        self.status = int(status)
        self.left = b"" if left == b"-" else bytes.fromhex(left.decode())
        self.after = mode.decode()
        while select.select([self.master], [], [], 0)[0] and self._read():
            pass
        return os.waitstatus_to_exitcode(self.status)

    def family(self) -> list[int]:
        """Process ids of the program and of what it started."""
        return [self.pid, *children(self.pid)]


_MODES = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_KEYBOARD = re.compile(rb"\x1b\[[<>=][0-9;]*u")
ORDINARY = {7, 25}  # lines wrap, the cursor is shown


def modes_left_on(output: bytes) -> set[int]:
    """Private modes of the terminal that ``output`` turned on and left on.

    The mouse (1000 to 1016), focus (1004), paste (2004), the second screen (1049), frames held back
    (2026) and reports of size (2048) are such modes.
    """
    on: set[int] = set()
    for numbers, end in _MODES.findall(output):
        found = {int(number) for number in numbers.split(b";") if number}
        on = on | found if end == b"h" else on - found
    return on


def strings_to_the_terminal(output: bytes) -> list[bytes]:
    """Titles, clipboards, links and keyboard modes: none of them is ever sent."""
    openers = re.findall(rb"\x1b\][^\x1b]*", output)
    return [*openers, *_KEYBOARD.findall(output)]


def _no_block(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY)


def children(pid: int) -> list[int]:
    try:
        words = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [int(word) for word in words]


def _draws(pid: int) -> bool:
    return os.readlink(f"/proc/{pid}/fd/1") != os.devnull


def the_app(guard: int) -> int:
    """The process beside the guard that draws."""
    return next(pid for pid in children(guard) if _draws(pid))


def the_kdf(guard: int) -> int:
    """The process beside the guard that derives."""
    return next(pid for pid in children(guard) if not _draws(pid))


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False

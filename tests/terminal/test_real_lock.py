"""The real app, its lock, and every file that a whole session opens for writing."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeplan.plan import journal, model
from tests.terminal import filled
from tests.terminal.pty_harness import Terminal
from tests.terminal.test_leaving import gone
from tests.terminal.test_lock import LINE, MockClock

pytestmark = [pytest.mark.terminal, pytest.mark.xdist_group("terminal")]

HOME = "What would you like to do?"


@pytest.fixture
def real(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return filled.make(folder / "notes.dat")


@pytest.fixture
def clock(tmp_path: Path) -> MockClock:
    return MockClock(tmp_path / "clocks")


@pytest.fixture
def opened(real: Path, clock: MockClock, tmp_path: Path) -> Iterator[Terminal]:
    with Terminal(filled.command(real), LC_CLOCKS=str(tmp_path / "clocks")) as terminal:
        yield unlocked(terminal)


def unlocked(terminal: Terminal, shown: str = HOME) -> Terminal:
    terminal.shows("Password:")
    terminal.write(filled.FIRST + "\r")
    terminal.shows(shown)
    return terminal


def test_what_was_half_typed_is_there_after_it(
    opened: Terminal, clock: MockClock, real: Path
) -> None:
    opened.write("7")
    opened.shows("Write what you like.")
    opened.write("half a tea")
    opened.shows("half a tea")
    clock.wake(91)
    opened.shows("Closing soon. Any key keeps it open.")
    clock.wake(30)
    opened.until(lambda: opened.text == LINE, "the line")
    assert b"half a tea" in filled.payload(real)
    entries = journal.entries(model.loads(filled.payload(real)))
    assert [entry.text("text") for entry in entries] == ["half a tea", filled.ENTRY]
    unlocked(opened)
    opened.write(b"\x1b\x1b")
    gone(opened, opened.family())


def test_the_quiet_page_of_the_app_is_a_real_one(opened: Terminal, clock: MockClock) -> None:
    """Locked by a stop as well: the line stands, and the plan comes back behind it."""
    os.kill(opened.pid, signal.SIGTSTP)
    opened.until(lambda: opened.text == LINE, "the line")
    unlocked(opened)
    clock.sleep(90)
    opened.until(lambda: opened.text == LINE, "the line")
    unlocked(opened)


# What may be opened for writing: the vault, what was asked for, the terminal, nothing's device,
# and the process's own list of files that it is told by.
_OPENED = re.compile(
    r'(?:open|openat|creat)\((?:AT_FDCWD(?:<[^>]*>)?, |\d+<([^>]*)>, )?"([^"]*)", ([A-Z_|0-9a-fx]+)'
)
_WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|O_TMPFILE")
_OTHER = re.compile(r"(?:rename|renameat2?|link|linkat|symlink|symlinkat|mkdir|mkdirat|mknod|"
                    r"mknodat|unlink|unlinkat|truncate)\(")  # fmt: skip
_SOCKETS = re.compile(r"(?:socket|connect|bind|listen)\(")
ALWAYS = {"/dev/tty", "/dev/null", "/proc/self/mem"}


@pytest.mark.needs("strace")
def test_every_file_opened_for_writing_was_asked_for(tmp_path: Path, clock: MockClock) -> None:
    folder, home, log = tmp_path / "stick", tmp_path / "home", tmp_path / "log"
    folder.mkdir()
    home.mkdir()
    real = filled.make(folder / "notes.dat")
    strace = ["strace", "-ff", "-qq", "-y", "-s", "4096", "-o", str(log / "trace"), "-e",
              "trace=%file,%network"]  # fmt: skip
    log.mkdir()
    clocks, empty = str(tmp_path / "clocks"), str(home)
    with Terminal(
        [shutil.which("strace") or "", *strace[1:], *filled.command(real)],
        LC_CLOCKS=clocks,
        HOME=empty,
        TMPDIR=empty,
    ) as one:
        unlocked(one)
        one.write("7")
        one.shows("Write what you like.")
        one.write("two teas")
        one.shows("two teas")
        clock.wake(121)
        one.until(lambda: one.text == LINE, "the line")
        unlocked(one)
        one.write(b"\x11")
        one.ended()
    exported = _export(folder, home, log, real)
    written, others, sockets = _read(log)
    asked_for = {str(real), *map(str, exported)}
    assert str(real) in written, "the trace sees the vault being written"
    assert set(map(str, exported)) <= written, "and the sheet"
    assert written - asked_for - ALWAYS == set()
    assert others == []
    assert not [row for row in sockets if "socketpair" not in row], "no network"
    assert list(home.rglob("*")) == []
    assert b"two teas" in filled.payload(real)


def _export(folder: Path, home: Path, log: Path, real: Path) -> list[Path]:
    """A sheet, by the command, under the same watch; what was made."""
    before = set(folder.iterdir())
    cheap = str(filled.ROOT / "tests" / "terminal" / "cheap_cli.py")
    done = subprocess.run(
        ["strace", "-ff", "-qq", "-y", "-s", "4096", "-o", str(log / "export"), "-e",
         "trace=%file,%network", sys.executable, "-B", cheap, "export", str(real),
         "--as", "booklet", "--out", str(folder), "--passphrase-fd", "0"],
        input=filled.FIRST + "\n", text=True, capture_output=True, check=False,
        env={"HOME": str(home), "TMPDIR": str(home), "PATH": os.environ["PATH"]},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return sorted(set(folder.iterdir()) - before)


def _read(log: Path) -> tuple[set[str], list[str], list[str]]:
    written: set[str] = set()
    others: list[str] = []
    sockets: list[str] = []
    for trace in log.iterdir():
        for row in trace.read_text("utf-8", "replace").splitlines():
            if " = -1 " in row:
                continue  # nothing was opened
            opened = _OPENED.match(row)
            if opened and _WRITES.search(opened[3]):
                written.add(os.path.join(opened[1] or "", opened[2]))
            elif _OTHER.match(row):
                others.append(row)
            elif _SOCKETS.match(row):
                sockets.append(row)
    return written, others, sockets

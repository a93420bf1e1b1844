"""Every file that a whole session opens for writing, seen from outside by strace."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.terminal import filled
from tests.terminal.conftest import RIGHT
from tests.terminal.pty_harness import Terminal
from tests.terminal.test_first_minutes import made
from tests.terminal.test_lock import LINE, MockClock

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.xdist_group("terminal"),
    pytest.mark.needs("strace"),
]

HOME = "What would you like to do?"
SHEET = "Shopping list.pdf"
ANSWERS = filled.ROOT / "examples" / "answers.toml"
CLI = filled.ROOT / "tests" / "terminal" / "cheap_cli.py"
STRACE = ["strace", "-ff", "-qq", "-y", "-s", "4096", "-e", "trace=%file,%network,memfd_create"]

# All that may be opened for writing beside the vault and what was asked for.
ALWAYS = {"/dev/tty", "/dev/null"}

_OPENED = re.compile(
    r'(?:open|openat|creat)\((?:AT_FDCWD(?:<[^>]*>)?, |\d+<([^>]*)>, )?"([^"]*)", ([A-Z_|0-9a-fx]+)'
)
_WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|O_TMPFILE")
_OTHER = re.compile(
    r"(?:rename|renameat2?|link|linkat|symlink|symlinkat|mkdir|mkdirat|mknod|mknodat|unlink|"
    r"unlinkat|truncate|openat2|memfd_create)\("
)
_SOCKETS = re.compile(r"(?:socket|connect|bind|listen)\(|send(?:to|msg|mmsg)\(.*sa_family")


@dataclass
class Seen:
    """What the traces of a run say.

    Attributes:
        written: files that were opened for writing.
        others: calls that make, move or take away a name.
        sockets: calls to the network, less the pair that the loop wakes itself with.
    """

    written: set[str] = field(default_factory=set)
    others: list[str] = field(default_factory=list)
    sockets: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, log: Path) -> Seen:
        seen = cls()
        for trace in log.iterdir():
            for row in trace.read_text("utf-8", "replace").splitlines():
                if " = -1 " not in row:  # those failed, and did nothing
                    seen.take(row)
        return seen

    def take(self, row: str) -> None:
        opened = _OPENED.match(row)
        if opened and _WRITES.search(opened[3]):
            self.written.add(os.path.join(opened[1] or "", opened[2]))
        elif _OTHER.match(row):
            self.others.append(row)
        elif _SOCKETS.match(row):
            self.sockets.append(row)


@dataclass
class Watched:
    """A home of its own, in which everything runs under strace."""

    base: Path

    def __post_init__(self) -> None:
        self.home, self.log = self.base / "home", self.base / "log"
        self.home.mkdir()
        self.log.mkdir()
        self.clock = MockClock(self.base / "clocks")
        self.runs = 0

    def under(self, command: list[str]) -> list[str]:
        self.runs += 1
        return [*STRACE, "-o", str(self.log / f"run{self.runs}"), *command]

    def terminal(self, command: list[str]) -> Terminal:
        path = subprocess.run(["which", "strace"], capture_output=True, check=True, text=True)
        words = [path.stdout.strip(), *self.under(command)[1:]]
        home, clocks = str(self.home), str(self.base / "clocks")
        return Terminal(words, LC_CLOCKS=clocks, HOME=home, TMPDIR=home)

    def run(self, *words: str) -> None:
        home = str(self.home)
        done = subprocess.run(
            self.under([sys.executable, "-B", str(CLI), *words, "--passphrase-fd", "0"]),
            input=RIGHT + "\n", text=True, capture_output=True, check=False, cwd=home,
            env={"HOME": home, "TMPDIR": home, "PATH": os.environ["PATH"]},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


def _key(terminal: Terminal, keys: str, words: str) -> None:
    terminal.write(keys)
    terminal.shows(words)


def _number(terminal: Terminal, name: str) -> str:
    """The key in front of a row, which depends on what is on the way already."""
    found = re.search(rf"(\d)\s+{name}", terminal.text)
    assert found is not None, terminal.text
    return found[1]


def _answered(watched: Watched, vault: Path) -> None:
    """A new file, the first answer, a note; and hide."""
    with watched.terminal(filled.command(vault)) as terminal:
        made(terminal)
        _key(terminal, "1", HOME)
        _key(terminal, _number(terminal, "Private journal"), "Write what you like.")
        _key(terminal, "two teas", "two teas")
        _key(terminal, "\x1b", HOME)
        terminal.shows("Saved.")
        terminal.write("\x11")
        assert terminal.ended() == 0


def _exported(watched: Watched, vault: Path) -> None:
    """A sheet on paper, the lock, the line again; and hide."""
    with watched.terminal(filled.command(vault)) as terminal:
        terminal.shows("Password:")
        _key(terminal, RIGHT + "\r", "Try it: press Esc twice")
        _key(terminal, "\x1b\x1b", "Press Enter to go on.")
        _key(terminal, "\r", HOME)
        _key(terminal, "4", "What it means to you")
        _key(terminal, "\r", "How would you like it?")
        _key(terminal, "2", "Password:")
        _key(terminal, RIGHT + "\r", SHEET)
        watched.clock.wake(121)
        terminal.until(lambda: terminal.text == LINE, "the line")
        terminal.write(RIGHT + "\r")
        terminal.shows("Erase the sheet file from the stick?")
        terminal.write("\x1b\x1b")
        assert terminal.ended() == 0


def test_every_file_opened_for_writing_was_asked_for(tmp_path: Path) -> None:
    """New, answer, fill, open, export on a screen and by a command, lock, quick exit."""
    watched = Watched(tmp_path)
    stick = tmp_path / "stick"
    stick.mkdir()
    vault, booklet = stick / "notes.dat", stick / "tea.pdf"
    _answered(watched, vault)
    watched.run("fill", str(vault), str(ANSWERS))
    _exported(watched, vault)
    watched.run("export", str(vault), "--as", "booklet", "--out", str(booklet))
    seen = Seen.read(watched.log)
    assert seen.written == {str(vault), str(stick / SHEET), str(booklet), *ALWAYS}
    assert seen.others == []
    assert [row for row in seen.sockets if "AF_UNIX" not in row] == [], "no network"
    assert list(watched.home.rglob("*")) == []
    assert {entry.name for entry in stick.iterdir()} == {"notes.dat", SHEET, "tea.pdf"}
    assert b"two teas" in filled.payload(vault, RIGHT)


def test_the_watch_sees_what_is_planted(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    planted = tmp_path / "planted"
    code = (
        "import os, socket; folder = os.open({0!r}, os.O_RDONLY); "
        "os.close(os.open('a', os.O_CREAT | os.O_WRONLY, dir_fd=folder)); "
        "os.rename({0!r} + '/a', {0!r} + '/b'); os.memfd_create('c'); "
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()"
    ).format(str(tmp_path))
    subprocess.run(watched.under([sys.executable, "-I", "-S", "-c", code]), check=True)
    seen = Seen.read(watched.log)
    assert planted.with_name("a") in map(Path, seen.written)
    assert len(seen.others) == 2
    assert [row for row in seen.sockets if "AF_INET" in row]

"""What the app is doing when the key comes: nothing of it may hold the way out up.

In each state the window is empty afterwards, the terminal as it was, and no process is left.
"""

import contextlib
import functools
import json
import os
import random
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from safeplan.guard.wipe import WIPE
from safeplan.vault import keys
from safeplan.vault.format import Roots
from safeplan.vault.vault import Vault, new_salts
from tests.conftest import could_not_run
from tests.terminal.cheap_kdf import CHEAP
from tests.terminal.conftest import RIGHT, Start, open_it
from tests.terminal.pty_harness import Terminal, children, the_app
from tests.terminal.small_app import CANARY, IN_A_VARIABLE
from tests.terminal.test_leaving import STOPPED, gone

pytestmark = [pytest.mark.terminal, pytest.mark.xdist_group("terminal")]

WAYS = (b"\x11", b"\x1b\x1b")
PASTE = b"tea and toast, " * 70_000  # 1 MB


def pasting(terminal: Terminal) -> None:
    terminal.write(b"\x1b[200~")
    at = 0
    while at < len(PASTE):  # as fast as the guard takes it
        terminal.until(terminal.takes, "takes more")
        at += os.write(terminal.master, PASTE[at : at + 4096])
    terminal.write(b"\x1b[201~")


def pressed(key: str, shown: str = "") -> Callable[[Terminal], None]:
    def press(terminal: Terminal) -> None:
        terminal.write(key)
        if shown:
            terminal.shows(shown)

    return press


def holding(terminal: Terminal) -> None:
    """The app's main thread sits in a call into C, and no other thread of it can run."""
    terminal.write("g")
    terminal.until(lambda: _asleep(the_app(terminal.pid)), "asleep in C")


def _asleep(pid: int) -> bool:
    return "nanosleep" in Path(f"/proc/{pid}/wchan").read_text() or _syscall(pid) in (35, 230)


def _syscall(pid: int) -> int:
    word = Path(f"/proc/{pid}/syscall").read_text().split()[0]
    return int(word) if word.isdigit() else -1


def printing(terminal: Terminal) -> None:
    terminal.write("dy")
    terminal.shows("key y 1")


STATES: dict[str, Callable[[Terminal], None]] = {
    "drawn": lambda terminal: None,
    "a question over it": pressed("w", "a question"),
    "a page that moves": pressed("t", "tick"),
    "the loop is blocked": pressed("b"),
    "the interpreter is held in C": holding,
    "a paper is being made": printing,
    "after a long paste": pasting,
}


@pytest.mark.parametrize("way", WAYS, ids=["ctrl-q", "escape twice"])
@pytest.mark.parametrize("state", STATES)
def test_hides(opened: Terminal, state: str, way: bytes) -> None:
    STATES[state](opened)
    family = opened.family()
    opened.write(way)
    gone(opened, family)


@pytest.mark.soak
@pytest.mark.parametrize("state", STATES)
def test_hides_each_of_200_times(start: Start, state: str) -> None:
    for trial in range(200):
        terminal = open_it(start())
        STATES[state](terminal)
        family = terminal.family()
        terminal.write(WAYS[trial % 2])
        gone(terminal, family)
        terminal.__exit__()


def test_mashed_twenty_times(opened: Terminal) -> None:
    family = opened.family()
    for _ in range(20):
        opened.write(b"\x1b")
        opened.pump(0.01)
    gone(opened, family)


class TestStartingUp:
    """From the guard's first line on, whatever has been loaded by then."""

    @pytest.mark.parametrize("way", WAYS, ids=["ctrl-q", "escape twice"])
    def test_at_once(self, start: Start, way: bytes) -> None:
        terminal = start()
        terminal.said(b"Home notes")
        family = terminal.family()
        terminal.write(way)
        gone(terminal, family)

    @pytest.mark.parametrize("bytes_seen", [20, 40, 60])
    def test_while_the_line_is_being_written(self, start: Start, bytes_seen: int) -> None:
        terminal = start()
        terminal.until(lambda: len(terminal.output) >= bytes_seen, "the line begins")
        terminal.write(b"\x11")
        gone(terminal, terminal.family())

    @pytest.mark.soak
    def test_at_200_moments(self, start: Start) -> None:
        chance = random.Random(5)
        for _ in range(200):
            terminal = start()
            terminal.said(b"Home notes")
            terminal.pump(chance.random() * 0.6)
            terminal.write(b"\x11")
            gone(terminal, terminal.family())
            terminal.__exit__()

    def test_ctrl_c_before_it_listens_says_nothing(self, start: Start) -> None:
        terminal = start()
        # The first ones fall into the time before Python itself runs, where they are ignored.
        while not terminal.has_ended():
            terminal.write(b"\x03")
            terminal.pump()
        terminal.ended()
        assert b"Traceback" not in terminal.output
        assert b"Interrupt" not in terminal.output
        assert terminal.after == repr(terminal.before)


class TestSaving:
    @pytest.fixture
    def real(self, tmp_path: Path) -> Path:
        path = tmp_path / "real.dat"
        salts = new_salts()
        words = keys.normalise(RIGHT)
        roots = Roots(*(keys.derive_root(words, salt, CHEAP) for salt in (salts.a, salts.b)))
        Vault.create(path, size=1 << 20, salts=salts, plan=(roots, b'{"saved":0}'), notebook=None)
        return path

    def saved(self, path: Path) -> int:
        words = keys.normalise(RIGHT)
        with Vault.open(
            path, lambda salt: keys.derive_root(words, salt, CHEAP), write=False
        ) as vault:
            payload = vault.payload
        return int(json.loads(payload)["saved"])

    def hide(self, start: Start, real: Path, least: int) -> None:
        terminal = start(str(real), app="saving_app.py")
        terminal.shows("Password:")
        terminal.write(RIGHT + "\r")
        count = Path(f"{real}.count")
        terminal.until(
            lambda: count.exists() and int(count.read_text() or 0) > least, "it has saved"
        )
        family = terminal.family()
        terminal.write(b"\x11")
        gone(terminal, family)
        said = int(count.read_text())
        assert self.saved(real) in (said, said + 1), "what was said to be saved is there"

    @pytest.mark.parametrize("least", [1, 4, 7])
    def test_in_the_middle_of_a_save(self, start: Start, real: Path, least: int) -> None:
        self.hide(start, real, least)

    @pytest.mark.soak
    def test_in_the_middle_of_200_saves(self, start: Start, real: Path) -> None:
        for _ in range(200):
            self.hide(start, real, self.saved(real) + 1)


class TestCrash:
    def test_a_word_in_a_variable_is_told_nowhere(
        self, start: Start, vault: Path, tmp_path: Path
    ) -> None:
        home = tmp_path / "home"
        home.mkdir()
        terminal = open_it(start(str(vault), HOME=str(home), TMPDIR=str(home)))
        family = terminal.family()
        before = set(tmp_path.rglob("*"))
        terminal.write("e")
        gone(terminal, family, STOPPED)
        assert IN_A_VARIABLE.encode() not in terminal.output
        assert IN_A_VARIABLE.split()[0].encode() not in terminal.output.rsplit(WIPE, 1)[1]
        assert set(tmp_path.rglob("*")) - before == set()
        assert list(home.rglob("*")) == []


@pytest.mark.needs("root", "mount", "umount")
class TestThePulledStick:
    @pytest.fixture(params=["tmpfs", "ext4"])
    def stick(self, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
        """A file system of its own that can be taken away."""
        place = tmp_path / "stick"
        place.mkdir()
        mount = ["mount", "-t", "tmpfs", "none", str(place)]
        if request.param == "ext4":
            image = tmp_path / "image"
            with image.open("wb") as stream:
                stream.truncate(32 << 20)
            make = subprocess.run(["mkfs.ext4", "-q", str(image)], check=False)
            assert make.returncode == 0
            mount = ["mount", "-o", "loop", str(image), str(place)]
        done = subprocess.run(mount, capture_output=True, check=False, text=True)
        if done.returncode != 0:
            could_not_run(request.node.nodeid, f"may not mount here: {done.stderr.strip()}")
        yield place
        subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)

    def test_the_window_is_empty(self, start: Start, vault: Path, stick: Path) -> None:
        on_it = stick / "notes.dat"
        on_it.write_bytes(vault.read_bytes())
        terminal = open_it(start(str(on_it)))
        family = terminal.family()
        subprocess.run(["umount", "-l", str(stick)], check=True)
        gone(terminal, family)
        assert list(stick.iterdir()) == [], "nothing is written where it used to be"

    def test_not_while_it_is_there(self, start: Start, vault: Path, stick: Path) -> None:
        on_it = stick / "notes.dat"
        on_it.write_bytes(vault.read_bytes())
        terminal = open_it(start(str(on_it)))
        for _ in range(3):
            on_it.write_bytes(on_it.read_bytes())
            terminal.pump(1.0)
        terminal.write("y")
        terminal.shows("key y 1")


class TestNames:
    def test_no_list_of_processes_tells(self, opened: Terminal) -> None:
        opened.write("a")
        opened.until(lambda: CANARY not in opened.text, "asked")
        for pid in opened.family():
            words = Path(f"/proc/{pid}/cmdline").read_bytes().strip(b"\0")
            opened.until(functools.partial(_dull, pid), "a dull word")
            assert Path(f"/proc/{pid}/comm").read_text() == "python3\n", words
            for task in Path(f"/proc/{pid}/task").iterdir():
                name = (task / "comm").read_text().lower()
                assert "safe" not in name
                assert "plan" not in name

    def test_the_environment_names_nothing_of_ours(self, opened: Terminal) -> None:
        looked = 0
        for pid in children(opened.pid):
            # What derived may end while it is looked for; the app does not.
            with contextlib.suppress(ProcessLookupError, FileNotFoundError):
                environ = Path(f"/proc/{pid}/environ").read_bytes().lower()
                here = os.fsencode(str(Path.cwd())).lower()
                assert b"safeplan" not in environ.replace(here, b"")
                looked += 1
        assert looked


def _dull(pid: int) -> bool:
    return Path(f"/proc/{pid}/cmdline").read_bytes().strip(b"\0") == b"python3"


@pytest.mark.parametrize("term", ["xterm-256color", "xterm", "screen", "tmux", "linux", "vt100"])
def test_terminals_that_work(start: Start, term: str) -> None:
    terminal = open_it(start(TERM=term))
    terminal.until(lambda: terminal.text.count(CANARY) >= 20, "all of it")
    family = terminal.family()
    terminal.write(b"\x1b\x1b")
    gone(terminal, family)


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_terminals_that_are_refused(start: Start, term: str) -> None:
    terminal = start(TERM=term)
    assert terminal.ended() == 1
    assert terminal.text == "Home notes needs a terminal window: start it in one."
    assert b"\x1b" not in terminal.output
    assert terminal.after == repr(terminal.before)

"""Every state in terminals that keep what was drawn: tmux and GNU screen, each with and without a
second screen. In each, nothing is left of it, the shell is as it was, and no process lives on.

Each state and each way out stands in the run of every day once; all pairs with all four terminals
in the long one.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from safeplan.vault import keys
from safeplan.vault.format import Roots
from safeplan.vault.vault import Vault, new_salts
from tests.terminal.cheap_kdf import CHEAP
from tests.terminal.conftest import RIGHT, command
from tests.terminal.pty_harness import alive, children, the_app
from tests.terminal.screen_harness import Screen
from tests.terminal.small_app import CANARY
from tests.terminal.tmux_harness import PROMPT, Tmux

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.xdist_group("kept rows"),
    pytest.mark.needs("tmux", "screen"),
]

STOPPED = "Home notes stopped. Start it again to go on."
OURS = ("Pumpkin", "spare", "Password", "Home notes", "question", "tick", "saved", "Enter")


@dataclass
class Place:
    """A terminal with a shell in it, and the program that the shell started.

    Attributes:
        host: tmux or screen.
        vault: the file that was opened.
        pids: the shell, then the guard and what it started.
        left: what may stand above the prompt afterwards.
    """

    host: Tmux | Screen
    vault: Path
    pids: list[int] = field(default_factory=list)
    left: str = ""

    def file(self, end: str) -> Path:
        return self.vault.with_name(self.vault.name + end)

    def start(self, app: str, kdf: str) -> None:
        """The program as typed at a shell that keeps its own number, the modes and the status."""
        line = shlex.join(command(str(self.vault), app=app, kdf=kdf))
        base = shlex.quote(str(self.vault))
        script = self.file(".sh")
        script.write_text(
            f"echo $$ >{base}.pid\nstty -g >{base}.before\n{line}\necho $? >{base}.rc\n"
            f"stty -g >{base}.new && mv {base}.new {base}.after\n"
        )
        self.host.write(f". {shlex.quote(str(script))}\n")
        self.shows("Password:")

    def shows(self, words: str) -> None:
        self.host.until(lambda: words in self.host.everything(), words)

    def type(self, data: bytes) -> None:
        """Keys as a terminal sends them."""
        if isinstance(self.host, Tmux):
            for byte in data:
                self.host.run("send-keys", "-H", f"{byte:02x}")
        else:
            self.host.write(data)

    def open(self) -> None:
        self.type(RIGHT.encode() + b"\r")
        self.shows(CANARY)

    @property
    def guard(self) -> int:
        return children(int(self.file(".pid").read_text()))[0]


def at_the_line(place: Place) -> None:
    place.start("small_app.py", "cheap_kdf.py")


def typing(place: Place) -> None:
    at_the_line(place)
    place.type(b"six od")
    place.shows("******")


def deriving(place: Place) -> None:
    place.start("small_app.py", "stuck_kdf.py")
    place.type(RIGHT.encode() + b"\r")
    place.shows("Opening")


def drawn(place: Place) -> None:
    at_the_line(place)
    place.open()


def pressed(key: bytes, shown: str = CANARY) -> Callable[[Place], None]:
    def press(place: Place) -> None:
        drawn(place)
        place.type(key)
        place.shows(shown)

    return press


def pasting(place: Place) -> None:
    drawn(place)
    paste = place.file(".paste")
    paste.write_text("tea and toast, " * 70_000)  # 1 MB
    if isinstance(place.host, Tmux):
        place.host.run("load-buffer", str(paste))
        place.host.run("paste-buffer", "-p")
        return
    data = b"\x1b[200~" + paste.read_bytes() + b"\x1b[201~"
    for at in range(0, len(data), 1024):
        place.host.write(data[at : at + 1024])
        place.host.drain(0.0)


def saving(place: Place) -> None:
    salts, words = new_salts(), keys.normalise(RIGHT)
    roots = Roots(*(keys.derive_root(words, salt, CHEAP) for salt in (salts.a, salts.b)))
    place.vault.unlink()
    Vault.create(place.vault, size=1 << 20, salts=salts, plan=(roots, b'{"saved":0}'),
                 notebook=None)  # fmt: skip
    place.start("saving_app.py", "cheap_kdf.py")
    place.open()
    place.shows("saved")


def stopped(place: Place) -> None:
    drawn(place)
    place.type(b"f")
    place.host.until(lambda: place.host.everything().count(CANARY) > 15, "a flood")


def practised(place: Place) -> None:
    pressed(b"p", "practising")(place)
    place.type(b"\x11")
    place.shows("Press Enter to go on.")


STATES: dict[str, Callable[[Place], None]] = {
    "at the line": at_the_line,
    "typing": typing,
    "deriving": deriving,
    "drawn": drawn,
    "a question": pressed(b"w", "question"),
    "text selected": pressed(b"\x1b[<0;3;4M\x1b[<32;20;9M"),
    "a page that moves": pressed(b"t", "tick"),
    "loop blocked": pressed(b"b"),
    "held in C": pressed(b"g"),
    "a PDF being made": pressed(b"d"),
    "pasting": pasting,
    "saving": saving,
    "writing": stopped,
    "asked": pressed(b"a", "Password:"),
    "practised": practised,
}


def keyed(data: bytes) -> Callable[[Place], None]:
    return lambda place: place.type(data)


def signalled(number: signal.Signals) -> Callable[[Place], None]:
    return lambda place: os.kill(place.guard, number)


def crashed(place: Place) -> None:
    place.left = STOPPED
    os.kill(the_app(place.guard), signal.SIGSEGV)


def pulled(place: Place) -> None:
    place.vault.rename(place.file(".away"))


WAYS: dict[str, Callable[[Place], None]] = {
    "Esc 20 times": keyed(b"\x1b" * 20),
    "Ctrl-Q": keyed(b"\x11"),
    "Ctrl-Q and a line": keyed(b"\x11\x11\x11" + b"exit\r" * 4),
    "Ctrl-C": keyed(b"\x03"),
    "SIGTERM": signalled(signal.SIGTERM),
    "SIGHUP": signalled(signal.SIGHUP),
    "SIGINT": signalled(signal.SIGINT),
    "SIGQUIT": signalled(signal.SIGQUIT),
    "app crashed": crashed,
    "stick pulled": pulled,
}
HOSTS = ("tmux, one screen", "screen, one screen", "tmux, two screens", "screen, two screens")


def cases() -> Iterator[ParameterSet]:
    """Every state by the keys that are mashed, and every way from what is drawn, on every host."""
    pairs = [(state, "Esc 20 times") for state in STATES]
    pairs += [("drawn", way) for way in WAYS if way != "Esc 20 times"]
    for number, (state, way) in enumerate(pairs):
        for host in HOSTS:
            # Of two terminals that lose what was drawn, one is enough for every day.
            daily = host == HOSTS[number % 3]
            marks = () if daily else pytest.mark.soak
            yield pytest.param(host, state, way, marks=marks, id=f"{state}, {way}, {host}")


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path, vault: Path) -> Iterator[Place]:
    name, _, screens = str(request.param).partition(", ")
    host = (Tmux if name == "tmux" else Screen)(tmp_path, alternate=screens == "two screens")
    yield Place(host, vault)
    host.close()


def left_clean(place: Place, family: list[int]) -> None:
    place.host.until(place.file(".after").exists, "the shell")
    place.host.until(lambda: place.host.everything().rstrip().endswith(PROMPT), "a prompt")
    assert place.file(".rc").read_text() == "0\n"
    assert place.file(".after").read_text() == place.file(".before").read_text()
    rows = [row.strip() for row in place.host.everything().splitlines() if row.strip()]
    assert rows == [*filter(None, [place.left]), PROMPT], "nothing but that, in any part of it"
    place.host.until(lambda: not any(map(alive, family)), "no process is left")
    if isinstance(place.host, Tmux):
        flags = {name: place.host.asks(name) for name in ("alternate_on", "mouse_any_flag",
                 "mouse_sgr_flag", "insert_flag", "keypad_cursor_flag", "cursor_flag",
                 "wrap_flag")}  # fmt: skip
        on = {name for name, value in flags.items() if value == "1"}
        assert on == {"cursor_flag", "wrap_flag"}, flags


@pytest.mark.parametrize(("place", "state", "way"), list(cases()), indirect=["place"])
def test_nothing_is_left(place: Place, state: str, way: str) -> None:
    STATES[state](place)
    guard = place.guard
    family = [guard, *children(guard)]
    assert any(word in place.host.everything() for word in OURS), "the look finds what is there"
    WAYS[way](place)
    left_clean(place, family)
    if state == "saving":
        said = int(place.file(".count").read_text())
        assert saved(place.vault) in (said, said + 1), "what was said to be saved is there"


def saved(path: Path) -> int:
    words = keys.normalise(RIGHT)
    with Vault.open(path, lambda salt: keys.derive_root(words, salt, CHEAP), write=False) as vault:
        return int(json.loads(vault.payload)["saved"])

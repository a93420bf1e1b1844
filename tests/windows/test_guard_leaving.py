"""However it ends on Windows: an empty window, the modes as they were, and nobody left alive."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.windows import hand_records
from tests.windows.consoles import Console, Wine
from tests.windows.guard_house import CANARY, guarded, opened, small_vault, the_app, words

pytestmark = [
    pytest.mark.needs("wine", "x86_64-w64-mingw32-gcc"),
    pytest.mark.xdist_group("wine"),
]
STOPPED = "Home notes stopped. Start it again to go on."


@pytest.fixture
def console(wine: Wine, tmp_path: Path) -> Iterator[Console]:
    with Console(wine, tmp_path) as one:
        yield one


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return small_vault(tmp_path / "notes.bin")


def emptied(console: Console, before: list[int], shown: str = "", status: int = 0) -> None:
    """It has ended, and has left nothing but ``shown``."""
    assert console.ended() == status
    assert console.cells == shown
    assert console.ask("modes") == before
    assert console.ask("left") == []
    assert CANARY not in console.cells


WAYS: list[tuple[str, Callable[[Console], object]]] = [
    ("escape twice", lambda console: console.type("\x1b\x1b")),
    ("Ctrl-Q", lambda console: console.ask("records", hand_records.CTRL_Q.hex())),
    ("Ctrl-C", lambda console: console.type("\x03")),
    ("many at once", lambda console: console.ask("records", hand_records.ESCAPE.hex() * 12)),
    ("Ctrl-Break", lambda console: console.ask("tell", 1)),
    ("the window's X", lambda console: console.ask("tell", 2)),
    ("the session's end", lambda console: console.ask("tell", 6)),
    ("the app's button", lambda console: console.type("h")),
]


@pytest.mark.parametrize("way", [way for _, way in WAYS], ids=[name for name, _ in WAYS])
def test_hide_in_the_app(console: Console, vault: Path, way: Callable[[Console], object]) -> None:
    before = console.ask("modes")
    opened(console, vault)
    assert console.cells.count(CANARY) > 10
    app = the_app(console)
    assert console.ask("alive", app)
    way(console)
    emptied(console, before)
    assert not console.ask("alive", app)


@pytest.mark.parametrize(
    "way", [way for _, way in WAYS[1:7:2]], ids=[name for name, _ in WAYS[1:7:2]]
)
def test_hide_at_the_line(console: Console, vault: Path, way: Callable[[Console], object]) -> None:
    before = console.ask("modes")
    guarded(console, vault)
    console.type("half a word")
    console.shows("***********")
    others = console.ask("children")
    assert len(others) == 2, "the app that warms up, and what derives"
    way(console)
    emptied(console, before)
    assert not any(console.ask("alive", other) for other in others)


def test_a_recorded_key_hides_and_the_page_chosen_stands(console: Console, vault: Path) -> None:
    before = console.ask("modes")
    opened(console, vault)
    console.type("s")
    console.shows("recorded")
    console.type("\x1b[15~")
    emptied(console, before)


@pytest.mark.parametrize("state", ["b", "f", "t"], ids=["busy for good", "writes", "draws"])
def test_hide_whatever_the_app_is_doing(console: Console, vault: Path, state: str) -> None:
    before = console.ask("modes")
    opened(console, vault)
    console.type(state)
    if state == "t":
        console.shows("tick ")
    app = the_app(console)
    console.type("\x11")
    emptied(console, before)
    assert not console.ask("alive", app)


def test_the_app_falls_over(console: Console, vault: Path) -> None:
    before = console.ask("modes")
    opened(console, vault)
    console.type("e")
    emptied(console, before, STOPPED)


def test_the_app_is_killed(console: Console, vault: Path) -> None:
    before = console.ask("modes")
    opened(console, vault)
    app = the_app(console)
    console.ask("end", app)
    emptied(console, before, STOPPED)


def test_closed_in_good_order(console: Console, vault: Path) -> None:
    before = console.ask("modes")
    opened(console, vault)
    console.type("q")
    emptied(console, before)


def test_the_app_dies_with_the_guard(console: Console, vault: Path) -> None:
    opened(console, vault)
    app = the_app(console)
    console.ask("kill")
    console.until(lambda: not console.ask("alive", app), "the app's end")


def test_the_line_dies_with_the_guard(console: Console, vault: Path) -> None:
    guarded(console, vault)
    others = console.ask("children")
    console.ask("kill")
    console.until(lambda: not any(console.ask("alive", other) for other in others), "their end")


def test_a_stick_that_is_out_hides(console: Console, vault: Path, tmp_path: Path) -> None:
    before = console.ask("modes")
    opened(console, vault)
    vault.rename(tmp_path / "elsewhere")
    emptied(console, before)


def test_a_stick_that_is_out_asks_where_that_was_chosen(
    console: Console, vault: Path, tmp_path: Path
) -> None:
    opened(console, vault)
    console.type("o")
    console.shows("asks")
    vault.rename(tmp_path / "elsewhere")
    console.shows("stick out")
    (tmp_path / "elsewhere").rename(vault)
    console.shows("stick back")
    assert console.ask("status") is None


def test_the_modes_of_a_console_that_was_set_otherwise_come_back(
    console: Console, vault: Path
) -> None:
    keys, shown = console.ask("modes")
    console.ask("set_modes", keys & ~0x4, shown)
    before = console.ask("modes")
    assert before != [keys, shown]
    guarded(console, vault)
    console.type("\x11")
    emptied(console, before)


def test_what_it_was_told_is_in_no_environment_of_the_others(console: Console, vault: Path) -> None:
    """The size, and what Python and Textual would obey, do not reach the app."""
    probe = vault.with_name("probe.py")
    probe.write_text(
        "import json, os, sys\n"
        "open(sys.argv[1] + '.environ', 'w').write(json.dumps(dict(os.environ)))\n",
        "utf-8",
    )
    told = {"COLUMNS": "33", "TEXTUAL_LOG": "x", "PYTHONPATH": "x", "LC_HERE": "yes"}
    console.start(*words(vault, app=probe), **told)
    console.shows(STOPPED)
    seen = json.loads(vault.with_name("notes.bin.environ").read_text("utf-8"))
    names = {name.upper() for name in seen}
    assert "LC_HERE" in names
    assert "SYSTEMROOT" in names
    assert not names & (set(told) - {"LC_HERE"})


def test_a_console_that_is_gone_ends_everything(console: Console, vault: Path) -> None:
    opened(console, vault)
    session = console.session()
    assert len(session) >= 4, "the console, the hand, the guard and the app"
    (host,) = [pid for pid, name in session.items() if b"conhost" in name]
    os.kill(host, signal.SIGKILL)
    console.until_here(lambda: not console.session(), "their end")


def test_the_others_leave_ctrl_break_to_the_guard(console: Console, vault: Path) -> None:
    """Windows tells each of them; one that went first would look as if it had fallen over."""
    opened(console, vault)
    app = the_app(console)
    assert console.ask("tell", 1, app)
    console.type("m")
    console.shows("Press Enter when you know them.")
    console.until(lambda: len(console.ask("children")) == 2, "what shows them, alone with the app")
    (shows,) = set(console.ask("children")) - {app}
    assert console.ask("tell", 1, shows)
    console.type("\x1b")
    console.shows("backed out")
    console.type("j")
    console.shows("key j 1")

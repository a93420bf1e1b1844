"""The first minutes with the real app and the real guard: practice, password, home, and hiding."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.conftest import RIGHT, Start
from tests.terminal.pty_harness import Terminal

pytestmark = [pytest.mark.terminal, pytest.mark.xdist_group("terminal")]

CHILD = str(Path(__file__).resolve().parent.parent.parent / "safeplan" / "app" / "child.py")
READ = ("This computer", "Traces", "The stick", "at all?", "What this is not", "Where it will be")
MARK = "> "


def _key(terminal: Terminal, keys: str, words: str) -> None:
    terminal.write(keys)
    terminal.shows(words)


def _hide(terminal: Terminal) -> None:
    """Esc twice, as a person does: the first one has long been handed on when the second comes."""
    terminal.write("\x1b")
    for _turn in range(3):
        terminal.pump()
    terminal.write("\x1b")


def _cursor_on_the_mark(terminal: Terminal) -> bool:
    row = terminal.screen.display[terminal.screen.cursor.y]
    return row[terminal.screen.cursor.x :].startswith((MARK, "["))


def made(terminal: Terminal) -> None:
    """From the language to the question of the country."""
    terminal.shows("Choose your language")
    _key(terminal, "\r", "Is this a good moment?")
    _key(terminal, "\r", "How to hide fast")
    _hide(terminal)
    terminal.shows("Press Enter to go on.")
    for words in READ:
        _key(terminal, "\r", words)
    _key(terminal, "\r", "The password")
    _key(terminal, "\r", "New password:")
    _key(terminal, RIGHT + "\r", "The same again:")
    _key(terminal, RIGHT + "\r", "A second password?")
    _key(terminal, "\r", "Which country are you in?")


def test_from_nothing_to_home_and_hiding_is_in_earnest_there(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "new.dat"
    terminal = start(str(path), app=CHILD)
    made(terminal)
    assert path.exists()
    _key(terminal, "1", "Emergency: 999")
    _hide(terminal)
    # What practises on the way must not practise here.
    assert terminal.ended() == 0
    assert terminal.text == ""


def test_hiding_in_the_moment_that_leaves_the_practice(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "new.dat"
    first = start(str(path), app=CHILD)
    made(first)
    _key(first, "1", "What would you like to do?")
    first.write("\x11")
    assert first.ended() == 0
    terminal = start(str(path), app=CHILD)
    terminal.shows("Password:")
    _key(terminal, RIGHT + "\r", "Not now")
    # The guard practises, while the app has still to hear of the button that leaves the page.
    _key(terminal, "\t\r\x11", "Press Enter to go on.")
    _key(terminal, "\r", "What would you like to do?")
    terminal.write("\x11")
    assert terminal.ended() == 0
    assert terminal.text == ""


def test_the_terminals_cursor_stands_on_what_has_the_focus(start: Start, tmp_path: Path) -> None:
    terminal = start(str(tmp_path / "new.dat"), app=CHILD)
    made(terminal)
    _key(terminal, "1", "What would you like to do?")
    terminal.until(lambda: _cursor_on_the_mark(terminal), "cursor at home")
    for keys in ("\x1b[B", "\x1b[B", "\x1bOP", "\x1b[B", "\x1bOP", "\t", "\t\t"):
        was = terminal.text
        terminal.write(keys)
        terminal.until(
            lambda was=was: terminal.text != was and _cursor_on_the_mark(terminal),  # type: ignore[misc]
            f"cursor after {keys!r}",
        )


def test_stopping_before_the_password_leaves_nothing(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "new.dat"
    terminal = start(str(path), app=CHILD)
    terminal.shows("Choose your language")
    _key(terminal, "\r", "Is this a good moment?")
    terminal.write("\t\r")
    assert terminal.ended() == 0
    assert terminal.text == ""
    assert not path.exists()

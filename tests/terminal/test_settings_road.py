"""The settings on a real terminal: a key of one's own, what hide leaves, and the seen cursor."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeplan.cover.dull_pages import dull_pages
from tests.terminal import filled
from tests.terminal.pty_harness import Terminal
from tests.terminal.test_real_lock import unlocked

pytestmark = [pytest.mark.terminal, pytest.mark.xdist_group("terminal")]

F1, F9, CTRL_S = "\x1bOP", "\x1b[20~", "\x13"
BACK = "\x1b[<0;4;1M\x1b[<0;4;1m"  # a click in the corner
HIDE = "Hide: which key, and what it leaves on the screen"


@pytest.fixture
def real(tmp_path: Path) -> Path:
    return filled.make(tmp_path / "notes.dat")


@pytest.fixture
def opened(real: Path) -> Iterator[Terminal]:
    with Terminal(filled.command(real)) as terminal:
        yield unlocked(terminal)


def row(terminal: Terminal, words: str) -> None:
    """Choose the row with these words, by the digit that stands before it."""
    terminal.shows(words)
    line = next(line for line in terminal.text.split("\n") if words in line)
    found = re.search(r"(\d)  ", line)
    assert found is not None, line
    terminal.write(found[1])


def hide_settings(terminal: Terminal) -> None:
    terminal.write(F1)
    row(terminal, HIDE)
    terminal.shows("Esc Esc and Ctrl-Q always hide")


def _read(terminal: Terminal) -> None:
    """As long as it takes to read what stands there."""
    for _turn in range(20):
        terminal.pump()


def record(terminal: Terminal, *keys: str) -> None:
    """Record the last of these keys; the others are refused."""
    row(terminal, "Which key hides")
    terminal.shows("Press the key that you want, now.")
    for key in keys[:-1]:
        terminal.write(key)
        terminal.shows("That key is needed for something else. Press another one.")
        _read(terminal)  # the words may be those of the key before
    terminal.write(keys[-1])
    terminal.shows("so that your hand knows it.")


def practise(terminal: Terminal, key: str) -> None:
    """Hide for practice, after as long as it takes to read that; and come back."""
    _read(terminal)
    terminal.write(key)
    terminal.shows("Press Enter to go on.")
    terminal.write("\r")
    terminal.shows("That is how you hide.")


def test_a_recorded_key_is_practised_and_then_empties_the_window(opened: Terminal) -> None:
    hide_settings(opened)
    record(opened, "a", CTRL_S, F9)
    practise(opened, F9)
    opened.shows("[ Hide: F9 ]")
    assert "Hide: F9" in opened.text.split("\n")[-1]
    opened.write(F9)
    assert opened.ended() == 0
    assert opened.text == ""
    assert opened.left == b""


def test_the_recorded_key_holds_from_the_next_opening_on_until_it_is_taken_away(
    opened: Terminal, real: Path
) -> None:
    hide_settings(opened)
    record(opened, F9)
    practise(opened, F9)
    opened.write("\x11")  # the fixed one stays on
    assert opened.ended() == 0
    with Terminal(filled.command(real)) as terminal:
        unlocked(terminal)
        terminal.shows("[ Hide: F9 ]")
        hide_settings(terminal)
        row(terminal, "Use only Esc Esc and Ctrl-Q again")
        terminal.shows("No other key does.")
        terminal.write(F9)
        terminal.write("\x1b[B")
        terminal.shows("> 3")  # it is an ordinary key again
        terminal.write("\x11")
        assert terminal.ended() == 0


def test_a_key_that_is_being_recorded_does_not_stand_in_the_way_of_hiding(
    opened: Terminal,
) -> None:
    hide_settings(opened)
    row(opened, "Which key hides")
    opened.shows("Press the key that you want, now.")
    opened.write("\x11")
    assert opened.ended() == 0
    assert opened.text == ""


def test_a_dull_page_is_left_in_the_window_and_nothing_else(opened: Terminal) -> None:
    page = next(page for page in dull_pages("en") if page.id == "files")
    hide_settings(opened)
    row(opened, "What it leaves on the screen")
    row(opened, page.name)
    opened.shows("(o) " + page.name)
    opened.write("\x11")
    assert opened.ended() == 0
    assert opened.text == page.text


def test_own_words_are_left_in_the_window_line_by_line(opened: Terminal) -> None:
    hide_settings(opened)
    row(opened, "What it leaves on the screen")
    row(opened, "Text of your own")
    opened.shows("Write what may be seen by anybody.")
    opened.write("bread\rZoë’s tea")
    opened.shows("Zoë’s tea")
    opened.write("\t\r")
    opened.shows("(o) Text of your own")
    opened.write("\x11")
    assert opened.ended() == 0
    assert opened.text == "bread\nZoë’s tea"


def test_closing_for_the_day_leaves_no_page(opened: Terminal) -> None:
    hide_settings(opened)
    row(opened, "What it leaves on the screen")
    row(opened, "A recipe")
    opened.shows("(o) A recipe")
    for words in ("Which key hides", "this page", "What would you like to do?"):
        opened.write(BACK)
        opened.shows(words)
    opened.write(BACK)  # Close for today
    opened.shows("Take the stick.")
    opened.write("\r")
    assert opened.ended() == 0
    assert "Onion" not in opened.text


def test_the_cursor_is_seen_on_the_focused_row_once_it_is_on(opened: Terminal, real: Path) -> None:
    opened.until(lambda: opened.screen.cursor.hidden, "hidden by default")
    opened.write(F1)
    row(opened, "Show the terminal’s own cursor")
    row(opened, ") on")
    opened.until(lambda: not opened.screen.cursor.hidden, "seen")
    opened.write("\x1b[A")
    opened.until(lambda: _on_the_mark(opened), "on the row")
    # It is still seen after the window was the guard's for a while, and at the next opening.
    opened.write("\x11")
    assert opened.ended() == 0
    with Terminal(filled.command(real)) as terminal:
        unlocked(terminal)
        terminal.until(lambda: not terminal.screen.cursor.hidden, "seen again")
        terminal.until(lambda: _on_the_mark(terminal), "on the first row")


def _on_the_mark(terminal: Terminal) -> bool:
    line = terminal.screen.display[terminal.screen.cursor.y]
    return not terminal.screen.cursor.hidden and line[terminal.screen.cursor.x :].startswith("> ")


def click(terminal: Terminal, column: int) -> None:
    """Press and let go, in row 1."""
    terminal.write(f"\x1b[<0;{column};1M\x1b[<0;{column};1m")


def test_the_word_hide_can_be_clicked_while_a_key_is_recorded(opened: Terminal) -> None:
    hide_settings(opened)
    row(opened, "Which key hides")
    opened.shows("Press the key that you want, now.")
    click(opened, 4)  # Back waits for Escape here
    click(opened, opened.text.split("\n")[0].index("[ Hide") + 4)
    assert opened.ended() == 0
    assert opened.text == ""

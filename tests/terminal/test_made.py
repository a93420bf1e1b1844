"""What is made for a person is shown by a process that ends: six words, or a code, once."""

import os
import re
import signal
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from safeplan.app.six_words import words_of
from safeplan.vault import keys
from safeplan.vault.recovery import as_code
from tests.terminal.cheap_kdf import CHEAP
from tests.terminal.conftest import RIGHT, Start, open_it
from tests.terminal.pty_harness import Terminal, alive, children, the_app
from tests.terminal.test_leaving import gone
from tests.terminal.test_lock import LINE
from tests.terminal.test_memory import copies, everywhere

pytestmark = [pytest.mark.terminal, pytest.mark.xdist_group("terminal")]

SHAPE = re.compile(r"^[0-9A-Z]{5}(?:-[0-9A-Z]{5,6}){4}$", re.MULTILINE)
KNOW, COPIED = "Press Enter when you know them.", "Press Enter when it is on paper."


def words_seen(terminal: Terminal) -> str:
    """The six words, on however many rows they stand."""
    listed = set(words_of("en"))
    found = [word for row in terminal.text.split("\n") for word in row.split()]
    first = next(at for at in range(len(found)) if set(found[at : at + 6]) <= listed)
    return " ".join(found[first : first + 6])


def code_seen(terminal: Terminal) -> str:
    found = SHAPE.search(terminal.text)
    assert found is not None, terminal.text
    assert as_code(found[0]) is not None
    return found[0]


def read_by_camera(terminal: Terminal) -> str:
    """What a reader of codes sees in the half blocks of the window, four pixels a module."""
    halves = {" ": "00", "▀": "10", "▄": "01", "█": "11"}
    rows = [row.ljust(33)[:33] for row in terminal.text.split("\n")]
    first = next(at for at, row in enumerate(rows) if "█" in row)
    pixels: list[bool] = []
    for row in [" " * 33] * 2 + rows[first : first + 15]:
        for half in (0, 1):
            pixels += [halves.get(cell, "00")[half] == "0" for cell in row]
    small = Image.new("1", (33, len(pixels) // 33))
    small.putdata(pixels)
    (found,) = zxingcpp.read_barcodes(small.resize((33 * 4, small.height * 4)))
    return str(found.text)


def shower(terminal: Terminal) -> int:
    """The process that shows them: it is the youngest beside the guard."""
    app = the_app(terminal.pid)
    return next(pid for pid in children(terminal.pid) if pid != app)


def test_six_words_are_shown_then_typed_twice(opened: Terminal) -> None:
    opened.write("m")
    opened.shows(KNOW)
    words = words_seen(opened)
    opened.write("x\x7f1")  # no other key goes on
    opened.write("\r")
    opened.shows("New password:")
    assert words.split()[0] not in opened.text
    opened.write(words + "\r")
    opened.shows("The same again:")
    opened.write(words + "\r")
    opened.shows("new ")
    roots = [keys.derive_root(words.encode(), salt, CHEAP) for salt in (bytes(32),)]
    opened.shows(roots[0].hex()[:8])


def test_other_words_each_time_and_escape_leads_back(opened: Terminal) -> None:
    seen = []
    for last in (False, True):
        opened.write("m")
        opened.shows(KNOW)
        seen.append(words_seen(opened))
        if not last:
            opened.write("\r")
            opened.shows("New password:")
            opened.write(f"{seen[0]}\r{seen[0]}\r")
            opened.shows("new ")
    opened.write(b"\x1b")
    opened.shows("backed out")
    opened.write("y")
    opened.shows("key y")
    assert seen[0] != seen[1]


@pytest.mark.parametrize("columns", [40, 60])
def test_no_word_is_broken_where_the_window_is_narrow(start: Start, columns: int) -> None:
    terminal = open_it(start(columns=columns))
    terminal.write("m")
    terminal.until(lambda: "know them" in " ".join(terminal.text.split()), "shown")
    assert len(words_seen(terminal).split()) == 6


def test_a_code_is_kept_then_shown_and_the_line_follows(opened: Terminal, vault: Path) -> None:
    before = opened.family()
    opened.write("r")
    opened.shows(COPIED)
    code = code_seen(opened)
    kept = vault.with_name(vault.name + ".code").read_text().split()
    salts = (bytes(32), bytes(range(32)))
    words = keys.normalise(code.lower().replace("-", " "))
    assert kept == [keys.derive_root(words, salt, CHEAP).hex() for salt in salts]
    opened.write("x \x1b")  # only Enter goes on: it is shown once
    opened.pump()
    assert code in opened.text
    opened.write("\r")
    opened.until(lambda: opened.text == LINE, "the line")
    old = [pid for pid in before if pid != opened.pid]
    opened.until(lambda: not any(map(alive, old)), "the app that was there is gone")
    saved = vault.with_name(vault.name + ".saved")
    assert saved.read_text().startswith("saved"), "it was asked to save, as at any lock"
    open_it(opened)


def test_a_code_is_turned_to_a_camera_and_back(opened: Terminal) -> None:
    opened.write("r")
    opened.shows(COPIED)
    code = code_seen(opened)
    for key in ("q", "Q"):
        opened.write(key)
        opened.shows("use one they never see")
        opened.until(lambda: opened.text.rstrip().endswith("for a camera."), "shown")
        assert code not in opened.text
        assert read_by_camera(opened) == code
        opened.write(key)
        opened.until(lambda: code in opened.text and COPIED in opened.text, "letters")
    opened.write("q")
    opened.shows("use one they never see")
    opened.until(lambda: opened.text.rstrip().endswith("for a camera."), "all of it")
    for _turn in range(10):  # a person looks at it before Enter
        opened.pump()
    opened.write("\r")
    opened.until(lambda: opened.text == LINE, "the line")


def test_where_there_is_no_room_for_a_picture_it_stays_letters(start: Start) -> None:
    terminal = open_it(start(columns=32))
    terminal.write("r")
    terminal.until(lambda: "for a camera." in " ".join(terminal.text.split()), "shown")
    terminal.write("q")
    terminal.until(lambda: "never see." in " ".join(terminal.text.split()), "turned")
    terminal.until(lambda: "for a camera." in " ".join(terminal.text.split()), "shown")
    assert "█" not in terminal.text
    assert SHAPE.search(terminal.text.replace("\n", "")) or SHAPE.search(terminal.text)


@pytest.mark.parametrize("hide", [b"\x11", b"\x1b\x1b"])
def test_hide_while_a_camera_may_read(opened: Terminal, hide: bytes) -> None:
    opened.write("r")
    opened.shows(COPIED)
    opened.write("q")
    opened.shows("use one they never see")
    family = opened.family()
    opened.write(hide)
    gone(opened, family)


def test_a_code_that_was_not_kept_is_never_seen(opened: Terminal) -> None:
    written = len(opened.output)
    opened.write("v")
    opened.shows("no code")
    assert not SHAPE.search(opened.output[written:].decode("utf-8", "replace").replace("\r", ""))
    opened.write("y")
    opened.shows("key y")


@pytest.mark.parametrize(("key", "shown"), [("m", KNOW), ("r", COPIED)])
@pytest.mark.parametrize("hide", [b"\x11", b"\x03", b"\x1b\x1b"])
def test_hide_while_it_is_shown(opened: Terminal, key: str, shown: str, hide: bytes) -> None:
    opened.write(key)
    opened.shows(shown)
    family = opened.family()
    opened.write(hide)
    gone(opened, family)


@pytest.mark.parametrize(("key", "shown"), [("m", KNOW), ("r", COPIED)])
def test_lock_while_it_is_shown(opened: Terminal, key: str, shown: str) -> None:
    opened.write(key)
    opened.shows(shown)
    family = opened.family()
    os.kill(opened.pid, signal.SIGTSTP)
    opened.until(lambda: opened.text == LINE, "the line")
    old = [pid for pid in family if pid != opened.pid]
    opened.until(lambda: not any(map(alive, old)), "all of them are gone")
    open_it(opened)


def test_what_shows_it_may_be_killed(opened: Terminal) -> None:
    """As by a system that has no memory left: before it was shown, the app hears of it."""
    opened.write("r")
    opened.shows(COPIED)
    os.kill(shower(opened), signal.SIGKILL)
    opened.write("\r")
    opened.until(lambda: opened.text == LINE, "the line")
    open_it(opened, RIGHT)


@pytest.mark.needs("root")
@pytest.mark.parametrize(("key", "shown"), [("m", KNOW), ("r", COPIED)])
def test_in_no_process_that_lives_on(opened: Terminal, key: str, shown: str) -> None:
    opened.write(key)
    opened.shows(shown)
    made = (words_seen(opened) if key == "m" else code_seen(opened)).encode()
    live = everywhere(opened, made)
    assert live.pop(shower(opened)) > 0, "the scan finds what is there"
    assert set(live.values()) == {0}, "neither the guard nor the app ever held it"
    opened.write("\r")
    if key == "m":
        opened.shows("New password:")
        opened.write(made + b"\r" + made + b"\r")
        opened.shows("new ")
    else:
        opened.until(lambda: opened.text == LINE, "the line")
        opened.until(lambda: len(children(opened.pid)) == 2, "a new app, and what derives")
    for part in (made, made[:12], made.decode().encode("utf-32-le")):
        assert set(everywhere(opened, part).values()) == {0}
    assert copies(opened.pid, made) == 0

"""What a person does at the line and in the app, on a Windows console."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.windows import hand_records
from tests.windows.consoles import Console, Wine
from tests.windows.guard_house import FIRST, SECOND, guarded, opened, small_vault

pytestmark = [
    pytest.mark.needs("wine", "x86_64-w64-mingw32-gcc"),
    pytest.mark.xdist_group("wine"),
]
QUICK_EDIT, ECHO = 0x40, 0x4


@pytest.fixture
def console(wine: Wine, tmp_path: Path) -> Iterator[Console]:
    with Console(wine, tmp_path) as one:
        yield one


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "stick with a blank"
    folder.mkdir()
    return small_vault(folder / "notes.bin")


def test_a_password_opens_and_keys_reach_the_app(console: Console, vault: Path) -> None:
    opened(console, vault)
    console.type("j")
    console.shows("key j 1")
    console.type("ö")
    console.shows("key ö 2")
    console.ask("records", hand_records.UP.hex())
    console.shows("key up 3")
    console.type("\x1b[15~")
    console.shows("key f5 4")
    console.type("\x1b")
    console.shows("key escape 5")


def test_the_other_half_opens_as_well(console: Console, vault: Path) -> None:
    guarded(console, vault)
    console.type(SECOND + "\r")
    console.shows("open ")


def test_a_wrong_password_is_refused_and_another_one_taken(console: Console, vault: Path) -> None:
    guarded(console, vault)
    console.type("wrong\r")
    console.shows("That does not open it.")
    assert "wrong" not in console.cells
    assert "*****" in console.cells
    console.type(FIRST + "\r")
    console.shows("open ")


def test_no_key_is_shown_and_the_mouse_marks_nothing(console: Console, vault: Path) -> None:
    before = console.ask("modes")
    assert before[0] & QUICK_EDIT, "or this could not fail"
    guarded(console, vault)
    while_there = console.ask("modes")
    assert not while_there[0] & (QUICK_EDIT | ECHO)
    console.type("\x11")
    assert console.ended() == 0
    assert console.ask("modes") == before


def test_another_size_reaches_the_app(console: Console, vault: Path) -> None:
    opened(console, vault)
    console.ask("resize", 31, 97)
    console.type("\x1b[24~")
    console.shows("size 97 31")


def test_another_size_told_at_the_line_is_the_apps_first(console: Console, vault: Path) -> None:
    guarded(console, vault)
    console.ask("resize", 31, 97)
    console.type(FIRST + "\r")
    console.shows("open ")
    console.type("\x1b[24~")
    console.shows("size 97 31")


def test_a_paste_reaches_the_app_whole(console: Console, vault: Path) -> None:
    opened(console, vault)
    console.type("\x1b[200~" + "tea \x11 " * 500 + "\x1b[201~")
    console.shows("pasted 3000")


def test_the_app_asks_for_a_password(console: Console, vault: Path) -> None:
    opened(console, vault)
    console.type("a")
    console.until(lambda: console.screen.endswith("Password:"), "the line")
    assert "Pumpkin" not in console.cells
    console.type("grey lamp\r")
    console.until(lambda: "asked" in console.screen or "not open it" in console.screen, "tried")


def test_the_app_asks_for_a_new_password_and_the_person_backs_out(
    console: Console, vault: Path
) -> None:
    opened(console, vault)
    console.type("n")
    console.shows("New password:")
    console.type("plum curtain bicycle\r")
    console.shows("The same again:")
    console.type("plum curtain\r")
    console.shows("Those two are not the same.")
    console.type("\x1b")
    console.shows("backed out")


def test_practising_wipes_and_ends_nothing(console: Console, vault: Path) -> None:
    opened(console, vault)
    console.type("p")
    console.shows("practising")
    console.type("\x11")
    console.until(lambda: console.screen == "Press Enter to go on.", "an empty window")
    console.type("\r")
    console.shows("practised")
    assert console.ask("status") is None


def test_the_lock_stands_again_and_what_is_typed_then_opens(console: Console, vault: Path) -> None:
    opened(console, vault)
    console.type("l")
    console.until(lambda: console.screen.endswith("Password:"), "the line")
    assert "Pumpkin" not in console.cells
    console.type(FIRST + "\r")
    console.shows("open ")


def test_a_minute_without_a_key_brings_the_line(
    console: Console, vault: Path, tmp_path: Path
) -> None:
    clocks = tmp_path / "clocks"
    clocks.write_text("0 0", "ascii")
    opened(console, vault, LC_CLOCKS="Z:" + str(clocks).replace("/", "\\"))
    clocks.write_text("91 91", "ascii")
    console.shows("closing soon")
    clocks.write_text("121 121", "ascii")
    console.until(lambda: console.screen.endswith("Password:"), "the line")
    assert vault.with_name("notes.bin.saved").read_text("ascii").startswith("saved")
    assert "Pumpkin" not in console.cells


def test_sleep_brings_the_line(console: Console, vault: Path, tmp_path: Path) -> None:
    clocks = tmp_path / "clocks"
    clocks.write_text("0 0", "ascii")
    opened(console, vault, LC_CLOCKS="Z:" + str(clocks).replace("/", "\\"))
    clocks.write_text("0 90", "ascii")
    console.until(lambda: console.screen.endswith("Password:"), "the line")
    assert "Pumpkin" not in console.cells


def test_a_file_that_is_no_vault_is_refused(console: Console, tmp_path: Path) -> None:
    from tests.windows.guard_house import words

    small = tmp_path / "small.bin"
    small.write_bytes(b"tea")
    console.start(*words(small))
    assert console.ended() == 1
    assert "This is not a file of Home notes, or not a whole one" in console.screen
    console.start(*words(tmp_path))
    assert console.ended(1) == 1
    assert "choose the file itself" in console.screen


def test_words_are_made_shown_and_typed(console: Console, vault: Path) -> None:
    """By a process of their own, which shares the console and ends before they are typed."""
    opened(console, vault)
    console.type("m")
    console.shows("Press Enter when you know them.")
    made = console.screen.split("go back.")[1].split("Press Enter")[0].split()
    assert len(made) == 6
    console.type("\r")
    console.shows("New password:")
    assert not any(word in console.screen for word in made)
    console.type(" ".join(made) + "\r")
    console.shows("The same again:")
    console.type(" ".join(made) + "\r")
    console.shows("new ")


def test_a_code_is_made_and_the_line_stands_after_it(console: Console, vault: Path) -> None:
    opened(console, vault)
    console.type("r")
    console.shows("Press Enter when it is on paper.")
    console.type("\r")
    console.until(lambda: console.screen.endswith("Password:"), "the line")
    assert "paper" not in console.screen


def test_nothing_telling_stands_above_the_window(console: Console, vault: Path) -> None:
    console.ask("set_title", "cmd - python open plan, Zoë")
    guarded(console, vault)
    console.until(lambda: console.ask("title") == "Home notes", "a dull title")
    console.type("\x11")
    assert console.ended() == 0
    assert console.ask("title") == "cmd - python open plan, Zoë"

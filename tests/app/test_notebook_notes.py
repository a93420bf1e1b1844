"""Notes in the household notebook."""

from typing import Any

from safeplan.app.crash import take_what_was_typed
from safeplan.app.notebook_sitting import followed
from safeplan.app.widgets.field import Field
from safeplan.cover.notebook import Note, Notebook
from tests.app.notebook_house import BOOK, House

SIZE = (80, 24)


async def open_notes(pilot: Any) -> None:
    await pilot.pause()
    pilot.app.screen.go("notes")
    await pilot.pause()


async def test_the_newest_note_stands_first_with_its_day() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await open_notes(pilot)
        seen = house.seen()
        assert seen.index("> 1  Boiler") < seen.index("2  Bins")
        assert "14 November 2026" in seen


async def test_a_note_is_opened_and_written_on_and_carries_the_new_day() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await open_notes(pilot)
        await pilot.press("2")
        await pilot.pause()
        assert "Black bin Tuesday." in house.seen()
        await pilot.press("enter", "O", "K")
        await pilot.pause()
        assert house.book.notes[0] == Note("Bins", "Black bin Tuesday.\nOK", "2026-11-25")
        assert house.file.notebook == house.book
        await pilot.press("escape")
        await pilot.pause()
        assert "> 1  Bins" in house.seen()


async def test_all_that_is_typed_in_a_note_is_one_step_back() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await open_notes(pilot)
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("a", "b", "space", "c")
        await pilot.press("escape")
        await pilot.pause()
        assert house.book.notes[1].text.endswith("ab c")
        await pilot.press("ctrl+z")
        assert house.book == BOOK
        assert "Undone" in house.seen()


async def test_looking_at_a_note_changes_nothing() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await open_notes(pilot)
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("a", "backspace", "escape")
        await pilot.pause()
        assert house.book == BOOK
        await pilot.press("ctrl+z")
        assert "Undone" not in house.seen()


async def test_a_new_note_begins_with_its_title() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await open_notes(pilot)
        await pilot.click("#do-add")
        await pilot.pause()
        assert "25 November 2026" in house.seen()
        await pilot.press("O", "v", "e", "n", "enter", "h", "o", "t")
        await pilot.pause()
        assert house.book.notes[-1] == Note("Oven", "hot", "2026-11-25")
        assert house.file.notebook == house.book
        await pilot.click("#do-done")
        await pilot.pause()
        assert "1  Oven" in house.seen()


async def test_a_new_note_without_a_word_is_no_note() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await open_notes(pilot)
        await pilot.click("#do-add")
        await pilot.pause()
        await pilot.press("space", "a", "backspace", "escape")
        await pilot.pause()
        assert house.book == BOOK
        await pilot.click("#do-add")
        await pilot.pause()
        await pilot.click("#do-remove")
        await pilot.pause()
        assert house.book == BOOK
        assert "Removed" not in house.seen()


async def test_a_note_without_a_title_is_named_by_its_first_line() -> None:
    house = House(Notebook(notes=(Note("", "\nMeter\n00418", "2026-11-03"), Note("", "", ""))))
    async with house.run_test(size=SIZE) as pilot:
        await open_notes(pilot)
        assert "1  Meter" in house.seen()
        assert "2  -" in house.seen()


async def test_a_removed_note_comes_back_with_ctrl_z() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await open_notes(pilot)
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("x")
        await pilot.click("#do-remove")
        await pilot.pause()
        assert [note.title for note in house.book.notes] == ["Bins"]
        assert "Removed. Ctrl-Z brings it back." in house.seen()
        await pilot.press("ctrl+z")
        assert house.book.notes[1].text.endswith("1.4.x")
        await pilot.press("ctrl+z")
        assert house.book == BOOK


async def test_a_notebook_without_notes_says_so() -> None:
    house = House(Notebook())
    async with house.run_test(size=SIZE) as pilot:
        await open_notes(pilot)
        assert "Nothing here yet. Add the first one." in house.seen()
        await pilot.press("enter", "a", "escape")
        await pilot.pause()
        assert house.book.notes == (Note("a", "", "2026-11-25"),)
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert "Nothing here yet. Add the first one." in house.seen()


async def open_note(pilot: Any, at: int) -> None:
    pilot.app.screen.go("note", at)
    await pilot.pause()


async def test_what_was_written_in_another_note_meanwhile_stays() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await open_notes(pilot)
        await open_note(pilot, 0)
        await open_note(pilot, 1)
        await pilot.press("a", "b")
        await pilot.pause()
        take_what_was_typed(house.screen_stack)
        assert house.book.notes[1].text.endswith("ab")
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("c", "escape", "escape")
        await pilot.pause()
        first, second = house.book.notes
        assert first.text == "Black bin Tuesday.c"
        assert second.text.endswith("1.4.ab")
        await pilot.press("ctrl+z")
        assert house.book.notes == (BOOK.notes[0], second)
        await pilot.press("ctrl+z")
        assert house.book == BOOK


async def test_a_note_opened_twice_shows_the_newer_words() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await open_notes(pilot)
        await open_note(pilot, 0)
        await open_note(pilot, 0)
        await pilot.press("!")
        await pilot.press("escape")
        await pilot.pause()
        assert house.screen.query_one("#text", Field).text == "Black bin Tuesday.!"
        await pilot.press("?", "escape")
        await pilot.pause()
        assert house.book.notes[0].text == "Black bin Tuesday.!?"


async def test_a_note_removed_meanwhile_is_left_and_does_not_return() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await open_notes(pilot)
        await open_note(pilot, 0)
        await open_note(pilot, 0)
        await pilot.click("#do-remove")
        await pilot.pause()
        await pilot.pause()
        assert house.book.notes == BOOK.notes[1:]
        assert house.front.name == "notes"
        await pilot.press("escape")
        assert house.book.notes == BOOK.notes[1:]


async def test_a_new_note_goes_on_after_another_page_took_one_away() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await open_notes(pilot)
        house.front.go("note")
        await pilot.pause()
        await pilot.press("T", "e")
        await pilot.pause()
        await open_note(pilot, 0)
        await pilot.click("#do-remove")
        await pilot.pause()
        await pilot.pause()
        await pilot.press("a", "escape")
        await pilot.pause()
        assert [note.title for note in house.book.notes] == ["Boiler", "Tea"]


def test_a_thing_is_followed_by_what_it_is() -> None:
    assert followed(1, "abc", "abc") == 1
    assert followed(1, "abc", "bc") == 0
    assert followed(1, "abc", "aBc") == 1
    assert followed(0, "a", "Ab") == 0
    assert followed(1, "abc", "ac") is None
    assert followed(0, "a", "") is None

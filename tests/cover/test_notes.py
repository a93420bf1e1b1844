"""What can be done to notes."""

from datetime import date

import pytest

from safeplan.cover.notebook import Note, Notebook
from safeplan.cover.notes import add_note, change_note, newest_first, remove_note

TODAY = date(2026, 11, 25)
BOOK = Notebook(
    notes=(
        Note("Bins", "Tuesday", "2026-11-03", more={"pinned": True}),
        Note("Boiler", "1.4", "2026-11-20"),
        Note("Tyres", "2.3", "2026-11-03"),
    )
)


def test_a_new_note_carries_the_day() -> None:
    assert add_note(BOOK, "Oven", "Runs hot.", TODAY).notes[-1] == Note(
        "Oven", "Runs hot.", "2026-11-25"
    )


def test_a_changed_note_carries_the_new_day_and_what_is_unknown() -> None:
    changed = change_note(BOOK, 0, "Bins", "Thursday", TODAY)
    assert changed.notes[0] == Note("Bins", "Thursday", "2026-11-25", more={"pinned": True})
    assert changed.notes[1:] == BOOK.notes[1:]


def test_the_same_words_do_not_move_the_date() -> None:
    assert change_note(BOOK, 0, "Bins", "Tuesday", TODAY) is BOOK


def test_a_removed_note_is_gone() -> None:
    assert remove_note(BOOK, 1).notes == (BOOK.notes[0], BOOK.notes[2])


def test_the_newest_stands_first_and_of_one_day_the_last_added() -> None:
    assert [(at, note.title) for at, note in newest_first(BOOK)] == [
        (1, "Boiler"),
        (2, "Tyres"),
        (0, "Bins"),
    ]


@pytest.mark.parametrize("at", [-1, 3])
def test_a_place_that_does_not_exist_is_an_error(at: int) -> None:
    with pytest.raises(IndexError):
        remove_note(BOOK, at)
    with pytest.raises(IndexError):
        change_note(BOOK, at, "a", "b", TODAY)

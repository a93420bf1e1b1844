"""The notebook as plain lines."""

import pytest

from safeplan.cover.lines import as_text, day_of, filler_lines, item_line, title_of
from safeplan.cover.notebook import BOUGHT, USUAL, Item, Note, Notebook

BOOK = Notebook(
    items=(
        Item("plums", place=BOUGHT, date="2026-11-10"),
        Item("salt", place=USUAL),
        Item("TOMATOES", "9", place=USUAL),
        Item("rice", "2", "kg"),
        Item("tomatoes", "4"),
        Item("bin bags", ticked=True),
        Item("  "),
    ),
    notes=(Note("Bins", "Tuesday", "2026-11-03"), Note("Boiler", "1.4", "2026-11-20")),
)


def test_filler_is_the_list_in_walking_order_each_thing_once() -> None:
    assert filler_lines(BOOK) == ("tomatoes x 4", "rice, 2 kg", "bin bags", "salt", "plums")


def test_an_empty_notebook_fills_nothing() -> None:
    assert filler_lines(Notebook()) == ()


@pytest.mark.parametrize(
    ("item", "line"),
    [
        (Item("tomatoes", "4"), "tomatoes x 4"),
        (Item("rice", "2", "kg"), "rice, 2 kg"),
        (Item("rice", unit="bags"), "rice, bags"),
        (Item("bin bags"), "bin bags"),
        (Item("{name}", "{0}"), "{name} x {0}"),
    ],
)
def test_a_thing_in_one_line(item: Item, line: str) -> None:
    assert item_line(item) == line


def test_the_list_is_printed_without_what_is_in_the_basket() -> None:
    book = Notebook(
        items=(Item("rice", "2", "kg"), Item("tomatoes", "4"), Item("tea", ticked=True))
    )
    assert as_text(book, "week") == "Shopping list\n\ntomatoes x 4\nrice, 2 kg\n"


def test_notes_are_printed_newest_first_with_their_days() -> None:
    assert as_text(BOOK, "notes") == (
        "Notes\n\nBoiler\n1.4\n20 November 2026\n\nBins\nTuesday\n3 November 2026\n"
    )


def test_each_page_has_its_title() -> None:
    assert [title_of(page) for page in ("week", "usual", "bought", "notes")] == [
        "Shopping list",
        "Usual items",
        "Bought",
        "Notes",
    ]


def test_a_page_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValueError, match="garden"):
        as_text(BOOK, "garden")


def test_a_day_that_is_not_understood_stays_as_it_was_written() -> None:
    assert day_of("next week") == "next week"
    assert day_of("2026-02-01") == "1 February 2026"

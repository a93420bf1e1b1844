"""Every line has its place, whole, or is named."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.export import fonts, layout
from safeplan.export.errors import ExportError, UnfitError

NBSP = fonts.NO_BREAK_SPACE
WORDS = st.text("abcdeéäxyz ЖЯλẾ’,.-", max_size=60)


def said(rows: Iterable[layout.Row]) -> str:
    return "".join("".join(row.text.split()) for row in rows).replace(NBSP, "")


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Choir 07700 900222", "Choir 07700_900222"),
        ("ring 01632 960 123 at 7", "ring 01632_960_123 at 7"),
        ("+44 (0)1632 960 001", "+44_(0)1632_960_001"),
        ("(01632) 960001", "(01632)_960001"),
        ("01632 960 001 01632 960 002", "01632_960_001 01632_960_002"),
        ("06 12 34 00 05", "06_12_34_00_05"),
        ("+44 1632 960 001", "+44_1632_960_001"),
        ("01632 960001 +44 1632 960002", "01632_960001 +44_1632_960002"),
        ("4512 4533 4560 4571 4590 4602", "4512_4533_4560_4571 4590_4602"),
        ("eggs 6, milk 2 l", "eggs 6, milk 2 l"),
        ("no number", "no number"),
    ],
)
def test_groups_of_one_number_are_joined(text: str, joined: str) -> None:
    assert layout.keep_numbers(text).replace(NBSP, "_") == joined


@given(st.text("0123456789 +()/-x", max_size=60))
def test_joining_changes_spaces_alone(text: str) -> None:
    kept = layout.keep_numbers(text)
    assert kept.replace(NBSP, " ") == text
    assert len(kept) == len(text)


@given(WORDS, st.sampled_from([7.0, 10.0, 12.0]), st.floats(60, 200))
def test_rows_hold_everything_within_the_column(text: str, size: float, room: float) -> None:
    rows = layout.wrap(text, size, room)
    assert rows is not None
    assert said(rows) == "".join(fonts.clean(text).split())
    for index, row in enumerate(rows):
        assert row.indent == (size * layout.INDENT if index else 0)
        assert row.indent + fonts.width(row.text, size) <= room + 1e-6
        assert row.text == row.text.strip(" ")


@given(st.text("0123456789", min_size=4, max_size=11), WORDS, st.floats(60, 200))
def test_a_number_stands_in_one_row_or_nowhere(digits: str, words: str, room: float) -> None:
    number = f"{digits[:3]} {digits[3:]}"
    rows = layout.wrap(f"{words.strip()} x {number} x", 10, room)
    if rows is None:
        inset = 10 * layout.INDENT
        assert fonts.width(number, 10) > room - inset
    else:
        assert any(number.replace(" ", NBSP) in row.text for row in rows)


def test_a_long_word_parts_between_whole_letters() -> None:
    rows = layout.wrap("m\u0323" * 60, 10, 100)
    assert rows is not None
    assert len(rows) > 1
    assert all(not row.text.startswith("\u0323") for row in rows)


def test_an_empty_line_is_an_empty_row() -> None:
    assert layout.wrap("", 10, 100) == (layout.Row("", 0.0),)


def test_sizes_go_from_the_largest_down_to_seven() -> None:
    assert layout.sizes(10)[0] == 10.0
    assert layout.sizes(40)[0] == 12.0
    assert layout.sizes(8)[-1] == layout.sizes(12)[-1] == 7.0
    assert layout.sizes(7) == (7.0,)
    assert list(layout.sizes(12)) == sorted(layout.sizes(12), reverse=True)


@given(st.lists(WORDS, max_size=40), st.sampled_from([10.0, 12.0]))
def test_lines_keep_their_order_and_none_is_dropped(lines: list[str], largest: float) -> None:
    left_over = layout.place(lines, size=7, room=120, height=120, columns=3)[1]
    if left_over:
        with pytest.raises(UnfitError) as caught:
            layout.fit(lines, room=120, height=120, columns=3, largest=largest)
        assert caught.value.lines == left_over == tuple(lines[len(lines) - len(left_over) :])
        assert caught.value.values == {"n": len(left_over)}
        return
    fitted = layout.fit(lines, room=120, height=120, columns=3, largest=largest)
    assert 7 <= fitted.size <= largest
    assert len(fitted.columns) <= 3
    rows = [row for column in fitted.columns for row in column]
    assert said(rows) == "".join("".join(fonts.clean(line).split()) for line in lines)
    for column in fitted.columns:
        assert len(column) * fitted.pitch <= 120


def test_the_largest_size_that_fits_is_taken() -> None:
    lines = ["bread"] * 22
    sizes = [
        size
        for size in layout.sizes(12)
        if not layout.place(lines, size=size, room=100, height=160, columns=2)[1]
    ]
    fitted = layout.fit(lines, room=100, height=160, columns=2, largest=12)
    assert 7 < fitted.size < 12
    assert fitted.size == sizes[0]


def test_a_short_line_is_not_torn_over_two_columns() -> None:
    lines = ["bread"] * 5 + ["one two three four five six seven eight nine"]
    fitted, left_over = layout.place(lines, size=10, room=100, height=6 * 16, columns=2)
    assert not left_over
    assert [len(column) for column in fitted.columns] == [5, 3]


def test_a_number_too_wide_for_the_column_is_named() -> None:
    with pytest.raises(UnfitError) as caught:
        layout.fit(["bread", "9" * 60, "milk"], room=100, height=100, columns=2)
    assert caught.value.lines == ("9" * 60,)
    assert isinstance(caught.value, ExportError)
    assert caught.value.sentence() == "One line does not fit. Choose what to leave off."

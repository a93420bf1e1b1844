"""Dates as people write them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.plan.dates import AHEAD, BEHIND, kept, read_date, spoken

TODAY = datetime.date(2026, 11, 25)
days = st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", (2026, 11, 25)),
        (" Today ", (2026, 11, 25)),
        ("yesterday", (2026, 11, 24)),
        ("tomorrow", (2026, 11, 26)),
        ("about a week ago", (2026, 11, 18)),
        ("in  a week", (2026, 12, 2)),
        ("In a month", (2026, 12, 25)),
        ("2027-03-01", (2027, 3, 1)),
        ("2027-3-1", (2027, 3, 1)),
        ("1.3.2027", (2027, 3, 1)),
        ("01. 03. 2027", (2027, 3, 1)),
        ("1 March 2027", (2027, 3, 1)),
        ("29 february 2028", (2028, 2, 29)),
    ],
)
def test_a_few_ways_are_understood(text: str, day: tuple[int, int, int]) -> None:
    assert read_date(text, TODAY) == datetime.date(*day)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "soon", "3/1/2027", "1.3.27", "1.13.2027", "30.2.2027", "2027-02-29"),
        *("0000-01-01", "1 March", "1 March 2027 or so", "in a week or two", "March 2027"),
        *("1 March 0000", "32 May 2027", "٣.٣.٢٠٢٧", "99999-01-01", "1 March 9999 x"),
    ],
)
def test_everything_else_is_kept_as_it_was_written(text: str) -> None:
    assert read_date(text, TODAY) is None
    assert kept(text, TODAY) == text.strip()
    assert spoken(text) == text


@given(days)
def test_a_day_is_stored_said_and_understood_again(day: datetime.date) -> None:
    stored = kept(day.isoformat(), TODAY)
    assert stored == day.isoformat()
    assert read_date(spoken(stored), TODAY) == day


@given(st.text(max_size=30), days)
def test_no_text_is_lost_or_refused(text: str, today: datetime.date) -> None:
    stored = kept(text, today)
    assert stored == text.strip() or read_date(stored, today) == read_date(text, today) is not None
    assert isinstance(spoken(stored), str)


@pytest.mark.parametrize(
    ("today", "then"),
    [
        ((2027, 1, 31), (2027, 2, 28)),
        ((2026, 12, 31), (2027, 1, 31)),
        ((2026, 3, 31), (2026, 4, 30)),
    ],
)
def test_a_month_on_ends_with_a_shorter_month(
    today: tuple[int, int, int], then: tuple[int, int, int]
) -> None:
    assert read_date("in a month", datetime.date(*today)) == datetime.date(*then)


def test_ready_rows_are_all_understood() -> None:
    from safeplan.language import gettext as _

    for word in (*AHEAD, *BEHIND):
        assert read_date(_(word), TODAY) is not None

"""Whether it is time to read again: by the day the person set, and by the numbers' own."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from safeplan.plan.helplines import Emergency, Line
from safeplan.plan.model import Plan
from safeplan.plan.review import checked_within_a_year, review

MakePlan = Callable[..., Plan]
TODAY = datetime.date(2027, 3, 1)


def line(checked: str) -> Line:
    return Line(
        "GB", f"Line {checked}", "01632 960 999", "all", "high", "invented", True, checked=checked
    )


@pytest.mark.parametrize(
    ("said", "on", "due"),
    [
        ("2027-03-01", "2027-03-01", True),
        ("2027-02-28", "2027-02-28", True),
        ("2027-03-02", "2027-03-02", False),
        ("1.4.2027", "2027-04-01", False),
        ("next spring, when it is warm", None, False),
        ("", None, False),
        (None, None, False),
        ("@skip", None, False),
        ("@later", None, False),
    ],
)
def test_the_day_that_was_set(make: MakePlan, said: str | None, on: str | None, due: bool) -> None:
    found = review(make({"priorities.review": said}), (), TODAY)
    assert (found.on.isoformat() if found.on else None, found.due) == (on, due)


@pytest.mark.parametrize(
    ("checked", "fresh"),
    [
        ("2027-03-01", True),
        ("2026-03-01", True),
        ("2026-02-28", False),
        ("2020-01-01", False),
        ("2028-01-01", True),
        ("", False),
        ("last week", False),
        ("2026-02-30", False),
    ],
)
def test_within_a_year(checked: str, fresh: bool) -> None:
    assert checked_within_a_year(line(checked), TODAY) is fresh


def test_on_a_day_that_not_every_year_has() -> None:
    leap = datetime.date(2028, 2, 29)
    assert checked_within_a_year(line("2027-02-28"), leap)
    assert not checked_within_a_year(line("2027-02-27"), leap)


def test_only_what_was_checked_once_can_grow_old() -> None:
    """One that was never checked says so itself; saying it twice would nag."""
    number = Emergency("GB", "999", "high", "invented", True, checked="2024-01-01")
    lines = (line("2027-01-01"), line("2025-12-31"), line(""), number)
    found = review(Plan(), lines, TODAY)
    assert found.lines == (lines[1], number)
    assert (found.on, found.due) == (None, False)


def test_nothing_is_remembered_and_nothing_is_changed(make: MakePlan) -> None:
    plan = make({"priorities.review": "2027-02-01"})
    assert review(plan, (), TODAY) == review(plan, (), TODAY)
    assert plan == make({"priorities.review": "2027-02-01"})

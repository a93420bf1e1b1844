"""Whether it is time to read the plan again: a quiet answer to who asks, never a reminder."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from safeplan.plan.dates import read_date
from safeplan.plan.helplines import Emergency, Line
from safeplan.plan.model import Plan

KEY = "priorities.review"


@dataclass(frozen=True, slots=True)
class Review:
    """What could be read again.

    Attributes:
        on: the day the person set, or None: nothing was set, or words that are no date.
        due: whether that day is here or past.
        lines: those numbers whose ``checked`` day is more than a year back. One that was never
            checked says so itself, wherever it stands, and is not among them.
    """

    on: datetime.date | None
    due: bool
    lines: tuple[Line | Emergency, ...]


def review(plan: Plan, lines: Iterable[Line | Emergency], today: datetime.date) -> Review:
    """What could be read again today.

    Args:
        plan: may hold the day to look at it again.
        lines: the numbers this person is shown.
        today: the day it is.
    """
    on = read_date(plan.text(KEY), today)
    old = tuple(one for one in lines if one.checked and not checked_within_a_year(one, today))
    return Review(on, on is not None and on <= today, old)


def checked_within_a_year(line: Line | Emergency, today: datetime.date) -> bool:
    """Whether a person rang the line, or read its own page, in the year that ends ``today``."""
    try:
        checked = datetime.date.fromisoformat(line.checked)
    except ValueError:
        return False
    return checked >= _a_year_before(today)


def _a_year_before(today: datetime.date) -> datetime.date:
    try:
        return today.replace(year=today.year - 1)
    except ValueError:  # 29 February
        return today.replace(year=today.year - 1, day=28)

"""Dates as people write them: a few ways are understood, and everything else is kept as written.

Understood are ``2027-03-01``, ``1.3.2027`` (day, month, year), a day with the month's name, and a
few words of the language in use. ``1/3/27`` is not: half the world reads it the other way round.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping

from safeplan.language import gettext as _

# The word's id in the catalogue, and how many days from today it stands.
WORDS: Mapping[str, int] = {
    "date.today": 0,
    "date.yesterday": -1,
    "date.tomorrow": 1,
    "date.week_ago": -7,
    "date.in_a_week": 7,
}
MONTHS: Mapping[str, int] = {"date.in_a_month": 1}
AHEAD = ("date.in_a_week", "date.in_a_month")
BEHIND = ("date.today", "date.yesterday", "date.week_ago")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)


def read_date(text: str, today: datetime.date) -> datetime.date | None:
    """The day that ``text`` says, all of it; None where it is not understood."""
    said = " ".join(text.casefold().split())
    for word, days in WORDS.items():
        if said == _(word).casefold():
            return today + datetime.timedelta(days=days)
    for word, months in MONTHS.items():
        if said == _(word).casefold():
            return _months_on(today, months)
    iso, dotted = _ISO.fullmatch(said), _DOTTED.fullmatch(said)
    if iso is not None:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if dotted is not None:
        return _day(int(dotted[3]), int(dotted[2]), int(dotted[1]))
    return _named(said)


def kept(text: str, today: datetime.date) -> str:
    """What is stored for ``text``: the day in the form of ISO 8601 where it is understood."""
    found = read_date(text, today)
    return found.isoformat() if found is not None else text.strip()


def spoken(stored: str) -> str:
    """A stored date as a person reads it; what is no date comes back as it was written.

    ``read_date`` understands it again.
    """
    iso = re.fullmatch(r"\d{4}-\d{2}-\d{2}", stored, re.ASCII)
    try:
        day = datetime.date.fromisoformat(stored) if iso else None
    except ValueError:
        day = None
    return _said(day) if day is not None else stored


def _said(day: datetime.date) -> str:
    month = _("date.month_" + str(day.month))
    return _("date.form").format(day=day.day, month=month, year=day.year)


def _named(said: str) -> datetime.date | None:
    """A day with its month's name, in the form in which we say it."""
    year = re.search(r"(?<!\d)(\d{4})(?!\d)", said, re.ASCII)
    if year is None:
        return None
    return next((day for day in _days(int(year[1])) if _said(day).casefold() == said), None)


def _days(year: int) -> Iterator[datetime.date]:
    """Every day of a year that the calendar has."""
    day = _day(year, 1, 1)
    while day is not None and day.year == year:
        yield day
        try:
            day += datetime.timedelta(days=1)
        except OverflowError:
            return


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _months_on(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or the last one of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    while (found := _day(year, month, day.day)) is None:
        day -= datetime.timedelta(days=1)
    return found

"""The journal and the log looked through at once, by words and by date.

What is closed stays closed: of a log that the person has not said is safe, and of a page that was
put away, entries are neither found nor counted. Whoever shows the log's hits shows its gate first.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from safeplan.language import gettext as _
from safeplan.plan import journal, log
from safeplan.plan.dates import read_date
from safeplan.plan.finding import fold
from safeplan.plan.guide import Guide
from safeplan.plan.model import Plan
from safeplan.plan.schema import Field
from safeplan.plan.values import Chosen, Own, Record, Value

Where = Literal["journal", "log"]
_PARTED = "\0"  # what no terminal can type


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the journal or of the log, made ready to be looked through.

    Attributes:
        where: ``journal`` or ``log``.
        id: the entry's id in its field.
        day: the day it tells of, as it is stored, or empty.
        days: every day that stands in it, as stored, one a line: that one, those of writing and of
            its notes.
        folded: all its words, in lower case and without accents.
    """

    where: Where
    id: str
    day: str
    days: str
    folded: str


class Entries:
    """All entries that are open to this person, the newest first; made once for one plan."""

    def __init__(self, guide: Guide, plan: Plan) -> None:
        found: list[tuple[Where, Record, Field]] = []
        if log.is_open(plan) and "log" not in plan.put_away:
            field = guide.field(log.KEY)
            found += (("log", one, field) for one in plan.records(log.KEY))
        if "journal" not in plan.put_away:
            field = guide.field(journal.KEY)
            found += (("journal", one, field) for one in plan.records(journal.KEY))
        found = found[::-1]
        found.sort(key=lambda one: one[1].text("date"), reverse=True)
        # Folded in one go: thousands of entries one by one take three times as long.
        words = _PARTED.join(_words(record, field) for _where, record, field in found)
        folded = fold(words).split(_PARTED) if found else []
        self.all: tuple[Entry, ...] = tuple(
            Entry(where, record.id, record.text("date"), _days(record), said)
            for (where, record, _field), said in zip(found, folded, strict=True)
        )

    def find(self, words: str, today: datetime.date) -> tuple[Entry, ...]:
        """Those in which all of ``words`` stand, or which tell of the day that they say.

        Args:
            words: in any case, with or without accents, in any order; or a date in one of the ways
                that are understood; the name of a month and a year find every day of it. Nothing
                finds nothing.
            today: what ``yesterday`` counts from.
        """
        day = read_date(words, today)
        months = {}
        dated = set()
        if day is not None:
            # One day alone: its parts would stand in many others.
            said = day.isoformat()
            dated = {id(one) for one in self.all if said in one.days}
        else:
            months = {fold(_("date.month_" + str(at))): f"-{at:02}-" for at in range(1, 13)}
        wanted = [(word, months.get(word, word)) for word in fold(words).split()]
        if not wanted:
            return ()
        return tuple(
            one
            for one in self.all
            if id(one) in dated
            or all(
                word in one.folded or (day is None and in_day in one.days)
                for word, in_day in wanted
            )
        )


def _days(record: Record) -> str:
    days = [record.text("date"), record.text(log.WRITTEN_ON)]
    if log.NOTES in record.values:
        days += (note.text("date") for note in log.notes(record))
    return "\n".join(days)


def _words(record: Record, field: Field) -> str:
    """Everything a person wrote or ticked in it, its notes too."""
    said: list[str] = []
    for name, value in record.values.items():
        if isinstance(value, str):
            said.append(value)
        elif name == log.NOTES:
            said += (note.text("text") for note in log.notes(record))
        else:
            said += _said(value, field, name)
    return "\n".join(said).replace(_PARTED, " ")


def _said(value: Value, field: Field, name: str) -> Iterator[str]:
    """The words of items."""
    part = field.subfield(name)
    labels = {one.value: one.label for one in part.options} if part is not None else {}
    for item in value if isinstance(value, tuple) else (value,):
        if isinstance(item, Own):
            yield item.text
        elif isinstance(item, Chosen):
            yield labels.get(item.id, "")

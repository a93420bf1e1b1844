"""What happened: a log whose entries are never rewritten.

What comes to mind later is added below an entry, with its own date. An entry can be erased whole,
as everything can.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from types import MappingProxyType

from safeplan.plan.journal import newest_first, without_record
from safeplan.plan.model import Plan
from safeplan.plan.values import Answer, Chosen, Record, Value, next_id, records

KEY = "log.incidents"
SAFE = "log.safe_to_keep"
WRITTEN_ON = "written_on"
NOTES = "notes"


def is_open(plan: Plan) -> bool:
    """Whether the person said that keeping a log is safe for them, in full or in code."""
    chosen = {one.id for one in plan.items(SAFE) if isinstance(one, Chosen)}
    return bool(chosen & {"yes", "short_code_notes_only"})


def incidents(plan: Plan) -> tuple[Record, ...]:
    """The entries, the newest first by the day they tell of."""
    return newest_first(plan.records(KEY))


def notes(entry: Record) -> tuple[Record, ...]:
    """What was added below an entry, in the order it was added: ``date`` and ``text``."""
    return records(entry.values.get(NOTES, ()))


def add_incident(plan: Plan, values: Mapping[str, Value], now: datetime.datetime) -> Plan:
    """``plan`` with an entry of these parts; the day of writing is ``now``'s, whatever they say."""
    there = plan.records(KEY)
    said = {name: value for name, value in values.items() if name != NOTES}
    stamped = MappingProxyType({**said, WRITTEN_ON: now.date().isoformat()})
    added = (*there, Record(next_id(there), stamped))
    return plan.with_answer(KEY, Answer("answer", added))


def add_note(plan: Plan, entry: str, text: str, now: datetime.datetime) -> Plan:
    """``plan`` with ``text`` added below the entry of that id. KeyError if it is gone."""
    there = plan.records(KEY)
    if entry not in [one.id for one in there]:
        raise KeyError(entry)
    changed = tuple(_noted(one, text, now) if one.id == entry else one for one in there)
    return plan.with_answer(KEY, Answer("answer", changed))


def erase_incident(plan: Plan, entry: str) -> Plan:
    """``plan`` without the entry of that id; as it is if there is none."""
    return without_record(plan, KEY, entry)


def _noted(entry: Record, text: str, now: datetime.datetime) -> Record:
    below = notes(entry)
    said = MappingProxyType({"date": now.date().isoformat(), "text": text})
    added: tuple[Record, ...] = (*below, Record(next_id(below), said))
    return dataclasses.replace(entry, values=MappingProxyType({**entry.values, NOTES: added}))

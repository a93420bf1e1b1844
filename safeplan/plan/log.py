"""What happened: a log whose entries are never rewritten.

What comes to mind later is added below an entry, with its own date. An entry can be erased whole,
as everything can. The order of what is there is kept by a chain of digests.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from types import MappingProxyType

from safeplan.plan import chain
from safeplan.plan.chain import WRITTEN
from safeplan.plan.journal import kept_records, newest_first, with_records
from safeplan.plan.model import Plan
from safeplan.plan.values import Answer, Chosen, Record, Value, next_id, records

KEY = "log.incidents"
SAFE = "log.safe_to_keep"
WRITTEN_ON = "written_on"
NOTES = chain.NOTES


def is_open(plan: Plan) -> bool:
    """Whether the person said that keeping a log is safe for them, in full or in code."""
    chosen = {one.id for one in plan.items(SAFE) if isinstance(one, Chosen)}
    return bool(chosen & {"yes", "short_code_notes_only"})


def incidents(plan: Plan) -> tuple[Record, ...]:
    """The entries, the newest first by the day they tell of."""
    return newest_first(kept_records(plan, KEY))


def written(entry: Record) -> str:
    """When the program was told of an entry or a note: ``2026-03-03T08:05``, or the day alone.

    The person's own words for the time of what happened stand in its parts ``date`` and ``time``.
    """
    stamp = entry.extra.get(WRITTEN, "")
    return stamp if isinstance(stamp, str) and stamp else entry.text(WRITTEN_ON)


def notes(entry: Record) -> tuple[Record, ...]:
    """What was added below an entry, in the order it was added: ``date`` and ``text``."""
    return records(entry.values.get(NOTES, ()))


def add_incident(plan: Plan, values: Mapping[str, Value], now: datetime.datetime) -> Plan:
    """``plan`` with an entry of these parts; the day of writing is ``now``'s, whatever they say."""
    there = chain.sealed(kept_records(plan, KEY))
    said = {name: value for name, value in values.items() if name != NOTES}
    stamped = MappingProxyType({**said, WRITTEN_ON: now.date().isoformat()})
    added = (*there, Record(next_id(there), stamped, _stamp(now)))
    return plan.with_answer(KEY, Answer("answer", added))


def add_note(plan: Plan, entry: str, text: str, now: datetime.datetime) -> Plan:
    """``plan`` with ``text`` added below the entry of that id. KeyError if it is gone."""
    there = chain.sealed(kept_records(plan, KEY))
    if entry not in [one.id for one in there]:
        raise KeyError(entry)
    changed = tuple(_noted(one, text, now) if one.id == entry else one for one in there)
    return plan.with_answer(KEY, Answer("answer", changed))


def erase_incident(plan: Plan, entry: str) -> Plan:
    """``plan`` without the entry of that id; as it is if there is none.

    What stands after it is chained anew, so that no digest of it is left. A chain that was broken
    before stays broken.
    """
    there = kept_records(plan, KEY)
    rest = tuple(one for one in there if one.id != entry)
    if rest == there:
        return plan
    if chain.order(there).whole:
        rest = chain.renewed(rest)
    return with_records(plan, KEY, rest)


def closed(plan: Plan) -> Plan:
    """``plan`` with every entry and note in the chain: for when the one being written is left."""
    there = kept_records(plan, KEY)
    whole = chain.sealed(there)
    return plan if whole is there else with_records(plan, KEY, whole)


def order(plan: Plan) -> chain.Order:
    """Whether the entries are as they were written, and in that order."""
    return chain.order(kept_records(plan, KEY))


def _stamp(now: datetime.datetime) -> Mapping[str, str]:
    return MappingProxyType({WRITTEN: now.strftime("%Y-%m-%dT%H:%M")})


def _noted(entry: Record, text: str, now: datetime.datetime) -> Record:
    below = notes(entry)
    said = MappingProxyType({"date": now.date().isoformat(), "text": text})
    added: tuple[Record, ...] = (*below, Record(next_id(below), said, _stamp(now)))
    return dataclasses.replace(entry, values=MappingProxyType({**entry.values, NOTES: added}))

"""The private journal: entries in the person's own words, theirs to change and to erase."""

from __future__ import annotations

import dataclasses
import datetime
from types import MappingProxyType

from safeplan.plan.model import Plan
from safeplan.plan.values import Answer, Record, next_id

KEY = "journal.entries"


def entries(plan: Plan) -> tuple[Record, ...]:
    """The entries, the newest first; of one day the one written last comes first."""
    return newest_first(plan.records(KEY))


def add_entry(plan: Plan, text: str, now: datetime.datetime, mood: str = "") -> Plan:
    """``plan`` with an entry of today; ``mood`` is a word, or empty."""
    there = plan.records(KEY)
    values = {"date": now.date().isoformat(), "text": text, **({"mood": mood} if mood else {})}
    return _with(plan, (*there, Record(next_id(there), MappingProxyType(values))))


def change_entry(plan: Plan, entry: str, text: str) -> Plan:
    """``plan`` with other words in the entry of that id; its day stays. KeyError if it is gone."""
    there = plan.records(KEY)
    if entry not in [one.id for one in there]:
        raise KeyError(entry)
    return _with(
        plan,
        tuple(
            dataclasses.replace(one, values=MappingProxyType({**one.values, "text": text}))
            if one.id == entry
            else one
            for one in there
        ),
    )


def erase_entry(plan: Plan, entry: str) -> Plan:
    """``plan`` without the entry of that id; as it is if there is none."""
    return without_record(plan, KEY, entry)


def newest_first(records: tuple[Record, ...]) -> tuple[Record, ...]:
    """Records by their ``date``, the latest first; those of one date in the order last added."""
    order = sorted(range(len(records)), key=lambda at: (records[at].text("date"), at))
    return tuple(records[at] for at in reversed(order))


def without_record(plan: Plan, key: str, name: str) -> Plan:
    """``plan`` without one record of the field ``key``; without the answer if it was the last."""
    there = plan.records(key)
    rest = tuple(one for one in there if one.id != name)
    if rest == there:
        return plan
    return plan.with_answer(key, Answer("answer", rest)) if rest else plan.without(key)


def _with(plan: Plan, records: tuple[Record, ...]) -> Plan:
    return plan.with_answer(KEY, Answer("answer", records))

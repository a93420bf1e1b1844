"""The private journal: entries in the person's own words, theirs to change and to erase."""

from __future__ import annotations

import dataclasses
import datetime
from types import MappingProxyType

from safeplan.plan.model import Plan
from safeplan.plan.values import Answer, Record, next_id, records

KEY = "journal.entries"


def entries(plan: Plan) -> tuple[Record, ...]:
    """The entries, the newest first; of one day the one written last comes first."""
    return newest_first(kept_records(plan, KEY))


def add_entry(plan: Plan, text: str, now: datetime.datetime, mood: str = "") -> Plan:
    """``plan`` with an entry of today; ``mood`` is a word, or empty."""
    there = kept_records(plan, KEY)
    values = {"date": now.date().isoformat(), "text": text, **({"mood": mood} if mood else {})}
    return _with(plan, (*there, Record(next_id(there), MappingProxyType(values))))


def change_entry(plan: Plan, entry: str, text: str) -> Plan:
    """``plan`` with other words in the entry of that id; its day stays. KeyError if it is gone."""
    there = kept_records(plan, KEY)
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


def kept_records(plan: Plan, key: str) -> tuple[Record, ...]:
    """The records of ``key``, also where the question was put off after they were written."""
    answer = plan.answer(key)
    return records(answer.value) if answer is not None else ()


def newest_first(there: tuple[Record, ...]) -> tuple[Record, ...]:
    """Records by their ``date``, the latest first; those of one date in the order last added."""
    order = sorted(range(len(there)), key=lambda at: (there[at].text("date"), at))
    return tuple(there[at] for at in reversed(order))


def without_record(plan: Plan, key: str, name: str) -> Plan:
    """``plan`` without one record of the field ``key``; without the answer if it was the last."""
    there = kept_records(plan, key)
    rest = tuple(one for one in there if one.id != name)
    if rest == there:
        return plan
    return with_records(plan, key, rest)


def with_records(plan: Plan, key: str, there: tuple[Record, ...]) -> Plan:
    """``plan`` with other records at ``key``, whose state stays; without the answer if none is."""
    answer = plan.answer(key)
    if answer is None or not there:
        return plan.without(key)
    return plan.with_answer(key, dataclasses.replace(answer, value=there))


def _with(plan: Plan, there: tuple[Record, ...]) -> Plan:
    return plan.with_answer(KEY, Answer("answer", there))

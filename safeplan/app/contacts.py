"""The people of one field of the plan: added, changed and taken off as records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from safeplan.app.saying import fill
from safeplan.plan.model import Answer, Plan, Record
from safeplan.plan.values import Chosen, Value, items, next_id, records

if TYPE_CHECKING:
    from safeplan.app.session import Session
    from safeplan.plan.schema import Field, SubField

NAME = "nickname"
NUMBER = "number"


def all_of(plan: Plan, key: str) -> tuple[Record, ...]:
    """The records of ``key``, also where the question was put off afterwards."""
    answer = plan.answer(key)
    return records(answer.value) if answer is not None else ()


def one_of(plan: Plan, key: str, name: str) -> Record | None:
    """The record ``name``, or None if it is gone or was never written."""
    return next((one for one in all_of(plan, key) if one.id == name), None)


def new_name(plan: Plan, key: str) -> str:
    """An id for a record that is still to be written."""
    return next_id(all_of(plan, key))


def with_part(plan: Plan, key: str, name: str, part: str, value: Value | None) -> Plan:
    """``plan`` with another value in one part of a record; a record with nothing in it goes."""
    record = one_of(plan, key, name) or Record(name)
    if (record.values.get(part) or None) == (value or None):
        return plan
    rest = {one: said for one, said in record.values.items() if one != part}
    values = rest if not value else {**record.values, part: value}
    return _with(plan, key, name, replace(record, values=MappingProxyType(values)))


def without(plan: Plan, key: str, name: str) -> Plan:
    """``plan`` without the record ``name``."""
    return _with(plan, key, name, None)


def _with(plan: Plan, key: str, name: str, record: Record | None) -> Plan:
    there = all_of(plan, key)
    put = () if record is None or not record.values else (record,)
    if any(one.id == name for one in there):
        kept = tuple(new for one in there for new in (put if one.id == name else (one,)))
    else:
        kept = (*there, *put)
    if not kept:
        return plan.without(key)
    before = plan.answer(key) or Answer("answer")
    return plan.with_answer(key, replace(before, state="answer", value=kept))


def restored(plan: Plan, key: str, at: int, record: Record) -> Plan:
    """``plan`` with a record that was taken off back in its place."""
    there = [one for one in all_of(plan, key) if one.id != record.id]
    there.insert(at, record)
    before = plan.answer(key) or Answer("answer")
    return plan.with_answer(key, replace(before, state="answer", value=tuple(there)))


def words_of(session: Session, part: SubField, value: Value | None) -> str:
    """What stands in a part, as one line; a person's number is a text like any other here."""
    if isinstance(value, str):
        return " ".join(value.split())
    words = []
    for item in items(value) if value is not None else ():
        found = [one for one in part.options if isinstance(item, Chosen) and one.value == item.id]
        if found:
            words.append(fill(session, found[0].label, found[0].label_without_number))
        else:
            words.append(getattr(item, "text", ""))
    return ", ".join(word for word in words if word)


def what_they_can_do(session: Session, field: Field, record: Record) -> str:
    """What a list says beside a name: what they can do, and never a number."""
    several = [one for one in field.subfields if one.type == "choice" and one.multi]
    return ", ".join(
        said for one in several if (said := words_of(session, one, record.values.get(one.id)))
    )


def leading(parts: Sequence[SubField]) -> tuple[SubField, ...]:
    """The parts asked together on one page: the texts that come first."""
    end = next((at for at, one in enumerate(parts) if one.type != "text"), len(parts))
    return tuple(parts[:end])

"""Answers as a TOML file: what ``fill`` reads and ``show --toml`` writes.

``[section] field = value``, by the ids of the guide. A list takes option ids and own words in one
row: an id wins, and own words that begin with ``@`` or are the same as an id have ``@@`` before
them. ``"@skip"``, ``"@not_for_me"`` and ``"@later"`` carry that state instead of an answer.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeAlias, cast

import tomli_w

from safeplan.plan.guide import Guide
from safeplan.plan.model import Plan
from safeplan.plan.schema import Field, Option
from safeplan.plan.values import (
    STATES,
    Answer,
    Chosen,
    Item,
    Own,
    Record,
    State,
    Value,
    items,
    next_id,
    records,
)

ESCAPE = "@@"
NOTES = "notes"  # what was added below an entry of a log, with its own date
_NOTE_PARTS = {"date": "date", "text": "text"}

Changes: TypeAlias = Mapping[str, Answer]


class AnswersError(ValueError):
    """The file cannot be taken as it is; nothing was changed.

    Attributes:
        message_id: ``answers.`` and what is the matter; its sentence stands in the catalogue.
        names: what the sentence names (``section``, ``field``, ``value``, ``part``, ``line``).
    """

    def __init__(self, message_id: str, **names: str) -> None:
        super().__init__(message_id)
        self.message_id = message_id
        self.names = names


def read_toml(text: str, guide: Guide) -> Changes:
    """The answers that ``text`` gives, by ``section.field``.

    Raises:
        AnswersError: not TOML, or a page, field, option or part that the guide does not have, or a
            value of another kind than the field takes.
    """
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        raise AnswersError("answers.not_toml") from None
    changes = {}
    for name, table in tables.items():
        if not guide.has_section(name):
            raise AnswersError("answers.section", section=name)
        if not isinstance(table, dict):
            raise AnswersError("answers.table", section=name)
        for part, data in table.items():
            key = f"{name}.{part}"
            if not guide.has_field(key) or guide.field(key).type == "note":
                raise AnswersError("answers.field", section=name, field=part)
            changes[key] = _answer(data, guide.field(key))
    return MappingProxyType(changes)


def fill(plan: Plan, changes: Changes, guide: Guide, today: datetime.date) -> Plan:
    """``plan`` with these answers; fields that are not among them stay as they are.

    Entries of a log never take the place of others: those that are not there yet are added, with
    ``today`` as the day of writing where the file names none.
    """
    for key, answer in changes.items():
        if guide.has_field(key) and guide.field(key).type == "log":
            answer = _added(plan, answer, guide.field(key), today)
        plan = plan.with_answer(key, answer)
    return plan


def _added(plan: Plan, answer: Answer, field: Field, today: datetime.date) -> Answer:
    there = plan.records(field.key)
    if answer.state != "answer" and there:
        return plan.answers[field.key]
    stamps = {one.id: today.isoformat() for one in field.subfields if one.auto}
    for record in records(answer.value):
        if _said(record, stamps) not in [_said(one, stamps) for one in there]:
            values = MappingProxyType({**stamps, **record.values})
            there = (*there, Record(next_id(there), values, record.extra))
    return Answer("answer", there) if answer.state == "answer" else answer


def _said(record: Record, stamps: Mapping[str, str]) -> dict[str, Value]:
    """What the person wrote in an entry, without what the program adds."""
    return {name: value for name, value in record.values.items() if name not in stamps}


def write_toml(plan: Plan, guide: Guide) -> str:
    """All answers of ``plan`` in that form, page by page, as far as the guide knows the fields."""
    tables: dict[str, dict[str, Any]] = {}
    for field in guide.fields():
        answer = plan.answer(field.key)
        if answer is not None and field.type != "note":
            tables.setdefault(field.section, {})[field.id] = _written(answer, field)
    return tomli_w.dumps(tables)


def _answer(data: Any, field: Field) -> Answer:
    if isinstance(data, str) and data.startswith("@") and not data.startswith(ESCAPE):
        if data[1:] not in STATES - {"answer"}:
            raise AnswersError("answers.state", section=field.section, field=field.id, value=data)
        return Answer(cast(State, data[1:]))
    if field.holds == "records":
        found = data if isinstance(data, list) else [data]
        made = [_record(one, str(at), field) for at, one in enumerate(found, start=1)]
        return Answer("answer", tuple(made))
    multi = field.holds == "items"
    return Answer("answer", _value(data, field, field.type, multi, field.options))


def _value(data: Any, field: Field, kind: str, multi: bool, options: tuple[Option, ...]) -> Value:
    """The value of a field or of a part of a record."""
    if kind == "date" and isinstance(data, datetime.date):
        return data.isoformat()
    if kind in {"text", "date"}:
        return _text(data, field)
    if kind == "choice" and not multi:
        return _item(data, field, options, own=False)
    if not isinstance(data, list):
        raise _kind(field)
    return tuple(_item(one, field, options, own=kind != "choice") for one in data)


def _text(data: Any, field: Field) -> str:
    if not isinstance(data, str):
        raise _kind(field)
    if data.startswith(ESCAPE):
        return data.removeprefix(ESCAPE)
    if data.startswith("@"):
        raise AnswersError("answers.state", section=field.section, field=field.id, value=data)
    return data


def _item(data: Any, field: Field, options: tuple[Option, ...], own: bool) -> Item:
    state = ""
    if isinstance(data, dict) and set(data) == {"of", "state"} and field.item_states:
        state, data = data["state"], data["of"]
        if state not in [one.value for one in field.item_states]:
            raise _unknown_option(field, state)
    if isinstance(data, str) and data in [one.value for one in options]:
        return Chosen(data, state)
    if isinstance(data, str) and not own and not data.startswith(ESCAPE):
        raise _unknown_option(field, data)
    return Own(_text(data, field), state)


def _record(data: Any, name: str, field: Field) -> Record:
    if field.picks:
        return _pick(data, name, field)
    if not isinstance(data, dict):
        raise _kind(field)
    values: dict[str, Value] = {}
    for part, value in data.items():
        sub = field.subfield(part)
        if sub is not None:
            values[part] = _value(value, field, sub.type, sub.multi, sub.options)
        elif part == NOTES and field.type == "log":
            values[part] = _notes(value, field)
        else:
            raise AnswersError(
                "answers.part", section=field.section, field=field.id, part=str(part)
            )
    return Record(name, MappingProxyType(values))


def _notes(data: Any, field: Field) -> tuple[Record, ...]:
    if not isinstance(data, list) or not all(
        isinstance(one, dict) and set(one) <= set(_NOTE_PARTS) for one in data
    ):
        raise _kind(field)
    notes = []
    for at, one in enumerate(data, start=1):
        values = {
            part: _value(value, field, _NOTE_PARTS[part], multi=False, options=())
            for part, value in one.items()
        }
        notes.append(Record(str(at), MappingProxyType(values)))
    return tuple(notes)


def _pick(data: Any, name: str, field: Field) -> Record:
    """What is picked for the sheet: ``{ of = ..., as = ... }``; a string is its ``of`` alone."""
    table = {"of": data} if isinstance(data, str) else data
    if not isinstance(table, dict) or "of" not in table or not set(table) <= {"of", "as"}:
        raise _kind(field)
    values = {part: _text(value, field) for part, value in table.items()}
    return Record(name, MappingProxyType(values))


def _kind(field: Field) -> AnswersError:
    return AnswersError("answers.kind", section=field.section, field=field.id)


def _unknown_option(field: Field, value: Any) -> AnswersError:
    return AnswersError("answers.option", section=field.section, field=field.id, value=str(value))


def _written(answer: Answer, field: Field) -> Any:
    if answer.state != "answer":
        return f"@{answer.state}"
    if field.holds == "records":
        return [_table(record, field) for record in records(answer.value)]
    return _plain(answer.value, field.type, field.options)


def _table(record: Record, field: Field) -> dict[str, Any]:
    """A record as a TOML table; parts that the guide does not know are left out."""
    table = {}
    for part, value in record.values.items():
        sub = field.subfield(part)
        if field.picks and part in {"of", "as"}:
            table[part] = _plain(value, "text", ())
        elif sub is not None:
            table[part] = _plain(value, sub.type, sub.options)
        elif part == NOTES and field.type == "log":
            table[part] = [
                {
                    name: _plain(said, _NOTE_PARTS.get(name, "text"), ())
                    for name, said in note.values.items()
                }
                for note in records(value)
            ]
    return table


def _plain(value: Value, kind: str, options: tuple[Option, ...]) -> Any:
    if isinstance(value, str):
        return _date(value) if kind == "date" else _escaped(value)
    if isinstance(value, Chosen | Own):
        return _plain_item(value, options, escape=True)
    return [_plain_item(part, options, escape=kind == "choice") for part in items(value)]


def _plain_item(item: Item, options: tuple[Option, ...], escape: bool) -> Any:
    # A choice takes ids alone, so that own words in one (of an older form) need their sign.
    if isinstance(item, Chosen):
        said = item.id
    elif escape or item.text in [one.value for one in options]:
        said = ESCAPE + _whole(item.text)
    else:
        said = _escaped(item.text)
    return {"of": said, "state": item.state} if item.state else said


def _date(text: str) -> datetime.date | str:
    """A date as TOML writes it, where the text is one and comes back as it was."""
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        return _escaped(text)
    return date if date.isoformat() == text else _escaped(text)


def _whole(text: str) -> str:
    # TOML has no half surrogate pairs; a terminal may have pasted one.
    return text.encode("utf-8", "replace").decode("utf-8")


def _escaped(text: str) -> str:
    whole = _whole(text)
    return ESCAPE + whole if whole.startswith("@") else whole

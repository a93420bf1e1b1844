"""What a person can answer: words, choices, own items, records; and their JSON form.

A value is one of five shapes, all immutable:

* ``str``: the answer to a ``text`` or ``date`` field (a date is ISO 8601 where it was understood,
  else the words as they were typed);
* ``Chosen`` or ``Own``: the answer to a ``choice`` that takes one;
* a tuple of ``Chosen`` and ``Own``: ``list``, ``checklist``, ``rank``, ``choice`` with ``multi``;
* a tuple of ``Record``: ``contact``, ``log``, and a ``checklist`` that picks from other fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, cast

State: TypeAlias = Literal["answer", "skip", "not_for_me", "later"]
STATES: frozenset[str] = frozenset({"answer", "skip", "not_for_me", "later"})
Json: TypeAlias = Any  # what json.loads gives; checked by hand where it is read

NOTHING: Mapping[str, Any] = MappingProxyType({})


def nothing() -> Mapping[str, Any]:
    """An empty mapping that nobody can write to."""
    return NOTHING


class FormError(ValueError):
    """The bytes are not a plan that this version can read.

    Attributes:
        message_id: ``plan.not_read``, or ``plan.newer`` where a later version wrote it.
    """

    def __init__(self, message_id: str = "plan.not_read") -> None:
        super().__init__(message_id)
        self.message_id = message_id


@dataclass(frozen=True, slots=True)
class Chosen:
    """An offered option, by its id; ``state`` is one of the field's item states, or empty."""

    id: str
    state: str = ""
    extra: Mapping[str, Json] = field(default_factory=nothing, repr=False, hash=False)


@dataclass(frozen=True, slots=True)
class Own:
    """An item in the person's own words; ``state`` as in ``Chosen``."""

    text: str
    state: str = ""
    extra: Mapping[str, Json] = field(default_factory=nothing, repr=False, hash=False)


Item: TypeAlias = Chosen | Own


@dataclass(frozen=True, slots=True)
class Record:
    """A helper, an entry, or a line picked for the sheet: values by sub-field id.

    Attributes:
        id: names the record inside its field; never shown.
        values: sub-field id to value (text, item, tuple of items or of records).
        extra: what a later version wrote beside them.
    """

    id: str
    values: Mapping[str, Value] = field(default_factory=nothing, hash=False)
    extra: Mapping[str, Json] = field(default_factory=nothing, repr=False, hash=False)

    def text(self, name: str) -> str:
        """The text under the sub-field ``name``, or an empty string."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""


Value: TypeAlias = str | Chosen | Own | tuple["Chosen | Own | Record", ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a field holds: its state, and a value where the state is ``answer``.

    In another state a value is what was written before that was said: kept, and read by nobody but
    the field's own question.
    """

    state: State
    value: Value = ""
    extra: Mapping[str, Json] = field(default_factory=nothing, repr=False, hash=False)

    @property
    def filled(self) -> bool:
        """Whether there is something to read in it."""
        if self.state != "answer":
            return False
        return not isinstance(self.value, str | tuple) or len(self.value) > 0


def items(value: Value) -> tuple[Item, ...]:
    """The items of a value: one for a single choice, none for text and records."""
    if isinstance(value, Chosen | Own):
        return (value,)
    if isinstance(value, tuple):
        return tuple(part for part in value if isinstance(part, Chosen | Own))
    return ()


def records(value: Value) -> tuple[Record, ...]:
    """The records of a value; none where it holds something else."""
    if isinstance(value, tuple):
        return tuple(part for part in value if isinstance(part, Record))
    return ()


def next_id(entries: tuple[Record, ...]) -> str:
    """An id that no record of ``entries`` has: one more than the highest number among them."""
    return str(1 + max((int(entry.id) for entry in entries if entry.id.isdecimal()), default=0))


def to_json(value: Value) -> Json:
    """The JSON form of a value; ``from_json`` reads it back."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return [_part_to_json(part) for part in value]
    return _part_to_json(value)


def _part_to_json(part: Chosen | Own | Record) -> Json:
    if isinstance(part, Record):
        values = {name: to_json(value) for name, value in part.values.items()}
        return {**part.extra, "record": part.id, "values": values}
    named = {"id": part.id} if isinstance(part, Chosen) else {"own": part.text}
    return {**part.extra, **named, **({"state": part.state} if part.state else {})}


def from_json(data: Json) -> Value:
    """The value behind ``data``; raises ``FormError`` for a shape that is none."""
    if isinstance(data, str):
        return data
    if isinstance(data, list):
        return tuple(_part_from_json(part) for part in data)
    part = _part_from_json(data)
    if isinstance(part, Record):
        raise FormError
    return part


def _part_from_json(data: Json) -> Chosen | Own | Record:
    if not isinstance(data, dict):
        raise FormError
    rest = dict(data)
    if "record" in rest:
        name, values = rest.pop("record"), rest.pop("values", None)
        if not isinstance(name, str) or not isinstance(values, dict):
            raise FormError
        read = {key: from_json(value) for key, value in values.items()}
        return Record(name, MappingProxyType(read), kept(rest))
    state = rest.pop("state", "")
    kind: type[Chosen] | type[Own] = Chosen if "id" in rest else Own
    text = rest.pop("id" if kind is Chosen else "own", None)
    if not isinstance(text, str) or not isinstance(state, str):
        raise FormError
    return kind(text, state, kept(rest))


def answer_to_json(answer: Answer) -> Json:
    """The JSON form of an answer; the value only where there is one.

    What was written before "Come back later" or "Not for me" was said stays with it.
    """
    told = answer.state == "answer" or answer.value not in ("", ())
    value = {"value": to_json(answer.value)} if told else {}
    return {**answer.extra, "state": answer.state, **value}


def answer_from_json(data: Json) -> Answer:
    """The answer behind ``data``; raises ``FormError`` for what is none."""
    if not isinstance(data, dict):
        raise FormError
    rest = dict(data)
    state = rest.pop("state", None)
    if not isinstance(state, str) or state not in STATES:
        raise FormError
    if state == "answer" and "value" not in rest:
        raise FormError
    value = from_json(rest.pop("value")) if "value" in rest else ""
    return Answer(cast(State, state), value, kept(rest))


def kept(rest: dict[str, Json]) -> Mapping[str, Json]:
    """Unknown fields, to be written back as they came."""
    return MappingProxyType(rest) if rest else NOTHING

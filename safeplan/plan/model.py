"""A plan: answers by ``section.field``, what was looked at, settings; and its one serial form.

Nothing here changes in place: each ``with_`` method gives a new plan. The form is JSON, its first
keys ``form`` and ``version``; what a later version added is carried through untouched.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from safeplan.plan.values import (
    Answer,
    Chosen,
    FormError,
    Item,
    Json,
    Own,
    Record,
    State,
    Value,
    answer_from_json,
    answer_to_json,
    items,
    kept,
    nothing,
    records,
)

__all__ = [
    "VERSION",
    "Answer",
    "Chosen",
    "FormError",
    "Item",
    "Own",
    "Plan",
    "Record",
    "Settings",
    "State",
    "Value",
    "dumps",
    "items",
    "loads",
    "records",
    "upgraded",
]

VERSION = 1
Upgrade = Callable[[dict[str, Json]], dict[str, Json]]

# From the version a document has to the next one; a form that changes adds its line here.
UPGRADES: Mapping[int, Upgrade] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """The few choices about the program itself; kept with the plan, for they are its owner's.

    Attributes:
        language: BCP 47 code, or empty while none was chosen.
        region: the region of the country whose helplines are shown, or empty for all of them.
        theme: ``evening``, ``daylight`` or ``plain``.
        large: large text and wide spacing.
        cursor: whether the terminal's own cursor is shown.
        plain_mode: line by line from the next opening on.
        hide_key: the bytes of the recorded key that hides beside the fixed ones, in hexadecimal.
        hide_key_name: its name, as the strip shows it.
        stars: whether the password line shows a star for each letter, or nothing.
        hide_page: text that stands in the window after hiding; empty for an empty window.
        lock_minutes: 0 (off) to 30.
        strip_number: whether the strip shows the emergency number.
        pulled_stick: ``hide``, or ``ask`` to be offered another place.
        breathing: whether the quiet minute changes its words.
        time_left: whether it says, in words, how much time is left.
        practised: how many times hiding was practised.
    """

    language: str = ""
    region: str = ""
    theme: str = "evening"
    large: bool = False
    cursor: bool = False
    plain_mode: bool = False
    hide_key: str = ""
    hide_key_name: str = ""
    stars: bool = True
    hide_page: str = ""
    lock_minutes: int = 2
    strip_number: bool = True
    pulled_stick: str = "hide"
    breathing: bool = False
    time_left: bool = True
    practised: int = 0
    extra: Mapping[str, Json] = field(default_factory=nothing, repr=False, hash=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything one person has answered.

    Attributes:
        answers: by ``section.field``; a field nobody touched is not in it.
        seen: ids of the pages that were opened, in that order.
        put_away: ids of the pages the person put away.
        offered: what was offered once and is not offered again (ids of pages or fields).
        consent: whether the person has agreed to the first pages.
        settings: see ``Settings``.
    """

    answers: Mapping[str, Answer] = field(default_factory=nothing, hash=False)
    seen: tuple[str, ...] = ()
    put_away: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    consent: bool = False
    settings: Settings = field(default_factory=Settings)
    extra: Mapping[str, Json] = field(default_factory=nothing, repr=False, hash=False)

    def answer(self, key: str) -> Answer | None:
        """The answer to the field ``key`` (``section.field``), or None if nobody touched it."""
        return self.answers.get(key)

    def filled(self, key: str) -> bool:
        """Whether the field holds something to read."""
        answer = self.answers.get(key)
        return answer is not None and answer.filled

    def text(self, key: str) -> str:
        """The text answered to ``key``, or an empty string."""
        answer = self.answers.get(key)
        value = answer.value if answer is not None and answer.state == "answer" else ""
        return value if isinstance(value, str) else ""

    def items(self, key: str) -> tuple[Item, ...]:
        """The items answered to ``key``; none where it holds none."""
        answer = self.answers.get(key)
        return items(answer.value) if answer is not None and answer.state == "answer" else ()

    def records(self, key: str) -> tuple[Record, ...]:
        """The records answered to ``key``; none where it holds none."""
        answer = self.answers.get(key)
        return records(answer.value) if answer is not None and answer.state == "answer" else ()

    def with_answer(self, key: str, answer: Answer) -> Plan:
        """This plan with ``answer`` to the field ``key``."""
        return dataclasses.replace(self, answers=MappingProxyType({**self.answers, key: answer}))

    def without(self, key: str) -> Plan:
        """This plan with nothing at the field ``key``, as if nobody had touched it."""
        rest = {name: answer for name, answer in self.answers.items() if name != key}
        return dataclasses.replace(self, answers=MappingProxyType(rest))

    def opened(self, section: str) -> bool:
        """Whether the page was opened at least once."""
        return section in self.seen

    def with_opened(self, section: str) -> Plan:
        """This plan, knowing that the page was opened."""
        if section in self.seen:
            return self
        return dataclasses.replace(self, seen=(*self.seen, section))

    def with_put_away(self, section: str) -> Plan:
        """This plan with the page put away; what is written on it stays."""
        if section in self.put_away:
            return self
        return dataclasses.replace(self, put_away=(*self.put_away, section))

    def with_taken_back(self, section: str) -> Plan:
        """This plan with a page that was put away back in its place."""
        rest = tuple(name for name in self.put_away if name != section)
        return dataclasses.replace(self, put_away=rest)

    def with_offered(self, name: str) -> Plan:
        """This plan, knowing that ``name`` (a page or a field) was offered."""
        if name in self.offered:
            return self
        return dataclasses.replace(self, offered=(*self.offered, name))

    def with_consent(self, consent: bool = True) -> Plan:
        """This plan with the person's agreement to the first pages."""
        return dataclasses.replace(self, consent=consent)

    def with_settings(self, settings: Settings) -> Plan:
        """This plan with other settings."""
        return dataclasses.replace(self, settings=settings)


def dumps(plan: Plan) -> bytes:
    """The bytes of a plan: JSON in UTF-8, the same plan giving the same bytes."""
    document: dict[str, Json] = {
        "form": "plan",
        "version": VERSION,
        "consent": plan.consent,
        "settings": _settings_to_json(plan.settings),
        "seen": list(plan.seen),
        "put_away": list(plan.put_away),
        "offered": list(plan.offered),
        "answers": {key: answer_to_json(answer) for key, answer in plan.answers.items()},
        **plan.extra,
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        # Half a surrogate pair, as some terminals paste: escaped, it comes back the same.
        return json.dumps(document, separators=(",", ":"), allow_nan=False).encode("ascii")


def loads(data: bytes | bytearray) -> Plan:
    """The plan behind ``data``.

    Raises:
        FormError: ``plan.newer`` for a later version, ``plan.not_read`` for anything else.
    """
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        raise FormError from None
    return _from_document(upgraded(document))


def upgraded(
    document: Json, version: int = VERSION, upgrades: Mapping[int, Upgrade] = UPGRADES
) -> dict[str, Json]:
    """``document`` in the form of ``version``, led there one version at a time."""
    if not isinstance(document, dict) or document.get("form") != "plan":
        raise FormError
    found = document.get("version")
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise FormError
    if found > version:
        raise FormError("plan.newer")
    current: dict[str, Json] = document
    for step in range(found, version):
        current = {**upgrades[step](current), "version": step + 1}
    return current


def _from_document(document: dict[str, Json]) -> Plan:
    rest = {key: value for key, value in document.items() if key not in {"form", "version"}}
    answers = rest.pop("answers", {})
    consent = rest.pop("consent", False)
    if not isinstance(answers, dict) or not isinstance(consent, bool):
        raise FormError
    return Plan(
        answers=MappingProxyType({key: answer_from_json(data) for key, data in answers.items()}),
        seen=_names(rest.pop("seen", [])),
        put_away=_names(rest.pop("put_away", [])),
        offered=_names(rest.pop("offered", [])),
        consent=consent,
        settings=_settings_from_json(rest.pop("settings", {})),
        extra=kept(rest),
    )


def _names(data: Json) -> tuple[str, ...]:
    if not isinstance(data, list) or not all(isinstance(name, str) for name in data):
        raise FormError
    return tuple(data)


def _settings_to_json(settings: Settings) -> Json:
    known = {one.name: getattr(settings, one.name) for one in dataclasses.fields(settings)}
    return {**known.pop("extra"), **known}


def _settings_from_json(data: Json) -> Settings:
    if not isinstance(data, dict):
        raise FormError
    rest, known = dict(data), {}
    standard = Settings()
    for one in dataclasses.fields(Settings):
        if one.name == "extra" or one.name not in rest:
            continue
        value = rest.pop(one.name)
        if type(value) is not type(getattr(standard, one.name)):
            raise FormError
        known[one.name] = value
    return Settings(**known, extra=kept(rest))

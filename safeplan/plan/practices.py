"""Small practices for a quiet minute, from ``templates/practices.toml``: read strictly.

What they warn of and what they say first is the guide's own, by name: it is written once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal

import msgspec
from msgspec import Struct

from safeplan.language import content
from safeplan.plan.checks import GuideError
from safeplan.plan.guide import Guide

FILE = "practices.toml"
HALF_MINUTE = 30
# The guard lets the lock wait for six minutes; a sitting ends well before that.
LONGEST = 5
Kind = Literal["still", "sit", "answers", "kind", "let_out"]


class _Strict(Struct, frozen=True, forbid_unknown_fields=True):
    """Tables that hold no key that we do not know."""


class Breathing(_Strict, frozen=True, rename={"in_": "in"}):
    """The two words of a breath, and for how many seconds each stands."""

    in_: str
    in_seconds: int
    out: str
    out_seconds: int


class Practice(_Strict, frozen=True):
    """One of them; what its keys mean stands at the top of the file."""

    id: str
    type: Kind
    title: str
    cautions: tuple[str, ...]
    field: str
    lines: tuple[str, ...] = ()
    minutes: int = 0
    fields: tuple[str, ...] = ()


class Practices(_Strict, frozen=True):
    """The whole file; its own ``cautions`` and ``field`` are those of the list."""

    page: str
    cautions: tuple[str, ...]
    field: str
    breathing: Breathing
    practice: tuple[Practice, ...]

    def before(self, guide: Guide, practice: Practice) -> tuple[str, ...]:
        """What must be read before ``practice``, as the guide says it."""
        return tuple(_caution(guide, self.page, name) for name in practice.cautions)

    def before_all(self, guide: Guide) -> tuple[str, ...]:
        """What must be read before the list."""
        return tuple(_caution(guide, self.page, name) for name in self.cautions)

    def says(self, guide: Guide, practice: Practice) -> str:
        """What the guide says of it first: a note's text, or a question's help."""
        return _words(guide, self.key(practice.field))

    def says_of_all(self, guide: Guide) -> str:
        """What the guide says of them together."""
        return _words(guide, self.key(self.field))

    def key(self, field: str) -> str:
        """``section.field`` of one of their fields."""
        return f"{self.page}.{field}"

    def shows_nothing_of_a_plan(self, guide: Guide, practice: Practice) -> bool:
        """Whether no word of it comes from what a person wrote, so that the lock may wait."""
        if practice.type not in ("still", "sit"):
            return False
        shown = (*self.before(guide, practice), self.says(guide, practice), *practice.lines)
        return not any("{" in words for words in shown)


def load_practices(
    guide: Guide, translate: Callable[[str], str] = content, file: Traversable | None = None
) -> Practices:
    """The practices, in the person's language.

    Args:
        guide: holds the cautions and fields that they name.
        translate: gives the translation of a sentence, or the sentence.
        file: read in the place of the shipped one.

    Raises:
        GuideError: the file has a fault, or names what the guide does not have; names the practice.
    """
    found = files("safeplan") / "templates" / FILE if file is None else file
    try:
        made = msgspec.convert(tomllib.loads(found.read_text(encoding="utf-8")), Practices)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as fault:
        raise GuideError(FILE, "", str(fault)) from None
    for where, reason in _faults(made, guide):
        raise GuideError(FILE, where, reason)
    breathing = msgspec.structs.replace(
        made.breathing, in_=translate(made.breathing.in_), out=translate(made.breathing.out)
    )
    practice = tuple(_translated(one, translate) for one in made.practice)
    return msgspec.structs.replace(made, breathing=breathing, practice=practice)


@lru_cache(maxsize=2)
def practices_for(guide: Guide) -> Practices:
    """The shipped practices for this guide; read once for each guide (that is, each language)."""
    return load_practices(guide)


def _translated(practice: Practice, translate: Callable[[str], str]) -> Practice:
    lines = tuple(translate(one) for one in practice.lines)
    return msgspec.structs.replace(practice, title=translate(practice.title), lines=lines)


def _caution(guide: Guide, page: str, name: str) -> str:
    return next(one.text for one in guide.section(page).cautions if one.id == name)


def _words(guide: Guide, key: str) -> str:
    field = guide.field(key)
    return field.text or field.help


def _faults(made: Practices, guide: Guide) -> Iterator[tuple[str, str]]:
    if not guide.has_section(made.page):
        yield "", f"unknown-page: {made.page!r}"
        return
    known = {one.id for one in guide.section(made.page).cautions}
    for name in made.cautions:
        if name not in known:
            yield "", f"unknown-caution: {name!r}"
    if not _says_something(guide, made.key(made.field)):
        yield "", f"field-says-nothing: {made.field!r}"
    breath = made.breathing.in_seconds + made.breathing.out_seconds
    if breath <= 0 or HALF_MINUTE % breath:
        yield "breathing", f"no-whole-breaths-in-half-a-minute: {breath}"
    seen: set[str] = set()
    for one in made.practice:
        if one.id in seen:
            yield one.id, "twice"
        seen.add(one.id)
        if not one.cautions:
            yield one.id, "no-caution"
        for name in one.cautions:
            if name not in known:
                yield one.id, f"unknown-caution: {name!r}"
        if not _says_something(guide, made.key(one.field)):
            yield one.id, f"field-says-nothing: {one.field!r}"
        yield from _odd(one, made, guide)


def _says_something(guide: Guide, key: str) -> bool:
    return guide.has_field(key) and bool(_words(guide, key))


def _odd(one: Practice, made: Practices, guide: Guide) -> Iterator[tuple[str, str]]:
    """What does not go with its type."""
    if bool(one.minutes) != (one.type == "sit") or not 0 <= one.minutes <= LONGEST:
        yield one.id, f"minutes: {one.minutes}"
    if bool(one.lines) != (one.type in ("still", "sit")):
        yield one.id, "lines"
    wanted = {"answers": ("text", "text"), "kind": ("list",)}.get(one.type, ())
    keys = [made.key(name) for name in one.fields]
    found = tuple(guide.field(key).type if guide.has_field(key) else "" for key in keys)
    if found != wanted:
        yield one.id, f"fields: {', '.join(one.fields)!r}"

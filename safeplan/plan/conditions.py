"""The small language of ``show_if``: when a page, a field, an option or a caution stands.

    always
    children != no and (stage = left or lives_with = no)
    this_computer in {shared, theirs} or unknown(this_computer)
    care · not care · l4_ok · apart · log.safe_to_keep = yes · opened(young)

A name without a point is a question of the page ``start``; ``section.field`` names any other field
that offers options. What the terms mean for silence and for "not sure" stands in ``facts``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol, TypeAlias

FLAGS = frozenset({"care", "l4_ok", "apart"})
_TOKEN = re.compile(r"\s*(!=|[=(){},]|[a-z0-9_]+(?:\.[a-z0-9_]+)?|[A-Z]{2}(?:-[A-Z]{2,3})?)")


class Facts(Protocol):
    """What a condition asks of the answers."""

    def has(self, name: str, value: str) -> bool:
        """Whether ``value`` was chosen at ``name``."""

    def unknown(self, name: str) -> bool:
        """Whether the answer at ``name`` is unsure, or there is none."""

    def opened(self, page: str) -> bool:
        """Whether the page was looked at."""

    def flag(self, name: str) -> bool:
        """``care``, ``l4_ok`` or ``apart``."""


class ConditionError(ValueError):
    """The text is no condition; ``args[0]`` is the text."""


@dataclass(frozen=True, slots=True)
class Term:
    """One question to the facts.

    Attributes:
        kind: ``has`` (one of ``values`` was chosen), or what the term is called.
        name: the fact, the page or the flag.
        values: for ``has``.
    """

    kind: Literal["has", "unknown", "opened", "flag", "always"]
    name: str = ""
    values: tuple[str, ...] = ()

    def holds(self, facts: Facts) -> bool:
        """Whether it is so."""
        if self.kind == "has":
            return any(facts.has(self.name, value) for value in self.values)
        if self.kind == "unknown":
            return facts.unknown(self.name)
        if self.kind == "opened":
            return facts.opened(self.name)
        return self.kind == "always" or facts.flag(self.name)

    def terms(self) -> Iterator[Term]:
        """The term itself."""
        yield self


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    part: Condition

    def holds(self, facts: Facts) -> bool:
        """Whether the part is not so."""
        return not self.part.holds(facts)

    def terms(self) -> Iterator[Term]:
        """Every term inside."""
        yield from self.part.terms()


@dataclass(frozen=True, slots=True)
class Joined:
    """Several conditions: all of them (``and``), or one at least (``or``)."""

    word: Literal["and", "or"]
    parts: tuple[Condition, ...]

    def holds(self, facts: Facts) -> bool:
        """Whether all are so, or one at least."""
        found = (part.holds(facts) for part in self.parts)
        return all(found) if self.word == "and" else any(found)

    def terms(self) -> Iterator[Term]:
        """Every term inside."""
        for part in self.parts:
            yield from part.terms()


Condition: TypeAlias = Term | Not | Joined
ALWAYS = Term("always")


@lru_cache(maxsize=1024)
def parse(text: str) -> Condition:
    """The condition that ``text`` says.

    Raises:
        ConditionError: the text does not follow the grammar.
    """
    return _Reader(text).whole()


class _Reader:
    """Reads one condition, word by word; ``or`` binds least, then ``and``, then ``not``."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        at = 0
        while text[at:].strip():
            found = _TOKEN.match(text, at)
            if found is None:
                raise ConditionError(text)
            self.words.append(found[1])
            at = found.end()
        self.words.reverse()

    def whole(self) -> Condition:
        condition = self.joined("or")
        if self.words:
            raise ConditionError(self.text)
        return condition

    def joined(self, word: Literal["and", "or"]) -> Condition:
        parts = [self.joined("and") if word == "or" else self.one()]
        while self.next_is(word):
            parts.append(self.joined("and") if word == "or" else self.one())
        return parts[0] if len(parts) == 1 else Joined(word, tuple(parts))

    def one(self) -> Condition:
        word = self.take()
        if word == "not":
            return Not(self.one())
        if word == "(":
            inner = self.joined("or")
            self.take(")")
            return inner
        if word == "always":
            return ALWAYS
        if word in {"unknown", "opened"}:
            self.take("(")
            name = self.name()
            self.take(")")
            return Term("unknown" if word == "unknown" else "opened", name)
        if word in FLAGS:
            return self.flag(word)
        return self.fact(word)

    def flag(self, word: str) -> Condition:
        if self.next_is("="):
            said = self.take()
            if said not in {"true", "false"}:
                raise ConditionError(self.text)
            return Term("flag", word) if said == "true" else Not(Term("flag", word))
        return Term("flag", word)

    def fact(self, word: str) -> Condition:
        name = self.name(word)
        if self.next_is("="):
            return Term("has", name, (self.name(),))
        if self.next_is("!="):
            return Not(Term("has", name, (self.name(),)))
        self.take("in")
        self.take("{")
        values = [self.name()]
        while self.next_is(","):
            values.append(self.name())
        self.take("}")
        return Term("has", name, tuple(values))

    def take(self, wanted: str = "") -> str:
        if not self.words or (wanted and self.words[-1] != wanted):
            raise ConditionError(self.text)
        return self.words.pop()

    def next_is(self, word: str) -> bool:
        if self.words and self.words[-1] == word:
            self.words.pop()
            return True
        return False

    def name(self, word: str = "") -> str:
        word = word or self.take()
        if not word[0].isalnum() or word in {
            "and",
            "or",
            "not",
            "in",
            "always",
            "unknown",
            "opened",
        }:
            raise ConditionError(self.text)
        return word

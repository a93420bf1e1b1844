"""Numbers to ring, from ``templates/helplines.toml``: only what is enabled, never a guess.

A country is two letters, or two letters and a region (``GB-SCT``). A country shows its regions too
until one is picked; a region shows its country's lines beside its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec
from msgspec import Struct

from safeplan.language import content
from safeplan.plan.checks import GuideError
from safeplan.plan.model import Plan
from safeplan.plan.values import Chosen

FILE = "helplines.toml"
# The order in which lines stand, after those the person asked for.
KINDS = (
    *("all", "women", "men", "lgbtq", "child", "young", "elder", "deaf", "honour"),
    *("sexual", "stalking", "crisis"),
)
_CONFIDENCE = ("high", "medium", "low")
_NO_COUNTRY = frozenset({"other", "rather_not"})
# What an editor wrote to another editor where something is in doubt.
_REMARK = re.compile(r"\bcheck\b")


class Emergency(Struct, frozen=True, forbid_unknown_fields=True):
    """The number to ring in danger. ``also`` holds more; ``members`` makes it hold for others."""

    country: str
    number: str
    confidence: str
    source: str
    enabled: bool
    also: tuple[str, ...] = ()
    cannot_speak: str = ""
    note: str = ""
    members: tuple[str, ...] = ()
    checked: str = ""


class Line(Struct, frozen=True, forbid_unknown_fields=True):
    """One helpline. Without ``phone`` only its page and its note are shown."""

    country: str
    name: str
    phone: str
    who: str
    confidence: str
    source: str
    enabled: bool
    also: tuple[str, ...] = ()
    text: str = ""
    web: str = ""
    hours: str = ""
    languages: str = ""
    note: str = ""
    checked: str = ""

    @property
    def hours_may_differ(self) -> bool:
        """Whether the hours are in doubt, so that a sentence is shown in their place."""
        return "check" in self.hours

    @property
    def was_checked(self) -> bool:
        """Whether a person has rung it or read its own page."""
        return bool(self.checked)


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    schema: int
    checked_by_human: bool
    emergency: tuple[Emergency, ...]
    helpline: tuple[Line, ...]


class Helplines:
    """All enabled numbers, by country."""

    def __init__(self, emergency: tuple[Emergency, ...], lines: tuple[Line, ...]) -> None:
        self._emergency = tuple(one for one in emergency if one.enabled)
        # Without a number and a page there is nothing left to ring or look at.
        self._lines = tuple(one for one in lines if one.enabled and (one.phone or one.web))

    def emergency(self, country: str) -> Emergency | None:
        """The number for ``country``: its region's, its own, a listed union's, or none."""
        land = _land(country)
        for code in (country, land):
            for one in self._emergency:
                if code and one.country == code:
                    return one
        return next((one for one in self._emergency if land in one.members), None)

    def lines(self, country: str, first: tuple[str, ...] = ()) -> tuple[Line, ...]:
        """The lines for ``country``, those of the kinds in ``first`` before the others."""
        order = tuple(dict.fromkeys((*first, *KINDS)))
        shown = [one for one in self._lines if _serves(one.country, country)]
        return tuple(sorted(shown, key=lambda one: order.index(one.who)))

    def crisis(self, country: str) -> Line | None:
        """The line for someone who cannot go on; the best known of several, or none."""
        found = [one for one in self.lines(country) if one.who == "crisis" and one.phone]
        return min(found, key=lambda one: _CONFIDENCE.index(one.confidence), default=None)

    def regions(self, country: str) -> tuple[str, ...]:
        """The regions of ``country`` that have lines of their own."""
        codes = {one.country for one in self._lines} | {one.country for one in self._emergency}
        found = {code for code in codes if "-" in code and _land(code) == _land(country)}
        return tuple(sorted(found))


def load_helplines(
    translate: Callable[[str], str] = content, file: Traversable | None = None
) -> Helplines:
    """The helplines, with their notes in the person's language.

    Raises:
        GuideError: the file is not as the schema wants it.
    """
    read = _read(file)
    return Helplines(
        tuple(_emergency_for_people(one, translate) for one in read.emergency),
        tuple(_line_for_people(one, translate) for one in read.helpline),
    )


def read_file(file: Traversable | None = None) -> tuple[Emergency | Line, ...]:
    """Every entry as it stands in the file, remarks and all: for those who keep the file.

    Raises:
        GuideError: the file is not as the schema wants it.
    """
    read = _read(file)
    return (*read.emergency, *read.helpline)


def country_of(plan: Plan) -> str:
    """The country a person chose, with the region if one was picked; empty where there is none."""
    chosen = [one.id for one in plan.items("start.country") if isinstance(one, Chosen)]
    if not chosen or chosen[0] in _NO_COUNTRY:
        return ""
    region = plan.settings.region
    return region if region and _land(region) == chosen[0] else chosen[0]


def _read(file: Traversable | None) -> _File:
    try:
        read = msgspec.convert(_tables(file), _File)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as fault:
        raise GuideError(FILE, "", str(fault)) from None
    for line in read.helpline:
        if line.who not in KINDS or line.confidence not in _CONFIDENCE:
            raise GuideError(FILE, line.name, f"unknown-kind: {line.who}: {line.confidence}")
    return read


def _tables(file: Traversable | None) -> dict[str, object]:
    return _shipped() if file is None else tomllib.loads(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _shipped() -> dict[str, object]:
    return tomllib.loads((files("safeplan") / "templates" / FILE).read_text(encoding="utf-8"))


def _emergency_for_people(one: Emergency, translate: Callable[[str], str]) -> Emergency:
    """``one`` without what an editor left in doubt, its notes in the person's language."""
    return msgspec.structs.replace(
        one, note=translate(_sure(one.note)), cannot_speak=translate(_sure(one.cannot_speak))
    )


def _line_for_people(one: Line, translate: Callable[[str], str]) -> Line:
    """``one`` in the same way; doubtful hours keep their mark, for a sentence stands for them."""
    return msgspec.structs.replace(
        one,
        text=_sure(one.text),
        web=_sure(one.web),
        languages=_sure(one.languages),
        note=translate(_sure(one.note)),
        hours=one.hours if one.hours_may_differ else translate(one.hours),
    )


def _sure(words: str) -> str:
    return "" if _REMARK.search(words) else words


def _land(code: str) -> str:
    return code.split("-")[0]


def _serves(line: str, country: str) -> bool:
    """Whether a line of ``line`` is shown for ``country``."""
    if _land(line) != _land(country):
        return False
    return line == country or "-" not in line or "-" not in country

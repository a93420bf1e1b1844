"""How a number to ring is told: what is known of it, and what is in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from safeplan.language import gettext as _
from safeplan.plan.helplines import Emergency, Line

if TYPE_CHECKING:
    from safeplan.plan.guide import Guide

# A remark of the editors among the data: nobody who needs the line is asked to check anything.
_REMARK = re.compile(r"\bcheck\b", re.IGNORECASE)
COUNTRY = "start.country"
KINDS = "start.lines"


def told(text: str) -> str:
    """``text``, or "" where it is a remark of the editors."""
    return "" if _REMARK.search(text) else text


def country_name(guide: Guide, code: str) -> str:
    """The country's name, or "" for none."""
    option = guide.field(COUNTRY).option(code.split("-")[0]) if code else None
    return option.label if option is not None else ""


def region_name(code: str) -> str:
    """The region's name, or "" for a whole country."""
    return _("helplines.region." + code) if "-" in code else ""


def line_name(line: Line, country: str) -> str:
    """The line's name, with its region where lines of several stand in one list."""
    region = region_name(line.country)
    if not region or line.country == country:
        return line.name
    return _("helplines.in_region").format(region=region, name=line.name)


def for_whom(guide: Guide, who: str) -> str:
    """Whom a line is for."""
    option = guide.field(KINDS).option(who)
    return option.label if option is not None else _("helplines.who." + who)


def line_words(guide: Guide, line: Line) -> Iterator[str]:
    """What is known of a helpline, a sentence or a fact at a time; the number first."""
    yield from _facts(
        ("helplines.number", line.phone),
        ("helplines.also", " · ".join(line.also)),
        ("helplines.for", for_whom(guide, line.who)),
    )
    if line.hours_may_differ:
        yield _("helplines.hours_differ")
    yield from _facts(
        ("helplines.hours", told(line.hours)),
        ("helplines.languages", told(line.languages)),
        ("helplines.write", told(line.text)),
    )
    if told(line.web):
        yield from _facts(("helplines.web", line.web))
        yield _("helplines.safer_device")
    yield from _facts(("helplines.note", told(line.note)), ("helplines.checked", line.checked))
    if not line.was_checked:
        yield _("helplines.not_checked")


def emergency_words(number: Emergency, silent: str) -> Iterator[str]:
    """What is known of the number to ring in danger.

    Args:
        number: the number.
        silent: what is said of a silent call where nothing is known.
    """
    yield from _facts(
        ("helplines.number", number.number), ("helplines.also", " · ".join(number.also))
    )
    yield told(number.cannot_speak) or silent
    yield from _facts(("helplines.note", told(number.note)), ("helplines.checked", number.checked))
    if not number.checked:
        yield _("helplines.not_checked")


def _facts(*facts: tuple[str, str]) -> Iterator[str]:
    for words, value in facts:
        if value:
            yield _(words).format(value=value)

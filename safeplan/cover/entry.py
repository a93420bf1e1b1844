"""One line typed in a hurry, "2 kg potatoes" or "eggs 6", read as an item."""

from __future__ import annotations

import re

from safeplan.cover.fold import fold
from safeplan.cover.notebook import WEEK, Item
from safeplan.cover.pool import pool
from safeplan.language import content
from safeplan.language import gettext as _

_AMOUNT = r"\d+(?:[.,/]\d+)?"
_TIMES = r"(?:[x×]\s*)?"


def read_entry(text: str, place: str = WEEK) -> Item | None:
    """The item that ``text`` names, for the list ``place``; None for blank text.

    A number at the start or at the end is the quantity, and a known unit beside it the unit;
    all else is the name. What does not fit is kept whole as the name.
    """
    words = " ".join(text.split())
    if not words:
        return None
    units = "|".join(
        re.escape(content(unit)) for unit in sorted(pool().units(), key=len, reverse=True)
    )
    first = re.fullmatch(
        rf"(?P<n>{_AMOUNT})\s*(?:(?P<u>{units})\s+|[x×]\s*|\s)(?P<name>\S.*)", words, re.IGNORECASE
    )
    last = re.fullmatch(
        rf"(?P<name>\S.*?),?\s+{_TIMES}(?P<n>{_AMOUNT})(?:\s*(?P<u>{units}))?", words, re.IGNORECASE
    )
    found = first or last
    if found is None:
        return Item(words, place=place)
    name = found["name"].rstrip(" ,")
    if not name:
        return Item(words, place=place)
    return Item(name, quantity=found["n"], unit=_unit(found["u"] or ""), place=place)


def write_entry(item: Item) -> str:
    """The line that ``read_entry`` reads back as this item, for changing it by hand."""
    return " ".join(part for part in (item.name, item.quantity, item.unit) if part)


def amount(item: Item) -> str:
    """How much, as it stands beside the name: "4", "2 kg", or nothing."""
    if item.quantity and item.unit:
        return _("notebook.amount").format(quantity=item.quantity, unit=item.unit)
    return item.quantity or item.unit


def _unit(typed: str) -> str:
    known = {fold(content(unit)): content(unit) for unit in pool().units()}
    return known.get(fold(typed), typed)

"""How much can still be written, in pages: nobody thinks in bytes."""

from __future__ import annotations

from safeplan.language import gettext as _
from safeplan.vault.format import MIB, SIZES, Layout
from safeplan.vault.vault import Vault

PAGE = 900
"""Bytes of a page of 1,800 letters as it is kept: prose takes less than half its length."""


def round_down(pages: int) -> int:
    """A number of pages that nobody takes for exact."""
    for step in (100, 10, 5):
        if pages >= step * 2:
            return pages - pages % step
    return pages


def pages_left(vault: Vault) -> int:
    """About how many pages of writing still fit."""
    return round_down(max(vault.room().left, 0) // PAGE)


def size_of(vault: Vault) -> int:
    """The size of the file in bytes."""
    capacity = vault.room().capacity
    return next(size for size in SIZES if Layout(size).capacity == capacity)


def size_words(size: int) -> str:
    """A size, and about how many pages it holds."""
    pages = round_down(Layout(size).capacity // PAGE)
    return _("doors.size").format(size=size // MIB, pages=pages)


def low_words(vault: Vault | None) -> str:
    """One quiet line where room begins to run out, long before it does; else ""."""
    if vault is None or not vault.room().low:
        return ""
    return _("doors.room_low").format(pages=pages_left(vault))

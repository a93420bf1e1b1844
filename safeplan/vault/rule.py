"""The one rule for every write: which half, and what of it.

One half, flushed, two seconds, then the other half; and no half is written unless the other one is
whole for the passphrase in use.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from safeplan.vault.format import HALVES, Half, other
from safeplan.vault.held import THE_COPY, THE_SALT, Conditions, Held, Part

Sleep = Callable[[float], None]

PAUSE = 2.0
"""Seconds between the halves: drives have lost data for 0.7 s after they said it was written."""

_LATER_FIRST: tuple[Half, Half] = ("B", "A")


class Write(NamedTuple):
    """What may be written next."""

    half: Half
    parts: tuple[Part, ...]


def next_write(
    held: Held, conditions: Conditions, *, saving: bool, trusted: Collection[Half] = ()
) -> Write | None:
    """Choose what is written next.

    Args:
        held: the newest copy.
        conditions: what each half says now.
        saving: whether a new copy is to be written, whatever the halves say.
        trusted: the halves that were seen whole last; they are spared if nothing can be read.

    Returns:
        The half and its parts. With ``saving`` the parts hold the copy, unless something must be
        mended first; the caller asks again after a pause. None: there is nothing to write.
    """
    wrong = {half: conditions[half].wrong(held) for half in HALVES}
    whole = {half for half in HALVES if conditions[half].whole(held)}
    if not whole:
        return _neither(held, wrong, trusted)
    # B first: an ordinary opening goes by way of A, which is so left alone while all is well.
    for half in _LATER_FIRST:
        if other(half) in whole:
            if saving:
                return Write(half, in_order({*wrong[half], THE_COPY}))
            if wrong[half]:
                return Write(half, wrong[half])
    return None


def _neither(held: Held, wrong: dict[Half, tuple[Part, ...]], trusted: Collection[Half]) -> Write:
    """No half opens the newest copy by itself.

    If one still has that copy, its salt and its door are mended: small writes, not over the copy.
    If none has it, memory alone does, and nothing on the disk is worth sparing but what could not
    be read for a moment.
    """
    for half in HALVES:
        if THE_COPY not in wrong[half]:
            needed = {THE_SALT, Part("door", held.door)}
            return Write(half, tuple(part for part in wrong[half] if part in needed))
    half = next((half for half in _LATER_FIRST if half not in trusted), "B")
    return Write(half, wrong[half])


def in_order(parts: Collection[Part]) -> tuple[Part, ...]:
    """The order of writing: salt, copy, doors. Within one flush a disk may take them in any."""
    order = {"salt": 0, "copy": 1, "door": 2}
    return tuple(sorted(parts, key=lambda part: (order[part.what], part.door)))

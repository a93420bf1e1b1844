"""Taking away: random bytes in place of doors, then of copies.

Cut halfway, what was to be removed mends itself from the half that is left: gone is only what was
said to be gone.
"""

from __future__ import annotations

from collections.abc import Collection

from safeplan.vault.errors import NoNotebook
from safeplan.vault.format import COMPARTMENTS, HALVES, Half, other
from safeplan.vault.held import THE_COPY, Part, look_at_both
from safeplan.vault.keeper import Keeper
from safeplan.vault.rekeying import BOTH
from safeplan.vault.rule import Sleep
from safeplan.vault.writing import void_copy, void_door


def _set_bits(bits: int, count: int) -> tuple[int, ...]:
    return tuple(number for number in range(count) if bits >> number & 1)


def remove_own(keeper: Keeper, sleep: Sleep, *, all_known: bool) -> None:
    """Remove what is open: its doors in both halves, then its copies.

    Args:
        keeper: of what is open, plan or notebook.
        sleep: called between the writes.
        all_known: also all else that its header names; a notebook's names itself alone.

    Raises:
        VaultError: not removed; what is open mends itself at the next ``level``.
    """
    held, random = keeper.held, keeper.random
    header = held.copy.header
    doors = header.own_doors + (header.others_doors if all_known else ())
    numbers = _set_bits(header.compartments, COMPARTMENTS) if all_known else ()
    copies = {held.compartment.number, *numbers}
    own = frozenset(Part("door", door) for door in header.own_doors)
    first, second = _worse_first(keeper)
    for half in (first, second):
        keeper.pause(sleep)
        keeper.overwrite(half, [void_door(held.layout, half, n, random) for n in doors], own)
    for half in (first, second):
        keeper.pause(sleep)
        voids = [void_copy(held.layout, half, n, random) for n in sorted(copies)]
        keeper.overwrite(half, voids, frozenset({THE_COPY}))


def _worse_first(keeper: Keeper) -> tuple[Half, Half]:
    """So that the first write leaves a half that mends, if there is one."""
    conditions = look_at_both(keeper.file, keeper.held)
    whole = [half for half in HALVES if conditions[half].whole(keeper.held)]
    first = other(whole[0]) if len(whole) == 1 else BOTH[0]
    return first, other(first)


def remove_beside(keeper: Keeper, sleep: Sleep) -> None:
    """Remove from the plan every notebook beside it, then free its place.

    Args:
        keeper: of the plan.
        sleep: called between the writes.

    Raises:
        NoNotebook: the plan knows of none.
        VaultError: it may still be there; the plan is as it was.
    """
    header = keeper.held.copy.header
    doors = header.others_doors
    own = 1 << keeper.held.compartment.number
    numbers = _set_bits(header.compartments & ~own, COMPARTMENTS)
    if not doors and not numbers:
        raise NoNotebook
    keeper.settle(sleep)
    for half in BOTH:
        keeper.pause(sleep)
        _void(keeper, half, doors, numbers)
    free = keeper.held.followed_by(
        keeper.held.copy.packed,
        doors=sum(1 << door for door in header.own_doors),
        compartments=own,
    )
    keeper.pause(sleep)
    keeper.replace(free, sleep)
    keeper.settle(sleep)


def _void(keeper: Keeper, half: Half, doors: Collection[int], numbers: Collection[int]) -> None:
    layout, random = keeper.held.layout, keeper.random
    pieces = [void_door(layout, half, door, random) for door in doors]
    keeper.put(half, pieces + [void_copy(layout, half, number, random) for number in numbers])

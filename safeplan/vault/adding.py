"""A recovery code's door, and a notebook beside the plan: added from the plan alone.

Only the plan's header names all that is in use, so only there can nothing be overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from safeplan.vault.compartment import Compartment, Copy
from safeplan.vault.creating import first_generation, shuffled
from safeplan.vault.door import Random
from safeplan.vault.errors import HalfAdded, NoCode, NoPlace, VaultError
from safeplan.vault.format import COMPARTMENTS, DOORS, PASSPHRASE, RECOVERY, Header, Roots
from safeplan.vault.held import THE_COPY, Held, Part
from safeplan.vault.keeper import Keeper
from safeplan.vault.payload import deflate
from safeplan.vault.rekeying import BOTH, KEY
from safeplan.vault.rule import Sleep
from safeplan.vault.writing import void_door


def _free(in_use: int, count: int, random: Random) -> int:
    """A number below ``count`` that is not in use, drawn at random.

    Raises:
        NoPlace: all are.
    """
    for number in shuffled(count, random):
        if not in_use >> number & 1:
            return number
    raise NoPlace


def with_code(held: Held, door: int, roots: Roots, given_up: Iterable[int]) -> Held:
    """The same with a recovery code's door, and without some others."""
    newer = held.followed_by(held.copy.packed)
    header = newer.copy.header
    own: list[Roots | None] = list(header.roots)
    kinds, doors = dict(held.kinds), header.doors
    for each in given_up:
        own[each], doors = None, doors & ~(1 << each)
        kinds.pop(each, None)
    own[door], kinds[door], doors = roots, RECOVERY, doors | 1 << door
    header = replace(header, doors=doors, roots=tuple(own))
    return replace(newer, kinds=kinds, copy=Copy(header, newer.copy.packed))


def add_code(keeper: Keeper, roots: Roots, sleep: Sleep) -> None:
    """Put a recovery code's door beside the passphrase's; an older code's door is given up.

    The older door is voided in both halves before anything else: if it still stood in one half
    when the other one no longer names it, that code would open an older copy.

    Args:
        keeper: of what is open, by its passphrase.
        roots: of the code.
        sleep: called between the writes.

    Raises:
        NoPlace: all doors are in use.
        NoCode: an older code may be void, and the new one cannot be relied on.
        VaultError: nothing was changed.
    """
    keeper.settle(sleep)
    held = keeper.held
    older = [door for door, kind in held.kinds.items() if kind == RECOVERY]
    door = older[0] if older else _free(held.copy.header.doors, DOORS, keeper.random)
    new = with_code(held, door, roots, older)
    try:
        for half in BOTH if older else ():
            keeper.pause(sleep)
            voids = [void_door(held.layout, half, each, keeper.random) for each in older]
            keeper.put(half, voids, frozenset(Part("door", each) for each in older))
        keeper.pause(sleep)
        keeper.replace(new, sleep)
        keeper.settle(sleep)
    except VaultError as refused:
        raise NoCode if older or keeper.held == new else refused from None


def add_notebook(keeper: Keeper, roots: Roots, payload: bytes, sleep: Sleep) -> None:
    """Reserve a door and a compartment in both halves, then write a notebook there.

    Args:
        keeper: of the plan.
        roots: of the notebook's passphrase.
        payload: its JSON.
        sleep: called between the writes.

    Raises:
        NoPlace: no compartment or no door is free.
        TooLarge: the payload does not fit.
        HalfAdded: it was reserved, and may stand in one half.
        VaultError: nothing was added.
    """
    packed = deflate(payload, keeper.held.layout)
    keeper.settle(sleep)
    held, random = keeper.held, keeper.random
    header = held.copy.header
    door = _free(header.doors, DOORS, random)
    number = _free(header.compartments, COMPARTMENTS, random)
    reserved = held.followed_by(
        held.copy.packed,
        doors=header.doors | 1 << door,
        compartments=header.compartments | 1 << number,
    )
    keeper.pause(sleep)
    keeper.replace(reserved, sleep)
    beside = Held(
        held.layout,
        door,
        {door: PASSPHRASE},
        Compartment(number, random(KEY)),
        Copy(_alone(header, door, number, roots, random), packed),
    )
    try:
        keeper.settle(sleep)
        for half in BOTH:
            keeper.pause(sleep)
            parts = (THE_COPY, Part("door", door))
            keeper.put(half, [beside.render(half, part, random) for part in parts])
    except VaultError:
        raise HalfAdded from None


def _alone(header: Header, door: int, number: int, roots: Roots, random: Random) -> Header:
    """The header of a notebook, which knows itself alone."""
    own = tuple(roots if n == door else None for n in range(DOORS))
    return Header(first_generation(random), 1 << door, 1 << number, header.salts, own)

"""Another passphrase: always another key too, so that the old passphrase's key opens nothing new.

The new key goes into one half, the other half follows as it follows any save. A cut in between
leaves both passphrases opening the same words, each by way of its half; the first one used levels
the other half to its own.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace

from safeplan.vault.compartment import Compartment, Copy
from safeplan.vault.door import Random
from safeplan.vault.errors import HalfChanged, VaultError
from safeplan.vault.format import DOORS, PASSPHRASE, Half, Roots
from safeplan.vault.held import Held
from safeplan.vault.keeper import Keeper
from safeplan.vault.rule import Sleep
from safeplan.vault.writing import void_door

KEY = 32
BOTH: tuple[Half, Half] = ("B", "A")


def rekeyed(held: Held, roots: Roots, random: Random) -> Held:
    """The same words under a new key, reached by one door alone."""
    door = next((n for n, kind in held.kinds.items() if kind == PASSPHRASE), held.door)
    header = held.copy.header
    doors = header.doors & ~sum(1 << each for each in header.own_doors) | 1 << door
    own = tuple(roots if n == door else None for n in range(DOORS))
    newer = held.followed_by(held.copy.packed)
    return replace(
        newer,
        door=door,
        kinds={door: PASSPHRASE},
        compartment=Compartment(held.compartment.number, random(KEY)),
        copy=Copy(replace(newer.copy.header, doors=doors, roots=own), newer.copy.packed),
    )


def change(keeper: Keeper, roots: Roots, sleep: Sleep) -> None:
    """Re-key, bring both halves level, and void the doors that are no longer in use.

    Args:
        keeper: of what is open.
        roots: of the new passphrase; the caller has asked that they open no door yet.
        sleep: called between the writes.

    Raises:
        HalfChanged: one half has the new passphrase; ``level`` finishes it.
        VaultError: nothing was changed; the old passphrase opens.
    """
    keeper.settle(sleep)
    old = keeper.held
    new = rekeyed(old, roots, keeper.random)
    keeper.pause(sleep)
    keeper.replace(new, sleep)
    try:
        keeper.settle(sleep)
    except VaultError:
        raise HalfChanged from None
    unused = set(old.copy.header.own_doors) - {new.door}
    # Their key is gone with the old copies; that they still stand would harm nobody.
    with contextlib.suppress(VaultError):
        for half in BOTH if unused else ():
            keeper.pause(sleep)
            keeper.put(half, [void_door(new.layout, half, n, keeper.random) for n in unused])

"""From a root to what it opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from safeplan.vault.compartment import Compartment
from safeplan.vault.door import Door
from safeplan.vault.errors import Gone, NotOpened
from safeplan.vault.format import (
    DOORS,
    HALVES,
    PASSPHRASE,
    RECOVERY,
    SALT,
    DoorEntry,
    Half,
    Header,
    Layout,
)
from safeplan.vault.held import Held
from safeplan.vault.payload import inflate
from safeplan.vault.storage import OpenFile

Derive = Callable[[bytes], bytes]


def find(file: OpenFile, layout: Layout, derive: Derive) -> tuple[Held, bytes]:
    """Try half A, then half B.

    Args:
        file: the vault.
        layout: of its size.
        derive: gives the root for a salt of 32 bytes.

    Returns:
        What is held from now on, and the payload.

    Raises:
        NotOpened: neither half opens. A wrong passphrase and a foreign file cost the same.
        Gone: neither half can be read.
    """
    salts = {half: file.read(layout.salt_at(half), SALT) for half in HALVES}
    if not any(salts.values()):
        raise Gone
    for half, salt in salts.items():
        if salt is None:
            continue
        root = derive(salt)
        # All eight, whether or not one has opened.
        entries = [Door(number).read(file, layout, half, root) for number in range(DOORS)]
        for number, entry in enumerate(entries):
            found = entry and _behind(file, layout, number, entry, (half, salt, root))
            if found:
                return found
    raise NotOpened


def _behind(
    file: OpenFile, layout: Layout, number: int, entry: DoorEntry, way: tuple[Half, bytes, bytes]
) -> tuple[Held, bytes] | None:
    """What stands behind an opened door: of the readable copies, the one saved last."""
    half, salt, root = way
    compartment = Compartment(entry.compartment, entry.key)
    copies = [copy for half in HALVES if (copy := compartment.read(file, layout, half))]
    for copy in sorted(copies, key=lambda copy: copy.header.generation, reverse=True):
        payload = inflate(copy.packed, layout)
        if payload is not None and _names(copy.header, number, half, salt, root):
            held = Held(layout, number, {number: entry.kind}, compartment, copy)
            return replace(held, kinds=_kinds(file, held)), payload
    return None


def _names(header: Header, door: int, half: Half, salt: bytes, root: bytes) -> bool:
    """Whether a copy knows the way by which it was reached.

    Levelling writes what the header says; a header that says something else of this door or this
    salt would close the way behind us.
    """
    roots = header.roots[door]
    return roots is not None and roots.of(half) == root and header.salts.of(half) == salt


def _kinds(file: OpenFile, held: Held) -> Mapping[int, int]:
    """The kind of each door that leads to what is held.

    A compartment has one passphrase; so a door that neither half can read any more is the
    passphrase's if no other is, else a recovery code's.
    """
    kinds = dict(held.kinds)
    lost = []
    for door in held.copy.header.own_doors:
        if door in kinds:
            continue
        for half in HALVES:
            entry = Door(door).read(file, held.layout, half, held.roots(door).of(half))
            if entry and Compartment(entry.compartment, entry.key) == held.compartment:
                kinds[door] = entry.kind
                break
        else:
            lost.append(door)
    for door in lost:
        kinds[door] = RECOVERY if PASSPHRASE in kinds.values() else PASSPHRASE
    return kinds

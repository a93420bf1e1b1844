"""A door: where a passphrase finds the key of a compartment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from safeplan.vault.format import ENTRY, PAGE, DoorEntry, Half, Layout, door_info
from safeplan.vault.seal import SALT, Bytes, seal, unseal
from safeplan.vault.storage import OpenFile

Random = Callable[[int], bytes]


@dataclass(frozen=True)
class Door:
    """One of the eight doors; it stands at the same number in both halves."""

    number: int

    def read(self, file: OpenFile, layout: Layout, half: Half, root: Bytes) -> DoorEntry | None:
        """What stands behind the door in one half, or None where this root does not open it."""
        box = file.read(layout.door_at(half, self.number), ENTRY)
        return None if box is None else self.unseal(half, root, box)

    def unseal(self, half: Half, root: Bytes, box: Bytes) -> DoorEntry | None:
        """The entry in a box of ``ENTRY`` bytes, or None."""
        plaintext = unseal(root, door_info(self.number, half), box)
        return None if plaintext is None else DoorEntry.unpack(plaintext)

    def page(self, half: Half, root: Bytes, entry: DoorEntry, random: Random) -> bytes:
        """The door's whole page: the entry, sealed, then filler."""
        box = seal(root, random(SALT), door_info(self.number, half), entry.pack())
        return box + random(PAGE - len(box))

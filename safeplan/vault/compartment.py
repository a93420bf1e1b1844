"""A compartment: where a plan or a notebook rests, once in each half."""

from __future__ import annotations

from dataclasses import dataclass

from safeplan.vault.door import Random
from safeplan.vault.format import HEADER, Half, Header, Layout, copy_info
from safeplan.vault.seal import OVERHEAD, SALT, Bytes, seal, unseal
from safeplan.vault.storage import OpenFile


@dataclass(frozen=True)
class Copy:
    """What one copy of a compartment says.

    Attributes:
        header: its first 592 bytes.
        packed: the compressed payload.
    """

    header: Header
    packed: bytes


@dataclass(frozen=True)
class Compartment:
    """One of the four compartments, and its key."""

    number: int
    key: bytes

    def read(self, file: OpenFile, layout: Layout, half: Half) -> Copy | None:
        """The copy in one half, or None where it cannot be read or is not ours."""
        box = file.read(layout.copy_at(half, self.number), layout.copy)
        return None if box is None else self.unseal(half, box)

    def unseal(self, half: Half, box: Bytes) -> Copy | None:
        """The copy in a box, or None."""
        plaintext = unseal(self.key, copy_info(self.number, half), box)
        unpacked = None if plaintext is None else Header.unpack(plaintext)
        if plaintext is None or unpacked is None:
            return None
        header, length = unpacked
        end = HEADER + length
        # Compared as a whole: a loop over half a megabyte of zeros would be felt.
        if plaintext[end:] != bytes(len(plaintext) - end):
            return None
        return Copy(header, bytes(plaintext[HEADER:end]))

    def box(self, layout: Layout, half: Half, copy: Copy, random: Random) -> bytes:
        """The sealed copy, ``layout.copy`` bytes long."""
        plaintext = bytearray(layout.copy - OVERHEAD)
        plaintext[:HEADER] = copy.header.pack(len(copy.packed))
        plaintext[HEADER : HEADER + len(copy.packed)] = copy.packed
        return seal(self.key, random(SALT), copy_info(self.number, half), plaintext)

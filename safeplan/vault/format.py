"""The layout of a vault, as pure bytes: no key, no disk (docs/vault-format.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from safeplan.vault.seal import OVERHEAD, Bytes

MIB = 1 << 20
SIZES = (1 * MIB, 4 * MIB, 16 * MIB, 64 * MIB)
PAGE = 4096
SALT = 32
DOORS = 8
COMPARTMENTS = 4
ENTRY = 48 + OVERHEAD
HEADER = 592
PASSPHRASE, RECOVERY = 0, 1
FIRST_GENERATIONS = 1 << 32
GENERATIONS = 1 << 63

Half = Literal["A", "B"]
HALVES: tuple[Half, Half] = ("A", "B")


def other(half: Half) -> Half:
    """The half that is not this one."""
    return "B" if half == "A" else "A"


class Salts(NamedTuple):
    """The salt of each half, 32 bytes each."""

    a: bytes
    b: bytes

    def of(self, half: Half) -> bytes:
        """The salt of one half."""
        return self.a if half == "A" else self.b


class Roots(NamedTuple):
    """What one passphrase gives under the salt of each half, 32 bytes each."""

    a: bytes
    b: bytes

    def of(self, half: Half) -> bytes:
        """The root in one half."""
        return self.a if half == "A" else self.b


@dataclass(frozen=True)
class Layout:
    """Where things stand in a file of one of the allowed sizes (all figures in bytes)."""

    size: int

    @property
    def half(self) -> int:
        """The length of a half."""
        return self.size // 2

    @property
    def copy(self) -> int:
        """The length of one copy of a compartment (C)."""
        room = (self.half - PAGE * (1 + DOORS)) // COMPARTMENTS
        return room - room % PAGE

    @property
    def capacity(self) -> int:
        """The longest compressed payload that a copy holds."""
        return self.copy - OVERHEAD - HEADER

    @property
    def longest(self) -> int:
        """A payload must be shorter than this before compression; more is taken for a bomb."""
        return 16 * self.copy

    def salt_at(self, half: Half) -> int:
        """Offset of the salt's page."""
        return 0 if half == "A" else self.half

    def door_at(self, half: Half, number: int) -> int:
        """Offset of a door's page."""
        return self.salt_at(half) + PAGE * (1 + number)

    def copy_at(self, half: Half, number: int) -> int:
        """Offset of a compartment's copy."""
        return self.salt_at(half) + PAGE * (1 + DOORS) + self.copy * number


def door_info(number: int, half: Half) -> bytes:
    """What binds a door entry to its place."""
    return f"safeplan/1 door {number} half {half}".encode("ascii")


def copy_info(number: int, half: Half) -> bytes:
    """What binds a compartment's copy to its place."""
    return f"safeplan/1 compartment {number} half {half}".encode("ascii")


@dataclass(frozen=True)
class DoorEntry:
    """What a door leads to.

    Attributes:
        key: the compartment's key, 32 bytes.
        compartment: its number, 0 to 3.
        kind: ``PASSPHRASE`` or ``RECOVERY``.
    """

    key: bytes
    compartment: int
    kind: int

    def pack(self) -> bytes:
        """The 48 bytes that are sealed."""
        return self.key + bytes((self.compartment, self.kind)) + bytes(14)

    @classmethod
    def unpack(cls, plaintext: Bytes) -> DoorEntry | None:
        """The entry, or None where the bytes are of a newer format."""
        compartment, kind = plaintext[32], plaintext[33]
        if compartment >= COMPARTMENTS or kind > RECOVERY or any(plaintext[34:]):
            return None
        return cls(bytes(plaintext[:32]), compartment, kind)


@dataclass(frozen=True)
class Header:
    """The first 592 bytes of an opened copy, less the payload's length.

    Attributes:
        generation: grows by one with each save; the higher of two copies wins.
        doors: doors known to be in use, bit D.
        compartments: compartments known to be in use, bit K.
        salts: of both halves, so that an open vault can mend them.
        roots: for each of the eight doors, None where it does not lead here.
    """

    generation: int
    doors: int
    compartments: int
    salts: Salts
    roots: tuple[Roots | None, ...]

    @property
    def own_doors(self) -> tuple[int, ...]:
        """The doors that lead here, lowest first."""
        return tuple(number for number, roots in enumerate(self.roots) if roots is not None)

    @property
    def others_doors(self) -> tuple[int, ...]:
        """Doors known to be in use that lead elsewhere; a notebook knows of none."""
        own = self.own_doors
        return tuple(n for n in range(DOORS) if self.doors >> n & 1 and n not in own)

    def pack(self, length: int) -> bytes:
        """The 592 bytes, for a payload of this length."""
        parts = [
            self.generation.to_bytes(8, "little"),
            length.to_bytes(4, "little"),
            bytes((self.doors, self.compartments, 0, 0)),
            *self.salts,
        ]
        for roots in self.roots:
            parts += [bytes(64)] if roots is None else roots
        return b"".join(parts)

    @classmethod
    def unpack(cls, plaintext: Bytes) -> tuple[Header, int] | None:
        """The header and the payload's length, or None where the bytes are of a newer format."""
        generation = int.from_bytes(plaintext[:8], "little")
        length = int.from_bytes(plaintext[8:12], "little")
        doors, compartments = plaintext[12], plaintext[13]
        if generation >= GENERATIONS or compartments >> COMPARTMENTS or any(plaintext[14:16]):
            return None
        if length > len(plaintext) - HEADER:
            return None
        salts = Salts(bytes(plaintext[16:48]), bytes(plaintext[48:80]))
        rows = (bytes(plaintext[80 + 64 * n : 144 + 64 * n]) for n in range(DOORS))
        roots = tuple(Roots(row[:32], row[32:]) if any(row) else None for row in rows)
        return cls(generation, doors, compartments, salts, roots), length

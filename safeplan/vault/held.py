"""What an open vault holds in memory, and how the file compares with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from safeplan.vault.compartment import Compartment, Copy
from safeplan.vault.door import Door, Random
from safeplan.vault.errors import TooLarge
from safeplan.vault.format import GENERATIONS, HALVES, PAGE, SALT, DoorEntry, Half, Layout, Roots
from safeplan.vault.storage import OpenFile
from safeplan.vault.writing import Piece


class Part(NamedTuple):
    """Something of a half that is written as a whole."""

    what: Literal["salt", "copy", "door"]
    door: int = -1


THE_SALT, THE_COPY = Part("salt"), Part("copy")


@dataclass(frozen=True)
class Held:
    """The newest copy of one compartment, and the way that led to it.

    Attributes:
        layout: of the file.
        door: the number of the door in use.
        kinds: the kind of each door that leads here.
        compartment: number and key.
        copy: what both copies should say.
    """

    layout: Layout
    door: int
    kinds: Mapping[int, int]
    compartment: Compartment
    copy: Copy

    @property
    def generation(self) -> int:
        """The newest generation."""
        return self.copy.header.generation

    def roots(self, door: int) -> Roots:
        """The roots of a door that leads here."""
        roots = self.copy.header.roots[door]
        if roots is None:
            raise KeyError(door)
        return roots

    def entry(self, door: int) -> DoorEntry:
        """What should stand behind a door that leads here."""
        return DoorEntry(self.compartment.key, self.compartment.number, self.kinds[door])

    def followed_by(
        self, packed: bytes, *, doors: int | None = None, compartments: int | None = None
    ) -> Held:
        """The same, one generation on.

        Args:
            packed: the compressed payload.
            doors: those known to be in use from now on, bit D; as they were if None.
            compartments: the same of the compartments, bit K.

        Raises:
            TooLarge: the last generation of this format has been written.
        """
        if self.generation + 1 >= GENERATIONS:
            raise TooLarge
        old = self.copy.header
        header = replace(
            old,
            generation=self.generation + 1,
            doors=old.doors if doors is None else doors,
            compartments=old.compartments if compartments is None else compartments,
        )
        return replace(self, copy=Copy(header, packed))

    def differs_in(self, newer: Held) -> frozenset[Part]:
        """The doors of a newer one that do not stand here as they stand there."""
        own = newer.copy.header.own_doors
        here = self.copy.header.own_doors
        return frozenset(
            Part("door", door)
            for door in own
            if door not in here
            or self.roots(door) != newer.roots(door)
            or self.entry(door) != newer.entry(door)
        )

    def render(self, half: Half, part: Part, random: Random) -> Piece:
        """Where a part stands, and its bytes, freshly sealed for this half."""
        if part.what == "salt":
            salt = self.copy.header.salts.of(half)
            return Piece(self.layout.salt_at(half), salt + random(PAGE - SALT))
        if part.what == "copy":
            box = self.compartment.box(self.layout, half, self.copy, random)
            return Piece(self.layout.copy_at(half, self.compartment.number), box)
        root = self.roots(part.door).of(half)
        page = Door(part.door).page(half, root, self.entry(part.door), random)
        return Piece(self.layout.door_at(half, part.door), page)


@dataclass(frozen=True)
class Condition:
    """What a half says, next to what is held.

    Attributes:
        salt: whether the salt is right.
        doors: those of the own doors that are right.
        copy: what the copy says, None where it cannot be read.
    """

    salt: bool
    doors: frozenset[int]
    copy: Copy | None

    def wrong(self, held: Held) -> tuple[Part, ...]:
        """What is not as held, in the order in which it is written."""
        parts = [] if self.salt else [THE_SALT]
        if self.copy != held.copy:
            parts.append(THE_COPY)
        own = held.copy.header.own_doors
        return (*parts, *(Part("door", door) for door in own if door not in self.doors))

    def whole(self, held: Held) -> bool:
        """Whether this half alone opens the newest copy for the passphrase in use."""
        return self.salt and held.door in self.doors and self.copy == held.copy

    def damaged(self, held: Held) -> bool:
        """Whether something cannot be read; a copy that is merely older can."""
        own = held.copy.header.own_doors
        return not self.salt or self.copy is None or any(door not in self.doors for door in own)

    def without(self, parts: frozenset[Part]) -> Condition:
        """The same, with parts counted as bad whatever they say."""
        return Condition(
            self.salt and THE_SALT not in parts,
            frozenset(door for door in self.doors if Part("door", door) not in parts),
            None if THE_COPY in parts else self.copy,
        )

    def with_written(self, held: Held, parts: frozenset[Part]) -> Condition:
        """The same, after parts were written as held and read back."""
        return Condition(
            self.salt or THE_SALT in parts,
            self.doors | {part.door for part in parts if part.what == "door"},
            held.copy if THE_COPY in parts else self.copy,
        )


Conditions = Mapping[Half, Condition]


def look(file: OpenFile, held: Held, half: Half) -> Condition:
    """Read all of a half that the open compartment is concerned with."""
    return Condition(
        file.read(held.layout.salt_at(half), SALT) == held.copy.header.salts.of(half),
        frozenset(
            door
            for door in held.copy.header.own_doors
            if Door(door).read(file, held.layout, half, held.roots(door).of(half))
            == held.entry(door)
        ),
        held.compartment.read(file, held.layout, half),
    )


def look_at_both(file: OpenFile, held: Held) -> dict[Half, Condition]:
    """The condition of each half."""
    return {half: look(file, held, half) for half in HALVES}

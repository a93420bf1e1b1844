"""A new vault, as bytes."""

from __future__ import annotations

from dataclasses import dataclass

from safeplan.vault.compartment import Compartment, Copy
from safeplan.vault.door import Random
from safeplan.vault.errors import ChooseAnother, WrongSize
from safeplan.vault.format import (
    COMPARTMENTS,
    DOORS,
    FIRST_GENERATIONS,
    HALVES,
    PASSPHRASE,
    SALT,
    SIZES,
    Header,
    Layout,
    Roots,
    Salts,
)
from safeplan.vault.held import THE_COPY, THE_SALT, Held, Part
from safeplan.vault.payload import deflate


def new_salts(random: Random) -> Salts:
    """The two salts of a file that is yet to be made."""
    return Salts(random(SALT), random(SALT))


@dataclass(frozen=True)
class _Place:
    """Where a plan or a notebook of the new file will stand, and what it knows of the file."""

    door: int
    compartment: int
    roots: Roots
    payload: bytes


def image(
    size: int,
    salts: Salts,
    plan: tuple[Roots, bytes] | None,
    notebook: tuple[Roots, bytes] | None,
    random: Random,
) -> bytearray:
    """All bytes of a new file; parameters and errors as in ``Vault.create``."""
    if size not in SIZES:
        raise WrongSize
    given = [each for each in (plan, notebook) if each is not None]
    if not given:
        raise ValueError(given)
    if plan and notebook and set(plan[0]) & set(notebook[0]):
        raise ChooseAnother
    layout = Layout(size)
    doors, compartments = shuffled(DOORS, random), shuffled(COMPARTMENTS, random)
    places = [
        _Place(doors[n], compartments[n], roots, deflate(payload, layout))
        for n, (roots, payload) in enumerate(given)
    ]
    data = bytearray(random(size))
    for place in places:
        # The plan knows all that is in use, so that nothing is overwritten; a notebook knows only
        # itself, so that it is the same with and without a plan.
        known = places if plan is not None and place is places[0] else [place]
        held = Held(
            layout,
            place.door,
            {place.door: PASSPHRASE},
            Compartment(place.compartment, random(32)),
            Copy(_header(place, known, salts, random), place.payload),
        )
        for half in HALVES:
            for part in (THE_SALT, Part("door", place.door), THE_COPY):
                piece = held.render(half, part, random)
                data[piece.offset : piece.offset + len(piece.data)] = piece.data
    return data


def _header(place: _Place, known: list[_Place], salts: Salts, random: Random) -> Header:
    return Header(
        first_generation(random),
        sum(1 << each.door for each in known),
        sum(1 << each.compartment for each in known),
        salts,
        tuple(place.roots if door == place.door else None for door in range(DOORS)),
    )


def first_generation(random: Random) -> int:
    """Where the counting begins; it tells nothing of how often something was saved."""
    return int.from_bytes(random(4), "little") % FIRST_GENERATIONS


def shuffled(count: int, random: Random) -> list[int]:
    """The numbers below ``count`` in a random order."""
    drawn = [random(8) for _ in range(count)]
    return sorted(range(count), key=drawn.__getitem__)

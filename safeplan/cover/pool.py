"""What a household buys and notes down, and where things stand in a shop: data, checked.

The English words are the keys of the content catalogue; what a person reads goes through it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec


class Stock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A thing that may be bought: where it stands, how it is counted, likely amounts, how often."""

    name: str
    aisle: str
    unit: str
    amounts: tuple[str, ...]
    often: bool


class Pool(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Units of weight and volume, packets, names for a shop, and things that may be bought."""

    measures: tuple[str, ...]
    containers: tuple[str, ...]
    shops: tuple[str, ...]
    items: tuple[Stock, ...]

    def units(self) -> tuple[str, ...]:
        """All that a quantity may count."""
        return self.measures + self.containers


class Jotting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A note that a household keeps, and some ways to say it."""

    title: str
    texts: tuple[str, ...]


class Aisle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the shop, whether it holds food, and words that place a thing there."""

    id: str
    name: str
    food: bool
    words: tuple[str, ...]


class _Notes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    notes: tuple[Jotting, ...]


class _Aisles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    aisle: tuple[Aisle, ...]


@cache
def pool() -> Pool:
    """Things that may be bought, from templates/cover/pool.toml."""
    return msgspec.toml.decode(_read("pool.toml"), type=Pool)


@cache
def jottings() -> tuple[Jotting, ...]:
    """Notes that a household keeps, from templates/cover/notes.toml."""
    return msgspec.toml.decode(_read("notes.toml"), type=_Notes).notes


@cache
def aisles() -> tuple[Aisle, ...]:
    """The parts of a shop in walking order, from templates/cover/aisles.toml; "other" is last."""
    return msgspec.toml.decode(_read("aisles.toml"), type=_Aisles).aisle


def _read(name: str) -> bytes:
    return (files("safeplan") / "templates" / "cover" / name).read_bytes()

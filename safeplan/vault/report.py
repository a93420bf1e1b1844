"""Which parts of a file are whole, without a word of what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from safeplan.vault.format import HALVES, Half
from safeplan.vault.held import Conditions, Held


@dataclass(frozen=True)
class HalfReport:
    """One half, as seen from what is open.

    Attributes:
        half: A or B.
        salt: whether its salt is right.
        doors: for each door that leads to what is open, whether it is right.
        generation: of its copy, None where that cannot be read.
        newest: whether its copy is the newest one.
    """

    half: Half
    salt: bool
    doors: Mapping[int, bool]
    generation: int | None
    newest: bool

    @property
    def whole(self) -> bool:
        """Whether nothing needs mending or levelling here."""
        return self.salt and self.newest and all(self.doors.values())


@dataclass(frozen=True)
class Report:
    """Both halves; each opens by itself when it is whole."""

    halves: tuple[HalfReport, ...]

    @property
    def whole(self) -> bool:
        """Whether both halves are whole."""
        return all(half.whole for half in self.halves)


def report(held: Held, conditions: Conditions) -> Report:
    """What the conditions come to."""
    return Report(
        tuple(
            HalfReport(
                half,
                seen.salt,
                {door: door in seen.doors for door in held.copy.header.own_doors},
                None if seen.copy is None else seen.copy.header.generation,
                seen.copy == held.copy,
            )
            for half, seen in ((half, conditions[half]) for half in HALVES)
        )
    )

"""Keeps what is open and the file alike, by the one rule."""

from __future__ import annotations

from safeplan.vault.door import Random
from safeplan.vault.errors import Busy, NotSaved
from safeplan.vault.format import HALVES, Half
from safeplan.vault.held import THE_COPY, Held, Part, look_at_both
from safeplan.vault.rule import PAUSE, Sleep, Write, next_write
from safeplan.vault.storage import OpenFile
from safeplan.vault.writing import write_parts

_MENDS = 3
"""Writes that can be needed before a save: a salt and a door here, all of a half there."""


class Keeper:
    """The held copy, and the condition of both halves.

    Attributes:
        held: the newest copy that is known to be on the disk.
        mended: whether a part that could not be read has been written anew.
    """

    def __init__(self, file: OpenFile, held: Held, random: Random) -> None:
        self._file = file
        self._random = random
        self.held = held
        self.mended = False
        self._conditions = look_at_both(file, held)
        self._damaged = {half for half in HALVES if self._conditions[half].damaged(held)}
        # Parts whose last write was not finished: bad, whatever is read there.
        self._distrusted: dict[Half, frozenset[Part]] = {half: frozenset() for half in HALVES}

    @property
    def needs_level(self) -> bool:
        """Whether a half is not as held."""
        return any(seen.wrong(self.held) for seen in self._conditions.values())

    def save(self, packed: bytes, sleep: Sleep) -> None:
        """Write a new generation into one half."""
        new = self.held.followed_by(packed)
        for _ in range(_MENDS):
            step = self._next(saving=True)
            if step is None:
                break
            if THE_COPY in step.parts:
                self._write(new, step)
                return
            self._write(self.held, step)
            sleep(PAUSE)
        raise NotSaved

    def level(self) -> None:
        """Write what one half lacks."""
        if step := self._next(saving=False):
            self._write(self.held, step)

    def _next(self, *, saving: bool) -> Write | None:
        """Read both halves, since they may have changed under us, and choose what to write."""
        if self._file.refusal is not None:
            raise self._file.refusal
        trusted = [half for half in HALVES if self._conditions[half].whole(self.held)]
        conditions = look_at_both(self._file, self.held)
        for half, seen in conditions.items():
            distrusted = self._distrusted[half]
            if not distrusted and seen.damaged(self.held):
                self._damaged.add(half)
            conditions[half] = seen.without(distrusted)
            copy = conditions[half].copy
            # Another writer, where the lock did not hold: never write over what is newer.
            if copy and copy != self.held.copy and copy.header.generation >= self.held.generation:
                raise Busy
        self._conditions = conditions
        return next_write(self.held, conditions, saving=saving, trusted=trusted)

    def _write(self, held: Held, step: Write) -> None:
        """Write; until it has been read back, what was to be written there counts as bad."""
        half, parts = step.half, frozenset(step.parts)
        self._distrusted[half] |= parts
        self._conditions[half] = self._conditions[half].without(parts)
        write_parts(self._file, held, half, step.parts, self._random)
        self._distrusted[half] -= parts
        self._conditions[half] = self._conditions[half].with_written(held, parts)
        self.held = held
        if half in self._damaged:
            self._damaged.discard(half)
            self.mended = True

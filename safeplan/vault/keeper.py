"""Keeps what is open and the file alike, by the one rule."""

from __future__ import annotations

from collections.abc import Sequence

from safeplan.vault.door import Random
from safeplan.vault.errors import Busy, Different, NotSaved
from safeplan.vault.format import HALVES, Half, other
from safeplan.vault.held import THE_COPY, Condition, Held, Part, look, look_at_both
from safeplan.vault.rule import PAUSE, Sleep, Write, in_order, next_write
from safeplan.vault.storage import OpenFile
from safeplan.vault.writing import Piece, write_pieces

_MENDS = 3
"""Writes that can be needed before a save: a salt and a door here, all of a half there."""


class Keeper:
    """The held copy, and the condition of both halves.

    Attributes:
        file: the vault.
        random: for salts and filler, fresh for each write.
        held: the newest copy that is known to be on the disk.
        mended: whether a part that could not be read has been written anew.
    """

    def __init__(self, file: OpenFile, held: Held, random: Random) -> None:
        self.file = file
        self.random = random
        self.held = held
        self.mended = False
        self._wrote = False
        self._conditions = look_at_both(file, held)
        self._damaged = {half for half in HALVES if self._conditions[half].damaged(held)}
        # Parts whose last write was not finished: bad, whatever is read there.
        self._distrusted: dict[Half, frozenset[Part]] = {half: frozenset() for half in HALVES}
        # The half that a change of keys or doors has not reached yet: behind, and not damaged.
        self._behind: set[Half] = set()

    @property
    def needs_level(self) -> bool:
        """Whether a half is not as held."""
        return any(seen.wrong(self.held) for seen in self._conditions.values())

    def save(self, packed: bytes, sleep: Sleep) -> None:
        """Write a new generation into one half."""
        self.replace(self.held.followed_by(packed), sleep)

    def replace(self, new: Held, sleep: Sleep) -> None:
        """Write what follows into one half: its copy, and those of its doors that are new there.

        Raises:
            VaultError: what was held still is, and opens as before.
        """
        for _ in range(_MENDS):
            step = self._next(saving=True)
            if step is None:
                break
            if THE_COPY in step.parts:
                own = {part for part in step.parts if part.door in (-1, *new.copy.header.own_doors)}
                parts = in_order(own | self.held.differs_in(new))
                self._write(new, Write(step.half, parts))
                return
            self._write(self.held, step)
            sleep(PAUSE)
        raise NotSaved

    def level(self) -> None:
        """Write what one half lacks."""
        if step := self._next(saving=False):
            self._write(self.held, step)

    def pause(self, sleep: Sleep) -> None:
        """Wait between two writes, where there has been one."""
        if self._wrote:
            sleep(PAUSE)

    def settle(self, sleep: Sleep) -> None:
        """Level both halves, with a pause before each write."""
        while self.needs_level:
            sleep(PAUSE)
            self.level()

    def put(self, half: Half, pieces: Sequence[Piece], hurt: frozenset[Part] = frozenset()) -> None:
        """Write what is not of the open compartment, or is no longer to be.

        Args:
            half: where; the other one must open what is held.
            pieces: what is written.
            hurt: own parts that are overwritten; ``level`` mends them, unless they are no longer
                held by then.

        Raises:
            NotSaved: the other half is not whole; nothing was written.
            VaultError: the pieces may be old, new or torn now.
        """
        self._refuse()
        self._check(other(half), look(self.file, self.held, other(half)))
        if not self._conditions[other(half)].whole(self.held):
            raise NotSaved
        self.overwrite(half, pieces, hurt)

    def overwrite(self, half: Half, pieces: Sequence[Piece], hurt: frozenset[Part]) -> None:
        """The same, whatever the other half says: for taking away what is held itself."""
        self._refuse()
        self._distrusted[half] |= hurt
        self._conditions[half] = self._conditions[half].without(hurt)
        self._wrote = True
        write_pieces(self.file, pieces)

    def take_up(self, file: OpenFile) -> None:
        """Go on with a file that was opened anew, if it is the same vault.

        Raises:
            Different: it holds nothing of ours; nothing was written to it.
            ReadOnly, Busy: it could be written before and cannot be now. What is held may not be on
                it, and nobody may think that it will be; another try can find it writable.
        """
        conditions = look_at_both(file, self.held)
        if not any(seen.copy or seen.doors for seen in conditions.values()):
            raise Different
        if file.refusal is not None and self.file.refusal is None:
            raise file.refusal
        self.file = file
        for half, seen in conditions.items():
            self._conditions[half] = seen.without(self._distrusted[half])

    def _refuse(self) -> None:
        if self.file.refusal is not None:
            raise self.file.refusal

    def _check(self, half: Half, seen: Condition) -> None:
        """Take in what was read of a half."""
        distrusted = self._distrusted[half]
        if not distrusted and half not in self._behind and seen.damaged(self.held):
            self._damaged.add(half)
        self._conditions[half] = seen.without(distrusted)
        copy = self._conditions[half].copy
        # Another writer, where the lock did not hold: never write over what is newer.
        if copy and copy != self.held.copy and copy.header.generation >= self.held.generation:
            raise Busy

    def _next(self, *, saving: bool) -> Write | None:
        """Read both halves, since they may have changed under us, and choose what to write."""
        self._refuse()
        trusted = [half for half in HALVES if self._conditions[half].whole(self.held)]
        for half, seen in look_at_both(self.file, self.held).items():
            self._check(half, seen)
        return next_write(self.held, self._conditions, saving=saving, trusted=trusted)

    def _write(self, held: Held, step: Write) -> None:
        """Write; until it has been read back, what was to be written there counts as bad."""
        half, parts = step.half, frozenset(step.parts)
        self._distrusted[half] |= parts
        self._conditions[half] = self._conditions[half].without(parts)
        self._wrote = True
        write_pieces(self.file, [held.render(half, part, self.random) for part in step.parts])
        self._distrusted[half] -= parts
        if held.copy.header.roots != self.held.copy.header.roots or self.held.differs_in(held):
            self._changed(held, half)
        self._conditions[half] = self._conditions[half].with_written(held, parts)
        self.held = held
        self._behind.discard(half)
        if half in self._damaged:
            self._damaged.discard(half)
            self.mended = True

    def _changed(self, held: Held, half: Half) -> None:
        """The keys or doors are others from now on: what was seen of the old ones says nothing."""
        self._behind = {other(half)}
        self._damaged -= self._behind
        own = held.copy.header.own_doors
        for each, distrusted in self._distrusted.items():
            self._distrusted[each] = frozenset(
                part for part in distrusted if part.door in (-1, *own)
            )
            self._conditions[each] = Condition(self._conditions[each].salt, frozenset(), None)
        alike = frozenset(own) - {part.door for part in self.held.differs_in(held)}
        self._conditions[half] = Condition(self._conditions[half].salt, alike, None)

"""Saving as you go: one save at a time, in the background, each read back and then levelled.

The rule of the file is: one half, two seconds, then the other half. What is typed meanwhile waits,
and is written then in the other half's place. Nothing here knows what it saves.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from textual.message import Message

from safeplan.app.messages import Mended, NotSaved, Saved
from safeplan.vault.errors import Gone, VaultError
from safeplan.vault.errors import NotSaved as Owed

PAUSE = 1.0
APART = 2.0
# Who types without a pause is saved all the same, after so many of them.
PAUSES = 3

Sleep = Callable[[float], Awaitable[None]]
Done = TypeVar("Done")


class Keeps(Protocol):
    """What saving needs of an open file."""

    @property
    def needs_level(self) -> bool:
        """Whether the two copies differ."""

    @property
    def mended(self) -> bool:
        """Whether a damaged part has been written anew since the opening."""

    def save(self, payload: bytes) -> None:
        """Write one copy and read it back."""

    def level(self) -> None:
        """Write the other copy."""

    def reattach(self) -> None:
        """Take the file up again, after the stick was pulled and put back."""


class Keeper:
    """Saves what it is given, after a pause or at once.

    Args:
        file: the open file.
        post: tells the app what became of it (``Saved``, ``NotSaved``).
        sleep: waits for so many seconds; passed in, so that tests wait for nothing.
    """

    def __init__(
        self, file: Keeps, post: Callable[[Message], object], sleep: Sleep = asyncio.sleep
    ) -> None:
        self._file, self._post, self._sleep = file, post, sleep
        self._make: Callable[[], bytes] | None = None
        self._version = self._written = 0
        self._wake, self._now, self._idle = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._idle.set()
        self._tried = asyncio.Event()
        self.refused = ""
        self._told = False
        # Nobody saves while something else is done to the file, and not at once afterwards.
        self._turn = asyncio.Lock()
        self._free = asyncio.Event()
        self._free.set()
        self._over = self._away = False
        # Ends two seconds after the last write, whatever wrote.
        self._apart: asyncio.Future[None] | None = None
        self._elsewhere = -1
        # What the last sitting left undone is done first.
        self.try_again()

    @property
    def unsaved(self) -> bool:
        """Whether something is not on the stick yet."""
        return self._version != self._written

    @property
    def wrote_just_now(self) -> bool:
        """Whether the last write may be less than two seconds old: the next one has to wait."""
        apart = self._apart
        return apart is not None and (apart.cancelled() or not apart.done())

    @property
    def busy(self) -> bool:
        """Whether something else than saving is being done to the file."""
        return not self._free.is_set()

    async def at_rest(self) -> None:
        """Wait until that is done."""
        await self._free.wait()

    @property
    def elsewhere(self) -> bool:
        """Whether what is not on this stick was written to another place."""
        return self._elsewhere == self._version

    @property
    def version(self) -> int:
        """A number of what would be saved now; it grows with each change."""
        return self._version

    def is_elsewhere(self, version: int) -> None:
        """All that was written up to ``version`` stands in another file as well."""
        self._elsewhere = version

    def latest(self) -> bytes | None:
        """What would be saved now; None where nothing was changed since the opening."""
        return self._make() if self._make is not None else None

    async def alone(self, work: Callable[[], Done], *, last: bool = False) -> Done:
        """Do something else with the file, in a thread, once nothing is owed to it.

        Args:
            work: what is done; nobody saves meanwhile.
            last: it takes the file away, so nothing has to be saved before, or is saved after.

        Raises:
            VaultError: what ``work`` raised, or why something is still owed.
        """
        if not last and not await self.settle():
            owed = Owed()
            owed.message_id = self.refused or owed.message_id
            raise owed
        async with self._turn:
            self._free.clear()
            try:
                done = await self._done(work, again=last)
            except VaultError:
                if not last:
                    self.try_again()  # what was left half done is finished, or said to be owed
                raise
            finally:
                self._begin_apart()
                self._free.set()
            self._over = last
        self.try_again()
        return done

    async def _done(self, work: Callable[[], Done], *, again: bool) -> Done:
        """Do it; where the stick is another one to the system, take it up for the next try."""
        try:
            if self._away:
                await self._take_up()
            return await asyncio.to_thread(work)
        except Gone:
            self._away = True
            if not again:
                raise
            await self._take_up()
            return await asyncio.to_thread(work)

    def put(self, make: Callable[[], bytes], *, now: bool) -> None:
        """Keep what ``make`` gives (called in the background), after a pause or at once."""
        self._make = make
        self._version += 1
        self._rouse(now=now)

    def try_again(self) -> None:
        """Save now, or level now, if one of them is owed."""
        if self.unsaved or self._file.needs_level:
            self._rouse(now=True)

    def is_back(self) -> None:
        """The stick was out and is there again: take it up, and do what is owed to it."""
        self._away = True
        self._rouse(now=True)

    def _rouse(self, *, now: bool) -> None:
        self._idle.clear()
        if now:
            self._now.set()
        self._wake.set()

    async def settle(self) -> bool:
        """Finish all that is owed, for an orderly close.

        Returns:
            Whether everything is on the stick, in both copies.
        """
        self.try_again()
        await self._idle.wait()
        return not self.unsaved and not self._file.needs_level

    async def kept(self) -> bool:
        """Wait until one copy of all there is has been written, or was refused.

        Whatever else is being done to the file is waited for first.

        Returns:
            Whether everything is on the stick; the second copy may be owed.
        """
        await self._free.wait()
        self.try_again()
        while self.unsaved:
            self._tried.clear()
            await self._tried.wait()
            if self.refused:
                break
        return not self.unsaved

    async def run(self) -> None:
        """Save for as long as the app runs."""
        if self._file.needs_level:
            self._begin_apart()  # the sitting before may have written a moment ago
        while True:
            await self._wake.wait()
            await self._still()
            self._wake.clear()
            self._now.clear()
            await self._save_and_level()
            if not self._wake.is_set():
                self._idle.set()

    async def _still(self) -> None:
        """Wait for a second without a change, or until saving is wanted at once; not for ever."""
        for _round in range(PAUSES):
            if self._now.is_set():
                return
            seen = self._version
            waits = {
                asyncio.ensure_future(self._now.wait()),
                asyncio.ensure_future(self._sleep(PAUSE)),
            }
            _done, rest = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for task in rest:
                task.cancel()
            if seen == self._version:
                return

    async def _save_and_level(self) -> None:
        async with self._turn:
            if self._over:
                return
            try:
                await self._write_all()
                if self._file.mended and not self._told:
                    self._told = True
                    self._post(Mended())
            except VaultError as refused:
                if not self._owed:
                    return  # it could only not be taken up; the next thing to write will say so
                self.refused = refused.message_id
                self._post(NotSaved(refused.message_id))
                self._tried.set()

    @property
    def _owed(self) -> bool:
        return self.unsaved or self._file.needs_level

    async def _write_all(self) -> None:
        if self._away:
            await self._take_up()
        try:
            await self._write()
        except Gone:
            # It may be back by now; another stick in its place is refused by itself.
            self._away = True
            await self._take_up()
            await self._write()

    async def _take_up(self) -> None:
        await asyncio.to_thread(self._file.reattach)
        self._away = False

    async def _write(self) -> None:
        while self._owed:
            if self._apart is not None:
                await asyncio.shield(self._apart)
            # What was typed during the wait goes where the level would have gone.
            self._wake.clear()
            self._now.clear()
            # One that fails is tried again in the same half, and may be so at once.
            await (self._save() if self.unsaved else self._level())
            self._begin_apart()

    def _begin_apart(self) -> None:
        self._apart = asyncio.ensure_future(self._sleep(APART))

    async def _level(self) -> None:
        await asyncio.to_thread(self._file.level)
        self._was_taken()

    async def _save(self) -> None:
        version, make = self._version, self._make
        if make is None:
            return
        # The bytes are made in the thread too: a plan never changes, it is replaced.
        await asyncio.to_thread(lambda: self._file.save(make()))
        self._written = version
        self._tried.set()
        self._was_taken(saved=True)

    def _was_taken(self, *, saved: bool = False) -> None:
        """The stick took it; "Saved." only where nothing was typed since."""
        told = self.refused or saved
        self.refused = ""
        if told and not self.unsaved:
            self._post(Saved())

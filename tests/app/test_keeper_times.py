"""When saving writes, by a clock that is moved by hand: never too close, and never too late."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from safeplan.app.keeper import APART, PAUSE, Keeper
from safeplan.app.messages import NotSaved, Saved
from safeplan.vault.errors import VaultError
from safeplan.vault.storage import Storage
from tests.app.test_keeper import Desk, Pulled, Stick
from tests.vault.cheap import SMALL, make, opened

Done = TypeVar("Done")
LETTER = 0.4  # seconds from one to the next, for somebody who types without a pause


class Hands:
    """The hands of a clock; who sleeps wakes when they get there."""

    def __init__(self) -> None:
        self.now = 0.0
        self._due: list[tuple[float, asyncio.Event]] = []

    async def sleep(self, seconds: float) -> None:
        event = asyncio.Event()
        self._due.append((self.now + seconds, event))
        await event.wait()

    async def move(self, seconds: float) -> None:
        """Let this much time pass, with all that happens in it."""
        end = self.now + seconds
        await self._settle()
        while due := [at for at, _event in self._due if at <= end]:
            self.now = max(self.now, min(due))
            ready = [event for at, event in self._due if at <= self.now]
            self._due = [one for one in self._due if one[0] > self.now]
            for event in ready:
                event.set()
            await self._settle()
        self.now = end

    async def _settle(self) -> None:
        for _turn in range(40):
            await asyncio.sleep(0)


class Timed(Stick):
    """A stick that knows when it was written, and what stands in each half."""

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        self.hands = hands
        self.times: list[float] = []

    def save(self, payload: bytes) -> None:
        super().save(payload)
        self.times.append(self.hands.now)

    def level(self) -> None:
        super().level()
        self.times.append(self.hands.now)

    @property
    def gaps(self) -> list[float]:
        return [later - one for one, later in zip(self.times, self.times[1:], strict=False)]


class Sitting:
    """A keeper whose writes take no time of their own."""

    def __init__(self) -> None:
        self.hands = Hands()
        self.stick = Timed(self.hands)
        self.said: list[object] = []
        self.keeper = Keeper(self.stick, self.said.append, self.hands.sleep)
        self.task = asyncio.ensure_future(self.keeper.run())

    def put(self, words: str, *, now: bool = False) -> None:
        self.keeper.put(words.encode, now=now)


@pytest.fixture(autouse=True)
def no_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock is not moved on while a thread is still at it."""

    async def at_once(work: Callable[..., Done], *given: object) -> Done:
        return work(*given)

    monkeypatch.setattr(asyncio, "to_thread", at_once)


async def test_who_types_without_a_pause_is_saved_within_seconds_all_the_time() -> None:
    sitting = Sitting()
    waiting = 0.0
    for letter in range(1, 100):
        sitting.put("x" * letter)
        await sitting.hands.move(LETTER)
        newest = max((len(one) for one in sitting.stick.done if one != "level"), default=0)
        waiting = max(waiting, (letter - newest) * LETTER)
    assert waiting <= 3 * PAUSE + LETTER
    assert min(sitting.stick.gaps) >= APART
    sitting.task.cancel()


@pytest.mark.parametrize("late", [0.0, 0.5, 1.9])
async def test_after_the_second_copy_the_next_save_keeps_its_distance(late: float) -> None:
    sitting = Sitting()
    sitting.put("a", now=True)
    await sitting.hands.move(APART)
    assert sitting.stick.done == ["a", "level"]
    assert sitting.keeper.wrote_just_now
    await sitting.hands.move(late)
    sitting.put("b", now=True)
    kept = asyncio.ensure_future(sitting.keeper.kept())
    await sitting.hands.move(APART)
    assert await kept
    assert sitting.stick.done[2] == "b"
    assert sitting.stick.gaps == [APART, APART]
    sitting.task.cancel()


async def test_who_comes_later_does_not_wait() -> None:
    sitting = Sitting()
    sitting.put("a", now=True)
    await sitting.hands.move(2 * APART)
    assert not sitting.keeper.wrote_just_now
    sitting.put("b", now=True)
    await sitting.hands.move(0)
    assert sitting.stick.done == ["a", "level", "b"]
    sitting.task.cancel()


async def test_a_close_does_not_wait_for_what_need_not_be_waited_for() -> None:
    sitting = Sitting()
    sitting.put("a")
    settled = asyncio.ensure_future(sitting.keeper.settle())
    await sitting.hands.move(APART)
    assert await settled
    sitting.task.cancel()


async def test_an_ended_clock_says_that_it_may_have_written_just_now() -> None:
    """After the app has stopped by itself nothing of it runs any more."""
    sitting = Sitting()
    sitting.put("a", now=True)
    await sitting.hands.move(0)
    sitting.task.cancel()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    await sitting.hands.move(0)
    assert sitting.keeper.wrote_just_now


async def test_saved_is_not_said_of_a_level_while_a_letter_is_not_saved() -> None:
    sitting = Sitting()
    sitting.put("a", now=True)
    await sitting.hands.move(0)
    sitting.stick.full = True
    await sitting.hands.move(APART)
    assert isinstance(sitting.said[-1], NotSaved)
    sitting.stick.full = False
    level = sitting.stick.level

    def while_typing() -> None:
        level()
        sitting.put("ab")

    sitting.stick.level = while_typing  # type: ignore[method-assign]
    before = len(sitting.said)
    sitting.keeper.try_again()
    await sitting.hands.move(0)
    assert sitting.stick.done == ["a", "level"]
    assert sitting.keeper.unsaved
    assert sitting.said[before:] == []
    await sitting.hands.move(APART)
    assert isinstance(sitting.said[-1], Saved)
    sitting.task.cancel()


async def test_every_write_to_the_file_itself_keeps_its_distance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the file's own bytes: which half, and when, whatever asked for the write."""
    hands = Hands()
    seen: list[tuple[str, float]] = []
    write = Storage.write

    def noted(self: Storage, offset: int, data: bytes) -> None:
        half = "A" if offset < SMALL // 2 else "B"
        if not seen or seen[-1] != (half, hands.now):
            seen.append((half, hands.now))
        write(self, offset, data)

    make(tmp_path / "notes.dat")
    monkeypatch.setattr(Storage, "write", noted)
    with opened(tmp_path / "notes.dat") as vault:
        keeper = Keeper(vault, lambda message: None, hands.sleep)
        task = asyncio.ensure_future(keeper.run())
        for letter in range(40):
            words = b'{"n":%d}' % letter
            keeper.put(lambda words=words: words, now=letter % 3 == 0)  # type: ignore[misc]
            await hands.move(0.3 * (letter % 9))
        settled = asyncio.ensure_future(keeper.settle())
        await hands.move(3 * APART)
        assert await settled
        task.cancel()
        assert vault.whole().whole
    times = [at for _half, at in seen]
    assert len(times) > 10
    assert {half for half, _at in seen} == {"A", "B"}
    assert min(later - one for one, later in itertools.pairwise(times)) >= APART - 1e-6
    with opened(tmp_path / "notes.dat") as vault:
        assert vault.payload == b'{"n":39}'


async def test_back_and_only_readable_nothing_is_settled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick with its switch on: what is not on it is still owed, and is saved once it can be."""
    path = tmp_path / "notes.dat"
    make(path)
    hands = Hands()
    with opened(path) as vault:
        keeper = Keeper(vault, lambda message: None, hands.sleep)
        task = asyncio.ensure_future(keeper.run())
        path.rename(tmp_path / "pulled")
        keeper.put(lambda: b'{"n":1}', now=True)
        await hands.move(0)
        assert keeper.refused == "vault.gone"
        (tmp_path / "pulled").rename(path)
        granted = Storage.open

        def switched(path: Path, *, write: bool = True) -> Storage:
            return granted(path, write=False)

        with monkeypatch.context() as switch:
            switch.setattr(Storage, "open", switched)
            settled = asyncio.ensure_future(keeper.settle())
            await hands.move(APART)
            assert await settled is False
        assert keeper.refused == "vault.read_only"
        assert not vault.read_only
        keeper.try_again()
        await hands.move(0)
        assert not keeper.unsaved
        task.cancel()
    with opened(path) as vault:
        assert vault.payload == b'{"n":1}'


class Away(Pulled):
    """The same, for one who had nothing to save when it was pulled."""

    def work(self) -> str:
        if self.stale:
            from safeplan.vault.errors import Gone

            raise Gone
        self.done.append("work")
        return "done"


async def test_the_last_thing_takes_up_a_stick_that_was_pulled_and_put_back() -> None:
    stick = Away()
    desk = Desk(stick)
    with pytest.raises(VaultError):
        await desk.keeper.alone(stick.work, last=True)
    stick.out = False
    assert await desk.keeper.alone(stick.work, last=True) == "done"
    desk.task.cancel()


async def test_a_stick_that_is_back_is_taken_up_though_nothing_is_owed() -> None:
    stick = Away()
    desk = Desk(stick)
    # Told too early, or another stick: nothing is owed, so nothing is said.
    desk.keeper.is_back()
    await desk.until(lambda: stick.done == ["reattach"])
    stick.out = False
    desk.keeper.is_back()
    assert await desk.keeper.settle()
    assert await desk.keeper.alone(stick.work) == "done"
    assert desk.said == []
    desk.task.cancel()


async def test_what_found_it_gone_has_it_taken_up_for_the_next_try() -> None:
    stick = Away()
    desk = Desk(stick)
    with pytest.raises(VaultError):
        await desk.keeper.alone(stick.work)
    stick.out = False
    assert await desk.keeper.alone(stick.work) == "done"
    desk.task.cancel()

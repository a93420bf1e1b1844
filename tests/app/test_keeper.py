"""Saving as you go: one at a time, a pause, two seconds before the other copy, and nothing lost."""

import asyncio
import threading
from collections.abc import Callable

import pytest
from textual.message import Message

from safeplan.app.keeper import APART, PAUSE, Keeper
from safeplan.app.messages import Mended, NotSaved, Saved
from safeplan.vault.errors import Full, Gone, VaultError
from tests.app.fakes import Clock


class Stick:
    """A file that remembers what was done to it, and can be full."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.full = False
        self.needs_level = False
        self.mended = False

    def save(self, payload: bytes) -> None:
        if self.full:
            raise Full
        self.done.append(payload.decode())
        self.needs_level = True

    def level(self) -> None:
        if self.full:
            raise Full
        self.done.append("level")
        self.needs_level = False

    def reattach(self) -> None:
        self.done.append("reattach")


class Desk:
    """A keeper at work, its clock, and what it said."""

    def __init__(self, stick: Stick | None = None) -> None:
        self.stick = stick or Stick()
        self.clock = Clock(free=False)
        self.said: list[Message] = []
        self.keeper = Keeper(self.stick, self.said.append, self.clock.sleep)
        self.task = asyncio.ensure_future(self.keeper.run())

    def put(self, words: str, *, now: bool = False) -> None:
        self.keeper.put(words.encode, now=now)

    async def until(self, true: Callable[[], bool]) -> None:
        for _turn in range(500):
            if true():
                return
            await asyncio.sleep(0.001)
        raise AssertionError((self.stick.done, self.clock.asked, self.said))

    async def waits(self, seconds: float, times: int) -> None:
        await self.until(lambda: self.clock.asked.count(seconds) == times)

    @property
    def names(self) -> list[str]:
        return [type(one).__name__ for one in self.said]


async def test_typing_saves_after_a_pause_and_levels_two_seconds_later() -> None:
    desk = Desk()
    desk.put("a")
    desk.put("ab")
    await desk.waits(PAUSE, 1)
    assert desk.stick.done == []
    desk.put("abc")
    desk.clock.pass_by()
    # Another letter came: another second without one.
    await desk.waits(PAUSE, 2)
    assert desk.stick.done == []
    desk.clock.pass_by()
    await desk.waits(APART, 1)
    assert desk.stick.done == ["abc"]
    assert desk.names == ["Saved"]
    assert not desk.keeper.unsaved
    desk.clock.pass_by()
    await desk.until(lambda: desk.stick.done == ["abc", "level"])
    desk.task.cancel()


async def test_leaving_a_field_saves_at_once_even_during_the_pause() -> None:
    desk = Desk()
    desk.put("a")
    await desk.waits(PAUSE, 1)
    desk.put("ab", now=True)
    await desk.waits(APART, 1)
    assert desk.stick.done == ["ab"]
    desk.task.cancel()


async def test_what_is_typed_meanwhile_waits_two_seconds_and_goes_where_the_level_would() -> None:
    desk = Desk()
    desk.put("a", now=True)
    await desk.waits(APART, 1)
    desk.put("b", now=True)
    for _turn in range(5):
        await asyncio.sleep(0)
    assert desk.stick.done == ["a"]
    assert desk.keeper.unsaved
    desk.clock.pass_by()
    await desk.until(lambda: desk.stick.done == ["a", "b"])
    await desk.waits(APART, 2)
    desk.clock.pass_by()
    await desk.until(lambda: desk.stick.done == ["a", "b", "level"])
    desk.task.cancel()


async def test_a_full_stick_is_told_and_another_try_saves_the_latest() -> None:
    desk = Desk()
    desk.stick.full = True
    desk.put("a", now=True)
    await desk.until(lambda: desk.names == ["NotSaved"])
    assert isinstance(desk.said[0], NotSaved)
    assert desk.said[0].message_id == desk.keeper.refused == "vault.full"
    assert desk.keeper.unsaved
    desk.put("ab")
    desk.stick.full = False
    desk.keeper.try_again()
    await desk.until(lambda: desk.stick.done == ["ab"])
    assert desk.keeper.refused == ""
    assert isinstance(desk.said[-1], Saved)
    desk.task.cancel()


async def test_typing_on_tries_again_by_itself() -> None:
    desk = Desk()
    desk.stick.full = True
    desk.put("a", now=True)
    await desk.until(lambda: desk.names == ["NotSaved"])
    desk.stick.full = False
    desk.put("ab")
    await desk.waits(PAUSE, 1)
    desk.clock.pass_by()
    await desk.until(lambda: desk.stick.done == ["ab"])
    desk.task.cancel()


async def test_settling_finishes_what_is_owed() -> None:
    desk = Desk()
    desk.put("a")
    settling = asyncio.ensure_future(desk.keeper.settle())
    await desk.waits(APART, 1)
    assert not settling.done()
    desk.clock.pass_by()
    assert await settling is True
    assert desk.stick.done == ["a", "level"]
    # Nothing is owed now: it comes back at once.
    assert await desk.keeper.settle() is True
    desk.task.cancel()


async def test_settling_says_when_it_could_not() -> None:
    desk = Desk()
    desk.stick.full = True
    desk.put("a")
    assert await desk.keeper.settle() is False
    desk.stick.full = False
    settling = asyncio.ensure_future(desk.keeper.settle())
    await desk.waits(APART, 1)
    desk.clock.pass_by()
    assert await settling is True
    desk.task.cancel()


async def test_a_copy_that_could_not_be_levelled_is_levelled_later() -> None:
    desk = Desk()
    desk.put("a", now=True)
    await desk.waits(APART, 1)
    desk.stick.full = True
    desk.clock.pass_by()
    await desk.until(lambda: desk.names == ["Saved", "NotSaved"])
    desk.stick.full = False
    desk.keeper.try_again()
    await desk.waits(APART, 2)
    desk.clock.pass_by()
    await desk.until(lambda: desk.stick.done == ["a", "level"])
    assert desk.keeper.refused == ""
    desk.task.cancel()


async def test_what_the_last_sitting_left_is_levelled_first_and_mending_is_told_once() -> None:
    stick = Stick()
    stick.needs_level = True
    stick.mended = True
    desk = Desk(stick)
    await desk.waits(APART, 1)
    desk.clock.pass_by()
    await desk.until(lambda: stick.done == ["level"])
    await desk.until(lambda: desk.names == ["Mended"])
    assert isinstance(desk.said[0], Mended)
    desk.put("a", now=True)
    await desk.waits(APART, 2)
    desk.clock.pass_by()
    await desk.until(lambda: "a" in stick.done)
    assert desk.names == ["Mended", "Saved"]
    desk.task.cancel()


async def test_another_fault_than_the_sticks_is_not_hidden() -> None:
    desk = Desk()

    def broken() -> bytes:
        raise LookupError

    desk.keeper.put(broken, now=True)
    with pytest.raises(LookupError):
        await desk.task


async def test_something_else_is_done_alone_and_the_next_save_keeps_its_distance() -> None:
    desk = Desk()
    desk.put("a")

    def work() -> str:
        assert desk.stick.done == ["a", "level"]
        desk.stick.done.append("work")
        return "done"

    doing = asyncio.ensure_future(desk.keeper.alone(work))
    await desk.waits(APART, 1)
    assert "work" not in desk.stick.done
    desk.clock.pass_by()
    assert await doing == "done"
    desk.put("b", now=True)
    # The work may have written just now; so had the level before it.
    await desk.waits(APART, 3)
    assert desk.stick.done[-1] == "work"
    desk.clock.pass_by()
    await desk.until(lambda: "b" in desk.stick.done)
    desk.task.cancel()


async def test_a_lock_waits_for_what_is_being_done() -> None:
    desk = Desk()
    at_work, go_on = threading.Event(), threading.Event()

    def work() -> None:
        at_work.set()
        go_on.wait()

    doing = asyncio.ensure_future(desk.keeper.alone(work))
    await desk.until(at_work.is_set)
    kept = asyncio.ensure_future(desk.keeper.kept())
    await asyncio.sleep(0)
    assert not kept.done()
    go_on.set()
    assert await kept
    await doing
    desk.task.cancel()


async def test_nothing_else_is_done_while_something_is_owed() -> None:
    desk = Desk()
    desk.stick.full = True
    desk.put("a", now=True)
    with pytest.raises(VaultError) as refused:
        await desk.keeper.alone(lambda: desk.stick.done.append("work"))
    assert refused.value.message_id == Full.message_id
    assert desk.stick.done == []
    desk.task.cancel()


async def test_the_last_thing_waits_for_nothing_and_nothing_comes_after_it() -> None:
    desk = Desk()
    desk.stick.full = True
    desk.put("a", now=True)
    await desk.until(lambda: "NotSaved" in desk.names)
    await desk.keeper.alone(lambda: desk.stick.done.append("gone"), last=True)
    desk.stick.full = False
    desk.put("b", now=True)
    await desk.keeper.settle()
    assert desk.stick.done == ["gone"]
    desk.task.cancel()


async def test_what_was_to_be_last_and_failed_is_not_the_last() -> None:
    desk = Desk()

    def refuse() -> None:
        raise Full

    with pytest.raises(Full):
        await desk.keeper.alone(refuse, last=True)
    desk.clock.free = True
    desk.put("a", now=True)
    await desk.until(lambda: "a" in desk.stick.done)
    desk.task.cancel()


class Pulled(Stick):
    """A stick that is out until it is put back, and is then another file to the system."""

    def __init__(self) -> None:
        super().__init__()
        self.out = self.stale = True

    def save(self, payload: bytes) -> None:
        if self.stale:
            raise Gone
        super().save(payload)

    def reattach(self) -> None:
        super().reattach()
        if self.out:
            raise Gone
        self.stale = False


async def test_a_stick_that_is_back_is_taken_up_again_by_the_next_try() -> None:
    stick = Pulled()
    desk = Desk(stick)
    desk.clock.free = True
    desk.put("a", now=True)
    await desk.until(lambda: "NotSaved" in desk.names)
    assert desk.keeper.refused == Gone.message_id
    assert desk.keeper.unsaved
    stick.out = False
    desk.keeper.try_again()
    await desk.until(lambda: "Saved" in desk.names)
    assert stick.done[:3] == ["reattach", "reattach", "a"]
    desk.task.cancel()


async def test_what_stands_elsewhere_is_only_what_was_written_until_then() -> None:
    desk = Desk()

    def elsewhere() -> bool:
        return desk.keeper.elsewhere

    desk.stick.full = True
    assert desk.keeper.latest() is None
    desk.put("a", now=True)
    assert desk.keeper.latest() == b"a"
    assert not elsewhere()
    written = desk.keeper.version
    desk.keeper.is_elsewhere(written)
    assert elsewhere()
    desk.put("b", now=True)
    assert not elsewhere()
    # Told late, of what was written before: the newer words stand nowhere else.
    desk.keeper.is_elsewhere(written)
    assert not elsewhere()
    desk.task.cancel()


async def test_what_was_left_half_done_is_finished_without_being_asked() -> None:
    desk = Desk()

    def half_done() -> None:
        desk.stick.needs_level = True
        raise Full

    with pytest.raises(Full):
        await desk.keeper.alone(half_done)
    desk.clock.free = True
    await desk.until(lambda: desk.stick.done == ["level"])
    desk.task.cancel()

"""Thousands of entries looked through while keys are pressed; the log's behind its gate."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from safeplan.app.screens import looking
from safeplan.app.screens.looking import AT_ONCE, MOST
from safeplan.app.widgets.buttons import BracketButton
from safeplan.app.widgets.field import Field
from safeplan.app.widgets.words import Words
from safeplan.plan import chain, log
from safeplan.plan.entries import Entries
from safeplan.plan.model import Answer, Chosen, Plan, Record
from tests.app.asking import (
    AT_80,
    AT_120,
    NARROW,
    NOW,
    asking,
    labels,
    list_of,
    plan_with,
    press,
    push,
    settle,
    tab_round,
    type_in,
    where,
)
from tests.app.screen_text import text

MANY = 5000


def entries(count: int, words: str, part: str) -> tuple[Record, ...]:
    """So many entries of one day each."""
    days = (f"20{at // 336 + 10}-{at // 28 % 12 + 1:02}-{at % 28 + 1:02}" for at in range(count))
    return tuple(
        Record(str(at + 1), {"date": day, part: f"{words} {at}"}) for at, day in enumerate(days)
    )


def plan(journal: int = 3, happened: int = 3, safe: str = "yes") -> Plan:
    """Mr Tea's plan: kettles in the journal, plates in the log."""
    made = plan_with(log__safe_to_keep=Chosen(safe))
    told = entries(journal, "The kettle sang", "text")
    made = made.with_answer("journal.entries", Answer("answer", told))
    thrown = chain.sealed(entries(happened, "A plate was thrown", "what"))
    return made.with_answer(log.KEY, Answer("answer", thrown))


def flat(app: object) -> str:
    return " ".join(text(app).split())  # type: ignore[arg-type]


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    for _turn in range(1000):
        if true():
            return
        await pilot.pause(0.005)
    raise AssertionError(text(pilot.app))


async def test_thousands_are_made_ready_by_a_thread_and_keys_are_heard_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    threads, go = [], threading.Event()

    def slowly(*parts: object) -> Entries:
        threads.append(threading.current_thread())
        assert go.wait(20)
        return Entries(*parts)  # type: ignore[arg-type]

    monkeypatch.setattr(looking, "Entries", slowly)
    async with asking("", plan(MANY, MANY)) as (app, pilot):
        try:
            await press(pilot, "f3")
            await type_in(pilot, "kettle 4321")
            # Typed, drawn, and everything else looked through, while the entries are not ready.
            assert app.screen.query_one("#words", Field).text == "kettle 4321"
            assert labels(app, "found") == []
            assert "Nothing found" not in text(app)
        finally:
            go.set()
        await until(pilot, lambda: len(labels(app, "found")) == 1)
        assert threads
        assert threading.main_thread() not in threads
        assert len(threads) == 1
        await press(pilot, "down", "enter")
        await settle(pilot)
        assert where(app) == "journal_entry"
        assert app.screen.query_one("#page-of-mine", Field).text == "The kettle sang 4321"


async def test_few_are_made_ready_at_once() -> None:
    assert AT_ONCE >= 6
    async with asking("", plan()) as (app, pilot):
        await press(pilot, "f3")
        await type_in(pilot, "sang")
        assert len(labels(app, "found")) == 3
        assert not [worker for worker in app.workers if worker.group == "entries"]


async def test_more_than_a_list_holds_are_counted_and_narrowed_by_a_word_or_a_day() -> None:
    async with asking("", plan(200, 0)) as (app, pilot):
        await press(pilot, "f3")
        await type_in(pilot, "sang")
        assert len(labels(app, "found")) == MOST
        count = app.screen.query_one("#count", Words)
        assert count.text == f"There are {200 - MOST} more. One more word, or a day, finds fewer."
        app.screen.query_one("#words", Field).text = "2 March 2010"
        await settle(pilot)
        assert [row.tag for row in list_of(app, "found").rows] == ["2 March 2010"]
        assert count.text == ""


async def test_the_log_is_counted_as_one_closed_place_and_opens_behind_its_gate() -> None:
    async with asking("", plan(0, 40)) as (app, pilot):
        await press(pilot, "f3")
        await type_in(pilot, "thrown 33")
        assert "Also in closed places: 1. They stay closed until you open them." in flat(app)
        assert "2010" not in flat(app)
        await push(pilot, "closed_too")
        assert [row.tag for row in list_of(app, "found").rows] == ["kept closed"]
        assert "2010" not in flat(app)
        list_of(app, "found").choose(0)
        await settle(pilot)
        assert app.session.guide.section("log").gate in flat(app)
        assert isinstance(app.focused, BracketButton)
        assert app.focused.label == "Skip"
        await push(pilot, "open")
        assert where(app) == "log_find"
        assert labels(app, "found") == ["6 February 2010"]
        assert "thrown 33" in app.screen.query_one("#words", Field).text
        assert "plate" not in text(app)
        list_of(app, "found").choose(0)
        await settle(pilot)
        assert where(app) == "incident"
        assert "A plate was thrown 33" in text(app)
        for place in ("log_find", "find", "home"):
            await press(pilot, "escape")
            await settle(pilot)
            assert where(app) == place


async def test_the_list_of_the_log_can_be_looked_through() -> None:
    async with asking(log.KEY, plan(3, 40)) as (app, pilot):
        await push(pilot, "find_one")
        assert where(app) == "log_find"
        assert labels(app, "found") == []
        await type_in(pilot, "plate")
        assert len(labels(app, "found")) == 40
        app.screen.query_one("#words", Field).text = "1 february 2010"
        await settle(pilot)
        assert labels(app, "found") == ["1 February 2010"]
        app.screen.set_focus(app.screen.query_one("#words"))
        await press(pilot, "enter", "enter")
        await settle(pilot)
        assert where(app) == "incident"
        await push(pilot, "remove")
        await push(pilot, "it")
        assert where(app) == "log_find"
        assert labels(app, "found") == []
        assert "Nothing found for “1 february 2010”. Try a shorter word" in flat(app)


async def test_the_journal_is_not_looked_through_there() -> None:
    async with asking(log.KEY, plan(3, 3)) as (app, pilot):
        await push(pilot, "find_one")
        await type_in(pilot, "sang")
        assert labels(app, "found") == []


async def test_a_log_that_was_stopped_is_neither_found_nor_counted() -> None:
    async with asking("", plan(0, 3, safe="no")) as (app, pilot):
        await press(pilot, "f3")
        await type_in(pilot, "thrown")
        assert "Nothing found for “thrown”." in flat(app)
        assert "closed places" not in flat(app)


async def test_an_entry_written_meanwhile_is_found() -> None:
    async with asking("", plan(600, 0)) as (app, pilot):
        await press(pilot, "f3")
        await type_in(pilot, "teapot")
        await until(pilot, lambda: "Nothing found" in text(app))
        from safeplan.plan import journal

        app.session.put(journal.add_entry(app.session.plan, "A teapot.", app.outside.now()))
        await press(pilot, "f1", "escape")
        await until(pilot, lambda: len(labels(app, "found")) == 1)


async def test_notes_stand_below_an_entry_and_nothing_offers_to_change_it() -> None:
    noted = log.add_note(plan(0, 1), "1", "my sister heard", NOW)
    async with asking(log.KEY, noted, AT_120) as (app, pilot):
        await press(pilot, "1")
        await settle(pilot)
        seen = flat(app)
        assert seen.index("A plate was thrown") < seen.index("my sister heard")
        shown = app.screen.query("#buttons BracketButton").results(BracketButton)
        buttons = {one.label for one in shown if one.display}
        assert buttons == {"Add a note", "Back", "Remove"}


@pytest.mark.parametrize("broken", [False, True])
async def test_whether_the_order_holds_is_shown_on_no_screen(broken: bool) -> None:
    kept = plan(0, 3)
    if broken:
        first, *others = kept.records(log.KEY)
        kept = kept.with_answer(log.KEY, Answer("answer", (*others, first)))
    assert log.order(kept).whole != broken
    seen = []
    async with asking(log.KEY, kept) as (app, pilot):
        seen.append(flat(app))
        await press(pilot, "1")
        await settle(pilot)
        seen.append(flat(app))
    for words in ("chain", "digest", "broken", "whole", "sealed"):
        assert not [one for one in seen if words in one.lower().split()]


@pytest.mark.parametrize("size", [AT_80, AT_120, NARROW])
async def test_tab_visits_each_thing_once(size: tuple[int, int]) -> None:
    async with asking(log.KEY, plan(), size) as (app, pilot):
        app.visit("log_find", words="plate")
        await settle(pilot)
        visited = await tab_round(pilot)
        assert set(visited) == set(app.screen.focus_chain)

"""The lock, seen from the app: nothing half typed is lost, and the same place comes back."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual.pilot import Pilot

from safeplan.app.app import SafeplanApp
from safeplan.app.carry_on import Spot, spot, with_spot, without_spot
from safeplan.app.screens.onward import open_question
from safeplan.app.screens.question import Question
from safeplan.app.widgets.field import Field
from safeplan.plan import journal
from safeplan.plan.model import Plan, dumps, loads
from tests.app.fakes import WORD, FakeLink
from tests.app.screen_text import text
from tests.app.walking import plan, press, seen, stored, until, walking, write

SOON = "Closing soon. Any key keeps it open."
CODE_WORD = "people.code_word"


def test_a_spot_is_kept_with_the_plan() -> None:
    kept = with_spot(plan(), Spot(CODE_WORD, "answer", 3))
    again = loads(dumps(kept))
    assert spot(again) == Spot(CODE_WORD, "answer", 3)
    assert spot(without_spot(again)) is None
    assert without_spot(plan()) == plan()
    assert spot(Plan()) is None


async def at_question(app: SafeplanApp, pilot: Pilot[None], key: str) -> Question:
    open_question(app, key)
    await until(pilot, lambda: isinstance(app.screen, Question) and app.screen.key == key)
    await until(pilot, lambda: app.screen.focused is not None)
    screen = app.screen
    assert isinstance(screen, Question)
    return screen


async def locked(app: SafeplanApp, link: FakeLink) -> None:
    """As the link's thread would: save, and come back when that is done."""
    assert link.listener is not None
    await asyncio.to_thread(link.listener.save_for_lock)


async def test_half_a_word_is_in_the_file(tmp_path: Path) -> None:
    path, link = tmp_path / "notes.dat", FakeLink(WORD)
    async with walking(path, plan(), link=link) as (app, pilot):
        await at_question(app, pilot, CODE_WORD)
        await write(pilot, " sand")
        await press(pilot, "left", "left")
        await locked(app, link)
        kept = stored(path)
        assert kept.text(CODE_WORD) == "umbrella sand"
        assert spot(kept) == Spot(CODE_WORD, "answer", 11)


async def test_the_very_field_and_the_very_cursor(tmp_path: Path) -> None:
    path, link = tmp_path / "notes.dat", FakeLink(WORD)
    link.again = True
    async with walking(path, with_spot(plan(), Spot(CODE_WORD, "answer", 3)), link=link) as (
        app,
        pilot,
    ):
        await until(pilot, lambda: isinstance(app.screen, Question))
        await until(pilot, lambda: isinstance(app.focused, Field))
        field = app.focused
        assert isinstance(field, Field)
        await until(pilot, lambda: field.at == 3)
        await write(pilot, "X")
        assert field.text == "umbXrella"
        await press(pilot, "escape")
        await seen(pilot, "What would you like to do?")
        assert spot(app.session.plan) is None


async def test_another_day_begins_at_home(tmp_path: Path) -> None:
    path = tmp_path / "notes.dat"
    async with walking(path, with_spot(plan(), Spot(CODE_WORD, "answer", 3))) as (app, pilot):
        await seen(pilot, "What would you like to do?")
        assert not isinstance(app.screen, Question)
        assert spot(app.session.plan) is None


async def test_a_question_that_is_not_there_any_more(tmp_path: Path) -> None:
    path, link = tmp_path / "notes.dat", FakeLink(WORD)
    link.again = True
    async with walking(path, with_spot(plan(), Spot("people.nobody")), link=link) as (app, pilot):
        await seen(pilot, "What would you like to do?")
        assert not isinstance(app.screen, Question)


async def test_half_an_entry_of_the_journal(tmp_path: Path) -> None:
    path, link = tmp_path / "notes.dat", FakeLink(WORD)
    async with walking(path, plan(), link=link) as (app, pilot):
        app.visit("journal")
        await until(pilot, lambda: app.screen.name == "journal")
        await until(pilot, lambda: app.focused is not None)
        if not isinstance(app.focused, Field):
            await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.focused, Field))
        await write(pilot, "half a tea")
        await locked(app, link)
        assert [entry.text("text") for entry in journal.entries(stored(path))] == ["half a tea"]


async def test_nothing_written_is_saved_at_once(tmp_path: Path) -> None:
    path, link = tmp_path / "notes.dat", FakeLink(WORD)
    async with walking(path, plan(), link=link) as (app, _pilot):
        await locked(app, link)
        assert stored(path).text(CODE_WORD) == "umbrella"
        assert not app.session.unsaved


async def test_before_there_is_a_file(tmp_path: Path) -> None:
    link = FakeLink(fresh=True)
    async with walking(tmp_path / "new.dat", link=link) as (app, _pilot):
        await locked(app, link)
        assert list(tmp_path.iterdir()) == []


async def test_a_line_before_it(tmp_path: Path) -> None:
    link = FakeLink(WORD)
    async with walking(tmp_path / "notes.dat", plan(), link=link) as (app, pilot):
        assert link.listener is not None
        link.listener.closing_soon()
        await seen(pilot, SOON)
        link.listener.stays_open()
        await until(pilot, lambda: SOON not in text(app))


async def test_the_stick_is_out_and_back(tmp_path: Path) -> None:
    link = FakeLink(WORD)
    async with walking(tmp_path / "notes.dat", plan(), link=link) as (app, pilot):
        assert link.listener is not None
        link.listener.stick_out()
        await seen(pilot, "The stick is out. What you wrote is still here.")
        link.listener.stick_back()
        await until(pilot, lambda: "The stick is out." not in text(app))

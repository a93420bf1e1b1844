"""A quiet minute: what steadies first, a still screen, any key ends it, words that are not kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from safeplan.app.app import SafeplanApp
from safeplan.app.outside import MIB, Outside
from safeplan.app.widgets.field import Field
from safeplan.app.widgets.row import TICKED
from safeplan.plan.model import Answer, Chosen, Own, Plan, dumps
from safeplan.plan.practices import practices_for
from tests.app.asking import (
    AT_80,
    AT_120,
    NARROW,
    NOW,
    labels,
    list_of,
    plan_with,
    press,
    push,
    settle,
    tab_round,
    type_in,
    value_of,
    where,
)
from tests.app.fakes import Clock, FakeLink
from tests.app.screen_text import row_with, rows, text
from tests.app.test_question_tips import at
from tests.app.walking import as_drawn

KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0")
LINES = ("Let the breath go out slowly.", "Feel your feet on the floor.", "Eyes open.")


class ReadOnly:
    """A file that can be read and not written."""

    read_only = True
    refusal = None


@asynccontextmanager
async def quiet(
    plan: Plan | None = None, size: tuple[int, int] = AT_80
) -> AsyncIterator[tuple[SafeplanApp, Pilot[None], Clock, FakeLink]]:
    """The list, with a clock that the test turns."""
    clock, link = Clock(free=False), FakeLink(fresh=True)
    outside = Outside(sleep=clock.sleep, size=MIB, now=lambda: NOW)
    app = SafeplanApp(link, "", True, outside=outside, colours="truecolor")
    async with app.run_test(size=size) as pilot:
        app.open_plan(plan if plan is not None else plan_with())
        await settle(pilot)
        app.visit("quiet")
        await settle(pilot)
        link.said.clear()
        yield app, pilot, clock, link


async def turn(pilot: Pilot[None], clock: Clock, times: int = 1) -> None:
    """Let what was slept for pass by."""
    for _ in range(times):
        clock.pass_by()
        await settle(pilot)


def flat(app: SafeplanApp) -> str:
    return " ".join(text(app).split())


# --- choosing -----------------------------------------------------------------------------------


async def test_what_steadies_is_first_and_has_the_focus_below_the_caution() -> None:
    async with quiet() as (app, _pilot, _clock, _link):
        assert app.focused is list_of(app, "practices")
        assert "> 1  Five things I can see (grounding)" in text(app)
        assert row_with(app, "Only when you are alone and safe.") < row_with(app, "> 1")
        assert "more below" not in text(app)
        assert len(labels(app, "practices")) == 10


async def test_with_room_the_first_line_of_each_stands_beside_it() -> None:
    async with quiet(size=AT_120) as (app, pilot, _clock, _link):
        assert "Name five things you can see." in text(app)
        await pilot.resize_terminal(*AT_80)
        await settle(pilot)
        assert "Name five things you can see." not in text(app)


async def test_home_and_the_numbers_lead_there() -> None:
    async with quiet() as (app, pilot, _clock, _link):
        await press(pilot, "escape")
        assert where(app) == "home"
        await press(pilot, str(labels(app, "ways").index("A quiet minute") + 1))
        await settle(pilot)
        assert where(app) == "quiet"
        await press(pilot, "f2")
        await settle(pilot)
        ways = list_of(app, "ways")
        ways.choose(labels(app, "ways").index("A quiet minute: feet on the floor"))
        await settle(pilot)
        assert where(app) == "quiet"


async def test_not_for_me_takes_it_off_home_and_can_be_taken_back() -> None:
    async with quiet() as (app, pilot, _clock, _link):
        await push(pilot, "not_for_me")
        assert where(app) == "home"
        assert "A quiet minute" not in labels(app, "ways")
        answer = app.session.plan.answer("feelings.meditate")
        assert answer is not None
        assert answer.state == "not_for_me"
        await press(pilot, "f2")
        assert "A quiet minute: feet on the floor" in labels(app, "ways")
        await press(pilot, "escape")
        app.session.answer("feelings.meditate", Answer("answer", Chosen("1_minute")))
        await press(pilot, "f1", "escape")
        await settle(pilot)
        assert "A quiet minute" in labels(app, "ways")


async def test_the_same_chosen_at_its_question_takes_it_off_home_too() -> None:
    async with quiet(plan_with(feelings__meditate=Chosen("not_for_me"))) as (app, pilot, *_):
        await press(pilot, "escape")
        await settle(pilot)
        assert "A quiet minute" not in labels(app, "ways")


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("size", [AT_80, AT_120])
async def test_each_shows_its_caution_first_and_all_of_it(key: str, size: tuple[int, int]) -> None:
    async with quiet(size=size) as (app, pilot, _clock, _link):
        chosen = practices_for(app.session.guide).practice[KEYS.index(key)]
        await press(pilot, key)
        await settle(pilot)
        seen = rows(app)
        assert "more below" not in text(app)
        before = practices_for(app.session.guide).before(app.session.guide, chosen)
        for caution in before:
            words = caution.replace("{them}", "the other person")
            assert at(seen, words)[0] > 2
            tips = [*chosen.lines, "One thing I cannot control:", "One hope I am tired of:"]
            for tip in (one for one in tips if one in flat(app)):
                assert at(seen, words) < at(seen, tip)
        assert all(line in flat(app) for line in chosen.lines)


@pytest.mark.parametrize("size", [AT_80, AT_120, NARROW])
async def test_tab_visits_each_thing_once_on_every_one(size: tuple[int, int]) -> None:
    async with quiet(size=size) as (app, pilot, _clock, _link):
        for key in KEYS:
            await press(pilot, key)
            await settle(pilot)
            assert where(app) != "quiet"
            visited = await tab_round(pilot)
            assert len(visited) == len(set(visited)) >= 3
            await press(pilot, "escape")
            await settle(pilot)
            assert where(app) == "quiet"


async def test_in_a_narrow_window_the_caution_is_read_first() -> None:
    async with quiet(size=(40, 14)) as (app, pilot, _clock, _link):
        await settle(pilot)
        assert "Before you do this: Only when you" in flat(app)


# --- sitting ------------------------------------------------------------------------------------


async def test_time_is_said_in_words_each_half_minute_and_nothing_else_changes() -> None:
    async with quiet() as (app, pilot, clock, _link):
        await press(pilot, "9")
        await settle(pilot)
        said = []
        start = rows(app)
        for half in range(6):
            now = rows(app)
            assert clock.asked == [30] * (half + 1)
            changed = [(a, b) for a, b in zip(start, now, strict=True) if a != b]
            assert all("About" in a and "About" in b for a, b in changed)
            said.append(next(line.strip() for line in now if "About" in line))
            await turn(pilot, clock)
        assert said == [
            "About three minutes left.",
            "About two and a half minutes left.",
            "About two minutes left.",
            "About one and a half minutes left.",
            "About one minute left.",
            "About half a minute left.",
        ]
        assert clock.asked == [30] * 6
        assert "That is all. Take your time." in text(app)
        assert where(app) == "quiet_still"


@pytest.mark.parametrize(("key", "first", "halves"), [("8", "one minute", 2), ("0", "five", 10)])
async def test_one_and_five_minutes(key: str, first: str, halves: int) -> None:
    async with quiet() as (app, pilot, clock, _link):
        await press(pilot, key)
        await settle(pilot)
        assert f"About {first}" in text(app)
        await turn(pilot, clock, halves - 1)
        assert "About half a minute left." in text(app)
        await turn(pilot, clock)
        assert "That is all." in text(app)
        assert sum(clock.asked) == halves * 30


@pytest.mark.parametrize("key", ["x", "enter", "escape", "space", "down", "5", "home", "slash"])
@pytest.mark.parametrize("at_the_end", [False, True])
async def test_any_key_ends_it_at_any_moment(key: str, at_the_end: bool) -> None:
    async with quiet() as (app, pilot, clock, link):
        await press(pilot, "8")
        await settle(pilot)
        await turn(pilot, clock, 2 if at_the_end else 0)
        await press(pilot, key)
        await settle(pilot)
        assert where(app) == "quiet"
        assert link.said == ["rest", "rest over"]
        assert not [worker for worker in app.workers if worker.group == "quiet"]


async def test_a_click_ends_it_too() -> None:
    async with quiet() as (app, pilot, _clock, _link):
        await press(pilot, "8")
        await settle(pilot)
        await pilot.click("#do-stop")
        await settle(pilot)
        assert where(app) == "quiet"


async def test_the_guard_is_told_once_and_told_again_when_it_is_left() -> None:
    async with quiet() as (app, pilot, clock, link):
        await press(pilot, "8")
        await settle(pilot)
        await turn(pilot, clock, 2)
        assert link.said == ["rest"]
        await press(pilot, "f2")
        await settle(pilot)
        assert where(app) == "numbers"
        assert link.said == ["rest", "rest over"]
        await press(pilot, "escape")
        await settle(pilot)
        assert where(app) == "quiet"


@pytest.mark.parametrize("key", ["3", "4", "5", "6", "7"])
async def test_the_lock_waits_for_no_page_that_shows_a_persons_words(key: str) -> None:
    async with quiet() as (_app, pilot, _clock, link):
        await press(pilot, key)
        await settle(pilot)
        assert "rest" not in link.said


async def test_it_shows_nothing_of_the_plan() -> None:
    plan = plan_with(start__label="Ludo", people__code_word="teapot")
    plan = plan.with_answer("feelings.kind_words", Answer("answer", (Own("kettle"),)))
    async with quiet(plan) as (app, pilot, _clock, _link):
        for key in ("1", "2", "8"):
            await press(pilot, key)
            await settle(pilot)
            assert not {"Ludo", "teapot", "kettle"} & set(flat(app).split())
            await press(pilot, "escape")
            await settle(pilot)


async def test_the_line_on_time_can_be_switched_off() -> None:
    plan = plan_with()
    plan = plan.with_settings(replace(plan.settings, time_left=False))
    async with quiet(plan) as (app, pilot, clock, _link):
        await press(pilot, "8")
        await settle(pilot)
        assert "left." not in text(app)
        await turn(pilot, clock, 2)
        assert "That is all. Take your time." in text(app)


async def test_breathing_words_change_only_where_they_are_wanted() -> None:
    async with quiet() as (app, pilot, clock, _link):
        await push(pilot, "words")
        assert where(app) == "quiet_words"
        marks = [row.mark for row in list_of(app, "words").rows]
        assert [mark == TICKED for mark in marks] == [False, True]
        await press(pilot, "1", "enter")
        await settle(pilot)
        assert app.session.plan.settings.breathing
        assert app.session.plan.settings.time_left
        app.screen.set_focus(list_of(app, "practices"))
        await press(pilot, "8")
        await settle(pilot)
        said = []
        start = rows(app)
        for _turn in range(12):
            now = rows(app)
            changed = [b.strip() for a, b in zip(start, now, strict=True) if a != b]
            assert all(one in ("Out", "In") or one.startswith("About") for one in changed)
            said.append(next(line.strip() for line in now if line.strip() in ("In", "Out")))
            await turn(pilot, clock)
        assert said == ["In", "Out"] * 6
        assert clock.asked == [4, 6] * 6
        assert "That is all." in text(app)
        assert not {"In", "Out"} & {line.strip() for line in rows(app)}


async def test_both_lines_can_be_switched_back() -> None:
    async with quiet() as (app, pilot, _clock, link):
        await push(pilot, "words")
        await press(pilot, "1", "2", "1")
        settings = app.session.plan.settings
        assert (settings.breathing, settings.time_left) == (False, False)
        assert link.said.count("settings") == 3
        await press(pilot, "escape")
        assert where(app) == "quiet"


# --- writing ------------------------------------------------------------------------------------


async def test_two_lines_are_answers_of_the_plan() -> None:
    async with quiet() as (app, pilot, _clock, _link):
        await press(pilot, "4")
        await settle(pilot)
        await type_in(pilot, "the rain")
        await press(pilot, "enter")
        await type_in(pilot, "tea")
        await press(pilot, "enter")
        await settle(pilot)
        assert where(app) == "quiet"
        assert value_of(app, "feelings.cannot_control") == "the rain"
        assert value_of(app, "feelings.can_choose") == "tea"


async def test_seeing_them_again_changes_nothing_and_emptying_one_takes_it_back() -> None:
    plan = plan_with(feelings__tired_hope="old\nhope", feelings__small_good="tea ")
    async with quiet(plan) as (app, pilot, _clock, _link):
        await press(pilot, "5")
        await settle(pilot)
        await press(pilot, "escape")
        assert app.session.plan == plan
        await press(pilot, "5")
        await settle(pilot)
        app.screen.set_focus(app.screen.query_one("#small_good"))
        await press(pilot, *["backspace"] * 4, "escape")
        await settle(pilot)
        assert app.session.plan.answer("feelings.small_good") is None
        assert value_of(app, "feelings.tired_hope") == "old\nhope"


async def test_kind_sentences_are_the_persons_own_and_one_more_can_be_written() -> None:
    plan = plan_with(feelings__kind_words=(Own("The tide comes back."),))
    async with quiet(plan) as (app, pilot, _clock, _link):
        await press(pilot, "6")
        await settle(pilot)
        assert "The tide comes back." in text(app)
        await push(pilot, "write_one")
        assert where(app) == "question feelings.kind_words"
        app.session.answer("feelings.kind_words", Answer("answer", (Own("Rest is work."),)))
        app.back()
        await settle(pilot)
        assert "Rest is work." in text(app)
        assert "tide" not in text(app)


async def test_without_one_it_says_so() -> None:
    async with quiet() as (app, pilot, _clock, _link):
        await press(pilot, "6")
        await settle(pilot)
        assert "Nothing here yet. You could write one for a bad day." in text(app)


async def test_what_is_let_out_is_kept_nowhere() -> None:
    async with quiet() as (app, pilot, _clock, _link):
        before = dumps(app.session.plan)
        await press(pilot, "7")
        await settle(pilot)
        assert row_with(app, "kept nowhere") < row_with(app, "      |")
        assert isinstance(app.focused, Field)
        await type_in(pilot, "zounds kettle")
        assert "zounds" in text(app)
        await push(pilot, "let_it_go")
        assert "zounds" not in text(app)
        assert "It is gone. It was kept nowhere." in text(app)
        assert isinstance(app.focused, Field)
        await press(pilot, "ctrl+z")
        assert app.focused.text == ""
        await type_in(pilot, "zounds")
        assert "It is gone." not in text(app)
        await press(pilot, "ctrl+s")
        await app.save_for_lock()
        await press(pilot, "escape")
        assert where(app) == "quiet"
        assert dumps(app.session.plan) == before
        await press(pilot, "7")
        await settle(pilot)
        assert "zounds" not in text(app)


async def test_an_empty_box_let_go_says_nothing() -> None:
    async with quiet() as (app, pilot, _clock, _link):
        await press(pilot, "7")
        await settle(pilot)
        await push(pilot, "let_it_go")
        assert "It is gone." not in text(app)


async def test_where_the_file_can_only_be_read_nothing_is_asked() -> None:
    plan = plan_with(feelings__cannot_control="the rain")
    async with quiet(plan) as (app, pilot, _clock, _link):
        app.session.vault = ReadOnly()  # type: ignore[assignment]
        await press(pilot, "escape")
        app.visit("quiet")
        await settle(pilot)
        assert not app.screen.query("#do-not_for_me")
        await press(pilot, "4")
        await settle(pilot)
        assert "the rain" in text(app)
        assert not app.screen.query(Field)
        await press(pilot, "escape", "6")
        await settle(pilot)
        assert not app.screen.query("#do-write_one")


@pytest.mark.parametrize("field", ["release", "grounding", "meditate", "notice"])
async def test_the_page_leads_there_from_its_questions(field: str) -> None:
    async with quiet() as (app, pilot, _clock, _link):
        from safeplan.app.screens.onward import open_question

        open_question(app, f"feelings.{field}")
        await settle(pilot)
        ways = list_of(app, "ways-on")
        assert next(row.label for row in ways.rows) == "A quiet minute"
        ways.choose(0)
        await settle(pilot)
        assert where(app) == "quiet"


async def test_both_screens_look_as_they_were_drawn() -> None:
    async with quiet() as (app, pilot, _clock, _link):
        as_drawn("quiet_80x24", app)
        await press(pilot, "9")
        await settle(pilot)
        as_drawn("quiet_still_80x24", app)

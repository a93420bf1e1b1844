"""What the rules offer, as a person meets it: once, quietly, and never in the way."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from safeplan.app.app import SafeplanApp
from safeplan.app.screens.onward import open_question
from safeplan.app.widgets.buttons import BracketButton
from safeplan.app.widgets.field import Field
from safeplan.plan.helplines import Helplines
from safeplan.plan.model import Answer, Chosen
from safeplan.plan.pocket import compose
from safeplan.plan.tailoring import FEW
from tests.app.asking import (
    asking,
    labels,
    list_of,
    plan_with,
    press,
    push,
    settle,
    where,
)
from tests.app.screen_text import row_with, text
from tests.app.sheet_house import bare, house

BANNER = "A device that the other person never had may be safer."
STAFF = "Staff may be able to see the screen, the stick and what is printed."
DAY = "The day you chose for looking at this again has come."
NUMBERS = "Some numbers here were last checked more than a year ago."
BOTH = "The day you chose to look again has come. Some numbers are old too."
SAFE_DEVICES = {
    "start__shared_devices": Chosen("no"),
    "start__phone_watched": Chosen("no"),
    "start__this_computer": Chosen("mine"),
}


def flat(app: object) -> str:
    return " ".join(text(app).split())  # type: ignore[arg-type]


# --- R14: the neck ------------------------------------------------------------------------------


async def test_after_the_last_first_question_the_neck_page_is_offered_once() -> None:
    plan = plan_with(start__neck=Chosen("yes"))
    async with asking("", plan) as (app, pilot):
        last = app.session.pages["start"].fields[-1].key
        open_question(app, last)
        await settle(pilot)
        await push(pilot, "later")
        assert where(app) == "gate"
        assert isinstance(app.focused, BracketButton)
        assert app.focused.does == "skip"
        await push(pilot, "open")
        assert where(app) == "question health.neck_page"
        await press(pilot, "escape")
        await settle(pilot)
        open_question(app, last)
        await settle(pilot)
        await push(pilot, "later")
        assert where(app) != "gate"


@pytest.mark.parametrize("neck", ["no", "unsure", "rather_not", None])
async def test_nothing_opens_by_itself_where_it_was_not_a_yes(neck: str | None) -> None:
    plan = plan_with(**({"start__neck": Chosen(neck)} if neck else {}))
    async with asking("", plan) as (app, pilot):
        open_question(app, app.session.pages["start"].fields[-1].key)
        await settle(pilot)
        await push(pilot, "later")
        assert where(app) != "gate"
        app.visit(
            "gate", title="", sentence="", opens=lambda: app.change_to("page", section="health")
        )
        await settle(pilot)
        await push(pilot, "open")
        # A plain link stands there instead, where the answer was not a no.
        assert ("Harm to the neck" in labels(app, "questions")) == (neck != "no")


# --- R17, R18: where the person sits ------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "shown"),
    [
        ({}, False),
        ({"start__shared_devices": Chosen("yes")}, True),
        ({"start__phone_watched": Chosen("maybe")}, True),
        ({"start__this_computer": Chosen("theirs")}, True),
        ({"start__this_computer": Chosen("work")}, False),
    ],
)
async def test_the_banner_stands_at_every_start(changed: dict[str, Chosen], shown: bool) -> None:
    async with asking("", plan_with(**{**SAFE_DEVICES, **changed})) as (app, _pilot):
        assert (BANNER in text(app)) == shown
        assert text(app).count("\n") <= 24


async def test_skipped_questions_count_for_it_and_so_does_the_first_start() -> None:
    async with asking("", plan_with()) as (app, pilot):
        assert BANNER in text(app)
        app.session.first_time = True
        app.go_home()
        await settle(pilot)
        assert BANNER in text(app)
        assert "Is this computer safe to use today?" not in text(app)


async def test_it_goes_when_the_answers_say_so_and_takes_its_rows_with_it() -> None:
    async with asking("", plan_with()) as (app, pilot):
        app.session.first_time = True
        app.go_home()
        await settle(pilot)
        for key, value in SAFE_DEVICES.items():
            app.session.answer(key.replace("__", "."), Answer("answer", value))
        await press(pilot, "f1", "escape")
        await settle(pilot)
        assert BANNER not in text(app)
        assert row_with(app, "1  If it is bad right now") == 4


@pytest.mark.parametrize("place", ["library_school", "work"])
async def test_where_staff_may_see_it_says_so(place: str) -> None:
    plan = plan_with(**{**SAFE_DEVICES, "start__this_computer": Chosen(place)})
    async with asking("", plan) as (app, _pilot):
        assert STAFF in flat(app)
        assert "You could sit with a wall behind you." in flat(app)
        assert row_with(app, "Staff may") < row_with(app, "If it is bad right now")


# --- R33: putting away --------------------------------------------------------------------------


async def test_what_was_put_away_by_the_offer_is_found_again() -> None:
    plan = plan_with()
    for name in ("not_tell", "code_word"):
        plan = plan.with_answer(f"people.{name}", Answer("not_for_me"))
    plan = plan.with_answer("people.check_in", Answer("answer", "Zoë at 7"))
    async with asking("people.visual_signal", plan) as (app, pilot):
        await push(pilot, "not_for_me")
        assert where(app) == "offer_put_away"
        await push(pilot, "it")
        assert "People you trust" not in labels(app, "ways")
        app.visit("all_pages")
        await settle(pilot)
        assert "People you trust" not in labels(app, "pages")
        await push(pilot, "put_away_list")
        assert "You put this page away. It is still here if you want it." in flat(app)
        await press(pilot, "1")
        await settle(pilot)
        assert where(app) == "page"
        assert app.session.plan.put_away == ()
        assert app.session.plan.text("people.check_in") == "Zoë at 7"


# --- a day to look again ------------------------------------------------------------------------


def with_checked(app: SafeplanApp, day: str) -> None:
    """Let every number have been checked on that day."""
    lines = app.session.helplines
    app.session.__dict__["helplines"] = Helplines(
        tuple(msgspec.structs.replace(one, checked=day) for one in lines._emergency),
        tuple(msgspec.structs.replace(one, checked=day) for one in lines._lines),
    )


@pytest.mark.parametrize(
    ("read_again", "checked", "said"),
    [
        ("", "", ""),
        ("2026-11-26", "2026-01-01", ""),
        ("2026-11-25", "", DAY),
        ("2026-10-01", "2026-01-01", DAY),
        ("", "2025-11-24", NUMBERS),
        ("2026-10-01", "2025-11-24", BOTH),
        ("when the leaves fall", "", ""),
    ],
)
async def test_one_quiet_line_says_what_could_be_read_again(
    read_again: str, checked: str, said: str
) -> None:
    plan = plan_with(**SAFE_DEVICES, start__country=Chosen("GB"))
    if read_again:
        plan = plan.with_answer("priorities.review", Answer("answer", read_again))
    async with asking("", plan) as (app, pilot):
        with_checked(app, checked)
        app.go_home()
        await settle(pilot)
        assert where(app) == "home"
        assert [one for one in (DAY, NUMBERS, BOTH) if one in text(app)] == ([said] if said else [])
        # It asks nothing, and the focus is where it always is.
        assert app.focused is list_of(app, "ways")


async def test_without_a_country_no_number_is_old() -> None:
    async with asking("", plan_with(**SAFE_DEVICES)) as (app, pilot):
        with_checked(app, "2020-01-01")
        app.go_home()
        await settle(pilot)
        assert NUMBERS not in text(app)


async def test_another_day_takes_the_line_away() -> None:
    plan = plan_with(**SAFE_DEVICES, priorities__review="2026-10-01")
    async with asking("", plan) as (app, pilot):
        assert DAY in text(app)
        app.session.answer("priorities.review", Answer("answer", "2027-03-01"))
        await press(pilot, "f1", "escape")
        await settle(pilot)
        assert DAY not in text(app)


# --- few pages, and a sheet after three answers -------------------------------------------------


@pytest.mark.parametrize("stage", ["staying", "thinking", "ready", "any_day", "left", None])
async def test_what_is_seen_first_is_little(stage: str | None) -> None:
    said = {"start__stage": Chosen(stage)} if stage else {}
    async with asking("", plan_with(**said, log__safe_to_keep=Chosen("yes"))) as (app, pilot):
        assert len(labels(app, "ways")) <= 9
        await press(pilot, str(labels(app, "ways").index("All pages") + 1))
        await settle(pilot)
        shown = list_of(app, "pages").rows
        now = [page.id for page in app.session.arrangement.now]
        assert len(now) <= FEW
        # Those that matter now come first; what lies closed is one row, and the rest one more.
        assert [row.key for row in shown if not row.key.startswith("under ")] == now
        assert [row.key for row in shown[-2:]] == ["under others", "under more"]
        assert len(shown) <= FEW + 3
        # No page is further away than one of these rows.
        behind = []
        for at, row in enumerate(shown):
            if row.key.startswith("under "):
                list_of(app, "pages").choose(at)
                await settle(pilot)
                behind += [one.key for one in list_of(app, "pages").rows]
                await press(pilot, "escape")
                await settle(pilot)
        assert sorted([*now, *behind]) == sorted(app.session.pages)


async def test_nothing_owed_is_counted() -> None:
    async with asking("", plan_with()) as (app, _pilot):
        assert "Pages opened: 0" in text(app)
        assert " of " not in text(app)
        assert "%" not in text(app)


async def test_three_answers_typed_make_a_sheet_of_use(tmp_path: Path) -> None:
    async with house(tmp_path, bare()) as at:
        for key, words in (
            ("people.code_word", "umbrella"),
            ("people.check_in", "Zoe at seven"),
            ("papers.errand_items", "stamps"),
        ):
            open_question(at.app, key)
            await at.pilot.pause()
            at.app.screen.set_focus(at.app.screen.query(Field).first())
            await at.type(words)
            await at.press("escape")
            await at.pilot.pause()
            at.app.go_home()
            await at.pilot.pause()
        assert len(at.app.session.plan.answers) == 3
        await at.press("4")
        await at.pilot.pause()
        await at.press("1")
        for _page in range(2):
            if at.app.screen.name in ("sheet_lines", "sheet_numbers"):
                await at.pilot.click("#do-next")
                await at.pilot.pause()
        assert at.app.screen.name == "sheet_filler"
        await at.press("1", "2", "enter")
        assert at.app.screen.name == "sheet_look"
        seen = " ".join(text(at.app).split())
        assert "umbrella" in seen
        assert "call Zoe at seven" in seen
        plan = await at.saved()
        sheet = compose(at.app.session.guide, plan)
        own = [line.says for line in sheet.lines if not line.filler]
        assert {"umbrella", "call Zoe at seven"} <= set(own)
        assert plan.items("pocket.filler")
        assert sheet.title == "Shopping list"

"""What every kind of question shares: the other answers, saving, Tab, room for everything."""

from __future__ import annotations

import pytest

from safeplan.app.widgets.buttons import BracketButton
from safeplan.plan.model import Answer, Chosen, Own, Plan, Record, dumps, loads
from tests.app.asking import (
    AT_80,
    AT_120,
    NARROW,
    asking,
    plan_with,
    press,
    push,
    settle,
    state_of,
    tab_round,
    value_of,
    where,
)
from tests.app.screen_text import rows, text

# One question of each kind, and something to be found in it.
KINDS = {
    "people.code_word": "teapot",
    "daily.true_for_me": "The kettle was mine.",
    "daily.hooks": (Own("old mistakes"),),
    "daily.unhook": (Chosen("breathe_out_slowly"), Own("hum a tune")),
    "papers.docs": (Chosen("insurance", "have"),),
    "people.helpers": (Record("1", {"nickname": "Aunt Pumpkin", "number": "01632 960111"}),),
    "priorities.review": "2027-03-01",
    "place.place_code": "the choir",
    "people.code_meaning": (Chosen("come_to_me"),),
    "after.contact_plan": Chosen("in_person_in_public"),
    "priorities.rank": (Chosen("my_pet"),),
}
with_value = pytest.mark.parametrize(("key", "value"), KINDS.items(), ids=KINDS)
of_each = pytest.mark.parametrize("key", KINDS)


async def other_answer(pilot, does: str) -> None:
    """Press it, where it is: for an order it is one list further."""
    if not pilot.app.screen.query(f"#do-{does}"):
        await push(pilot, "more_answers")
        place = ["skip", "not_for_me", "later"].index(does)
        await press(pilot, str(place + 1))
        await settle(pilot)
    else:
        await push(pilot, does)


@of_each
@pytest.mark.parametrize("does", ["skip", "not_for_me", "later"])
async def test_each_other_answer_is_written_down_and_goes_on(key: str, does: str) -> None:
    async with asking(key) as (app, pilot):
        here = where(app)
        await other_answer(pilot, does)
        assert state_of(app, key) == does
        assert where(app) != here


@with_value
async def test_what_was_written_is_there_again_and_passing_by_changes_nothing(key, value) -> None:
    before = plan_with(**{key.replace(".", "__"): value})
    for keys in (["escape"], ["skip"]):
        async with asking(key, before) as (app, pilot):
            answer = app.session.plan.answer(key)
            if keys == ["skip"]:
                await other_answer(pilot, "skip")
            else:
                await press(pilot, *keys)
            assert app.session.plan.answer(key) == answer


@with_value
@pytest.mark.parametrize("does", ["not_for_me", "later"])
async def test_putting_it_off_keeps_the_words_through_the_file(key, value, does) -> None:
    before = plan_with(**{key.replace(".", "__"): value})
    async with asking(key, before) as (app, pilot):
        await other_answer(pilot, does)
        kept = loads(dumps(app.session.plan)).answer(key)
        assert kept == Answer(does, value)
    # Looking at it again leaves it put off; going on with it makes it the answer.
    async with asking(key, before.with_answer(key, Answer(does, value))) as (app, pilot):
        await press(pilot, "escape")
        assert state_of(app, key) == does
    async with asking(key, before.with_answer(key, Answer(does, value))) as (app, pilot):
        await push(pilot, "next")
        assert app.session.plan.answer(key) == Answer("answer", value)


async def test_what_a_later_version_wrote_beside_an_answer_stays() -> None:
    before = Answer("answer", "teapot", {"colour": "kept"})
    plan = plan_with().with_answer("people.code_word", before)
    async with asking("people.code_word", plan) as (app, pilot):
        await press(pilot, "s")
        await push(pilot, "later")
        after = app.session.plan.answer("people.code_word")
        assert after == Answer("later", "teapots", {"colour": "kept"})
        assert after.extra == {"colour": "kept"}


@of_each
@pytest.mark.parametrize("size", [AT_80, AT_120, NARROW])
async def test_tab_visits_each_thing_once(key: str, size: tuple[int, int]) -> None:
    value = KINDS[key]
    plan = plan_with(**{key.replace(".", "__"): value})  # type: ignore[arg-type]
    async with asking(key, plan, size) as (app, pilot):
        visited = await tab_round(pilot)
        assert len(visited) == len(set(visited))
        assert set(visited) == set(app.screen.focus_chain)


@of_each
@pytest.mark.parametrize("size", [AT_80, AT_120])
async def test_four_buttons_at_most_and_none_cut(key: str, size: tuple[int, int]) -> None:
    plan = plan_with(**{key.replace(".", "__"): KINDS[key]})  # type: ignore[arg-type]
    async with asking(key, plan, size) as (app, _pilot):
        buttons = [one for one in app.screen.query("#buttons BracketButton") if one.display]
        assert 1 <= len(buttons) <= 4
        seen = text(app)
        for button in app.screen.query(BracketButton):
            if button.display and button.region.height:
                assert button.words in seen
        assert all(len(row) <= size[0] for row in rows(app))
        assert "…" not in seen


@with_value
async def test_where_the_file_can_only_be_read_nothing_is_asked(key, value) -> None:
    plan = plan_with(**{key.replace(".", "__"): value})

    class ReadOnly:
        read_only = True
        refusal = None

    async with asking("", plan) as (app, pilot):
        app.session.vault = ReadOnly()  # type: ignore[assignment]
        from safeplan.app.screens.onward import open_question

        open_question(app, key, offer=False)
        await settle(pilot)
        said = {
            "people.helpers": "Aunt Pumpkin",
            "priorities.review": "1 March 2027",
            "papers.docs": "insurance",
        }.get(key)
        if said:
            assert said in text(app)
        assert app.focused is not None
        await press(pilot, "x", "space", "1", "escape")
        assert app.session.plan.answer(key) == Answer("answer", value)


async def test_three_not_for_me_on_a_page_offer_once_to_put_it_away() -> None:
    keys = ["people.not_tell", "people.code_word", "people.visual_signal"]
    async with asking(keys[0]) as (app, pilot):
        for key in keys:
            from safeplan.app.screens.onward import open_question

            open_question(app, key, instead=True)
            await settle(pilot)
            await push(pilot, "not_for_me")
            if key != keys[-1]:
                assert where(app) != "offer_put_away"
        assert where(app) == "offer_put_away"
        assert "[ Put this page away ]" in text(app)
        assert app.focused.label == "Keep it"
        await press(pilot, "enter")
        await settle(pilot)
        assert where(app).startswith("question people.")
        assert "people" not in app.session.plan.put_away
        # A fourth one offers nothing: it was asked once.
        await push(pilot, "not_for_me")
        assert where(app) != "offer_put_away"


async def test_a_page_that_is_put_away_by_that_offer_is_left() -> None:
    plan = plan_with()
    for key in ("people.not_tell", "people.code_word"):
        plan = plan.with_answer(key, Answer("not_for_me"))
    async with asking("people.visual_signal", plan) as (app, pilot):
        await push(pilot, "not_for_me")
        await push(pilot, "it")
        assert app.session.plan.put_away == ("people",)
        assert where(app) == "home"


async def test_the_first_questions_can_be_left_in_one_go() -> None:
    async with asking("start.stage") as (app, pilot):
        assert "[ Skip the rest of these questions ]" in text(app)
        await push(pilot, "skip_rest")
        assert where(app) == "page"
        assert value_of(app, "start.stage") is None


async def test_a_yes_about_the_neck_offers_that_page_once_after_the_first_questions() -> None:
    async with asking("start.lines", plan_with(start__neck=Chosen("yes"))) as (app, pilot):
        await push(pilot, "skip_rest")
        assert where(app) == "gate"
        assert app.focused.label == "Skip"
        assert app.session.guide.field("health.neck_page").gate in " ".join(text(app).split())
        await press(pilot, "enter")
        await settle(pilot)
        assert where(app) == "page"
        assert "health.neck_page" in app.session.plan.offered


async def test_a_plan_without_answers_is_not_touched_by_looking() -> None:
    async with asking("daily.true_for_me", Plan().with_consent()) as (app, pilot):
        await press(pilot, "tab", "tab", "escape")
        assert dict(app.session.plan.answers) == {}

"""Gates before hard pages and questions, every time; what lies closed; what is offered first."""

import pytest

from safeplan.app.screens.onward import open_question
from safeplan.plan.model import Chosen
from tests.app.asking import (
    NARROW,
    asking,
    chosen,
    labels,
    list_of,
    plan_with,
    press,
    push,
    settle,
    state_of,
    value_of,
    where,
)
from tests.app.screen_text import row_with, text


async def test_a_hard_question_stands_behind_its_gate_with_skip_focused() -> None:
    async with asking("start.neck") as (app, pilot):
        gate = app.session.guide.field("start.neck").gate
        assert where(app) == "gate"
        assert gate in " ".join(text(app).split())
        assert app.session.guide.field("start.neck").prompt not in text(app)
        assert app.focused.label == "Skip"
        await press(pilot, "enter")
        await settle(pilot)
        assert where(app) == "question start.weapons"
        assert app.session.plan.answer("start.neck") is None


async def test_the_gate_is_shown_each_time() -> None:
    async with asking("start.neck") as (app, pilot):
        for _ in range(2):
            assert where(app) == "gate"
            await push(pilot, "open")
            assert where(app) == "question start.neck"
            await press(pilot, "escape")
            await settle(pilot)
            open_question(app, "start.neck")
            await settle(pilot)


async def test_going_through_a_page_meets_the_gate() -> None:
    async with asking("start.violence") as (app, pilot):
        await press(pilot, "1")
        await settle(pilot)
        assert where(app) == "gate"


async def test_a_question_of_a_hard_page_opened_from_elsewhere_has_the_pages_gate() -> None:
    async with asking("") as (app, pilot):
        open_question(app, "signs.noticed")
        await settle(pilot)
        assert where(app) == "gate"
        assert app.session.guide.section("signs").gate in " ".join(text(app).split())
        await press(pilot, "enter")
        await settle(pilot)
        assert where(app) == "home"
        open_question(app, "signs.noticed")
        await settle(pilot)
        await push(pilot, "open")
        assert where(app) == "question signs.noticed"
        # The next question of the same page needs no second gate.
        await push(pilot, "skip")
        assert where(app).startswith("question signs.")


async def test_a_way_on_to_a_hard_page_has_its_gate() -> None:
    async with asking("incident.afterwards") as (app, pilot):
        rows = list_of(app, "ways-on")
        rows.focus()
        await press(pilot, "enter")
        await settle(pilot)
        assert where(app) == "gate"
        await press(pilot, "enter")
        await settle(pilot)
        assert where(app) == "question incident.afterwards"


PARTNER = plan_with(
    start__relation=chosen("partner"),
    start__stage=Chosen("thinking"),
    start__age=Chosen("25_59"),
)


async def test_what_is_collapsed_lies_under_its_heading_and_is_passed_by() -> None:
    async with asking("", PARTNER) as (app, pilot):
        app.visit("page", section="closeness")
        await settle(pilot)
        assert labels(app, "questions")[-1] == "If it is safe"
        assert "You never owe anyone sex" not in text(app)
        await push(pilot, "go_through")
        seen = []
        while where(app).startswith("question"):
            seen.append(app.screen.key)
            await push(pilot, "next")
        assert "closeness.tip" not in seen
        assert seen[0] == "closeness.right"
        await settle(pilot)
        assert where(app) == "page"
        rows = list_of(app, "questions")
        rows.choose(len(rows.rows) - 1)
        await settle(pilot)
        assert where(app) == "folded"
        await press(pilot, "1")
        await settle(pilot)
        assert where(app) == "question closeness.tip"
        await press(pilot, "enter")
        await settle(pilot)
        assert where(app) == "folded"


async def test_staying_folds_what_assumes_a_departure() -> None:
    plan = plan_with(start__stage=Chosen("staying"))
    async with asking("", plan) as (app, pilot):
        app.visit("page", section="papers")
        await settle(pilot)
        names = labels(app, "questions")
        assert names[-1] == "If you ever need it"
        assert not any("bag" in name.casefold() for name in names)
        list_of(app, "questions").choose(len(names) - 1)
        await settle(pilot)
        await press(pilot, "1")
        await settle(pilot)
        first = where(app)
        await push(pilot, "next")
        # The next one is of the same heading.
        assert where(app).startswith("question papers.")
        assert where(app) != first
        assert app.screen.placed.collapsed_under == "If you ever need it"


@pytest.mark.parametrize("does", ["skip", "next", "later", "not_for_me"])
async def test_a_safer_device_is_offered_before_the_group(does: str) -> None:
    async with asking("") as (app, pilot):
        open_question(app, "people.group")
        await settle(pilot)
        assert where(app) == "question tech.safer_device"
        await push(pilot, does)
        assert where(app) == "question people.group"
        said = "Other people have been where you are." in " ".join(text(app).split())
        # Until it was answered or passed by for good, the groups themselves are not spoken of.
        assert said == (does in {"skip", "not_for_me"})


async def test_nothing_is_offered_where_the_devices_are_ones_own() -> None:
    plan = plan_with(
        start__shared_devices=Chosen("no"),
        start__phone_watched=Chosen("no"),
        start__this_computer=Chosen("mine"),
    )
    async with asking("", plan) as (app, pilot):
        open_question(app, "people.group")
        await settle(pilot)
        assert where(app) == "question people.group"


async def test_the_plain_link_to_the_neck_page_and_the_helplines_stand_on_the_page() -> None:
    async with asking("") as (app, pilot):
        app.visit("page", section="health")
        await settle(pilot)
        assert labels(app, "questions")[0] == "Harm to the neck"
        await press(pilot, "1")
        await settle(pilot)
        assert where(app) == "gate"
        assert app.focused.label == "Skip"


async def test_a_private_answer_is_kept_closed_on_its_page() -> None:
    plan = plan_with(people__check_in_if_not="ring my sister")
    async with asking("", plan) as (app, pilot):
        app.visit("page", section="people")
        await settle(pilot)
        assert "ring my sister" not in text(app)
        open_question(app, "people.check_in_if_not")
        await settle(pilot)
        assert "ring my sister" in text(app)


async def test_a_tip_with_a_caution_of_its_own_is_not_read_on_the_page_without_it() -> None:
    async with asking("") as (app, pilot):
        app.visit("page", section="feelings")
        await settle(pilot)
        text_ = app.session.guide.field("feelings.notice").text
        assert not any(text_ in label for label in labels(app, "questions"))
        assert "Something to read" in labels(app, "questions")


# Pages of reading


async def test_a_note_is_read_to_its_end_before_enter_goes_on() -> None:
    plan = plan_with(log__safe_to_keep=Chosen("yes"))
    async with asking("log.tips", plan, NARROW) as (app, pilot):
        assert app.focused.label == "Next"
        pages = 0
        while app.screen.page.more:
            await press(pilot, "enter")
            await settle(pilot)
            pages += 1
            assert where(app) == "question log.tips"
        assert pages >= 1
        await press(pilot, "enter")
        await settle(pilot)
        assert where(app) != "question log.tips"


async def test_a_short_note_is_one_key() -> None:
    async with asking("people.signal_note") as (app, pilot):
        assert app.focused.label == "Next"
        await press(pilot, "enter")
        await settle(pilot)
        assert where(app) == "question people.check_in"
        assert app.session.plan.answer("people.signal_note") is None


async def test_a_note_put_off_is_read_again() -> None:
    async with asking("people.signal_note") as (app, pilot):
        await push(pilot, "later")
        assert state_of(app, "people.signal_note") == "later"
        open_question(app, "people.signal_note")
        await settle(pilot)
        await push(pilot, "next")
        assert value_of(app, "people.signal_note") is None


async def test_the_caution_of_a_note_stands_above_it() -> None:
    async with asking("feelings.notice") as (app, _pilot):
        assert row_with(app, "Before you do this:") < row_with(app, "You can notice a feeling")

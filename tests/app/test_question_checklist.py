"""Boxes and rings: ticks, words of one's own, how things stand, one of several."""

import pytest

from safeplan.plan.model import Chosen, Own
from tests.app.asking import (
    AT_120,
    IDEAS,
    asking,
    chosen,
    labels,
    list_of,
    plan_with,
    press,
    push,
    settle,
    type_in,
    value_of,
    where,
)
from tests.app.screen_text import row_with, text

KEY = "daily.unhook"


async def test_space_and_digits_tick_and_untick_and_enter_goes_on() -> None:
    async with asking(KEY) as (app, pilot):
        assert "[x]" not in text(app)
        await press(pilot, "space", "3")
        assert value_of(app, KEY) == chosen("breathe_out_slowly", "think_this_is_the_same_story")
        assert text(app).count("[x]") == 2
        await press(pilot, "3")
        assert value_of(app, KEY) == chosen("breathe_out_slowly")
        await press(pilot, "enter")
        await settle(pilot)
        assert where(app) == "question daily.pause"


async def test_the_last_tick_taken_off_leaves_nothing() -> None:
    async with asking(KEY) as (app, pilot):
        await press(pilot, "1", "1", "escape")
        assert app.session.plan.answer(KEY) is None


async def test_a_click_ticks_the_whole_row() -> None:
    async with asking(KEY) as (app, pilot):
        rows = list_of(app)
        await pilot.click(rows, offset=(rows.size.width - 3, 1))
        assert value_of(app, KEY) == chosen("feel_my_feet_on_the_floor")


async def test_no_other_row_changes_when_the_mark_moves() -> None:
    async with asking(KEY) as (app, pilot):
        before = text(app).replace(">", " ")
        await press(pilot, "down", "down")
        assert text(app).replace(">", " ") == before


async def test_ones_own_words_are_the_last_row_and_stand_before_it_then() -> None:
    async with asking(KEY, size=AT_120) as (app, pilot):
        assert labels(app)[-1] == "Add your own"
        await press(pilot, "end", "enter")
        await settle(pilot)
        assert where(app) == "own_words"
        await type_in(pilot, "hum a tune")
        await press(pilot, "enter")
        await settle(pilot)
        assert labels(app)[-2:] == ["hum a tune", "Add your own"]
        assert value_of(app, KEY) == (Own("hum a tune"),)
        assert "[x] hum a tune" in text(app)


async def test_an_own_line_half_written_is_kept_by_back_and_an_empty_one_adds_nothing() -> None:
    async with asking(KEY) as (app, pilot):
        await press(pilot, "end", "enter")
        await type_in(pilot, "hu")
        await press(pilot, "escape")
        assert value_of(app, KEY) == (Own("hu"),)
        await press(pilot, "end", "enter", "escape")
        assert value_of(app, KEY) == (Own("hu"),)


async def test_an_own_line_is_changed_removed_and_brought_back() -> None:
    plan = plan_with(daily__unhook=(Own("hum"), Own("sing")))
    async with asking(KEY, plan) as (app, pilot):
        await press(pilot, "8")
        await settle(pilot)
        assert app.focused.text == "hum"
        await push(pilot, "remove")
        assert value_of(app, KEY) == (Own("sing"),)
        assert "Removed. Ctrl-Z brings it back." in text(app)
        await press(pilot, "ctrl+z")
        assert value_of(app, KEY) == (Own("hum"), Own("sing"))


async def test_enter_on_an_own_line_goes_on_as_everywhere_in_the_list() -> None:
    async with asking(KEY, plan_with(daily__unhook=(Own("hum"),))) as (app, pilot):
        await press(pilot, *["down"] * 7, "enter")
        await settle(pilot)
        assert where(app) == "question daily.pause"


async def test_the_caution_is_on_the_page_for_ones_own_words_too() -> None:
    async with asking(KEY) as (app, pilot):
        await press(pilot, "end", "enter")
        await settle(pilot)
        assert row_with(app, "If being flat or quiet") < row_with(app, "In your own words")


async def test_ideas_are_said_to_be_ideas() -> None:
    async with asking(KEY) as (app, _pilot):
        assert row_with(app, IDEAS) < row_with(app, "breathe out slowly")


async def test_what_is_not_offered_any_more_stays_chosen() -> None:
    young = plan_with(start__age=Chosen("u18"), papers__docs=chosen("lease_deeds_mortgage"))
    async with asking("papers.docs", young) as (app, pilot):
        assert "lease" not in " ".join(labels(app))
        await press(pilot, "1", "2")
        await settle(pilot)
        assert chosen("lease_deeds_mortgage")[0] in value_of(app, "papers.docs")


# How things stand


async def test_a_thing_is_given_a_state_and_shows_it() -> None:
    key = "papers.docs"
    async with asking(key) as (app, pilot):
        await press(pilot, "1")
        await settle(pilot)
        assert where(app) == "item_state"
        states = labels_here(app)
        assert states[0] == "on my list"
        assert states[-1] == "not on my list"
        assert "copy made" in " ".join(states)
        await press(pilot, str(states.index("copy made") + 1))
        await settle(pilot)
        (item,) = value_of(app, key)
        assert (item.id, item.state) == ("id_card_or_passport", "copy_made")
        assert "[x] ID card or passport" in text(app)
        assert row_with(app, "copy made") == row_with(app, "ID card or passport")
        await press(pilot, "1")
        await settle(pilot)
        await press(pilot, str(len(states)))
        await settle(pilot)
        assert value_of(app, key) is None


async def test_back_from_a_state_changes_nothing() -> None:
    plan = plan_with(papers__docs=(Chosen("insurance", "have"),))
    async with asking("papers.docs", plan) as (app, pilot):
        await press(pilot, "1")
        await settle(pilot)
        await press(pilot, "escape")
        assert value_of(app, "papers.docs") == (Chosen("insurance", "have"),)


async def test_an_own_thing_has_a_state_and_its_words_can_change() -> None:
    plan = plan_with(papers__things=(Own("the red notebook"),))
    key = "papers.things"
    async with asking(key, plan, AT_120) as (app, pilot):
        rows = list_of(app)
        rows.focus()
        rows.choose(len(rows.rows) - 2)
        await settle(pilot)
        await press(pilot, "2")
        await settle(pilot)
        assert value_of(app, key) == (Own("the red notebook", "have"),)
        list_of(app).choose(len(rows.rows) - 2)
        await settle(pilot)
        await push(pilot, "change")
        await settle(pilot)
        await type_in(pilot, "s")
        await press(pilot, "enter")
        assert value_of(app, key) == (Own("the red notebooks", "have"),)


def labels_here(app) -> list[str]:
    from safeplan.app.widgets.rows import Rows

    return [row.label for row in app.screen.query_one(Rows).rows]


# One of several, some of several


@pytest.mark.parametrize("keys", [["2"], ["down", "enter"]])
async def test_one_key_chooses_and_goes_on(keys: list[str]) -> None:
    async with asking("start.stage") as (app, pilot):
        await press(pilot, *keys)
        await settle(pilot)
        assert value_of(app, "start.stage") == Chosen("thinking")
        assert where(app) == "question start.children"


async def test_a_click_chooses_and_goes_on() -> None:
    async with asking("start.stage") as (app, pilot):
        await pilot.click(list_of(app), offset=(20, 4))
        await settle(pilot)
        assert value_of(app, "start.stage") == Chosen("left")


async def test_the_choice_made_before_has_the_ring_and_the_mark() -> None:
    async with asking("start.stage", plan_with(start__stage=Chosen("ready"))) as (app, pilot):
        assert "> 3  (o)" in text(app)
        assert text(app).count("(o)") == 1
        await press(pilot, "enter")
        assert value_of(app, "start.stage") == Chosen("ready")


async def test_no_answer_looks_different_from_another() -> None:
    async with asking("start.violence") as (app, pilot):
        strips = list_of(app)
        await press(pilot, "tab")
        styles = {strips.render_line(y)._segments[0].style for y in range(5)}
        assert len(styles) == 1


async def test_several_answers_are_boxes_and_enter_goes_on() -> None:
    key = "people.code_meaning"
    async with asking(key) as (app, pilot):
        assert "call the local emergency number" in text(app)
        await press(pilot, "2", "4", "enter")
        await settle(pilot)
        assert value_of(app, key) == chosen("come_to_me", "take_the_children")
        assert where(app) != f"question {key}"


async def test_the_number_of_the_country_stands_in_an_option() -> None:
    plan = plan_with(start__country=Chosen("GB"))
    async with asking("people.code_meaning", plan) as (app, _pilot):
        assert "call 999" in text(app)


async def test_a_long_list_jumps_by_letters() -> None:
    async with asking("start.country") as (app, pilot):
        await press(pilot, "f")
        assert list_of(app).row.label.startswith("F")

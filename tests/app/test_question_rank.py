"""Putting in order: keys, buttons and the mouse; as many lines as the person likes."""

from safeplan.plan.model import Chosen, Own
from tests.app.asking import (
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

KEY = "priorities.rank"


async def test_space_picks_up_arrows_move_space_puts_down() -> None:
    async with asking(KEY) as (app, pilot):
        await press(pilot, "down", "down", "space")
        assert row_with(app, "picked up") == row_with(app, "keeping it secret")
        await press(pilot, "up", "up")
        assert labels(app)[0] == "keeping it secret"
        await press(pilot, "space")
        assert "picked up" not in text(app)
        assert value_of(app, KEY) == chosen("keeping_it_secret")
        # Arrows move the mark again, and no line.
        await press(pilot, "down")
        assert labels(app)[0] == "keeping it secret"


async def test_only_what_was_put_in_order_is_the_answer() -> None:
    async with asking(KEY) as (app, pilot):
        await press(pilot, "6", "1", "9", "2")
        assert value_of(app, KEY) == chosen("my_pet", "my_feelings")


async def test_a_line_goes_no_further_than_the_ends() -> None:
    async with asking(KEY) as (app, pilot):
        count = len(labels(app))
        await press(pilot, "space", "up", "up", "end", "down")
        assert labels(app)[-2] == "my physical safety"
        assert labels(app)[-1] == "Add your own"
        await press(pilot, "home", "space")
        assert labels(app)[0] == "my physical safety"
        assert len(labels(app)) == count


async def test_the_buttons_move_the_line_under_the_mark() -> None:
    async with asking(KEY) as (app, pilot):
        await press(pilot, "down", "down")
        await push(pilot, "move_up")
        assert labels(app)[1] == "keeping it secret"
        await push(pilot, "move_up")
        await push(pilot, "move_down")
        assert labels(app)[1] == "keeping it secret"
        assert value_of(app, KEY) == chosen("my_physical_safety", "keeping_it_secret")


async def test_a_click_picks_up_and_a_click_puts_down_there() -> None:
    async with asking(KEY) as (app, pilot):
        await pilot.click(list_of(app), offset=(20, 5))
        await settle(pilot)
        assert row_with(app, "picked up") == row_with(app, "my pet")
        await pilot.click(list_of(app), offset=(20, 1))
        await settle(pilot)
        assert labels(app)[1] == "my pet"
        assert "picked up" not in text(app)
        assert value_of(app, KEY) == chosen("my_physical_safety", "my_pet")


async def test_enter_puts_down_and_then_goes_on() -> None:
    async with asking(KEY) as (app, pilot):
        await press(pilot, "space", "down", "enter")
        assert where(app) == f"question {KEY}"
        await press(pilot, "enter")
        await settle(pilot)
        assert where(app) == "question priorities.review"


async def test_back_while_a_line_is_picked_up_keeps_the_order() -> None:
    async with asking(KEY) as (app, pilot):
        await press(pilot, "down", "space", "up", "escape")
        assert value_of(app, KEY) == chosen("childrens_safety")


async def test_the_order_is_there_again_and_the_rest_follows() -> None:
    async with asking(KEY, plan_with(priorities__rank=chosen("my_pet", "my_feelings"))) as (app, _):
        assert labels(app)[:3] == ["my pet", "my feelings", "my physical safety"]
        assert len(labels(app)) == 13


async def test_looking_alone_puts_nothing_in_order() -> None:
    async with asking(KEY) as (app, pilot):
        await press(pilot, "down", "down", "tab", "escape")
        assert value_of(app, KEY) is None


async def test_ones_own_line_comes_after_what_is_in_order() -> None:
    async with asking(KEY, plan_with(priorities__rank=chosen("my_pet"))) as (app, pilot):
        rows = list_of(app)
        rows.choose(len(rows.rows) - 1)
        await settle(pilot)
        await type_in(pilot, "my garden")
        await press(pilot, "enter")
        await settle(pilot)
        assert value_of(app, KEY) == (Chosen("my_pet"), Own("my garden"))
        assert labels(app)[:2] == ["my pet", "my garden"]


async def test_ones_own_line_is_changed_removed_and_brought_back() -> None:
    before = (Chosen("my_pet"), Own("my garden"), Chosen("my_feelings"))
    async with asking(KEY, plan_with(priorities__rank=before)) as (app, pilot):
        await press(pilot, "down")
        await push(pilot, "more_answers")
        assert "Change: my garden" in text(app)
        await press(pilot, "4")
        await settle(pilot)
        assert app.focused.text == "my garden"
        await push(pilot, "remove")
        assert value_of(app, KEY) == chosen("my_pet", "my_feelings")
        await press(pilot, "ctrl+z")
        assert value_of(app, KEY) == before


async def test_a_line_that_is_not_offered_keeps_its_place() -> None:
    before = (Chosen("my_pet"), Chosen("from_a_later_version"), Chosen("my_feelings"))
    async with asking(KEY, plan_with(priorities__rank=before)) as (app, pilot):
        await press(pilot, "space", "down", "space")
        assert labels(app)[:2] == ["my feelings", "my pet"]
        value = value_of(app, KEY)
        assert set(value) == set(before)
        assert value.index(Chosen("my_feelings")) < value.index(Chosen("my_pet"))


async def test_words_on_keys_and_on_ideas_stand_above() -> None:
    async with asking(KEY) as (app, _pilot):
        assert row_with(app, IDEAS) < row_with(app, "my pet")
        assert "Space picks a line up. Arrows move it. Space puts it down." in text(app)

"""A list: add, go on, change, remove, bring back; ideas; order."""

from safeplan.plan.model import Own
from tests.app.asking import (
    IDEAS,
    asking,
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

KEY = "daily.hooks"
THREE = (Own("one"), Own("two"), Own("three"))


async def test_enter_adds_and_enter_on_nothing_goes_on() -> None:
    async with asking(KEY) as (app, pilot):
        await type_in(pilot, "lost keys")
        await press(pilot, "enter")
        assert value_of(app, KEY) == (Own("lost keys"),)
        assert app.focused.id == "answer"
        await type_in(pilot, "late tea")
        await press(pilot, "enter")
        assert labels(app, "lines") == ["lost keys", "late tea"]
        assert where(app) == f"question {KEY}"
        await press(pilot, "enter")
        await settle(pilot)
        assert where(app) == "question daily.unhook"
        assert value_of(app, KEY) == (Own("lost keys"), Own("late tea"))


async def test_back_keeps_what_is_half_written() -> None:
    async with asking(KEY) as (app, pilot):
        await type_in(pilot, "half a li")
        await press(pilot, "escape")
        assert value_of(app, KEY) == (Own("half a li"),)


async def test_a_line_opens_to_be_changed() -> None:
    async with asking(KEY, plan_with(daily__hooks=THREE)) as (app, pilot):
        await press(pilot, "tab", "2")
        await settle(pilot)
        assert where(app) == "own_words"
        assert app.focused.text == "two"
        await type_in(pilot, " more")
        await press(pilot, "enter")
        await settle(pilot)
        assert where(app) == f"question {KEY}"
        assert value_of(app, KEY) == (Own("one"), Own("two more"), Own("three"))
        assert labels(app, "lines") == ["one", "two more", "three"]


async def test_back_from_a_line_keeps_its_words_too() -> None:
    async with asking(KEY, plan_with(daily__hooks=THREE)) as (app, pilot):
        await press(pilot, "tab", "1")
        await type_in(pilot, "x")
        await press(pilot, "escape")
        assert value_of(app, KEY)[0] == Own("onex")


async def test_a_line_is_removed_and_ctrl_z_brings_it_back_to_its_place() -> None:
    async with asking(KEY, plan_with(daily__hooks=THREE)) as (app, pilot):
        await press(pilot, "tab", "2")
        await settle(pilot)
        await push(pilot, "remove")
        assert value_of(app, KEY) == (Own("one"), Own("three"))
        assert "Removed. Ctrl-Z brings it back." in text(app)
        await press(pilot, "ctrl+z")
        assert value_of(app, KEY) == THREE
        assert "Removed." not in text(app)
        await press(pilot, "ctrl+z")
        assert value_of(app, KEY) == THREE


async def test_a_line_emptied_is_a_line_removed_and_comes_back_as_it_was() -> None:
    async with asking(KEY, plan_with(daily__hooks=(Own("ab"),))) as (app, pilot):
        await press(pilot, "tab", "1")
        await settle(pilot)
        await press(pilot, "backspace", "backspace", "enter")
        await settle(pilot)
        assert value_of(app, KEY) is None
        await press(pilot, "ctrl+z")
        assert len(value_of(app, KEY)) == 1


async def test_undo_in_the_line_undoes_typing_first() -> None:
    async with asking(KEY, plan_with(daily__hooks=THREE)) as (app, pilot):
        await press(pilot, "tab", "1")
        await settle(pilot)
        await push(pilot, "remove")
        app.screen.set_focus(app.screen.query_one("#answer"))
        await type_in(pilot, "abc")
        await press(pilot, "ctrl+z")
        assert app.screen.query_one("#answer").text == ""
        assert len(value_of(app, KEY)) == 2
        await press(pilot, "ctrl+z")
        assert value_of(app, KEY) == THREE


async def test_ideas_stand_below_their_sentence_and_become_lines_of_ones_own() -> None:
    async with asking(KEY) as (app, pilot):
        assert row_with(app, IDEAS) < row_with(app, "they blame me")
        await press(pilot, "tab", "1")
        assert value_of(app, KEY) == (Own("they blame me"),)
        assert "they blame me" not in labels(app, "ideas")
        # Digits go on counting, so that each stands for one thing alone.
        assert "1  they blame me" in text(app)
        assert "2  they say they are the one hurt" in text(app)
        await press(pilot, "2")
        assert len(value_of(app, KEY)) == 2
        assert list_of(app, "ideas").first == 3


async def test_digits_are_text_while_a_line_is_written() -> None:
    async with asking(KEY, plan_with(daily__hooks=THREE)) as (app, pilot):
        await press(pilot, "1")
        assert app.screen.query_one("#answer").text == "1"
        assert where(app) == f"question {KEY}"


async def test_a_list_without_ideas_says_nothing_of_them() -> None:
    async with asking("people.not_tell") as (app, _pilot):
        assert IDEAS not in text(app)


async def test_where_the_order_counts_a_line_moves_up_and_down() -> None:
    key = "day.steps_a"
    async with asking(key, plan_with(day__steps_a=THREE)) as (app, pilot):
        await press(pilot, "tab", "3")
        await settle(pilot)
        await push(pilot, "move_up")
        await push(pilot, "move_up")
        await push(pilot, "move_up")
        assert value_of(app, key) == (Own("three"), Own("one"), Own("two"))
        await push(pilot, "move_down")
        await press(pilot, "escape")
        await settle(pilot)
        assert labels(app, "lines") == ["one", "three", "two"]


async def test_a_list_whose_order_does_not_count_offers_no_moves() -> None:
    async with asking(KEY, plan_with(daily__hooks=THREE)) as (app, pilot):
        await press(pilot, "tab", "3")
        await settle(pilot)
        assert "Move up" not in text(app)


async def test_what_is_kept_beside_a_line_survives_a_change_of_words() -> None:
    line = Own("one", "", {"colour": "kept"})
    async with asking(KEY, plan_with(daily__hooks=(line,))) as (app, pilot):
        await press(pilot, "tab", "1")
        await type_in(pilot, "s")
        await press(pilot, "enter")
        assert value_of(app, KEY)[0].extra == {"colour": "kept"}

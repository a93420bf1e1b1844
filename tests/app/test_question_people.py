"""People: a list, one person, and one question a page on them."""

from types import MappingProxyType

import pytest

from safeplan.plan.model import Chosen, Record
from tests.app.asking import (
    AT_120,
    IDEAS,
    asking,
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
from tests.app.screen_text import row_with, text

KEY = "people.helpers"


def person(name: str, **parts) -> Record:
    return Record(name, MappingProxyType(parts))


ZOE = person("1", nickname="Zoë", number="07700 900111", can_do=(Chosen("listen"),))
MR_TEA = person("2", nickname="Mr Tea", number="01632 960222")


async def open_new(pilot) -> None:
    await press(pilot, str(len(labels(pilot.app))))
    await settle(pilot)


async def test_nobody_yet_and_one_is_added() -> None:
    async with asking(KEY) as (app, pilot):
        assert "Nobody here yet. One person is enough to start. It can be a helpline." in text(app)
        await open_new(pilot)
        assert where(app) == "person"
        assert app.focused.id == "part-nickname"
        await type_in(pilot, "Zoe")
        await press(pilot, "enter")
        assert app.focused.id == "part-number"
        await type_in(pilot, "07700 900111")
        await press(pilot, "enter")
        await settle(pilot)
        assert where(app) == f"question {KEY}"
        (record,) = value_of(app, KEY)
        assert record.values == {"nickname": "Zoe", "number": "07700 900111"}
        assert labels(app) == ["Zoe", "Add one"]
        assert "Numbers are kept closed. Enter opens a person." in text(app)
        assert "900111" not in text(app)


async def test_what_they_can_do_stands_beside_the_name_and_no_number_does() -> None:
    async with asking(KEY, plan_with(people__helpers=(ZOE, MR_TEA))) as (app, _pilot):
        assert row_with(app, "listen") == row_with(app, "Zoë")
        assert "0770" not in text(app)
        assert "0163" not in text(app)


async def test_the_caution_stands_above_the_list_and_above_the_lines_of_a_person() -> None:
    async with asking(KEY) as (app, pilot):
        caution = "You could pick people who are not close"
        assert row_with(app, caution) < row_with(app, "Add one")
        await open_new(pilot)
        assert row_with(app, caution) < row_with(app, "A nickname")


async def test_back_in_the_middle_of_a_name_keeps_it() -> None:
    async with asking(KEY) as (app, pilot):
        await open_new(pilot)
        await type_in(pilot, "Au")
        await press(pilot, "escape")
        assert value_of(app, KEY)[0].values == {"nickname": "Au"}


async def test_opening_a_new_one_and_leaving_adds_nobody() -> None:
    async with asking(KEY) as (app, pilot):
        await open_new(pilot)
        await press(pilot, "escape")
        assert app.session.plan.answer(KEY) is None


async def test_more_about_a_person_is_one_question_a_page_and_all_can_be_skipped() -> None:
    async with asking(KEY, plan_with(people__helpers=(ZOE, MR_TEA))) as (app, pilot):
        await press(pilot, "2")
        await settle(pilot)
        assert "[ More about Mr Tea ]" in text(app)
        await push(pilot, "more")
        assert "What could they do?" in text(app)
        await press(pilot, "1", "4", "enter")
        await settle(pilot)
        assert "Do they know about it?" in text(app)
        await press(pilot, "2")
        await settle(pilot)
        assert "Could the other person get it out of this person?" in text(app)
        assert list_of(app).row.label == "Leave open"
        await push(pilot, "skip")
        assert "A safe way to reach them" in text(app)
        await type_in(pilot, "at the choir")
        await press(pilot, "enter")
        await settle(pilot)
        assert where(app) == "person"
        record = value_of(app, KEY)[1]
        assert record.values == {
            "nickname": "Mr Tea",
            "number": "01632 960222",
            "can_do": (Chosen("come_and_get_me"), Chosen("take_children")),
            "knows": Chosen("some"),
            "safe_way": "at the choir",
        }
        assert value_of(app, KEY)[0] == ZOE


async def test_back_from_a_part_keeps_it_and_leave_open_takes_it_back() -> None:
    knows = person("1", nickname="Zoë", knows=Chosen("yes"))
    async with asking(KEY, plan_with(people__helpers=(knows,))) as (app, pilot):
        await press(pilot, "1")
        await settle(pilot)
        await push(pilot, "more")
        await press(pilot, "3", "escape")
        assert value_of(app, KEY)[0].values["can_do"] == (Chosen("hold_papers"),)
        await push(pilot, "more")
        await push(pilot, "next")
        await press(pilot, "4")
        assert "knows" not in value_of(app, KEY)[0].values


async def test_a_person_is_removed_and_brought_back_to_their_place() -> None:
    async with asking(KEY, plan_with(people__helpers=(ZOE, MR_TEA))) as (app, pilot):
        await press(pilot, "1")
        await settle(pilot)
        await push(pilot, "remove")
        assert value_of(app, KEY) == (MR_TEA,)
        assert "Removed. Ctrl-Z brings it back." in text(app)
        await press(pilot, "ctrl+z")
        assert value_of(app, KEY) == (ZOE, MR_TEA)
        assert labels(app) == ["Zoë", "Mr Tea", "Add one"]


async def test_a_number_with_letters_is_kept_and_said() -> None:
    async with asking(KEY) as (app, pilot):
        await open_new(pilot)
        await press(pilot, "tab")
        await type_in(pilot, "01632 red")
        assert "This number has letters in it. It is kept as you wrote it." in text(app)
        await press(pilot, "escape")
        assert value_of(app, KEY)[0].values == {"number": "01632 red"}
        assert "no name yet" in labels(app)


async def test_a_watched_phone_asks_the_safe_way_right_after_the_number() -> None:
    async with asking(KEY, plan_with(start__phone_watched=Chosen("yes"))) as (app, pilot):
        await open_new(pilot)
        assert row_with(app, "A safe way to reach them") > row_with(app, "Number")
        assert [one.id for one in app.screen.query("OneLine")][-1] == "part-safe_way"


async def test_ideas_of_whom_it_could_be_are_a_name_to_begin_with() -> None:
    key = "pets.pet_place"
    async with asking(key, size=AT_120) as (app, pilot):
        assert row_with(app, IDEAS) < row_with(app, labels(app, "ideas")[0])
        idea = labels(app, "ideas")[0]
        await press(pilot, "2")
        await settle(pilot)
        assert app.focused.text == idea
        await press(pilot, "escape")
        assert value_of(app, key)[0].values == {"nickname": idea}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_tab_on_a_person_and_on_a_part(size) -> None:
    async with asking(KEY, plan_with(people__helpers=(ZOE,)), size) as (app, pilot):
        await press(pilot, "1")
        await settle(pilot)
        for does in ("", "more"):
            if does:
                await push(pilot, does)
            visited = await tab_round(pilot)
            assert len(set(visited)) == len(visited)
            assert set(visited) == set(app.screen.focus_chain)


async def test_the_people_of_the_first_screen() -> None:
    async with asking("", plan_with(people__helpers=(ZOE,))) as (app, pilot):
        app.visit("people")
        await settle(pilot)
        seen = text(app)
        assert "Different people, for different things. One is enough." in seen
        assert "[ Add one ]   [ Code words ]   [ Who must not know ]" in seen
        assert row_with(app, "You could pick people") < row_with(app, "Zoë")
        assert "900111" not in seen
        await push(pilot, "not_tell")
        assert where(app) == "question people.not_tell"
        await press(pilot, "escape")
        await push(pilot, "code_words")
        assert where(app) == "question people.code_word"
        await press(pilot, "escape")
        await push(pilot, "add")
        await type_in(pilot, "Mr Tea")
        await press(pilot, "escape")
        await settle(pilot)
        assert labels(app) == ["Zoë", "Mr Tea"]
        await press(pilot, "2")
        await settle(pilot)
        assert app.focused.text == "Mr Tea"


async def test_the_people_place_with_nobody_in_it() -> None:
    async with asking("") as (app, pilot):
        app.visit("people")
        await settle(pilot)
        assert "Nobody here yet." in text(app)
        assert app.focused.label == "Add one"
        visited = await tab_round(pilot)
        assert set(visited) == set(app.screen.focus_chain)


async def test_an_emptied_person_is_taken_off_the_list() -> None:
    one = person("1", nickname="Z")
    async with asking(KEY, plan_with(people__helpers=(one,))) as (app, pilot):
        await press(pilot, "1")
        await settle(pilot)
        await press(pilot, "backspace", "escape")
        assert app.session.plan.answer(KEY) is None

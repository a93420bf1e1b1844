"""A question that is open twice: the older screen writes nothing over the newer answer."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest
from textual.pilot import Pilot

from safeplan.app import contacts
from safeplan.app.crash import take_what_was_typed
from safeplan.app.screens.onward import open_question
from safeplan.app.screens.person import Person
from safeplan.app.screens.record_part import RecordPart
from safeplan.app.widgets.field import Field
from safeplan.plan.model import Answer, Chosen, Own, Record, Value
from tests.app.asking import asking, plan_with, press, push, settle, state_of, type_in, value_of
from tests.app.screen_text import text

OLD: dict[str, Value] = {
    "people.code_word": "teapot",
    "daily.true_for_me": "The kettle was mine.",
    "daily.hooks": (Own("old mistakes"),),
    "daily.unhook": (Chosen("breathe_out_slowly"), Own("hum a tune")),
    "people.code_meaning": (Chosen("come_to_me"),),
    "priorities.review": "2027-03-01",
    "after.contact_plan": Chosen("in_person_in_public"),
    "priorities.rank": (Chosen("my_pet"),),
}
NEW: dict[str, Value] = {
    "people.code_word": "umbrella",
    "daily.true_for_me": "The kettle is mine.\nSo is the cup.",
    "daily.hooks": (Own("old mistakes"), Own("the weather")),
    "daily.unhook": (Own("sing"),),
    "people.code_meaning": (Chosen("take_the_children"),),
    "priorities.review": "2027-05-01",
    "after.contact_plan": Chosen("through_a_lawyer"),
    "priorities.rank": (Own("my kettle"), Chosen("my_pet")),
}
of_each = pytest.mark.parametrize("key", OLD)


def named(key: str) -> str:
    return key.replace(".", "__")


async def again(app: Any, pilot: Pilot[None], key: str) -> None:
    """The same question over itself, as finding leads to it."""
    open_question(app, key, offer=False)
    await settle(pilot)


@of_each
@pytest.mark.parametrize("first", [True, False], ids=["empty", "answered"])
async def test_what_another_screen_put_stays_and_stands_there(key: str, first: bool) -> None:
    before = plan_with() if first else plan_with(**{named(key): OLD[key]})
    async with asking(key, before) as (app, pilot):
        await again(app, pilot, key)
        app.session.answer(key, Answer("answer", NEW[key]))
        await press(pilot, "escape")
        await settle(pilot)
        take_what_was_typed(app.screen_stack)
        assert value_of(app, key) == NEW[key]
        assert app.screen.stands() == app.screen._stood
        await press(pilot, "escape")
        assert app.session.plan.answer(key) == Answer("answer", NEW[key])


async def test_a_word_written_on_the_newer_screen_is_not_lost() -> None:
    key = "people.code_word"
    async with asking(key, plan_with(people__code_word="tea")) as (app, pilot):
        await again(app, pilot, key)
        await type_in(pilot, "pot")
        await press(pilot, "escape")
        await settle(pilot)
        assert "| teapot" in text(app)
        await type_in(pilot, "s")
        await press(pilot, "escape")
        assert value_of(app, key) == "teapots"


async def test_an_answer_taken_away_elsewhere_does_not_come_back() -> None:
    key = "people.code_word"
    async with asking(key, plan_with(people__code_word="teapot")) as (app, pilot):
        await again(app, pilot, key)
        app.session.put(app.session.plan.without(key))
        await press(pilot, "escape")
        await settle(pilot)
        assert app.screen.query_one("#answer", Field).text == ""
        await press(pilot, "ctrl+z", "escape")
        assert value_of(app, key) is None


async def test_putting_it_off_below_keeps_the_newer_words() -> None:
    key = "people.code_word"
    async with asking(key, plan_with(people__code_word="teapot")) as (app, pilot):
        await again(app, pilot, key)
        app.session.answer(key, Answer("answer", "umbrella"))
        below = app.screen_stack[-2]
        below._say_of_it("later")
        assert app.session.plan.answer(key) == Answer("later", "umbrella")


async def test_letters_that_were_typed_here_win() -> None:
    key = "people.code_word"
    async with asking(key, plan_with(people__code_word="tea")) as (app, pilot):
        await type_in(pilot, "cup")
        app.session.answer(key, Answer("answer", "umbrella"))
        app.screen.query_one("#answer", Field)._typing.insert("s")
        take_what_was_typed(app.screen_stack)
        assert value_of(app, key) == "teacups"


async def test_chosen_again_after_another_was_chosen_elsewhere() -> None:
    key = "after.contact_plan"
    async with asking(key, plan_with(after__contact_plan=OLD[key])) as (app, pilot):
        await again(app, pilot, key)
        app.session.answer(key, Answer("answer", NEW[key]))
        await press(pilot, "escape")
        await settle(pilot)
        rows = app.screen.query_one("#answer")
        rows.focus()
        rows.choose(rows.index_of("in_person_in_public"))  # type: ignore[attr-defined]
        await settle(pilot)
        assert value_of(app, key) == OLD[key]


async def test_words_of_several_lines_that_were_put_off_keep_their_lines() -> None:
    key, words = "people.code_word", "teapot\nor kettle"
    before = plan_with().with_answer(key, Answer("later", words))
    async with asking(key, before) as (app, pilot):
        await push(pilot, "next")
        assert value_of(app, key) == words
        assert state_of(app, key) == "answer"


ZOE = Record("1", MappingProxyType({"nickname": "Zoë", "number": "01632 960111"}))
PEOPLE = "people.helpers"


async def test_a_person_removed_elsewhere_does_not_come_back_and_is_not_shown() -> None:
    async with asking(PEOPLE, plan_with(people__helpers=(ZOE,))) as (app, pilot):
        app.push_screen(Person(PEOPLE, "1"))
        await settle(pilot)
        app.visit("keys")
        await settle(pilot)
        app.session.put(contacts.without(app.session.plan, PEOPLE, "1"))
        take_what_was_typed(app.screen_stack)
        assert value_of(app, PEOPLE) is None
        await press(pilot, "escape")
        await settle(pilot)
        assert app.screen.query_one("#part-nickname", Field).text == ""
        await press(pilot, "escape")
        assert value_of(app, PEOPLE) is None


async def test_a_persons_newer_number_stays_and_stands_there_and_letters_win() -> None:
    async with asking(PEOPLE, plan_with(people__helpers=(ZOE,))) as (app, pilot):
        app.push_screen(Person(PEOPLE, "1"))
        await settle(pilot)
        app.visit("keys")
        await settle(pilot)
        plan = contacts.with_part(app.session.plan, PEOPLE, "1", "number", "01632 960222")
        app.session.put(plan)
        await press(pilot, "escape")
        await settle(pilot)
        assert "01632 960222" in text(app)
        await type_in(pilot, "x")
        await press(pilot, "escape")
        (one,) = value_of(app, PEOPLE)
        assert dict(one.values) == {"nickname": "Zoëx", "number": "01632 960222"}


async def test_a_part_that_nobody_touched_makes_no_removed_person_anew() -> None:
    async with asking(PEOPLE, plan_with(people__helpers=(ZOE,))) as (app, pilot):
        person = Person(PEOPLE, "1")
        app.push_screen(person)
        await settle(pilot)
        plan = contacts.with_part(app.session.plan, PEOPLE, "1", "safe_way", "by letter")
        app.session.put(plan)
        part = next(one for one in person.parts if one.type == "text" and one.id != "nickname")
        app.push_screen(RecordPart(person, part))
        await settle(pilot)
        app.session.put(contacts.without(app.session.plan, PEOPLE, "1"))
        await press(pilot, "escape")
        assert value_of(app, PEOPLE) is None

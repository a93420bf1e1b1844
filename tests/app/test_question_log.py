"""What happened: the list, writing one, reading one, adding a note; nothing is rewritten."""

from types import MappingProxyType

import pytest

from safeplan.app.crash import take_what_was_typed
from safeplan.app.screens.incident import Incident, IncidentNote
from safeplan.app.screens.places import PLACES
from safeplan.plan import log
from safeplan.plan.model import Chosen, Own, Record
from tests.app.asking import (
    AT_120,
    NOW,
    asking,
    labels,
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

KEY = "log.incidents"
SAFE = Chosen("yes")


def entry(name: str, **parts) -> Record:
    return Record(name, MappingProxyType({"written_on": "2026-11-22", **parts}))


FIRST = entry("1", date="2026-11-13", time="evening", what="He shouted.\nThen he left.")
SECOND = entry("2", date="2026-11-22", what="A plate was thrown.")


def kept(*entries: Record):
    return plan_with(log__safe_to_keep=SAFE, log__incidents=entries)


def opened(**answers):
    return plan_with(log__safe_to_keep=SAFE, **answers)


async def test_until_it_is_safe_only_that_question_shows() -> None:
    async with asking("log.safe_to_keep") as (app, pilot):
        await press(pilot, "escape")
        await settle(pilot)
        assert labels(app, "questions") == ["Is it safe for you to keep a log at all?"]


async def test_no_closes_it_and_says_once_that_nothing_is_owed() -> None:
    async with asking("log.safe_to_keep") as (app, pilot):
        await press(pilot, "3")
        await settle(pilot)
        assert "You do not have to collect proof. Your safety comes first." in text(app)
        assert not app.session.log_is_safe


async def test_yes_opens_the_list() -> None:
    async with asking("log.safe_to_keep") as (app, pilot):
        await press(pilot, "1")
        await settle(pilot)
        assert where(app) == f"question {KEY}"
        assert "Nothing written down. You do not have to keep a log." in text(app)
        assert row_with(app, "A log can be found") < row_with(app, "Nothing written down")


async def test_entries_are_kept_closed_newest_first_until_their_lines_are_shown() -> None:
    async with asking(KEY, kept(FIRST, SECOND)) as (app, pilot):
        assert labels(app) == ["22 November 2026", "13 November 2026   evening"]
        assert "plate" not in text(app)
        assert text(app).count("kept closed") == 2
        await push(pilot, "show_first_lines")
        assert "A plate was thrown." in text(app)
        assert "Then he left" not in text(app)
        await press(pilot, "escape")
    async with asking(KEY, kept(FIRST, SECOND)) as (app, _pilot):
        assert "plate" not in text(app)


async def test_writing_one_in_two_lines() -> None:
    async with asking(KEY, opened(), AT_120) as (app, pilot):
        await push(pilot, "write_one")
        assert where(app) == "incident_writing"
        assert app.focused.id == "date"
        assert app.focused.text == "25 November 2026"
        assert row_with(app, "A log can be found") < row_with(app, "What happened, in order")
        assert "Written down on 25 November 2026, 10:04. This line cannot be changed." in text(app)
        await press(pilot, "enter")
        await type_in(pilot, "a plate")
        await push(pilot, "done")
        assert where(app) == f"question {KEY}"
        (record,) = value_of(app, KEY)
        assert record.values == {
            "date": "2026-11-25",
            "what": "a plate",
            "written_on": "2026-11-25",
        }


async def test_when_in_any_words_is_kept() -> None:
    async with asking(KEY, opened(), AT_120) as (app, pilot):
        await push(pilot, "write_one")
        app.screen.query_one("#date").text = "Sunday, after nine"
        await press(pilot, "enter")
        await type_in(pilot, "a plate")
        await press(pilot, "escape")
        assert value_of(app, KEY)[0].text("date") == "Sunday, after nine"


async def test_half_written_is_kept_by_back_and_nothing_written_adds_nothing() -> None:
    async with asking(KEY, opened()) as (app, pilot):
        await push(pilot, "write_one")
        await press(pilot, "escape")
        assert value_of(app, KEY) is None
        await push(pilot, "write_one")
        await press(pilot, "enter")
        await type_in(pilot, "a pl")
        await press(pilot, "escape")
        assert value_of(app, KEY)[0].text("what") == "a pl"


async def test_what_was_typed_and_erased_before_leaving_was_never_written() -> None:
    async with asking(KEY, opened()) as (app, pilot):
        await push(pilot, "write_one")
        await press(pilot, "enter", "a", "backspace", "escape")
        assert value_of(app, KEY) is None


async def test_more_is_one_question_a_page() -> None:
    async with asking(KEY, opened(start__order=Chosen("yes")), AT_120) as (app, pilot):
        await push(pilot, "write_one")
        await push(pilot, "add_more")
        assert "Write a line on what happened first." in text(app)
        await type_in(pilot, "a plate")
        await push(pilot, "add_more")
        asked = []
        while where(app) == "record_part":
            asked.append(app.screen.part.id)
            if app.screen.part.id == "who":
                await type_in(pilot, "Zoe")
                await press(pilot, "enter")
                await type_in(pilot, "Mr Tea")
            if app.screen.part.id == "children":
                await press(pilot, "2")
                await settle(pilot)
                continue
            await push(pilot, "next")
        assert asked == [
            *("time", "place", "words", "who", "weapon", "injuries", "proof", "damage"),
            *("children", "told", "order_broken", "ended"),
        ]
        assert where(app) == "incident_writing"
        values = value_of(app, KEY)[0].values
        assert values["who"] == (Own("Zoe"), Own("Mr Tea"))
        assert values["children"] == Chosen("no")
        assert values["what"] == "a plate"


async def test_an_entry_is_read_and_a_note_goes_below_it_with_its_own_day() -> None:
    async with asking(KEY, kept(FIRST), AT_120) as (app, pilot):
        await press(pilot, "1")
        await settle(pilot)
        assert where(app) == "incident"
        assert "He shouted." in text(app)
        assert "13 November 2026" in text(app)
        assert not app.screen.query("Field")
        await push(pilot, "add_note")
        await type_in(pilot, "my sister heard")
        await push(pilot, "done")
        (record,) = value_of(app, KEY)
        (note,) = log.notes(record)
        assert note.values == {"date": NOW.date().isoformat(), "text": "my sister heard"}
        assert {k: v for k, v in record.values.items() if k != log.NOTES} == dict(FIRST.values)
        await press(pilot, "1")
        await settle(pilot)
        assert row_with(app, "He shouted") < row_with(app, "my sister heard")
        assert "Added on 25 November 2026" in text(app)


async def test_each_visit_adds_a_note_of_its_own_and_changes_no_other() -> None:
    async with asking(KEY, kept(FIRST), AT_120) as (app, pilot):
        for words in ("one", "two"):
            await press(pilot, "1")
            await settle(pilot)
            await push(pilot, "add_note")
            await type_in(pilot, words)
            await press(pilot, "escape")
            await settle(pilot)
        texts = [note.text("text") for note in log.notes(value_of(app, KEY)[0])]
        assert texts == ["one", "two"]


async def test_an_entry_is_removed_after_one_question_with_keep_it_focused() -> None:
    async with asking(KEY, kept(FIRST, SECOND)) as (app, pilot):
        await press(pilot, "1")
        await settle(pilot)
        await push(pilot, "remove")
        assert app.focused.label == "Keep it"
        await press(pilot, "enter")
        await settle(pilot)
        assert len(value_of(app, KEY)) == 2
        await push(pilot, "remove")
        await push(pilot, "it")
        assert [dict(one.values) for one in value_of(app, KEY)] == [dict(FIRST.values)]
        assert where(app) == f"question {KEY}"
        assert labels(app) == ["13 November 2026   evening"]


async def test_stopping_keeps_what_was_written_and_hides_the_list() -> None:
    async with asking(KEY, kept(FIRST)) as (app, pilot):
        await push(pilot, "stop")
        assert "You do not have to collect proof." in text(app)
        assert [dict(one.values) for one in value_of(app, KEY)] == [dict(FIRST.values)]
        assert value_of(app, log.SAFE) == Chosen("no")
        assert not app.session.log_is_safe


async def test_from_the_first_screen_the_gate_comes_first() -> None:
    async with asking("", kept(FIRST)) as (app, pilot):
        app.visit("log")
        await settle(pilot)
        assert app.session.guide.section("log").gate in text(app)
        assert app.focused.label == "Skip"
        await push(pilot, "open")
        assert where(app) == f"question {KEY}"
        await press(pilot, "escape")
        assert where(app) == "home"


async def test_from_the_first_screen_a_closed_log_leads_to_its_question() -> None:
    async with asking("") as (app, pilot):
        app.push_screen(PLACES["log"](name="log"))
        await settle(pilot)
        await push(pilot, "open")
        assert labels(app, "questions") == ["Is it safe for you to keep a log at all?"]


async def test_tab_on_each_of_its_screens() -> None:
    async with asking(KEY, kept(FIRST)) as (app, pilot):
        for does in ("", "write_one", "add_more"):
            if does:
                if does == "add_more":
                    await press(pilot, "enter")
                    await type_in(pilot, "x")
                await push(pilot, does)
            visited = await tab_round(pilot)
            assert len(set(visited)) == len(visited)
            assert set(visited) == set(app.screen.focus_chain)


async def test_an_entry_stands_in_the_chain_once_its_page_is_left() -> None:
    async with asking(KEY, opened()) as (app, pilot):
        await press(pilot, "tab")
        app.screen.do_write_one()  # type: ignore[attr-defined]
        await settle(pilot)
        await press(pilot, "tab")
        await type_in(pilot, "An invented plate.")
        await settle(pilot)
        assert log.incidents(app.session.plan)
        await press(pilot, "escape")
        await settle(pilot)
        assert log.closed(app.session.plan) == app.session.plan
        assert log.order(app.session.plan).whole


async def half_written(app, pilot) -> str:
    """An entry that is being written, the plate in it; its id."""
    await press(pilot, "tab")
    app.screen.do_write_one()
    await settle(pilot)
    await press(pilot, "tab")
    await type_in(pilot, "A plate.")
    await settle(pilot)
    return str(app.screen.record_id)


@pytest.mark.parametrize("further", [False, True], ids=["entry", "part"])
async def test_an_entry_finished_meanwhile_is_read_and_changed_no_more(further: bool) -> None:
    async with asking(KEY, opened()) as (app, pilot):
        made = await half_written(app, pilot)
        if further:
            await push(pilot, "add_more")
        await press(pilot, "f3")
        await settle(pilot)
        app.session.put(log.closed(app.session.plan))
        before = app.session.plan.answer(KEY)
        take_what_was_typed(app.screen_stack)
        await press(pilot, "escape")
        await settle(pilot)
        assert isinstance(app.screen, Incident)
        assert "A plate." in text(app)
        await press(pilot, "x", "escape")
        assert app.session.plan.answer(KEY) == before
        assert log.order(app.session.plan).whole
        assert [one.id for one in log.incidents(app.session.plan)] == [made]


async def test_an_entry_removed_meanwhile_is_left_and_does_not_come_back() -> None:
    async with asking(KEY, opened()) as (app, pilot):
        made = await half_written(app, pilot)
        await press(pilot, "f3")
        await settle(pilot)
        app.session.put(log.erase_incident(app.session.plan, made))
        take_what_was_typed(app.screen_stack)
        await press(pilot, "escape")
        await settle(pilot)
        assert where(app) == f"question {KEY}"
        assert not log.incidents(app.session.plan)


async def test_a_note_below_an_entry_removed_meanwhile_is_left() -> None:
    async with asking(KEY, kept(FIRST)) as (app, pilot):
        app.push_screen(IncidentNote("1"))
        await settle(pilot)
        await type_in(pilot, "later")
        await press(pilot, "f3")
        await settle(pilot)
        app.session.put(log.erase_incident(app.session.plan, "1"))
        await press(pilot, "escape")
        await settle(pilot)
        assert where(app) == f"question {KEY}"
        assert not log.incidents(app.session.plan)

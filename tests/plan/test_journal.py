"""The journal, and the log that is never rewritten."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pytest

from safeplan.plan import journal, log
from safeplan.plan.model import Answer, Chosen, Own, Plan, Record, dumps, loads
from safeplan.plan.values import Value

MakePlan = Callable[..., Plan]

MONDAY = datetime.datetime(2026, 3, 2, 21, 30)
TUESDAY = datetime.datetime(2026, 3, 3, 8, 5)


def texts(plan: Plan) -> list[str]:
    return [one.text("text") for one in journal.entries(plan)]


# --- the journal --------------------------------------------------------------------------------


def test_entries_stand_newest_first() -> None:
    plan = journal.add_entry(Plan(), "Monday", MONDAY)
    plan = journal.add_entry(plan, "Tuesday", TUESDAY)
    plan = journal.add_entry(plan, "Tuesday, later", TUESDAY)
    plan = journal.add_entry(plan, "Monday, written last", MONDAY)
    assert texts(plan) == ["Tuesday, later", "Tuesday", "Monday, written last", "Monday"]


def test_an_entry_holds_its_day_its_words_and_a_mood_if_one_is_given() -> None:
    plan = journal.add_entry(Plan(), "Today I felt lighter.", MONDAY, "lighter")
    plan = journal.add_entry(plan, "Rain.", TUESDAY)
    new, old = journal.entries(plan)
    assert old.values == {"date": "2026-03-02", "text": "Today I felt lighter.", "mood": "lighter"}
    assert new.values == {"date": "2026-03-03", "text": "Rain."}
    assert old.id != new.id


def test_the_time_is_the_one_that_is_passed_in() -> None:
    assert journal.add_entry(Plan(), "x", MONDAY) == journal.add_entry(Plan(), "x", MONDAY)


def test_an_entry_can_be_changed_and_keeps_its_day() -> None:
    plan = journal.add_entry(Plan(), "Monday", MONDAY, "tired")
    plan = journal.add_entry(plan, "Tuesday", TUESDAY)
    (_new, old) = journal.entries(plan)
    changed = journal.change_entry(plan, old.id, "Monday, in other words")
    assert texts(changed) == ["Tuesday", "Monday, in other words"]
    assert journal.entries(changed)[1].text("mood") == "tired"
    assert journal.entries(changed)[1].text("date") == "2026-03-02"
    with pytest.raises(KeyError):
        journal.change_entry(plan, "99", "x")


def test_one_entry_is_erased_and_nothing_of_it_is_left() -> None:
    plan = journal.add_entry(Plan(), "Monday", MONDAY)
    plan = journal.add_entry(plan, "Tuesday", TUESDAY)
    old = journal.entries(plan)[1]
    erased = journal.erase_entry(plan, old.id)
    assert texts(erased) == ["Tuesday"]
    assert b"Monday" not in dumps(erased)
    assert journal.erase_entry(erased, old.id) == erased
    last = journal.entries(erased)[0]
    assert journal.erase_entry(erased, last.id) == Plan()


def test_an_id_is_not_used_again_while_later_entries_stand() -> None:
    plan = journal.add_entry(Plan(), "one", MONDAY)
    plan = journal.add_entry(plan, "two", MONDAY)
    plan = journal.erase_entry(plan, plan.records(journal.KEY)[0].id)
    plan = journal.add_entry(plan, "three", MONDAY)
    ids = [one.id for one in plan.records(journal.KEY)]
    assert len(set(ids)) == 2


def test_entries_without_a_day_come_last() -> None:
    odd = Record("7", MappingProxyType({"text": "of another kind"}))
    plan = Plan().with_answer(journal.KEY, Answer("answer", (odd,)))
    plan = journal.add_entry(plan, "Monday", MONDAY)
    assert texts(plan) == ["Monday", "of another kind"]


# --- the log ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "opened"),
    [
        ("yes", True),
        ("short_code_notes_only", True),
        ("no", False),
        (None, False),
        ("@skip", False),
        ("@later", False),
        ("@not_for_me", False),
    ],
)
def test_the_log_is_closed_until_it_is_safe(make: MakePlan, said: Any, opened: bool) -> None:
    assert log.is_open(make({"log.safe_to_keep": said})) is opened


def test_an_entry_is_stamped_with_the_day_of_writing() -> None:
    said: dict[str, Value] = {"date": "2026-03-02", "what": "An invented entry."}
    said["children"] = Chosen("not_sure")
    plan = log.add_incident(Plan(), said, TUESDAY)
    (entry,) = log.incidents(plan)
    assert entry.values == {**said, "written_on": "2026-03-03"}


def test_the_stamp_cannot_be_given_by_hand() -> None:
    said: dict[str, Any] = {"what": "x", "written_on": "2020-01-01", "notes": (Own("x"),)}
    (entry,) = log.incidents(log.add_incident(Plan(), said, TUESDAY))
    assert entry.values == {"what": "x", "written_on": "2026-03-03"}


def test_the_newest_day_stands_first_whenever_it_was_written() -> None:
    plan = log.add_incident(Plan(), {"date": "2026-03-02", "what": "Monday"}, MONDAY)
    plan = log.add_incident(plan, {"date": "2026-01-10", "what": "January"}, TUESDAY)
    assert [one.text("what") for one in log.incidents(plan)] == ["Monday", "January"]


def test_what_comes_to_mind_later_is_added_below() -> None:
    plan = log.add_incident(Plan(), {"date": "2026-03-02", "what": "first words"}, MONDAY)
    (before,) = log.incidents(plan)
    plan = log.add_note(plan, before.id, "The lamp was on.", TUESDAY)
    plan = log.add_note(plan, before.id, "So was the radio.", TUESDAY)
    (after,) = log.incidents(plan)
    assert {name: one for name, one in after.values.items() if name != "notes"} == before.values
    assert [one.values for one in log.notes(after)] == [
        {"date": "2026-03-03", "text": "The lamp was on."},
        {"date": "2026-03-03", "text": "So was the radio."},
    ]
    assert log.notes(before) == ()
    with pytest.raises(KeyError):
        log.add_note(plan, "99", "x", TUESDAY)


def test_there_is_no_way_to_rewrite_an_entry() -> None:
    assert not [name for name in vars(log) if name.startswith(("change", "edit", "set"))]


def test_an_entry_can_be_erased_whole() -> None:
    plan = log.add_incident(Plan(), {"what": "an invented entry"}, MONDAY)
    plan = log.add_incident(plan, {"what": "another"}, TUESDAY)
    first = plan.records(log.KEY)[0]
    erased = log.erase_incident(plan, first.id)
    assert b"an invented entry" not in dumps(erased)
    assert [one.text("what") for one in log.incidents(erased)] == ["another"]


def test_entries_and_notes_come_back_from_their_form() -> None:
    plan = log.add_incident(Plan(), {"date": "2026-03-02", "who": (Own("Zoë"),)}, MONDAY)
    plan = log.add_note(plan, "1", "later", TUESDAY)
    plan = journal.add_entry(plan, "Rain.", TUESDAY)
    assert loads(dumps(plan)) == plan

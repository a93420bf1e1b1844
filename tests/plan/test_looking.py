"""Looking everywhere at once: the same answers as one by one, and the log as one closed place."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from safeplan.plan.entries import Entries
from safeplan.plan.finding import Found, Hit, find
from safeplan.plan.guide import load_guide
from safeplan.plan.looking import look
from safeplan.plan.model import Answer, Chosen, Own, Plan, Record
from safeplan.plan.tailoring import arrange

GUIDE = load_guide()
TODAY = date(2026, 11, 25)


def written(safe: str = "yes") -> Plan:
    """Kettles everywhere: an answer, two in the journal, three in the log."""
    plan = Plan().with_answer("log.safe_to_keep", Answer("answer", Chosen(safe)))
    plan = plan.with_answer("people.code_word", Answer("answer", "blue kettle"))
    told = tuple(
        Record(str(day), {"date": f"2026-11-0{day}", "text": "The kettle sang."}) for day in (3, 4)
    )
    happened = tuple(
        Record(
            str(day),
            {"date": f"2026-10-0{day}", "what": "A kettle was thrown.", "who": (Own("Zoë"),)},
        )
        for day in (1, 2, 3)
    )
    plan = plan.with_answer("journal.entries", Answer("answer", told))
    return plan.with_answer("log.incidents", Answer("answer", happened))


def looked(plan: Plan, words: str, *, ready: bool = True) -> Found:
    entries = Entries(GUIDE, plan) if ready else None
    return look(arrange(GUIDE, plan), plan, words, TODAY, entries)


def test_it_finds_what_one_by_one_finds() -> None:
    plan = written()
    found, slow = looked(plan, "kettle"), find(arrange(GUIDE, plan), plan, "kettle")
    assert set(found.open) == set(slow.open)
    assert set(found.closed) == set(slow.closed)
    assert [hit.key for hit in found.open if hit.where == "journal"] == ["4", "3"]


def test_the_log_is_one_closed_place_however_often_it_holds_the_words() -> None:
    (hit,) = looked(written(), "thrown").closed
    assert hit == Hit("question", "log.incidents", "What happened", "What happened?")
    assert len(looked(written(), "what happened").closed) == 1


def test_a_day_finds_what_it_tells_of() -> None:
    assert [hit.key for hit in looked(written(), "3 November 2026").open] == ["3"]
    (hit,) = looked(written(), "2 October 2026").closed
    assert hit.key == "log.incidents"


def test_of_a_log_that_was_not_said_to_be_safe_nothing_is_found_nor_counted() -> None:
    assert looked(written(safe="no"), "thrown") == Found()


def test_before_the_entries_are_ready_all_else_is_found() -> None:
    found = looked(written(), "kettle", ready=False)
    assert [hit.key for hit in found.open] == ["people.code_word"]
    assert found.closed == ()


def test_a_journal_that_was_put_away_is_not_looked_through() -> None:
    found = looked(written().with_put_away("journal"), "sang")
    assert found == Found()


@given(st.text(max_size=12))
def test_anything_may_be_looked_for(words: str) -> None:
    found = looked(written(), words)
    assert all(hit.text == "" for hit in found.closed)

"""The chain of the log: what it sees, what it lets be, and what an erased entry leaves: nothing."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.plan import chain, log
from safeplan.plan.model import Answer, Own, Plan, Record, dumps, loads

DAY = datetime.datetime(2026, 3, 2, 21, 30)
MINUTE = datetime.timedelta(minutes=1)


def a_log(entries: int = 4, notes: int = 0) -> Plan:
    plan = Plan()
    for at in range(entries):
        plan = log.add_incident(
            plan, {"what": f"entry {at}", "who": (Own("Zoë"),)}, DAY + at * MINUTE
        )
        for note in range(notes):
            plan = log.add_note(plan, str(at + 1), f"note {at} {note}", DAY + at * MINUTE)
    return log.closed(plan)


def with_entries(plan: Plan, entries: tuple[Record, ...]) -> Plan:
    return plan.with_answer(log.KEY, Answer("answer", entries))


def changed(entry: Record, **values: Any) -> Record:
    return dataclasses.replace(entry, values=MappingProxyType({**entry.values, **values}))


def test_a_digest_is_sha_256_over_the_entry_and_the_one_before() -> None:
    """Made again here by hand, so that another program could do it from this description."""
    first, second = a_log(2).records(log.KEY)
    assert first.extra["seal"] == _by_hand("", "1", "entry 0", "2026-03-02T21:30")
    assert second.extra["seal"] == _by_hand(first.extra["seal"], "2", "entry 1", "2026-03-02T21:31")


def _by_hand(previous: str, name: str, what: str, written: str) -> str:
    values = {"what": what, "who": [{"own": "Zoë"}], "written_on": written[:10]}
    said = {"id": name, "previous": previous, "values": values, "written": written}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def test_entries_and_notes_are_whole() -> None:
    for entries, notes in ((0, 0), (1, 0), (4, 0), (3, 3)):
        found = log.order(a_log(entries, notes))
        assert found == chain.Order(entries, entries, ())
        assert found.whole


def test_it_comes_back_from_its_form() -> None:
    plan = a_log(3, 2)
    assert loads(dumps(plan)) == plan
    assert log.order(loads(dumps(plan))).whole


def test_the_program_stamps_the_minute_and_the_person_says_about_when() -> None:
    plan = log.add_incident(Plan(), {"what": "x", "time": "after the news"}, DAY)
    plan = log.add_note(plan, "1", "later", DAY + 3 * MINUTE)
    (entry,) = log.incidents(plan)
    assert log.written(entry) == "2026-03-02T21:30"
    assert entry.text("time") == "after the news"
    assert log.written(log.notes(entry)[0]) == "2026-03-02T21:33"
    assert log.written(Record("9", {"written_on": "2026-01-01"})) == "2026-01-01"


# --- what it sees ---------------------------------------------------------------------------------

Entries = tuple[Record, ...]
MEDDLING: dict[str, Callable[[Entries], Entries]] = {
    "other words": lambda e: (e[0], changed(e[1], what="other"), *e[2:]),
    "other words in the last": lambda e: (*e[:3], changed(e[3], what="other")),
    "another day": lambda e: (changed(e[0], written_on="2020-01-01"), *e[1:]),
    "a part added": lambda e: (changed(e[0], weapon="a spoon"), *e[1:]),
    "two changed places": lambda e: (e[1], e[0], *e[2:]),
    "one taken out": lambda e: (e[0], *e[2:]),
    "the first taken out": lambda e: e[1:],
    "one slipped in": lambda e: (e[0], Record("9", {"what": "new"}), *e[1:]),
    "one copied": lambda e: (e[0], e[0], *e[1:]),
    "its digest taken off": lambda e: (dataclasses.replace(e[0], extra={}), *e[1:]),
    "another minute": lambda e: (
        dataclasses.replace(e[0], extra={**e[0].extra, "written": "2026-03-01T00:00"}),
        *e[1:],
    ),
    "another id": lambda e: (dataclasses.replace(e[0], id="77"), *e[1:]),
    "a note changed": lambda e: (_note_changed(e[0]), *e[1:]),
    "a note taken out": lambda e: (changed(e[0], notes=log.notes(e[0])[1:]), *e[1:]),
    "notes changed places": lambda e: (changed(e[0], notes=log.notes(e[0])[::-1]), *e[1:]),
    "a note of another": lambda e: (changed(e[0], notes=log.notes(e[1])), *e[1:]),
}


def _note_changed(entry: Record) -> Record:
    first, *rest = log.notes(entry)
    return changed(entry, notes=(changed(first, text="other"), *rest))


@pytest.mark.parametrize("name", MEDDLING)
def test_meddling_is_seen(name: str) -> None:
    plan = a_log(4, 2)
    assert log.order(plan).whole
    found = log.order(with_entries(plan, MEDDLING[name](plan.records(log.KEY))))
    assert not found.whole
    assert found.broken


def test_a_digest_with_nothing_before_it_hides_no_entry() -> None:
    """An entry without a digest may only stand at the end; a note with one only below one with."""
    plan = a_log(2, 1)
    first, second = plan.records(log.KEY)
    bare = dataclasses.replace(second, extra={})
    assert log.order(with_entries(plan, (first, bare))).broken == (second.id,)


def test_what_was_broken_is_not_mended_by_going_on() -> None:
    plan = a_log(3)
    first, second, third = plan.records(log.KEY)
    plan = with_entries(plan, (first, changed(second, what="other"), third))
    for after in (
        log.add_incident(plan, {"what": "new"}, DAY),
        log.add_note(plan, first.id, "note", DAY),
        log.erase_incident(plan, third.id),
        log.erase_incident(plan, first.id),
        log.closed(plan),
    ):
        assert not log.order(after).whole


# --- what it lets be ------------------------------------------------------------------------------


def test_the_entry_being_written_is_open_until_something_follows() -> None:
    plan = log.add_incident(Plan(), {"what": "first"}, DAY)
    assert log.order(plan) == chain.Order(1, 0, ())
    plan = with_entries(
        plan, tuple(changed(e, what="first, at length") for e in plan.records(log.KEY))
    )
    plan = log.add_incident(plan, {"what": "second"}, DAY)
    assert log.order(plan) == chain.Order(2, 1, ())
    assert log.order(log.closed(plan)) == chain.Order(2, 2, ())
    assert log.closed(log.closed(plan)) is not None
    closed = log.closed(plan)
    assert log.closed(closed) is closed


def test_a_note_closes_its_entry_and_the_note_before_it() -> None:
    plan = log.add_incident(Plan(), {"what": "x"}, DAY)
    plan = log.add_note(plan, "1", "one", DAY)
    assert log.order(plan) == chain.Order(1, 1, ())
    (entry,) = plan.records(log.KEY)
    plan = with_entries(
        plan, (changed(entry, notes=(changed(log.notes(entry)[0], text="one, at length"),)),)
    )
    assert log.order(plan).whole, "it is still being written"
    plan = log.add_note(plan, "1", "two", DAY)
    (entry,) = plan.records(log.KEY)
    plan = with_entries(plan, (_note_changed(entry),))
    assert not log.order(plan).whole, "it was left"


def test_a_plan_from_before_the_chain_opens_and_goes_on() -> None:
    old = tuple(Record(str(at), {"what": f"old {at}", "written_on": "2026-01-01"}) for at in (1, 2))
    plan = loads(dumps(with_entries(Plan(), old)))
    assert log.order(plan) == chain.Order(2, 0, ())
    plan = log.add_incident(plan, {"what": "new"}, DAY)
    assert log.order(plan) == chain.Order(3, 2, ())
    assert [one.text("what") for one in plan.records(log.KEY)] == ["old 1", "old 2", "new"]


def test_of_an_erased_entry_neither_words_nor_digest_are_left() -> None:
    plan = a_log(4, 1)
    gone = plan.records(log.KEY)[1]
    erased = log.erase_incident(plan, gone.id)
    assert log.order(erased) == chain.Order(3, 3, ())
    written = dumps(erased)
    assert chain.seal_of(gone).encode() not in written
    assert b"entry 1" not in written
    once = Plan()
    for at in (0, 2, 3):
        once = log.add_incident(
            once, {"what": f"entry {at}", "who": (Own("Zoë"),)}, DAY + at * MINUTE
        )
    kept = [one.text("what") for one in erased.records(log.KEY)]
    assert kept == [one.text("what") for one in once.records(log.KEY)]


def test_erasing_while_one_is_being_written_leaves_it_open() -> None:
    plan = log.add_incident(a_log(2), {"what": "still"}, DAY)
    erased = log.erase_incident(plan, "1")
    assert log.order(erased) == chain.Order(2, 1, ())
    assert log.erase_incident(erased, "nobody") is erased


def test_a_log_that_was_put_off_loses_nothing() -> None:
    plan = a_log(2)
    later = plan.with_answer(log.KEY, Answer("later", plan.answers[log.KEY].value))
    assert log.order(later) == chain.Order(2, 2, ())
    more = log.add_incident(later, {"what": "third"}, DAY)
    assert [one.text("what") for one in more.records(log.KEY)] == ["entry 0", "entry 1", "third"]
    fewer = log.erase_incident(later, "1")
    assert fewer.answers[log.KEY].state == "later", "what was said of the question stays said"
    assert log.order(fewer) == chain.Order(1, 1, ())


_TEXT = st.text(max_size=8)
_ENTRY = st.dictionaries(st.sampled_from(["what", "words", "place", "ended"]), _TEXT, max_size=3)
_STEP = st.one_of(
    st.tuples(st.just("add"), _ENTRY),
    st.tuples(st.just("note"), st.integers(0, 5)),
    st.tuples(st.just("erase"), st.integers(0, 5)),
    st.tuples(st.just("close"), st.none()),
    st.tuples(st.just("reopen"), st.none()),
)


@given(st.lists(_STEP, max_size=12))
def test_whatever_a_person_does_the_chain_is_whole(steps: list[tuple[str, Any]]) -> None:
    plan = Plan()
    for what, with_ in steps:
        there = plan.records(log.KEY)
        if what == "add":
            plan = log.add_incident(plan, with_, DAY)
        elif what == "close":
            plan = log.closed(plan)
        elif what == "reopen":
            plan = loads(dumps(plan))
        elif there:
            name = there[with_ % len(there)].id
            plan = (
                log.erase_incident(plan, name)
                if what == "erase"
                else log.add_note(plan, name, "n", DAY)
            )
        assert log.order(plan).whole
    assert log.order(log.closed(plan)).sealed == len(plan.records(log.KEY))


@given(st.integers(0, 4), st.sampled_from(["what", "place", "words"]), _TEXT)
def test_no_closed_entry_can_be_changed_unseen(at: int, part: str, text: str) -> None:
    plan = a_log(5)
    entries = list(plan.records(log.KEY))
    if entries[at].text(part) == text and part in entries[at].values:
        return
    entries[at] = changed(entries[at], **{part: text})
    assert not log.order(with_entries(plan, tuple(entries))).whole

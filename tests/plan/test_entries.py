"""Looking through the journal and the log at once, by words and by date."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.plan import journal, log
from safeplan.plan.entries import Entries
from safeplan.plan.finding import fold
from safeplan.plan.guide import Guide
from safeplan.plan.model import Answer, Chosen, Own, Plan, Record

MakePlan = Callable[..., Plan]

MONDAY = datetime.datetime(2026, 3, 2, 21, 30)
TUESDAY = datetime.datetime(2026, 3, 3, 8, 5)
TODAY = TUESDAY.date()


@pytest.fixture
def written(make: MakePlan) -> Plan:
    """Two entries of the journal and three of the log, one of them with a note."""
    plan = make({"log.safe_to_keep": "yes"})
    plan = journal.add_entry(plan, "Café with Zoë. The lamp was on.", MONDAY, "lighter")
    said: dict[str, Any] = {
        "date": "2026-02-14",
        "what": "He threw the lamp.",
        "who": (Own("Aunt Pumpkin"),),
        "children": Chosen("not_sure"),
    }
    plan = log.add_incident(plan, said, MONDAY)
    plan = log.add_incident(plan, {"date": "2026-03-02", "what": "Shouting about Zoe"}, TUESDAY)
    plan = log.add_note(plan, "1", "The radio too.", TUESDAY)
    plan = log.add_incident(plan, {"date": "some time last winter", "what": "keys"}, TUESDAY)
    return journal.add_entry(plan, "Rain all day.", TUESDAY)


def found(guide: Guide, plan: Plan, words: str) -> list[tuple[str, str]]:
    return [(one.where, one.id) for one in Entries(guide, plan).find(words, TODAY)]


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("lamp", [("journal", "1"), ("log", "1")]),
        ("LAMP", [("journal", "1"), ("log", "1")]),
        ("lamp zoe", [("journal", "1")]),
        ("zoë", [("journal", "1"), ("log", "2")]),
        ("cafe", [("journal", "1")]),
        ("pumpkin", [("log", "1")]),
        ("not sure", [("log", "1")]),
        ("lighter", [("journal", "1")]),
        ("radio", [("log", "1")]),
        ("winter", [("log", "3")]),
        ("on lamp the was", [("journal", "1")]),
        ("teapot", []),
        ("", []),
        ("   ", []),
        # Dates: of the day itself, of the day of writing, of a note; a month as words.
        ("2026-02-14", [("log", "1")]),
        ("14.2.2026", [("log", "1")]),
        ("14 February 2026", [("log", "1")]),
        ("yesterday", [("log", "2"), ("journal", "1"), ("log", "1")]),
        ("february 2026", [("log", "1")]),
        ("2026-02", [("log", "1")]),
        ("2026-02-15", []),
        ("some time last winter", [("log", "3")]),
    ],
)
def test_words_and_dates(
    guide: Guide, written: Plan, words: str, hits: list[tuple[str, str]]
) -> None:
    assert sorted(found(guide, written, words)) == sorted(hits)


def test_the_newest_day_first(guide: Guide, written: Plan) -> None:
    everything = [(one.where, one.id) for one in Entries(guide, written).all]
    # Words are later than figures in any order; of one day the journal's last entry comes first.
    assert everything == [
        ("log", "3"),
        ("journal", "2"),
        ("journal", "1"),
        ("log", "2"),
        ("log", "1"),
    ]


@pytest.mark.parametrize("said", [None, "no", "@skip", "@later"])
def test_a_closed_log_is_neither_found_nor_counted(
    guide: Guide, make: MakePlan, written: Plan, said: str | None
) -> None:
    answer = make({"log.safe_to_keep": said}).answer("log.safe_to_keep")
    plan = written.without("log.safe_to_keep")
    plan = plan if answer is None else plan.with_answer("log.safe_to_keep", answer)
    assert {one.where for one in Entries(guide, plan).all} == {"journal"}
    assert found(guide, plan, "lamp") == [("journal", "1")]


def test_a_page_that_was_put_away_stays_away(guide: Guide, written: Plan) -> None:
    assert found(guide, written.with_put_away("journal"), "lamp") == [("log", "1")]
    assert found(guide, written.with_put_away("log"), "lamp") == [("journal", "1")]


def test_nothing_is_not_found(guide: Guide) -> None:
    assert Entries(guide, Plan()).all == ()
    assert found(guide, Plan(), "lamp") == []


def test_digests_and_stamps_are_not_words(guide: Guide, written: Plan) -> None:
    (entry, *_) = written.records(log.KEY)
    assert found(guide, written, str(entry.extra["seal"])[:12]) == []
    assert found(guide, written, "21:30") == []


_WORDS = st.lists(st.text(max_size=6), max_size=5)


@given(_WORDS)
def test_every_entry_is_found_by_its_own_words(guide: Guide, texts: list[str]) -> None:
    plan = Plan()
    for text in texts:
        plan = journal.add_entry(plan, text, MONDAY)
    seen = Entries(guide, plan)
    assert len(seen.all) == len(texts)
    for at, text in enumerate(texts, start=1):
        if fold(text.replace("\0", " ")).split():
            assert str(at) in [one.id for one in seen.find(text.replace("\0", " "), TODAY)]


@given(st.text())
def test_folding_is_what_it_was(text: str) -> None:
    import unicodedata

    plain = unicodedata.normalize("NFKD", text.casefold())
    assert fold(text) == "".join(sign for sign in plain if not unicodedata.combining(sign))


def test_five_thousand(guide: Guide, make: MakePlan) -> None:
    """Correct at that size; how long it takes is told by the benchmark."""
    first = datetime.date(2015, 1, 1)
    rows = [
        {"date": (first + datetime.timedelta(at)).isoformat(), "text": f"day {at} écharpe"}
        for at in range(5000)
    ]
    entries = tuple(Record(str(at), row) for at, row in enumerate(rows, start=1))
    plan = make().with_answer(journal.KEY, Answer("answer", entries))
    seen = Entries(guide, plan)
    assert len(seen.find("echarpe", TODAY)) == 5000
    assert [one.id for one in seen.find("4999", TODAY)] == ["5000"]
    assert [one.day for one in seen.find("2015-01-02", TODAY)] == ["2015-01-02"]


def test_a_whole_day_finds_that_day_alone(guide: Guide) -> None:
    told = tuple(
        Record(str(day), {"date": f"2026-02-{day:02}", "text": "Tea."}) for day in range(1, 29)
    )
    seen = Entries(guide, Plan().with_answer(journal.KEY, Answer("answer", told)))
    assert [one.day for one in seen.find("1 February 2026", TODAY)] == ["2026-02-01"]
    assert len(seen.find("February 2026", TODAY)) == 28

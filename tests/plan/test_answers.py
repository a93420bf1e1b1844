"""Answers as TOML: read, filled in, written, and back again."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeplan.language import gettext as _
from safeplan.plan.answers import AnswersError, fill, read_toml, write_toml
from safeplan.plan.guide import Guide
from safeplan.plan.model import Plan, dumps, loads
from safeplan.plan.schema import Field, SubField
from safeplan.plan.values import Answer, Chosen, Own, Record

MakePlan = Callable[..., Plan]

TODAY = datetime.date(2026, 3, 3)
ROOT = Path(__file__).resolve().parents[2]

EXAMPLE = """
[start]
country = "GB"
label = "the lodger"
relation = ["partner"]
lives_with = "yes"
stage = "thinking"
violence = "rather_not"
children = ["mine"]
shared_devices = "@skip"

[people]
code_word = "Aunt Pumpkin"
check_in = "Zoë at 7"
[[people.helpers]]
nickname = "Zoë"
number = "01632 960 101"
can_do = ["come_and_get_me", "listen"]
[[people.helpers]]
nickname = "Mr Tea"
number = "01632 960 102"

[daily]
unhook = ["breathe_out_slowly", "feel_my_feet_on_the_floor"]

[place]
place_code = "book club"

[log]
safe_to_keep = "yes"
[[log.incidents]]
date = 2026-03-02
what = "An invented entry."

[pocket]
title = "shopping_list"
numbers = [{ of = "Zoë", as = "Zoë (curtains)" }]
lines = [
    { of = "people.code_word" },
    { of = "place.place_code" },
    { of = "people.check_in", as = "call Zoë 7" },
]
filler = ["oats", "pears", "light bulbs"]
"""


def record(name: str, **values: Any) -> Record:
    return Record(name, MappingProxyType({key.rstrip("_"): one for key, one in values.items()}))


def answer(guide: Guide, text: str, key: str) -> Answer:
    return read_toml(text, guide)[key]


# --- reading ------------------------------------------------------------------------------------


def test_the_example_is_read(guide: Guide) -> None:
    read = read_toml(EXAMPLE, guide)
    assert read["start.country"] == Answer("answer", Chosen("GB"))
    assert read["start.relation"] == Answer("answer", (Chosen("partner"),))
    assert read["start.shared_devices"] == Answer("skip")
    assert read["people.code_word"] == Answer("answer", "Aunt Pumpkin")
    assert read["people.helpers"].value == (
        record(
            "1",
            nickname="Zoë",
            number="01632 960 101",
            can_do=(Chosen("come_and_get_me"), Chosen("listen")),
        ),
        record("2", nickname="Mr Tea", number="01632 960 102"),
    )
    assert read["daily.unhook"].value == (
        Chosen("breathe_out_slowly"),
        Chosen("feel_my_feet_on_the_floor"),
    )
    assert read["log.incidents"].value == (
        record("1", date="2026-03-02", what="An invented entry."),
    )
    assert read["pocket.numbers"].value == (record("1", of="Zoë", as_="Zoë (curtains)"),)
    assert read["pocket.lines"].value == (
        record("1", of="people.code_word"),
        record("2", of="place.place_code"),
        record("3", of="people.check_in", as_="call Zoë 7"),
    )
    assert read["pocket.filler"].value == (Own("oats"), Own("pears"), Own("light bulbs"))
    assert len(read) == 19


def test_an_id_wins_and_own_words_are_told_apart(guide: Guide) -> None:
    text = '[incident]\nkeep_near = ["keys", "@@keys", "my bus card", "@@@home"]\n'
    assert answer(guide, text, "incident.keep_near").value == (
        Chosen("keys"),
        Own("keys"),
        Own("my bus card"),
        Own("@home"),
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"umbrella"', "umbrella"),
        ('""', ""),
        ('"@@home"', "home"),
        ('"@@@home"', "@home"),
        ('"@@@@home"', "@@home"),
        ('"two\\nlines"', "two\nlines"),
    ],
)
def test_text(guide: Guide, text: str, value: str) -> None:
    assert answer(guide, f"[people]\ncode_word = {text}", "people.code_word") == Answer(
        "answer", value
    )


@pytest.mark.parametrize("state", ["skip", "not_for_me", "later"])
@pytest.mark.parametrize(
    "key",
    [
        "people.code_word",
        "start.stage",
        "start.relation",
        "people.helpers",
        "log.incidents",
        "daily.hooks",
        "papers.docs",
        "priorities.rank",
        "priorities.review",
        "pocket.lines",
    ],
)
def test_a_state_stands_in_place_of_any_answer(guide: Guide, key: str, state: Any) -> None:
    section, name = key.split(".")
    assert answer(guide, f'[{section}]\n{name} = "@{state}"', key) == Answer(state)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-05-01", "2026-05-01"),
        ('"2026-05-01"', "2026-05-01"),
        ('"in spring"', "in spring"),
        ("2026-05-01T10:30:00", "2026-05-01T10:30:00"),
    ],
)
def test_dates(guide: Guide, text: str, value: str) -> None:
    read = answer(guide, f"[priorities]\nreview = {text}", "priorities.review")
    assert read == Answer("answer", value)


def test_a_contact_may_be_one_table(guide: Guide) -> None:
    text = '[people.helpers]\nnickname = "Zoë"\nknows = "some"\n'
    assert answer(guide, text, "people.helpers").value == (
        record("1", nickname="Zoë", knows=Chosen("some")),
    )


def test_items_may_have_a_state(guide: Guide) -> None:
    text = """
        [papers]
        docs = [
            "pay_slips",
            { of = "id_card_or_passport", state = "copy_made" },
            { of = "the letter from Aunt Pumpkin", state = "with_helper" },
        ]
    """
    assert answer(guide, text, "papers.docs").value == (
        Chosen("pay_slips"),
        Chosen("id_card_or_passport", "copy_made"),
        Own("the letter from Aunt Pumpkin", "with_helper"),
    )


def test_a_plain_string_picks_a_line(guide: Guide) -> None:
    text = '[pocket]\nlines = ["people.code_word", { of = "day.errands", as = "stamps" }]'
    assert answer(guide, text, "pocket.lines").value == (
        record("1", of="people.code_word"),
        record("2", of="day.errands", as_="stamps"),
    )


def test_notes_below_an_entry(guide: Guide) -> None:
    text = """
        [[log.incidents]]
        date = 2026-03-02
        children = "not_sure"
        who = ["Zoë", "Mr Tea"]
        written_on = 2026-03-03
        [[log.incidents.notes]]
        date = 2026-03-09
        text = "Added later."
    """
    assert answer(guide, text, "log.incidents").value == (
        record(
            "1",
            date="2026-03-02",
            children=Chosen("not_sure"),
            who=(Own("Zoë"), Own("Mr Tea")),
            written_on="2026-03-03",
            notes=(record("1", date="2026-03-09", text="Added later."),),
        ),
    )


# --- refusing -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message", "names"),
    [
        ("[people", "answers.not_toml", {}),
        ("a = " + "[" * 5000, "answers.not_toml", {}),
        ("people = 7", "answers.table", {"section": "people"}),
        ("[moon]\nfull = true", "answers.section", {"section": "moon"}),
        ('[people]\nmoon = "full"', "answers.field", {"section": "people", "field": "moon"}),
        ('[now]\ncall_note = "x"', "answers.field", {"section": "now", "field": "call_note"}),
        (
            '[start]\nstage = "gone"',
            "answers.option",
            {"section": "start", "field": "stage", "value": "gone"},
        ),
        (
            '[start]\nrelation = ["partner", "moon"]',
            "answers.option",
            {"section": "start", "field": "relation", "value": "moon"},
        ),
        (
            '[people.helpers]\nmoon = "full"',
            "answers.part",
            {"section": "people", "field": "helpers", "part": "moon"},
        ),
        (
            '[people.helpers]\nknows = "perhaps"',
            "answers.option",
            {"section": "people", "field": "helpers", "value": "perhaps"},
        ),
        (
            '[people.helpers]\ncan_do = ["fly"]',
            "answers.option",
            {"section": "people", "field": "helpers", "value": "fly"},
        ),
        (
            '[papers]\ndocs = [{ of = "pay_slips", state = "lost" }]',
            "answers.option",
            {"section": "papers", "field": "docs", "value": "lost"},
        ),
        (
            '[people]\ncode_word = "@home"',
            "answers.state",
            {"section": "people", "field": "code_word", "value": "@home"},
        ),
        (
            '[people]\ncode_word = "@answer"',
            "answers.state",
            {"section": "people", "field": "code_word", "value": "@answer"},
        ),
        (
            '[daily]\nhooks = ["@skip"]',
            "answers.state",
            {"section": "daily", "field": "hooks", "value": "@skip"},
        ),
        (
            '[people.helpers]\nnickname = "@skip"',
            "answers.state",
            {"section": "people", "field": "helpers", "value": "@skip"},
        ),
        (
            "[people]\ncode_word = 7",
            "answers.kind",
            {"section": "people", "field": "code_word"},
        ),
        (
            '[people]\ncode_word = ["x"]',
            "answers.kind",
            {"section": "people", "field": "code_word"},
        ),
        ('[daily]\nhooks = "x"', "answers.kind", {"section": "daily", "field": "hooks"}),
        ("[daily]\nhooks = [7]", "answers.kind", {"section": "daily", "field": "hooks"}),
        (
            '[daily]\nunhook = [{ of = "x", state = "have" }]',
            "answers.kind",
            {"section": "daily", "field": "unhook"},
        ),
        ('[people]\nhelpers = ["Zoë"]', "answers.kind", {"section": "people", "field": "helpers"}),
        ("[people]\nhelpers = 7", "answers.kind", {"section": "people", "field": "helpers"}),
        ("[priorities]\nreview = 7", "answers.kind", {"section": "priorities", "field": "review"}),
        (
            '[pocket]\nlines = [{ as = "x" }]',
            "answers.kind",
            {"section": "pocket", "field": "lines"},
        ),
        (
            '[pocket]\nlines = [{ of = "x", is = "y" }]',
            "answers.kind",
            {"section": "pocket", "field": "lines"},
        ),
        ("[pocket]\nlines = [7]", "answers.kind", {"section": "pocket", "field": "lines"}),
        ("[[log.incidents]]\nnotes = 7", "answers.kind", {"section": "log", "field": "incidents"}),
        (
            '[[log.incidents]]\nnotes = [{ by = "x" }]',
            "answers.kind",
            {"section": "log", "field": "incidents"},
        ),
        (
            "[[people.helpers]]\nnotes = []",
            "answers.part",
            {"section": "people", "field": "helpers", "part": "notes"},
        ),
    ],
)
def test_what_does_not_fit_is_told_in_one_sentence(
    guide: Guide, text: str, message: str, names: dict[str, str]
) -> None:
    with pytest.raises(AnswersError) as caught:
        read_toml(text, guide)
    assert caught.value.message_id == message
    assert caught.value.names == names
    sentence = _(message)
    assert sentence != message
    said = sentence.format(**caught.value.names)
    assert "{" not in said
    assert said.endswith(".")
    for name in set(names.values()) - {"docs"}:
        assert name in said or message in {"answers.kind", "answers.table"}


def test_each_message_stands_in_the_catalogue() -> None:
    catalogue = polib.pofile(str(ROOT / "locales/en/LC_MESSAGES/safeplan.po"))
    ids = {entry.msgid for entry in catalogue}
    kinds = ("not_toml", "section", "table", "field", "option", "part", "state", "kind")
    assert {f"answers.{kind}" for kind in kinds} <= ids


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(guide: Guide, text: str) -> None:
    try:
        read_toml(text, guide)
    except AnswersError as fault:
        assert fault.message_id.startswith("answers.")  # noqa: PT017


# --- filling in ---------------------------------------------------------------------------------


def test_filling_keeps_what_the_file_does_not_name(guide: Guide, make: MakePlan) -> None:
    plan = make({"people.check_in": "Zoë at 7", "feelings.triggers": ["doors"]}, stage="ready")
    changes = read_toml('[people]\ncode_word = "umbrella"\n[start]\nstage = "left"', guide)
    filled = fill(plan.with_opened("people"), changes, guide, TODAY)
    assert filled.text("people.code_word") == "umbrella"
    assert filled.text("people.check_in") == "Zoë at 7"
    assert filled.items("feelings.triggers") == (Own("doors"),)
    assert filled.items("start.stage") == (Chosen("left"),)
    assert filled.opened("people")


def test_entries_of_a_log_are_added_and_never_replaced(guide: Guide) -> None:
    first = fill(Plan(), read_toml(EXAMPLE, guide), guide, TODAY)
    (old,) = first.records("log.incidents")
    assert old.text("written_on") == "2026-03-03"
    later = datetime.date(2026, 6, 1)
    new = '[[log.incidents]]\ndate = 2026-05-30\nwhat = "Another invented entry."\n'
    both = fill(first, read_toml(new, guide), guide, later)
    assert both.records("log.incidents")[0] == old
    assert both.records("log.incidents")[1] == record(
        "2", date="2026-05-30", what="Another invented entry.", written_on="2026-06-01"
    )
    again = fill(both, read_toml(EXAMPLE + new.replace("[[log", "[[log"), guide), guide, later)
    assert again.records("log.incidents") == both.records("log.incidents")


def test_a_day_of_writing_in_the_file_is_kept(guide: Guide) -> None:
    text = '[[log.incidents]]\nwhat = "x"\nwritten_on = 2026-01-01\n'
    plan = fill(Plan(), read_toml(text, guide), guide, TODAY)
    assert plan.records("log.incidents")[0].text("written_on") == "2026-01-01"


def test_a_state_does_not_empty_a_log(guide: Guide) -> None:
    plan = fill(Plan(), read_toml(EXAMPLE, guide), guide, TODAY)
    changes = read_toml('[log]\nincidents = "@not_for_me"', guide)
    assert fill(plan, changes, guide, TODAY).records("log.incidents") == plan.records(
        "log.incidents"
    )
    assert fill(Plan(), changes, guide, TODAY).answers["log.incidents"] == Answer("not_for_me")


def test_a_journal_is_a_log_too(guide: Guide) -> None:
    plan = fill(Plan(), read_toml('[[journal.entries]]\ntext = "one"', guide), guide, TODAY)
    plan = fill(plan, read_toml('[[journal.entries]]\ntext = "two"', guide), guide, TODAY)
    assert [one.text("text") for one in plan.records("journal.entries")] == ["one", "two"]
    assert "written_on" not in plan.records("journal.entries")[0].values


# --- writing ------------------------------------------------------------------------------------


def test_the_example_comes_back(guide: Guide) -> None:
    plan = Plan(answers=read_toml(EXAMPLE, guide))
    written = write_toml(plan, guide)
    assert tomllib.loads(written) == {
        **tomllib.loads(EXAMPLE),
    }
    assert read_toml(written, guide) == plan.answers


def test_pages_and_fields_stand_in_the_order_of_the_guide(guide: Guide) -> None:
    plan = Plan(answers=read_toml(EXAMPLE, guide))
    tables = tomllib.loads(write_toml(plan, guide))
    order = [one.id for one in guide.sections]
    assert list(tables) == sorted(tables, key=order.index)


def test_what_the_guide_does_not_know_is_left_out_of_the_file_alone(guide: Guide) -> None:
    plan = Plan().with_answer("moon.full", Answer("answer", "x"))
    plan = plan.with_answer("now.call_note", Answer("answer", "a note has no answer"))
    odd = record("1", nickname="Zoë", moon="full")
    plan = plan.with_answer("people.helpers", Answer("answer", (odd,)))
    assert tomllib.loads(write_toml(plan, guide)) == {
        "people": {"helpers": [{"nickname": "Zoë"}]},
    }
    assert loads(dumps(plan)) == plan


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-05-01", datetime.date(2026, 5, 1)),
        ("20260501", "20260501"),
        ("2026-W18-5", "2026-W18-5"),
        ("in spring", "in spring"),
        ("@home", "@@@home"),
    ],
)
def test_only_a_whole_date_is_written_as_one(guide: Guide, text: str, written: Any) -> None:
    plan = Plan().with_answer("priorities.review", Answer("answer", text))
    tables = tomllib.loads(write_toml(plan, guide))
    assert tables == {"priorities": {"review": written}}
    assert read_toml(write_toml(plan, guide), guide) == plan.answers


def test_half_a_surrogate_pair_does_not_break_the_file(guide: Guide) -> None:
    plan = Plan().with_answer("people.code_word", Answer("answer", "half \ud83d"))
    assert write_toml(plan, guide).encode("utf-8")
    assert read_toml(write_toml(plan, guide), guide)["people.code_word"].value == "half ?"


words = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(["@", "@@", "@skip", "@@skip", "keys", "yes", "partner", "2026-03-02"]),
)


def _items(
    field: Field | SubField, own: bool, states: tuple[str, ...] = ()
) -> st.SearchStrategy[Any]:
    state = st.sampled_from(("", *states))
    chosen = [st.builds(Chosen, st.sampled_from([one.value for one in field.options]), state)]
    mine = [st.builds(Own, words, state)] if own else []
    return st.one_of(*(chosen if field.options else []), *mine)


def _value(field: Field | SubField, multi: bool) -> st.SearchStrategy[Any]:
    if field.type == "text":
        return words
    if field.type == "date":
        return st.one_of(words, st.dates().map(datetime.date.isoformat))
    if field.type == "choice" and not multi:
        return _items(field, own=True)
    states = tuple(one.value for one in getattr(field, "item_states", ()))
    return st.lists(_items(field, True, states), max_size=3).map(tuple)


def _records(field: Field) -> st.SearchStrategy[Any]:
    if field.picks:
        parts: dict[str, Any] = {"of": words}
        more: dict[str, st.SearchStrategy[Any]] = {"as": words}
    else:
        parts = {}
        more = {one.id: _value(one, one.multi) for one in field.subfields}
        if field.type == "log":
            note = st.fixed_dictionaries({"date": words, "text": words})
            several: st.SearchStrategy[Any] = st.lists(note, min_size=1, max_size=2)
            more["notes"] = several.map(
                lambda notes: tuple(record(str(at), **one) for at, one in enumerate(notes, 1))
            )
    values = st.fixed_dictionaries(parts, optional=more)
    return st.lists(values, max_size=3).map(
        lambda found: tuple(
            Record(str(at), MappingProxyType(one)) for at, one in enumerate(found, 1)
        )
    )


@pytest.fixture(scope="module")
def any_answers(guide: Guide) -> st.SearchStrategy[dict[str, Answer]]:
    states = st.sampled_from(["skip", "not_for_me", "later"]).map(lambda one: Answer(one))  # type: ignore[arg-type]
    every = {}
    for field in guide.fields():
        if field.type == "note":
            continue
        value = _records(field) if field.holds == "records" else _value(field, field.multi)
        every[field.key] = st.one_of(states, value.map(lambda one: Answer("answer", one)))
    keys = st.lists(st.sampled_from(sorted(every)), unique=True, max_size=6)
    return keys.flatmap(lambda found: st.fixed_dictionaries({key: every[key] for key in found}))


def test_any_answers_come_back_through_toml(
    guide: Guide, any_answers: st.SearchStrategy[dict[str, Answer]]
) -> None:
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(any_answers)
    def back(answers: dict[str, Answer]) -> None:
        plan = Plan(answers=MappingProxyType(answers))
        assert dict(read_toml(write_toml(plan, guide), guide)) == answers

    back()

"""The small sheet: what is on it, in which words, and what never is, whatever is written."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeplan.language import gettext as _
from safeplan.plan.answers import fill, read_toml
from safeplan.plan.guide import Guide
from safeplan.plan.model import Answer, Own, Plan, Record
from safeplan.plan.pocket import (
    NEVER,
    Candidate,
    PocketError,
    Sheet,
    allowed,
    candidates,
    compose,
    number_of,
)
from safeplan.plan.pocket_words import load_pocket

MakePlan = Callable[..., Plan]

FULL: dict[str, Any] = {
    "people.helpers": [
        {"nickname": "Zoë", "number": "01632 960 101"},
        {"nickname": "Mr Tea", "number": "07700 900 102"},
        {"nickname": "Aunt Pumpkin", "number": "01632 960 103"},
        {"nickname": "Bean", "number": "07700 900 104"},
        {"nickname": "No number", "number": ""},
        {"nickname": "", "number": "01632 960 105"},
    ],
    "people.code_word": "umbrella",
    "people.check_in": "Zoë at 7",
    "now.memorise": ["Radish 01632 960 106", "no digits here"],
    "incident.safer_room": "pantry",
    "children.child_word": "purple socks",
    "place.place_code": "book club",
    "papers.errand_items": ["oats", "glue"],
    "day.errands": ["buy stamps", "return books"],
    "health.meds_errand": "chemist",
    "feelings.kind_words": ["Small is good."],
}
FILLER = tuple(f"filler {letter}" for letter in "abcdefghijkl")


def lines(**values: str) -> tuple[Record, ...]:
    """Picks by name, each with the words for it; ``a__b`` is the key ``a.b``."""
    return tuple(
        Record(str(at), MappingProxyType({"of": name, **({"as": said} if said else {})}))
        for at, (name, said) in enumerate(values.items(), 1)
    )


def picked(plan: Plan, kind: str, *picks: tuple[str, str]) -> Plan:
    return plan.with_answer(f"pocket.{kind}", Answer("answer", lines(**dict(picks))))


def says(sheet: Sheet, filler: bool = False) -> list[str]:
    return [line.says for line in sheet.lines if line.filler is filler]


def whats(sheet: Sheet) -> list[str]:
    return [finding.what for finding in sheet.open]


@pytest.fixture(scope="module")
def full(make: MakePlan) -> Plan:
    return make(FULL, label="the lodger", country="GB")


# --- what may be on it --------------------------------------------------------------------------


def test_candidates_are_what_is_marked_and_written(guide: Guide, full: Plan) -> None:
    found = candidates(guide, full)
    assert {(one.kind, one.of) for one in found} == {
        ("number", "Zoë"),
        ("number", "Mr Tea"),
        ("number", "Aunt Pumpkin"),
        ("number", "Bean"),
        ("number", "Radish 01632 960 106"),
        ("line", "people.code_word"),
        ("line", "people.check_in"),
        ("line", "incident.safer_room"),
        ("line", "children.child_word"),
        ("line", "place.place_code"),
        ("line", "papers.errand_items/oats"),
        ("line", "papers.errand_items/glue"),
        ("line", "day.errands/buy stamps"),
        ("line", "day.errands/return books"),
        ("line", "health.meds_errand"),
        ("line", "feelings.kind_words/Small is good."),
    }
    assert {one.of for one in found if one.default} == {"people.code_word", "people.check_in"}


def test_a_candidate_says_one_thing_and_means_another(guide: Guide, full: Plan) -> None:
    found = {one.of: one for one in candidates(guide, full)}
    assert found["Zoë"] == Candidate("Zoë", "number", "01632 960 101", "Zoë", default=False)
    assert found["people.check_in"].says == "call Zoë at 7"
    assert found["people.code_word"].means == "A word that means: I need help."


def test_nothing_written_nothing_offered(guide: Guide) -> None:
    assert candidates(guide, Plan()) == ()


@pytest.mark.parametrize("state", ["skip", "not_for_me", "later"])
def test_a_field_put_aside_is_not_offered(guide: Guide, full: Plan, state: Any) -> None:
    plan = full.with_answer("people.code_word", Answer(state))
    assert "people.code_word" not in {one.of for one in candidates(guide, plan)}


def test_only_a_few_fields_are_marked_at_all(guide: Guide) -> None:
    assert {field.key for field in guide.fields() if allowed(field)} == set(FULL)


def test_what_is_never_on_paper_is_blocked_whatever_the_templates_say(guide: Guide) -> None:
    """Every field marked as if it were for the sheet: the blocked pages still give nothing."""
    loud = tuple(
        msgspec.structs.replace(
            section,
            field=tuple(
                msgspec.structs.replace(field, pocket="default") for field in section.fields
            ),
        )
        for section in guide.sections
    )
    marked = Guide(loud)
    plan = Plan()
    for field in marked.fields():
        if field.holds == "text":
            plan = plan.with_answer(field.key, Answer("answer", f"told {field.id}"))
        elif field.holds == "items":
            plan = plan.with_answer(field.key, Answer("answer", (Own(f"told {field.id}"),)))
        elif field.holds == "records":
            one = Record("1", {"nickname": f"told {field.id}", "number": "01632 960 101"})
            plan = plan.with_answer(field.key, Answer("answer", (one,)))
    offered = {one.of.split("/")[0] for one in candidates(marked, plan)}
    keys = {field.key for field in marked.fields() if field.key in offered}
    assert keys
    for name in NEVER:
        assert not [key for key in keys if key.startswith(f"{name}.")], name
    for field in marked.fields():
        if field.private or field.type in {"date", "log", "choice", "checklist", "rank", "note"}:
            assert field.key not in offered, field.key
    hidden = {
        *("log", "journal", "signs", "start", "closeness", "immigration", "lgbtq", "honour"),
        *("drink_drugs",),
    }
    assert hidden <= NEVER


# --- the sheet ----------------------------------------------------------------------------------


EXAMPLE = """
[start]
label = "the lodger"
[people]
code_word = "Aunt Pumpkin"
check_in = "Zoë at 7"
[[people.helpers]]
nickname = "Zoë"
number = "01632 960 101"
[place]
place_code = "book club"
[pocket]
title = "shopping_list"
numbers = [{ of = "Zoë", as = "Zoë (curtains)" }]
lines = ["people.code_word", "place.place_code", { of = "people.check_in", as = "call Zoë 7" }]
filler = ["oats", "pears", "light bulbs"]
"""


def test_the_example_of_the_answers(guide: Guide) -> None:
    plan = fill(Plan(), read_toml(EXAMPLE, guide), guide, datetime.date(2026, 3, 3))
    sheet = compose(guide, plan)
    assert sheet.title == "Shopping list"
    assert says(sheet) == [
        "Aunt Pumpkin",
        "book club",
        "call Zoë 7",
        "Zoë (curtains) 01632 960 101",
    ]
    assert says(sheet, filler=True) == ["oats", "pears", "light bulbs"]
    assert sheet.open == ()
    assert set(sheet.printable()) == {*says(sheet), *says(sheet, filler=True)}


def test_without_a_choice_the_code_word_and_the_check_in_are_on_it(
    guide: Guide, full: Plan
) -> None:
    sheet = compose(guide, full, FILLER)
    assert says(sheet) == ["umbrella", "call Zoë at 7"]
    assert sheet.title == "Shopping list"


def test_they_are_off_once_the_person_says_so(guide: Guide, full: Plan) -> None:
    assert says(compose(guide, picked(full, "lines"), FILLER)) == []
    assert says(compose(guide, full.with_answer("pocket.lines", Answer("not_for_me")))) == []
    assert says(compose(guide, full.with_answer("pocket.lines", Answer("later")), FILLER))


@pytest.mark.parametrize(
    ("value", "title"),
    [("bin_days", "Bin days"), ("car_service_notes", "Car service notes"), (None, "Shopping list")],
)
def test_the_title(guide: Guide, make: MakePlan, value: str | None, title: str) -> None:
    assert compose(guide, make({"pocket.title": value})).title == title


def test_lines_stand_in_the_order_they_were_picked(guide: Guide, full: Plan) -> None:
    plan = picked(
        full,
        "lines",
        ("place.place_code", ""),
        ("day.errands/return books", ""),
        ("people.code_word", "raspberry"),
    )
    assert says(compose(guide, plan, FILLER)) == ["book club", "return books", "raspberry"]


def test_a_list_picked_whole_is_each_of_its_items(guide: Guide, full: Plan) -> None:
    plan = picked(full, "lines", ("day.errands", "own words"))
    assert says(compose(guide, plan, FILLER)) == ["buy stamps", "return books"]
    plan = picked(full, "lines", ("feelings.kind_words", "own words"))
    assert says(compose(guide, plan, FILLER)) == ["own words"]


def test_a_number_stands_behind_the_words_given_for_it_and_no_others(
    guide: Guide, full: Plan
) -> None:
    plan = picked(full, "numbers", ("Zoë", "curtains"), ("Mr Tea", ""))
    plan = picked(plan, "lines")
    assert says(compose(guide, plan, FILLER)) == ["curtains 01632 960 101", "07700 900 102"]


def test_names_and_what_was_written_around_a_number_stay_off(guide: Guide, make: MakePlan) -> None:
    helper = {"nickname": "Zoë Radish", "number": "Zoë, High Street 01632 960 101 after 6"}
    plan = make({"people.helpers": [helper], "now.memorise": ["Samaritans 116 123"]})
    plan = picked(plan, "numbers", ("Zoë Radish", ""), ("Samaritans 116 123", "meter"))
    assert says(compose(guide, plan, FILLER)) == ["01632 960 101", "meter 116 123"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("01632 960 101", "01632 960 101"),
        ("+44 1632 960101", "+44 1632 960101"),
        ("(01632) 960-101", "(01632) 960-101"),
        ("ring 07700 900 102 or 07700 900 103", "07700 900 102"),
        ("#8008", "#8008"),
        ("112", "112"),
        ("no digits", ""),
        ("7", ""),
        ("", ""),
    ],
)
def test_the_number_in_a_text(text: str, number: str) -> None:
    assert number_of(text) == number


# --- how much -----------------------------------------------------------------------------------


def test_at_most_three_numbers_and_five_lines(guide: Guide, full: Plan) -> None:
    numbers = ("Zoë", "Mr Tea", "Aunt Pumpkin", "Bean")
    plan = picked(full, "numbers", *((name, "") for name in numbers))
    keys = ("people.code_word", "place.place_code", "health.meds_errand", "incident.safer_room")
    plan = picked(plan, "lines", *((key, "") for key in keys), ("day.errands", ""))
    sheet = compose(guide, plan, FILLER)
    assert len(says(sheet)) == 8
    assert [(one.what, one.text) for one in sheet.findings] == [
        ("too_many", "day.errands/return books"),
        ("too_many", "Bean"),
    ]
    with pytest.raises(PocketError):
        sheet.printable()


@pytest.mark.parametrize("own", range(1, 9))
def test_two_lines_in_five_are_ordinary(guide: Guide, full: Plan, own: int) -> None:
    keys = ["people.code_word", "place.place_code", "health.meds_errand", "incident.safer_room"]
    keys += ["children.child_word"]
    plan = picked(full, "lines", *((key, "") for key in keys[:own]))
    plan = picked(plan, "numbers", *((name, "") for name in ("Zoë", "Mr Tea", "Bean")[: own - 5]))
    if own <= 5:
        plan = plan.without("pocket.numbers")
    sheet = compose(guide, plan, FILLER)
    ordinary = [line for line in sheet.lines if line.filler]
    assert len(sheet.lines) - len(ordinary) == own
    assert len(ordinary) * 100 >= 40 * len(sheet.lines)
    assert (len(ordinary) - 1) * 100 < 40 * (len(sheet.lines) - 1), "and no more than it takes"
    assert sheet.open == ()


def test_too_little_filler_is_told_and_can_be_kept(guide: Guide, full: Plan) -> None:
    sheet = compose(guide, full, ("oats",))
    (finding,) = sheet.open
    assert (finding.what, finding.text, finding.keepable) == ("filler", "1", True)
    with pytest.raises(PocketError):
        sheet.printable()
    assert compose(guide, full, ("oats",), kept=frozenset({"filler"})).open == ()


def test_the_persons_own_filler_comes_first(guide: Guide, full: Plan) -> None:
    plan = full.with_answer("pocket.filler", Answer("answer", (Own("soap"), Own(" "), Own("soap"))))
    assert says(compose(guide, plan, ("oats", "soap", "pears")), filler=True) == ["soap", "oats"]


def test_all_chosen_filler_is_used_while_there_is_room(guide: Guide, full: Plan) -> None:
    chosen = tuple(Own(text) for text in FILLER)
    plan = full.with_answer("pocket.filler", Answer("answer", chosen))
    sheet = compose(guide, plan)
    assert len(sheet.lines) + 1 == load_pocket().limits.rows


def test_own_lines_stand_among_the_ordinary_ones(guide: Guide, full: Plan) -> None:
    plan = picked(full, "lines", ("people.code_word", ""), ("place.place_code", ""))
    chosen = tuple(Own(text) for text in ("oats", "pears", "soap"))
    sheet = compose(guide, plan.with_answer("pocket.filler", Answer("answer", chosen)))
    assert sheet.printable() == ("oats", "umbrella", "pears", "book club", "soap")
    (mine, ordinary) = (sheet.lines[1], sheet.lines[0])
    assert mine.means == "A word that means: I need help."
    assert ordinary.means == _("pocket.means.filler") == "real, from your notebook"


def test_only_a_title_is_a_sheet_with_nothing_on_it(guide: Guide) -> None:
    assert compose(guide, Plan()) == Sheet("Shopping list", ())


# --- what tells ---------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["plan", "Police", "LEAVE", "lawyer", "court", "evidence"])
def test_a_word_that_tells_is_asked_about_and_may_be_kept(
    guide: Guide, full: Plan, word: str
) -> None:
    plan = picked(full, "lines", ("people.code_word", f"the {word} thing"))
    sheet = compose(guide, plan, FILLER)
    (finding,) = sheet.open
    assert (finding.what, finding.text, finding.keepable) == ("word", word.casefold(), True)
    with pytest.raises(PocketError) as caught:
        sheet.printable()
    assert _(caught.value.message_id).startswith("The sheet is not made yet.")
    kept = compose(guide, plan, FILLER, kept=frozenset({word.casefold()}))
    assert kept.open == ()
    assert f"the {word} thing" in kept.printable()


@pytest.mark.parametrize("word", ["safeplan", "helpline", "refuge", "shelter", "abuse", "violence"])
def test_the_loudest_words_cannot_be_kept(guide: Guide, full: Plan, word: str) -> None:
    plan = picked(full, "lines", ("people.code_word", word))
    sheet = compose(guide, plan, FILLER, kept=frozenset({word}))
    (finding,) = sheet.open
    assert (finding.what, finding.keepable) == ("word", False)


@pytest.mark.parametrize("key", ["place.place_code", "incident.safer_room", "people.check_in"])
def test_nothing_is_kept_in_what_stands_for_a_place_or_a_time(
    guide: Guide, full: Plan, key: str
) -> None:
    plan = picked(full, "lines", (key, "the police house"))
    sheet = compose(guide, plan, FILLER, kept=frozenset({"police"}))
    assert [(one.what, one.keepable) for one in sheet.open] == [("word", False)]


def test_ordinary_words_pass(guide: Guide, full: Plan) -> None:
    plan = picked(full, "lines", ("people.code_word", "water plants, bay leaves, courtyard"))
    assert compose(guide, plan, FILLER).open == ()


def test_labels_of_numbers_are_looked_at_too(guide: Guide, full: Plan) -> None:
    plan = picked(full, "numbers", ("Zoë", "helpline"))
    assert whats(compose(guide, plan, FILLER)) == ["word"]


def test_ordinary_lines_are_looked_at_too(guide: Guide, full: Plan) -> None:
    sheet = compose(guide, full, ("police tape", "oats"))
    assert whats(sheet) == ["word"]
    assert compose(guide, full, ("police tape", "oats"), kept=frozenset({"police"})).open == ()


@pytest.mark.parametrize(
    ("label", "line", "told"),
    [
        ("the lodger", "the lodger", True),
        ("the lodger", "Ask THE  Lodger about oats", True),
        ("the lodger", "the-lodger’s hat", True),
        ("the lodger", "the other lodger", False),
        ("the lodger", "lodgers", False),
        ("Bo", "Bo at 7", True),
        ("Bo", "Bow tie", False),
        ("J.", "j at 7", True),
        (None, "the other person at 7", True),
        ("!", "anything", False),
    ],
)
def test_the_label_of_the_other_person_is_never_on_it(
    guide: Guide, make: MakePlan, label: str | None, line: str, told: bool
) -> None:
    plan = picked(make({"people.code_word": "x"}, label=label), "lines", ("people.code_word", line))
    sheet = compose(guide, plan, FILLER, kept=frozenset({"label", line.casefold()}))
    assert whats(sheet) == (["label"] if told else [])
    assert not any(one.keepable for one in sheet.open)


def test_the_label_may_not_stand_beside_a_number_or_in_the_filler(guide: Guide, full: Plan) -> None:
    plan = picked(full, "numbers", ("Zoë", "the lodger"))
    assert "label" in whats(compose(guide, plan, FILLER))
    assert "label" in whats(compose(guide, full, ("oats for the lodger", *FILLER)))


@pytest.mark.parametrize(
    ("key", "item", "line", "told"),
    [
        ("place.places", "Turnip Lane 4", "meet at turnip lane 4", True),
        ("place.places", "Turnip Lane 4", "turnips, 4", False),
        ("children.who", "Pip, 7", "pip 7 socks", True),
        ("family.outside_places", "Radish Town", "radish town fair", True),
        ("children.who", "A", "a loaf", False),
    ],
)
def test_addresses_and_names_written_elsewhere_stay_off(
    guide: Guide, full: Plan, key: str, item: str, line: str, told: bool
) -> None:
    plan = full.with_answer(key, Answer("answer", (Own(item),)))
    plan = picked(plan, "lines", ("people.code_word", line))
    sheet = compose(guide, plan, FILLER)
    assert whats(sheet) == (["guarded"] if told else [])
    assert not any(one.keepable for one in sheet.open)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("www.example", True),
        ("https://x", True),
        ("zoe@example", True),
        ("oats.co.uk", True),
        ("findit.org", True),
        ("oats, pears. Soap", False),
        ("7 @ the fair", False),
        ("oats.pears", False),
    ],
)
def test_addresses_of_pages_and_mail_stay_off(
    guide: Guide, full: Plan, line: str, told: bool
) -> None:
    plan = picked(full, "lines", ("people.code_word", line))
    assert whats(compose(guide, plan, FILLER)) == (["address"] if told else [])


def test_what_is_gone_from_the_plan_is_told(guide: Guide, full: Plan) -> None:
    plan = picked(full, "lines", ("people.code_word", ""), ("log.incidents", ""), ("x", ""))
    plan = picked(plan, "numbers", ("Nobody", ""))
    sheet = compose(guide, plan, FILLER)
    assert [(one.what, one.text) for one in sheet.findings] == [
        ("gone", "log.incidents"),
        ("gone", "x"),
        ("gone", "Nobody"),
    ]
    assert says(sheet) == ["umbrella"]


def test_nothing_private_can_be_picked_by_its_name(guide: Guide, make: MakePlan) -> None:
    secret = {
        "place.places": ["Turnip Lane"],
        "people.code_meaning": ["come_to_me"],
        "people.check_in_if_not": "call Zoë",
        "day.best_time": "when it rains",
        "money.own_cash": "in the blue tin",
        "transport.route": "past the mill",
        "papers.bag_where": "at the mill",
        "health.due": "2026-05-01",
        "people.not_tell": ["Uncle Turnip"],
    }
    plan = make(secret)
    plan = picked(plan, "lines", *((key, "") for key in secret))
    sheet = compose(guide, plan, FILLER)
    assert says(sheet) == []
    assert {one.what for one in sheet.findings} == {"gone"}


def test_line_breaks_become_spaces(guide: Guide, make: MakePlan) -> None:
    plan = make({"people.code_word": "blue\n  folder", "day.errands": ["two\tparts"]})
    plan = picked(plan, "lines", ("people.code_word", ""), ("day.errands", ""))
    assert says(compose(guide, plan, FILLER)) == ["blue folder", "two parts"]
    plan = picked(plan, "lines", ("people.code_word", " a\n b "))
    assert says(compose(guide, plan, FILLER)) == ["a b"]


def test_any_words_are_scanned(guide: Guide, full: Plan) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.text(max_size=20),
        st.sampled_from(["the lodger", "helpline", "police", "zoe@example.com"]),
        st.sampled_from(["people.code_word", "place.place_code", "day.errands/buy stamps"]),
    )
    def never(around: str, bad: str, key: str) -> None:
        plan = picked(full, "lines", (key, f"{around} {bad} {around}"))
        assert compose(guide, plan, FILLER).open
        plan = picked(full, "numbers", ("Zoë", f"{around} {bad}"))
        assert compose(guide, plan, FILLER).open

    never()


# --- the words of a sheet -----------------------------------------------------------------------


def test_no_shipped_title_tells(guide: Guide, make: MakePlan) -> None:
    for title in load_pocket().titles:
        assert compose(guide, make({"pocket.title": title.value})).findings == ()


def test_a_title_that_tells_is_found(guide: Guide, tmp_path: Path) -> None:
    shipped = (Path(__file__).resolve().parents[2] / "templates" / "pocket.toml").read_text(
        encoding="utf-8"
    )
    file = tmp_path / "pocket.toml"
    file.write_text(shipped.replace('"Shopping list"', '"Safety list"'), encoding="utf-8")
    sheet = compose(guide, Plan(), words=load_pocket(str, file))
    assert [(one.what, one.text, one.keepable) for one in sheet.open] == [("word", "safety", False)]

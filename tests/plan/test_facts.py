"""What answers and silence mean; written from the words of the rules, not from the code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from safeplan.plan.facts import PlanFacts
from safeplan.plan.model import Plan

MakePlan = Callable[..., Plan]

DANGER = ["violence", "neck", "weapons", "sexpressure", "follow", "group_risk", "phone_watched"]


def test_with_nothing_said_there_is_care(make: MakePlan) -> None:
    assert PlanFacts(Plan()).flag("care")
    assert PlanFacts(make(country="GB", label="the lodger")).flag("care")


def test_a_plain_no_to_everything_is_without_care(plain: MakePlan) -> None:
    assert not PlanFacts(plain()).flag("care")


@pytest.mark.parametrize("name", DANGER)
def test_one_skipped_question_is_care(plain: MakePlan, name: str) -> None:
    assert PlanFacts(plain(**{name: None})).flag("care")


@pytest.mark.parametrize("name", DANGER)
@pytest.mark.parametrize("state", ["@skip", "@not_for_me", "@later"])
def test_one_question_put_aside_is_care(plain: MakePlan, name: str, state: str) -> None:
    assert PlanFacts(plain(**{name: state})).flag("care")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("violence", "threats"),
        ("violence", "once"),
        ("violence", "more"),
        ("violence", "rather_not"),
        ("neck", "yes"),
        ("neck", "unsure"),
        ("neck", "rather_not"),
        ("weapons", "yes"),
        ("weapons", "unsure"),
        ("weapons", "rather_not"),
        ("sexpressure", "yes"),
        ("sexpressure", "rather_not"),
        ("follow", "yes"),
        ("follow", "unsure"),
        ("group_risk", "yes"),
        ("group_risk", "maybe"),
        ("phone_watched", "yes"),
        ("phone_watched", "maybe"),
        ("stage", "ready"),
        ("stage", "any_day"),
        ("stage", "left"),
        ("order", "yes"),
        ("order", "thinking"),
    ],
)
def test_one_such_answer_is_care(plain: MakePlan, name: str, said: str) -> None:
    assert PlanFacts(plain(**{name: said})).flag("care")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("stage", "staying"),
        ("stage", "thinking"),
        ("stage", "unsure"),
        ("stage", None),
        ("order", None),
        ("order", "@skip"),
        ("shared_devices", "yes"),
        ("this_computer", "theirs"),
        ("immigration", "yes"),
        ("age", "u18"),
        ("children", ["mine", "pregnant"]),
    ],
)
def test_these_do_not_bear_on_it(plain: MakePlan, name: str, said: Any) -> None:
    assert not PlanFacts(plain(**{name: said})).flag("care")


def test_one_ticked_sign_is_care(plain: MakePlan) -> None:
    ticked = plain({"signs.noticed": ["it_is_getting_worse"]})
    assert PlanFacts(ticked).flag("care")
    own = plain({"signs.noticed": ["the way the doors are shut"]})
    assert PlanFacts(own).flag("care")
    assert not PlanFacts(plain({"signs.noticed": []})).flag("care")
    assert not PlanFacts(plain({"signs.noticed": "@not_for_me"})).flag("care")


@pytest.mark.parametrize(
    ("said", "ok"),
    [
        ({"lives_with": "no"}, True),  # stage thinking, and nothing points to danger
        ({"lives_with": "no", "stage": "left"}, True),  # having left is care, and is enough
        ({"lives_with": "no", "stage": "left", "violence": "more"}, True),
        ({"lives_with": "no", "violence": "once"}, False),
        ({"lives_with": "no", "violence": None}, False),
        ({"lives_with": "yes", "stage": "left"}, False),  # lives there again
        ({"lives_with": "some", "stage": "left"}, False),
        ({"lives_with": None, "stage": "left"}, False),
        ({"lives_with": "yes"}, False),
    ],
)
def test_l4_ok(plain: MakePlan, said: dict[str, Any], ok: bool) -> None:
    assert PlanFacts(plain(**said)).flag("l4_ok") is ok


@pytest.mark.parametrize(
    ("said", "apart"),
    [
        ({"lives_with": "no", "children": ["mine"]}, True),
        ({"lives_with": "no", "children": ["ours"]}, True),
        ({"lives_with": "yes", "stage": "left", "children": ["ours"]}, True),
        ({"lives_with": "no", "children": ["other"]}, False),
        ({"lives_with": "no", "children": ["pregnant"]}, False),
        ({"lives_with": "no", "children": ["other", "mine"]}, True),
        ({"lives_with": "no", "children": None}, False),
        ({"lives_with": "yes", "children": ["mine"]}, False),
        ({"lives_with": None, "stage": "left", "children": ["mine"]}, True),
    ],
)
def test_apart(plain: MakePlan, said: dict[str, Any], apart: bool) -> None:
    assert PlanFacts(plain(**said)).flag("apart") is apart


@pytest.mark.parametrize("said", [None, "@skip", "@not_for_me", "@later", "unsure", "rather_not"])
def test_unknown(make: MakePlan, said: Any) -> None:
    assert PlanFacts(make(neck=said)).unknown("neck")


def test_known(make: MakePlan) -> None:
    assert not PlanFacts(make(neck="yes")).unknown("neck")
    assert not PlanFacts(make(neck="no")).unknown("neck")
    assert PlanFacts(make(group_risk="maybe")).unknown("group_risk")


def test_of_several_one_known_answer_is_known(make: MakePlan) -> None:
    assert not PlanFacts(make(relation=["partner", "rather_not"])).unknown("relation")
    assert PlanFacts(make(relation=["rather_not"])).unknown("relation")
    assert PlanFacts(make(relation=[])).unknown("relation")


def test_several_answers_are_each_there(make: MakePlan) -> None:
    facts = PlanFacts(make(children=["mine", "pregnant"]))
    assert facts.has("children", "mine")
    assert facts.has("children", "pregnant")
    assert not facts.has("children", "ours")


@pytest.mark.parametrize(
    ("name", "value", "other"),
    [("children", "no", "mine"), ("health_need", "none", "rely"), ("must_contact", "no", "court")],
)
def test_a_no_beside_something_else_is_no_plain_no(
    make: MakePlan, name: str, value: str, other: str
) -> None:
    facts = PlanFacts(make(**{name: [value, other]}))
    assert not facts.has(name, value)
    assert facts.has(name, other)
    assert PlanFacts(make(**{name: [value]})).has(name, value)


def test_other_fields_are_named_with_their_page(make: MakePlan) -> None:
    facts = PlanFacts(make({"log.safe_to_keep": "yes"}))
    assert facts.has("log.safe_to_keep", "yes")
    assert facts.chosen("log.safe_to_keep") == {"yes"}
    assert not facts.has("safe_to_keep", "yes")


def test_pages_that_were_opened() -> None:
    facts = PlanFacts(Plan().with_opened("young"))
    assert facts.opened("young")
    assert not facts.opened("older")


def test_there_is_no_other_flag() -> None:
    with pytest.raises(KeyError):
        PlanFacts(Plan()).flag("level")

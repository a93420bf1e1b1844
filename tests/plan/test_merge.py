"""A plan that comes in beside the one that is open."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pytest

from safeplan.plan.merge import merge
from safeplan.plan.model import Answer, Chosen, Plan, Settings

MakePlan = Callable[..., Plan]


def said(text: str) -> Answer:
    return Answer("answer", text)


def test_what_is_empty_is_filled() -> None:
    here = Plan().with_answer("a.one", said("here"))
    there = Plan().with_answer("a.two", said("there"))
    merged, differing = merge(here, there)
    assert merged.answers == {"a.one": said("here"), "a.two": said("there")}
    assert differing == ()


def test_what_is_there_stays_and_is_told() -> None:
    here = Plan().with_answer("a.one", said("here")).with_answer("a.two", said("the same"))
    there = Plan().with_answer("a.two", said("the same")).with_answer("a.one", said("there"))
    merged, differing = merge(here, there)
    assert merged.answers == here.answers
    assert differing == ("a.one",)


@pytest.mark.parametrize(
    ("ours", "theirs", "taken", "told"),
    [
        (Answer("skip"), said("x"), True, False),
        (Answer("later"), said("x"), True, False),
        (said(""), said("x"), True, False),
        # What was written before it was put off is kept, and the other is told of.
        (Answer("later", "here"), said("x"), False, True),
        (Answer("skip", (Chosen("a"),)), said("x"), False, True),
        (Answer("later", "here"), Answer("skip"), False, False),
        (Answer("answer", ()), said("x"), True, False),
        (Answer("not_for_me"), said("x"), False, True),
        (said("x"), Answer("skip"), False, False),
        (said("x"), Answer("later"), False, False),
        (said("x"), said(""), False, False),
        (said("x"), Answer("not_for_me"), False, True),
        (Answer("skip"), Answer("later"), False, False),
        (Answer("skip"), Answer("not_for_me"), True, False),
        (None, Answer("skip"), True, False),
        (said("x"), None, False, False),
    ],
)
def test_one_field(ours: Answer | None, theirs: Answer | None, taken: bool, told: bool) -> None:
    here = Plan() if ours is None else Plan().with_answer("a.b", ours)
    there = Plan() if theirs is None else Plan().with_answer("a.b", theirs)
    merged, differing = merge(here, there)
    assert merged.answer("a.b") == (theirs if taken else ours)
    assert (differing == ("a.b",)) is told


def test_nothing_of_the_open_plan_is_lost(make: MakePlan) -> None:
    here = make({"people.code_word": "umbrella"}, stage="left", relation=["ex"])
    there = make({"people.code_word": "choir", "people.check_in": "7"}, stage="ready")
    merged, differing = merge(here, there)
    for key, answer in here.answers.items():
        assert merged.answers[key] == answer
    assert set(differing) == {"people.code_word", "start.stage"}
    assert merged.text("people.check_in") == "7"
    assert merged.items("start.stage") == (Chosen("left"),)


def test_settings_and_consent_stay_and_pages_seen_are_joined() -> None:
    here = Plan(seen=("now", "people"), consent=True, settings=Settings(theme="plain"))
    there = Plan(seen=("people", "day"), settings=Settings(theme="daylight"), put_away=("pets",))
    merged, _differing = merge(here, there)
    assert merged.settings.theme == "plain"
    assert merged.consent
    assert merged.seen == ("now", "people", "day")
    assert merged.put_away == ()


def test_what_a_later_version_added_comes_along() -> None:
    def with_extra(values: dict[str, Any]) -> Plan:
        return Plan(extra=MappingProxyType(values))

    merged, _differing = merge(with_extra({"tide": 1}), with_extra({"tide": 2, "moon": 3}))
    assert merged.extra == {"tide": 1, "moon": 3}


def test_merging_twice_changes_nothing_more(make: MakePlan) -> None:
    here, there = make(stage="left"), make({"people.code_word": "choir"}, stage="ready")
    once, told = merge(here, there)
    assert merge(once, there) == (once, told)
    assert merge(here, here) == (here, ())

"""What a person meets first: ten pages at most; and a sheet that is of use after three answers."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from safeplan.export.booklet import booklet
from safeplan.plan.guide import Guide
from safeplan.plan.helplines import country_of, load_helplines
from safeplan.plan.model import Plan
from safeplan.plan.pocket import candidates, compose
from safeplan.plan.tailoring import FEW, Arrangement, arrange

MakePlan = Callable[..., Plan]

STAGES: dict[str | None, str] = {
    "staying": "incident daily people feelings health tech papers money",
    "thinking": "people incident reason detach priorities",
    "ready": "people papers money place transport tech day",
    "any_day": "day papers people place",
    "left": "incident daily after legal feelings",
    "unsure": "people incident reason detach priorities",
    None: "people incident reason detach priorities",
}
FILE = Path(__file__).resolve().parents[1] / "content" / "walks.toml"
FILLER = ("oats", "glue", "bread", "washing powder", "stamps", "onions")


def ids(seen: Arrangement) -> list[str]:
    return [page.id for page in seen.now]


@pytest.mark.parametrize("stage", STAGES)
def test_the_pages_of_the_stage_are_among_the_ten(
    guide: Guide, plain: MakePlan, stage: str | None
) -> None:
    seen = arrange(guide, plain(stage=stage, violence="more"))
    assert len(seen.now) == FEW == 10
    assert ids(seen)[:2] == ["now", "start"]
    first = STAGES[stage].split()
    assert ids(seen)[2 : 2 + len(first)] == first


def test_who_has_answered_nothing_meets_ten_too(guide: Guide) -> None:
    seen = arrange(guide, Plan())
    assert ids(seen) == [
        *("now", "start", "people", "incident", "reason", "detach", "priorities"),
        *("daily", "signs", "health"),
    ]


def test_nobody_meets_more_and_nothing_is_lost(guide: Guide, plain: MakePlan) -> None:
    for walk in tomllib.loads(FILE.read_text(encoding="utf-8"))["walk"]:
        seen = arrange(guide, plain(walk.get("more", {}), **walk["start"]))
        assert 5 <= len(seen.now) <= FEW
        assert not any(page.collapsed for page in seen.now)
        everywhere = {page.id for page in (*seen.menu, *seen.more, *seen.put_away)}
        assert everywhere == {one.id for one in guide.sections}


def test_a_log_that_is_closed_is_not_among_them(guide: Guide, make: MakePlan) -> None:
    said = {"stage": "left", "lives_with": "no"}
    assert "log" not in ids(arrange(guide, make(**said)))
    assert "log" in ids(arrange(guide, make({"log.safe_to_keep": "yes"}, **said)))


# --- three answers ------------------------------------------------------------------------------

THREE: list[dict[str, Any]] = [
    {
        "people.code_word": "umbrella",
        "people.check_in": "Zoë at 7",
        "people.helpers": [{"nickname": "Zoë", "number": "01632 960 101"}],
    },
    {
        "people.code_word": "umbrella",
        "children.child_word": "purple socks",
        "now.memorise": ["Radish 01632 960 106"],
    },
    {"people.check_in": "Zoë at 7", "papers.errand_items": ["pens"], "place.place_code": "library"},
    {"people.code_word": "umbrella", "start.country": "GB", "start.stage": "any_day"},
    {"people.code_word": "umbrella", "people.check_in": "@skip", "day.errands": ["buy stamps"]},
]


@pytest.mark.parametrize("said", THREE)
def test_three_answers_make_a_sheet_that_is_of_use(
    guide: Guide, make: MakePlan, said: dict[str, Any]
) -> None:
    plan = make(said)
    assert len(plan.answers) == 3
    sheet = compose(guide, plan, FILLER)
    own = [line.says for line in sheet.lines if not line.filler]
    assert own, "something of theirs is on it without another question"
    assert sheet.title
    assert sheet.open == (), "nothing is left to decide"
    printed = sheet.printable()
    filler = [line for line in sheet.lines if line.filler]
    assert len(filler) >= 0.4 * len(printed), "ordinary lines stand around them"
    assert set(own) <= set(printed)
    assert booklet(sheet.title, list(printed)).startswith(b"%PDF")
    # And everything else they wrote for it is offered, one key away.
    offered = {one.of for one in candidates(guide, plan)}
    assert len(offered) >= sum(key.split(".")[0] != "start" for key in said) - 1


@pytest.mark.parametrize("said", THREE)
def test_and_the_ways_to_help_are_there(guide: Guide, make: MakePlan, said: dict[str, Any]) -> None:
    plan = make(said)
    seen = arrange(guide, plan)
    assert "help" in [page.id for page in seen.menu]
    lines = load_helplines(str)
    if "start.country" in said:
        number = lines.emergency(country_of(plan))
        assert number is not None
        assert number.number == "999"
        assert len(lines.lines(country_of(plan), seen.lines_first)) > 5


def test_one_answer_is_enough(guide: Guide, make: MakePlan) -> None:
    sheet = compose(guide, make({"people.code_word": "umbrella"}), FILLER)
    assert "umbrella" in sheet.printable()


def test_no_answer_gives_an_ordinary_list_and_no_fault(guide: Guide) -> None:
    sheet = compose(guide, Plan(), FILLER)
    assert set(sheet.printable()) <= set(FILLER)

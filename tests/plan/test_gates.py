"""No gated tip is ever shown ungated: for every combination of the answers that gates hang on."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import pytest

from safeplan.plan.conditions import parse
from safeplan.plan.facts import PlanFacts
from safeplan.plan.guide import Guide
from safeplan.plan.model import Plan
from safeplan.plan.rules import Rules, rules_for
from safeplan.plan.tailoring import Arrangement, arrange
from tests.plan import every_answer
from tests.plan.every_answer import (
    AXES,
    NAMES,
    NO_TALK,
    REST,
    SHAPE,
    SHORT,
    TALK,
    Promises,
    World,
    keep,
)

MakePlan = Callable[..., Plan]


@pytest.fixture(scope="module")
def kept(guide: Guide) -> Promises:
    return keep(guide, rules_for(guide), World())


def test_every_promise_holds_for_everyone(
    kept: Promises, capsys: pytest.CaptureFixture[str]
) -> None:
    people = int(np.prod(SHAPE))
    with capsys.disabled():
        print(f"\n{people:,} combinations, {kept.looked_at:,} looks, {len(kept.broken)} broken")
    assert people == 4**7 * 7 * 10 * 4
    assert kept.broken == []


def test_every_sentence_about_a_talk_is_known(guide: Guide) -> None:
    """So that no other one can slip past the promise about it."""
    found = set()
    for section in guide.sections:
        for one in section.cautions:
            found |= {one.text} if "ending it" in one.text or "talk about" in one.text else set()
        for field in section.fields:
            for words in (field.text, field.prompt, field.help, *field.suggest):
                assert "ending it" not in words, field.key
    assert {text.startswith((TALK, NO_TALK)) for text in found if "ending it" in text} == {True}
    assert any(text.startswith(TALK) for text in found)


# --- the program's own pages for some of them ---------------------------------------------------


def _plan(make: MakePlan, at: tuple[int, ...]) -> Plan:
    said: dict[str, Any] = {}
    for name, values in (*REST.items(), *((n, AXES[n][i]) for n, i in zip(NAMES, at, strict=True))):
        many = name in {
            "relation",
            "children",
            "health_need",
            "must_contact",
            "work_school",
            "lines",
        }
        said[name] = "@skip" if not values else list(values) if many else values[0]
    return make(**said)


_FIELDS = (
    *("after.clear_out", "closeness.tip", "closeness.excuses", "incident.weapons_note"),
    *("now.weapon_note", "family.family_safe", "log.incidents", "day.slow_note"),
)
_WORDS = (TALK, NO_TALK, SHORT)


def _check_pages(guide: Guide, kept: Promises, seen: Arrangement, at: tuple[int, ...]) -> None:
    """The pages as they are put together, against what the conditions promise."""

    def told(truth: Any) -> bool:
        return bool(np.broadcast_to(truth, SHAPE)[at])

    for key in _FIELDS:
        section, name = key.split(".")
        assert (seen.page(section).field(name) is not None) is told(kept.field(key)), (key, at)
    for key in ("daily.pause", "after.contact_plan"):
        section, name = key.split(".")
        page = seen.page(section)
        found = page.field(name)
        assert found is not None
        words = [one.text for one in (*page.cautions, *found.cautions)]
        for begins in _WORDS:
            there = any(text.startswith(begins) for text in words)
            assert there is told(kept.cautions(key, begins)), (key, begins, at)
    for page in (*seen.menu, *seen.more):
        assert page.gate == guide.section(page.id).gate
        for one in page.fields:
            assert one.gate == one.field.gate
    tip = seen.page("closeness").field("tip")
    assert tip is None or tip.collapsed_under == "If it is safe"
    assert seen.page("closeness").cautions[0].id == "c_T3"


def test_the_pages_as_they_are_put_together(guide: Guide, make: MakePlan, kept: Promises) -> None:
    draw = random.Random(7)
    for _ in range(150):
        at = tuple(draw.randrange(size) for size in SHAPE)
        _check_pages(guide, kept, arrange(guide, _plan(make, at)), at)


@pytest.mark.soak
def test_every_condition_asked_of_the_program_one_person_at_a_time(
    guide: Guide, make: MakePlan, kept: Promises, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole product without arrays, and twenty thousand whole menus."""
    start = time.perf_counter()
    conditions = {key: parse(guide.field(key).show_if) for key in _FIELDS[:4]}
    conditions["care"], conditions["l4_ok"] = parse("care"), parse("l4_ok")
    expected = {
        key: np.broadcast_to(kept.world.truth(condition), SHAPE).reshape(-1)
        for key, condition in conditions.items()
    }
    count = 0
    for at, values in enumerate(itertools.product(*AXES.values())):
        answers = {**REST, **dict(zip(NAMES, values, strict=True))}
        facts = PlanFacts(every_answer.said(**answers))  # type: ignore[arg-type]
        for key, condition in conditions.items():
            assert condition.holds(facts) is bool(expected[key][at]), (key, values)
        count += 1
    middle = time.perf_counter()
    draw = random.Random(11)
    for _ in range(20_000):
        place = tuple(draw.randrange(size) for size in SHAPE)
        _check_pages(guide, kept, arrange(guide, _plan(make, place)), place)
    with capsys.disabled():
        print(
            f"\n{count:,} people, {len(conditions)} conditions each: {middle - start:.0f} s;"
            f" 20,000 whole menus: {time.perf_counter() - middle:.0f} s"
        )


# --- the test can fail --------------------------------------------------------------------------

Change = Callable[[Guide, Rules], tuple[Guide, Rules]]


def _field(key: str, **changes: Any) -> Change:
    def change(guide: Guide, rules: Rules) -> tuple[Guide, Rules]:
        section = guide.section(key.split(".")[0])
        fields = tuple(
            msgspec.structs.replace(one, **changes) if one.key == key else one
            for one in section.fields
        )
        return _with(guide, msgspec.structs.replace(section, field=fields)), rules

    return change


def _caution(page: str, begins: str, **changes: Any) -> Change:
    def change(guide: Guide, rules: Rules) -> tuple[Guide, Rules]:
        section = guide.section(page)
        cautions = tuple(
            msgspec.structs.replace(one, **changes) if one.text.startswith(begins) else one
            for one in section.cautions
        )
        assert cautions != section.cautions
        return _with(guide, msgspec.structs.replace(section, caution=cautions)), rules

    return change


def _rule(name: str, **changes: Any) -> Change:
    def change(guide: Guide, rules: Rules) -> tuple[Guide, Rules]:
        changed = tuple(
            msgspec.structs.replace(one, **changes) if one.id == name else one for one in rules.rule
        )
        assert changed != rules.rule
        return guide, msgspec.structs.replace(rules, rule=changed)

    return change


def _page(name: str, **changes: Any) -> Change:
    def change(guide: Guide, rules: Rules) -> tuple[Guide, Rules]:
        return _with(guide, msgspec.structs.replace(guide.section(name), **changes)), rules

    return change


def _both(first: Change, second: Change) -> Change:
    return lambda guide, rules: second(*first(guide, rules))


def _with(guide: Guide, section: Any) -> Guide:
    return Guide(tuple(section if one.id == section.id else one for one in guide.sections))


MUTATIONS: dict[str, tuple[Change, str]] = {
    "small steps for all who live apart": (
        _field("after.clear_out", show_if="lives_with = no"),
        "small steps",
    ),
    "small steps for everyone": (_field("after.clear_out", show_if="always"), "small steps before"),
    "small steps without their caution": (
        _caution("after", "Save proof", show_if="violence != more"),
        "proof first",
    ),
    "a talk in danger": (
        _caution(
            "daily", TALK, show_if="stage in {thinking, unsure} and relation in {partner, ex}"
        ),
        "talk in danger at daily.pause",
    ),
    "a talk where nothing was said about violence": (
        _caution(
            "daily",
            TALK,
            show_if="violence = no and stage in {thinking, unsure} and relation in {partner, ex}",
        ),
        "talk in danger at daily.pause",
    ),
    "a talk with a parent": (
        _caution("daily", TALK, show_if="not care and stage in {thinking, unsure}"),
        "talk at daily.pause",
    ),
    "a talk at another question": (
        _caution("daily", TALK, fields=("hooks",), show_if="stage = thinking"),
        "talk at daily.hooks",
    ),
    "no word against a talk": (
        _caution("incident", NO_TALK, show_if="violence = more and stage != staying"),
        "no talk at incident.say_lines, missing",
    ),
    "the tip for those who stay": (
        _both(
            _field("closeness.tip", show_if="relation in {partner, ex}"),
            _rule("the tip of closeness", when="stage = left"),
        ),
        "the tip",
    ),
    "the tip for a child of the house": (
        _both(
            _field("closeness.tip", show_if="stage != staying"),
            _rule("R24", hide=("closeness.excuses",)),
        ),
        "the tip",
    ),
    "the tip open": (_field("closeness.tip", collapsed_under=""), "the tip lies open"),
    "closeness without its caution": (
        _caution("closeness", "If saying no", show_if="sexpressure = yes"),
        "caution of closeness",
    ),
    "weapons only where one is sure": (
        _field("incident.weapons_note", show_if="weapons = yes"),
        "incident.weapons_note, missing",
    ),
    "slow leaving only after violence": (_rule("R13", when="violence = more"), "slow leaving"),
    "the neck opens by itself": (
        _rule("R14", when="neck = yes or neck = unsure"),
        "neck offered",
    ),
    "no link to the neck where it was skipped": (
        _rule("R14 if not sure", when="neck = unsure"),
        "neck linked on now, missing",
    ),
    "silence about family": (
        _caution("people", "Family may be", show_if="group_risk = yes"),
        "family line, missing",
    ),
    "an unsure phone is no watched phone": (
        _rule("R17", when="phone_watched = yes"),
        "watched, missing",
    ),
    "the log open": (
        _both(
            _field("log.incidents", show_if="always"),
            _rule("the log, closed", hide=("log.tips",)),
        ),
        "the log",
    ),
    "a tip without its caution": (
        _caution("daily", "If being flat", show_if="care"),
        "c_T2 at daily.hooks",
    ),
    "a page without its gate": (_page("signs", gate=""), "no gate: signs"),
    "a question without its gate": (_field("start.neck", gate=""), "no gate: start.neck"),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_gate_left_open_is_seen(guide: Guide, kept: Promises, name: str) -> None:
    change, broken = MUTATIONS[name]
    worse = keep(*change(guide, rules_for(guide)), kept.world)
    assert any(one.startswith(broken) for one in worse.broken), worse.broken


class _Careless(PlanFacts):
    """Takes "not sure" and a skipped question for a no."""

    def chosen(self, name: str) -> frozenset[str]:
        found = super().chosen(name)
        return found or frozenset({"no"}) if name in every_answer.DANGER else found


def test_careless_facts_are_seen(guide: Guide) -> None:
    worse = keep(guide, rules_for(guide), World(_Careless))
    assert any(one.startswith("care, missing") for one in worse.broken)
    assert any(one.startswith("talk in danger") for one in worse.broken)
    assert any(one.startswith("small steps before leaving") for one in worse.broken)

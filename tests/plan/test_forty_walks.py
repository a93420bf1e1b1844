"""Forty more invented people walk through the guide; what each sees was worked out by hand.

The table is ``tests/content/walks.toml``. Together they meet every rule, and every pair of answers
to any two of the questions about danger.
"""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from safeplan.plan.facts import PlanFacts
from safeplan.plan.guide import Guide
from safeplan.plan.model import Plan
from safeplan.plan.rules import rules_for
from safeplan.plan.tailoring import Arrangement, arrange

MakePlan = Callable[..., Plan]

FILE = Path(__file__).resolve().parents[1] / "content" / "walks.toml"
WALKS: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["walk"]
EVERYONE = pytest.mark.parametrize("walk", WALKS, ids=[one["id"] for one in WALKS])

# What can be answered to each question about danger, as the first page offers it; "skip" besides.
RISK: dict[str, str] = {
    "violence": "no threats once more rather_not skip",
    "neck": "yes no unsure rather_not skip",
    "weapons": "yes unsure no rather_not skip",
    "sexpressure": "yes no rather_not skip",
    "follow": "yes unsure no skip",
    "group_risk": "yes maybe no skip",
    "phone_watched": "yes maybe no skip",
}
# The fields that come and go. Those after the first follow it.
WATCHED: dict[str, tuple[str, ...]] = {
    "weapons": ("incident.weapons_note", "now.weapon_note", "rural.gun_note"),
    "incident.others_join": ("incident.others_join",),
    "incident.long_wait": ("incident.long_wait",),
    "incident.children_there": ("incident.children_there",),
    "health.pregnant": ("health.pregnant", "health.pregnant_plan", "health.due"),
    "health.repro": ("health.repro",),
    "children.visits": ("children.visits", "children.visits_child_plan"),
    "legal.order_have": ("legal.order_have",),
    "after.clear_out": ("after.clear_out",),
    "after.miss": ("after.miss", "after.new_rel"),
    "after.stalk": ("after.stalk",),
    "closeness.tip": ("closeness.tip",),
    "closeness.excuses": ("closeness.excuses",),
    "closeness.u18": ("closeness.u18",),
    "log.incidents": ("log.incidents", "log.tips"),
    "log.no_log_note": ("log.no_log_note",),
    "papers.fetch_note": ("papers.fetch_note",),
    "family.family_safe": ("family.family_safe",),
    "family.if_i_care": ("family.if_i_care",),
    "help.no_lines_note": ("help.no_lines_note",),
    "start.men_note": ("start.men_note",),
    "work_school.work_steps": ("work_school.work_steps",),
    "work_school.school_steps": ("work_school.school_steps",),
}
TALK = {
    "no_talk": "you do not owe them a talk about ending it",
    "short": "You do not owe anyone an answer at once.",
    "talk": "If you do talk about ending it",
}
BANNERS = {
    "device": "A device that {them} never had may be safer.",
    "staff": "Staff may be able to see the screen",
}
TITLES = {
    "incident": "When things get bad at home",
    "papers": "What to take",
    "closeness": "Sex and closeness",
}


def answers(walk: dict[str, Any]) -> dict[str, Any]:
    """What the person said on the first page."""
    said = dict(zip(RISK, walk["risk"].split(), strict=True))
    risk: dict[str, Any] = {name: "@skip" if one == "skip" else one for name, one in said.items()}
    risk.update(walk["start"])
    return risk


@pytest.fixture(scope="module")
def plan_of(plain: MakePlan) -> Callable[[dict[str, Any]], Plan]:
    return lambda walk: plain(walk.get("more", {}), **answers(walk))


@pytest.fixture(scope="module")
def see(
    guide: Guide, plan_of: Callable[[dict[str, Any]], Plan]
) -> Callable[[dict[str, Any]], Arrangement]:
    return lambda walk: arrange(guide, plan_of(walk))


PlanOf = Callable[[dict[str, Any]], Plan]
See = Callable[[dict[str, Any]], Arrangement]


def warned(seen: Arrangement, key: str) -> list[str]:
    """The words of every caution that is read before a field."""
    section, name = key.split(".")
    page = seen.page(section)
    found = page.field(name)
    assert found is not None, key
    return [one.text for one in (*page.cautions, *found.cautions)]


@EVERYONE
def test_the_whole_menu_in_its_order(see: See, guide: Guide, walk: dict[str, Any]) -> None:
    seen = see(walk)
    menu, more = [one.id for one in seen.menu], [one.id for one in seen.more]
    assert menu == ["now", "start", *walk["menu"].split()]
    assert sorted(menu + more) == sorted(one.id for one in guide.sections)


@EVERYONE
def test_care(plan_of: PlanOf, see: See, walk: dict[str, Any]) -> None:
    assert PlanFacts(plan_of(walk)).flag("care") is walk["care"]
    seen = see(walk)
    for name in ("signs", "day", "legal"):
        assert seen.page(name).helpline is walk["care"], name
    cautions = [one for page in (*seen.menu, *seen.more) for one in page.cautions]
    for page in (*seen.menu, *seen.more):
        cautions += [one for field in page.fields for one in field.cautions]
    beside = [one for one in cautions if one.place == "beside"]
    assert bool(beside) is not walk["care"]
    for name in ("secret_note", "slow_note"):
        note = seen.page("day").field(name)
        assert note is not None
        if walk["care"]:
            assert note.pinned
            assert not note.collapsed


@EVERYONE
def test_pages_that_lie_closed(see: See, walk: dict[str, Any]) -> None:
    assert {one.id for one in see(walk).menu if one.collapsed} == set(walk["closed"].split())


@EVERYONE
def test_fields_that_come_and_go(see: See, walk: dict[str, Any]) -> None:
    seen = see(walk)
    expected = set(walk["see"].split())
    assert expected <= set(WATCHED)
    for name, keys in WATCHED.items():
        for key in keys:
            section, field = key.split(".")
            there = seen.page(section).field(field) is not None
            assert there is (name in expected), key


@EVERYONE
def test_words_about_a_talk(see: See, walk: dict[str, Any]) -> None:
    seen = see(walk)
    said = "\n".join(warned(seen, "daily.pause"))
    assert {name for name, words in TALK.items() if words in said} == set(walk["pause"].split())
    for key in ("incident.say_lines", "after.contact_plan"):
        assert TALK["talk"] not in "\n".join(warned(seen, key)), "only where it is answered"


@EVERYONE
def test_cautions(see: See, walk: dict[str, Any]) -> None:
    seen = see(walk)
    found = set()
    if any(
        one.startswith("Family may be pressed to tell") for one in warned(seen, "people.helpers")
    ):
        found.add("group_line")
    young = [
        any("who do you have to tell?" in one for one in warned(seen, key))
        for key in ("reason.talk_to", "health.doctor", "children.school_people")
    ]
    assert len(set(young)) == 1
    found |= {"young"} if all(young) else set()
    if any(
        one.startswith("What they say about the law") for one in warned(seen, "legal.police_feel")
    ):
        found.add("immigration")
    if any(one.text.startswith("Pulling away bit by bit") for one in seen.page("after").cautions):
        found.add("bit_by_bit")
    assert found == set(walk["cautions"].split())


@EVERYONE
def test_cautions_that_stand_always(see: See, walk: dict[str, Any]) -> None:
    """Each tip of the article that is shown has its caution before it."""
    seen = see(walk)
    for page in (*seen.menu, *seen.more):
        for one in page.fields:
            ids = {c.id for c in (*page.cautions, *one.cautions)}
            # c_L3 has its own test: it says something else to each.
            assert {f"c_{tip}" for tip in one.field.carries if tip != "L3"} <= ids, one.key
    assert seen.page("closeness").cautions[0].id == "c_T3"
    tip = seen.page("closeness").field("tip")
    assert tip is None or tip.collapsed_under == "If it is safe"
    for name in ("signs", "children", "health", "closeness", "day", "log", "honour"):
        assert seen.page(name).gate.endswith("."), name


@EVERYONE
def test_watched_devices(see: See, walk: dict[str, Any]) -> None:
    seen = see(walk)
    expected = walk["banner"].split()
    assert len(seen.banners) == len(expected)
    for name in expected:
        assert any(banner.startswith(BANNERS[name]) for banner in seen.banners)
    watched = "device" in expected
    assert seen.print_note is watched
    assert seen.page("tech").fields[0].pinned is watched
    assert seen.page("tech").fields[0].field.id == "first_note"
    group = seen.page("people").field("group")
    assert group is not None
    assert (group.offer_before == "tech.safer_device") is (walk["group"] == "device")
    assert ("online" in group.help) is (walk["group"] == "open")


@EVERYONE
def test_lines_and_the_neck(see: See, walk: dict[str, Any]) -> None:
    seen = see(walk)
    assert list(seen.lines_first) == walk["lines"].split()
    assert seen.offer == ("health.neck_page" if walk["neck"] == "offer" else "")
    for name in ("health", "now"):
        linked = [link.to for link in seen.page(name).links]
        assert linked == (["health.neck_page"] if walk["neck"] == "link" else []), name
    neck = seen.page("health").field("neck_page")
    assert neck is not None, "it can always be reached"
    assert neck.gate == "This page is about harm to the neck."
    assert neck.pinned is (walk["neck"] == "offer")


@EVERYONE
def test_titles_and_what_is_asked_first(see: See, walk: dict[str, Any]) -> None:
    seen = see(walk)
    titles = walk.get("titles", {})
    for name, usual in TITLES.items():
        wanted = titles.get(name, usual)
        if name == "closeness" and "closeness" not in walk["menu"].split():
            continue
        assert seen.page(name).title == wanted, name
    for name, wanted in walk.get("top", {}).items():
        asked = [one.field.id for one in seen.page(name).fields if one.field.type != "note"]
        first = wanted.split()
        assert set(asked[: len(first)]) == set(first), name
    offered = [page.id for page in (*seen.menu, *seen.more) if page.offer_put_away]
    assert offered == walk.get("put_away", "").split()


# --- what they cover together -------------------------------------------------------------------


def test_there_are_forty() -> None:
    assert len(WALKS) == len({one["id"] for one in WALKS}) == 40


def test_each_pair_of_answers_about_danger_is_met(guide: Guide) -> None:
    for name, values in RISK.items():
        offered = {one.value for one in guide.field(f"start.{name}").options}
        assert offered == set(values.split()) - {"skip"}, name
    met = set()
    for walk in WALKS:
        said = list(zip(RISK, walk["risk"].split(), strict=True))
        met |= set(itertools.combinations(said, 2))
    pairs = {
        ((one, first), (other, second))
        for one, other in itertools.combinations(RISK, 2)
        for first in RISK[one].split()
        for second in RISK[other].split()
    }
    assert len(pairs) == 437
    assert not pairs - met


def test_each_rule_is_met(guide: Guide, plan_of: PlanOf, see: See) -> None:
    rules = rules_for(guide)
    held = {rule.id for walk in WALKS for rule in rules.holding(PlanFacts(plan_of(walk)))}
    assert {rule.id for rule in rules.rule} - held == set()
    # Those that are kept elsewhere than in the table.
    everyone = [(walk, see(walk)) for walk in WALKS]
    shown = {name for walk in WALKS for name in walk["see"].split()}
    assert {"health.pregnant", "help.no_lines_note", "start.men_note"} <= shown  # R10, R34, R35
    assert any("priorities.rank" in walk.get("more", {}) for walk in WALKS)  # R2
    assert any(page.offer_put_away for _, seen in everyone for page in seen.menu)  # R33


# What these say is said a second time by the pages' own files, so that they may be missed.
_TWICE = """R3 R9 R11 R16 R20 R22_and_young_adults R23 R24 R25 R24_if_somebody_else R28 R29 R36
the_tip_of_closeness the_log,_closed the_link_about_the_neck after"""


def test_without_a_rule_somebody_would_see_something_else(guide: Guide, plan_of: PlanOf) -> None:
    rules = rules_for(guide)
    twice = {name.replace("_", " ") for name in _TWICE.split()}
    plans = [plan_of(walk) for walk in WALKS]
    idle = set()
    for rule in rules.rule:
        fewer = msgspec.structs.replace(rules, rule=tuple(r for r in rules.rule if r is not rule))
        held = [one for one in plans if rule in rules.holding(PlanFacts(one))]
        if not any(
            arrange(guide, one, fewer) != arrange(guide, one) for one in (*held[:4], *held[-4:])
        ):
            idle.add(rule.id)
    assert idle <= twice


def test_each_wish_is_met(guide: Guide) -> None:
    """R2: every item of the ranking is somebody's."""
    ranked = {one for walk in WALKS for one in walk.get("more", {}).get("priorities.rank", [])}
    assert ranked == {one.value for one in guide.field("priorities.rank").options}

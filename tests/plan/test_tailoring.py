"""The rules R1 to R36 one by one, and what holds for any answers at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeplan.plan.conditions import parse
from safeplan.plan.facts import PlanFacts
from safeplan.plan.guide import Guide
from safeplan.plan.model import Answer, Plan
from safeplan.plan.rules import rules_for
from safeplan.plan.tailoring import Arrangement, arrange
from safeplan.plan.values import Chosen

MakePlan = Callable[..., Plan]
Arranged = Callable[..., Arrangement]


def menu(seen: Arrangement) -> list[str]:
    return [page.id for page in seen.menu]


def more(seen: Arrangement) -> list[str]:
    return [page.id for page in seen.more]


def has(seen: Arrangement, key: str) -> bool:
    section, name = key.split(".")
    return seen.page(section).field(name) is not None


def questions(seen: Arrangement, page: str) -> list[str]:
    return [one.field.id for one in seen.page(page).fields if one.field.type != "note"]


def test_r1_with_nothing_answered(guide: Guide) -> None:
    seen = arrange(guide, Plan())
    # R5 decides the first ones: nothing is known about the stage.
    assert menu(seen)[:7] == [
        "now",
        "start",
        "people",
        "incident",
        "reason",
        "detach",
        "priorities",
    ]
    assert menu(seen)[-2:] == ["pocket", "help"]
    assert more(seen) == [
        *("children", "pets", "work_school", "immigration", "disability", "older", "family"),
        *("honour", "young", "lgbtq", "rural", "closeness", "drink_drugs", "after"),
    ]
    assert seen.put_away == ()


def test_r2_the_ranking_moves_pages_up(pages: Arranged) -> None:
    rank = {"priorities.rank": ["money_and_home", "work_or_study", "my_feelings"]}
    seen = pages(rank, stage="ready", work_school=["work"])
    assert menu(seen) == [
        *("now", "start"),
        *("people", "papers", "incident", "money", "place", "transport", "tech", "day"),
        *("work_school", "feelings", "journal"),
        *("priorities", "daily", "signs", "health", "legal", "log", "reason", "detach"),
        *("closeness", "pocket", "help"),
    ]


@pytest.mark.parametrize(
    ("item", "up"),
    [
        ("my_physical_safety", ["incident", "signs"]),
        ("childrens_safety", ["children"]),
        ("keeping_it_secret", ["tech", "pocket"]),
        ("money_and_home", ["money", "place"]),
        ("staying_near_family_faith_or_culture", ["feelings", "people"]),
        ("my_pet", ["pets"]),
        ("papers_or_visa", ["papers", "immigration"]),
        ("health_and_medicine", ["health"]),
        ("my_feelings", ["feelings", "journal"]),
        ("work_or_study", ["work_school"]),
        ("justice_or_proof", ["log", "legal"]),
        ("giving_it_time", ["reason", "detach"]),
    ],
)
def test_r2_each_wish(pages: Arranged, item: str, up: list[str]) -> None:
    said = {
        "stage": "any_day",
        "lives_with": "no",
        "children": ["mine"],
        "pets": "yes",
        "immigration": "yes",
        "work_school": ["work"],
    }
    seen = menu(pages({"priorities.rank": [item]}, **said))
    first = ["now", "start", "day", "papers", "people", "place"]
    assert seen[:6] == first
    wanted = [name for name in up if name not in first]
    assert seen[6 : 6 + len(wanted)] == wanted


@pytest.mark.parametrize("lives_with", ["yes", "some", "@skip", None])
@pytest.mark.parametrize("stage", ["staying", "thinking", "ready", "any_day", "left", None])
def test_r2_what_to_do_when_it_is_bad_is_never_below_fifth(
    pages: Arranged, lives_with: str | None, stage: str | None
) -> None:
    rank = {"priorities.rank": ["my_pet", "my_feelings", "giving_it_time", "justice_or_proof"]}
    seen = menu(pages(rank, stage=stage, lives_with=lives_with, violence="more", pets="yes"))
    assert seen.index("incident") <= 4
    assert seen[0] == "now"


def test_r2_living_apart_it_may_be(pages: Arranged) -> None:
    rank = {"priorities.rank": ["my_feelings"]}
    seen = menu(pages(rank, stage="ready", lives_with="no", violence="more"))
    assert seen.index("incident") > 4


def test_r2_own_words_in_the_ranking_move_nothing(pages: Arranged) -> None:
    assert menu(pages({"priorities.rank": ["my garden"]})) == menu(pages())


def test_r2_closed_pages_stay_where_they_lie(pages: Arranged) -> None:
    rank = {"priorities.rank": ["money_and_home"]}
    seen = pages(rank, stage="staying", violence="more")
    at = menu(seen).index("place")
    assert menu(seen)[at : at + 3] == ["place", "transport", "day"]
    assert menu(seen) == menu(pages(stage="staying", violence="more")), "money is up already"
    assert [page.collapsed_under for page in seen.menu[at : at + 3]] == ["If you ever need it"] * 3


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ({"lives_with": "yes"}, True),
        ({"lives_with": "some"}, True),
        ({"lives_with": None}, True),
        ({"lives_with": "no"}, False),
        ({"lives_with": "no", "must_contact": None}, False),
        ({"lives_with": "no", "must_contact": ["work"]}, True),
        ({"lives_with": "no", "must_contact": ["children", "court"]}, True),
        ({"lives_with": "yes", "must_contact": ["no"]}, True),
    ],
)
def test_r3_daily(pages: Arranged, said: dict[str, Any], there: bool) -> None:
    seen = pages(**said)
    assert ("daily" in menu(seen)) is there
    assert ("daily" in more(seen)) is not there


def test_r3_the_title_if_they_live_elsewhere(pages: Arranged) -> None:
    assert pages(lives_with="no").page("incident").title == "If they turn up"
    assert pages(lives_with="some").page("incident").title == "When things get bad at home"
    assert has(pages(lives_with="no"), "after.home_safety")


@pytest.mark.parametrize(
    ("stage", "first"),
    [
        ("staying", "incident daily people feelings health tech papers money"),
        ("thinking", "people incident reason detach priorities"),
        ("unsure", "people incident reason detach priorities"),
        (None, "people incident reason detach priorities"),
        ("@later", "people incident reason detach priorities"),
        ("ready", "people papers money place transport tech day"),
        ("any_day", "day papers people place"),
    ],
)
def test_r4_to_r7_first_pages_with_care(pages: Arranged, stage: str, first: str) -> None:
    seen = menu(pages(stage=stage, violence="more"))
    wanted = first.split()
    assert seen[2 : 2 + len(wanted)] == wanted


@pytest.mark.parametrize(
    ("lives_with", "first"),
    [
        ("no", "after legal children log feelings"),
        ("yes", "incident daily after legal children log feelings"),
        ("some", "incident daily after legal children log feelings"),
        (None, "incident daily after legal children log feelings"),
    ],
)
def test_r8_first_pages_after_leaving(pages: Arranged, lives_with: str, first: str) -> None:
    seen = pages(stage="left", lives_with=lives_with, children=["mine"])
    wanted = first.split()
    assert menu(seen)[2 : 2 + len(wanted)] == wanted
    assert "day" in more(seen)
    title = "Still to fetch" if lives_with == "no" else "What to take"
    assert seen.page("papers").title == title
    assert has(seen, "papers.fetch_note")


def test_r8_without_children_their_page_is_not_put_in(pages: Arranged) -> None:
    seen = pages(stage="left", lives_with="no")
    assert "children" in more(seen)
    assert menu(seen)[2:6] == ["after", "legal", "log", "feelings"]


def test_r5_the_day_is_listed_and_closed(pages: Arranged) -> None:
    day = pages(stage="thinking", violence="more").page("day")
    assert day.collapsed
    assert day.collapsed_under == ""
    assert day.title == "The day you go"
    assert "day" in menu(pages(stage="thinking"))


def test_r6_the_day_lies_open(pages: Arranged) -> None:
    assert not pages(stage="ready").page("day").collapsed
    assert not any(one.collapsed for one in pages(stage="ready").page("papers").fields)


@pytest.mark.parametrize(
    ("children", "there"),
    [(["mine"], True), (["other"], True), (["pregnant"], True), (["no"], False), (None, False)],
)
def test_r9_children(pages: Arranged, children: Any, there: bool) -> None:
    seen = pages(children=children)
    assert ("children" in menu(seen)) is there
    assert ("children" in more(seen)) is not there


_KIDS = ("papers.things", "papers.fast_pack", "place.place_check", "day.first_24h")
_KID_ITEMS = {
    *("childrens_comfort_things", "something_for_each_child", "can_take_children"),
    "children_fed_rest",
}


def _offered(seen: Arrangement, key: str) -> tuple[set[str], set[str]]:
    """The options and the ideas of a field."""
    section, name = key.split(".")
    found = seen.page(section).field(name)
    assert found is not None
    return {one.value for one in found.options}, set(found.field.suggest)


@pytest.mark.parametrize(
    ("children", "there"),
    [(["ours"], True), (["other"], True), (["no"], False), ("@skip", False), (None, False)],
)
def test_r9_items_for_children(pages: Arranged, children: Any, there: bool) -> None:
    seen = pages(stage="ready", children=children)
    found = set().union(*(_offered(seen, key)[0] for key in _KIDS)) & _KID_ITEMS
    assert found == (_KID_ITEMS if there else set())
    assert ("children" in _offered(seen, "day.steps_b")[1]) is there
    assert ("children and pet ready" in _offered(seen, "day.steps_a")[1]) is there


@pytest.mark.parametrize(("pets", "there"), [("yes", True), ("no", False), (None, False)])
def test_r11_lines_for_pets(pages: Arranged, pets: Any, there: bool) -> None:
    seen = pages(stage="ready", pets=pets)
    assert ("children and pet ready" in _offered(seen, "day.steps_a")[1]) is there
    assert ("pet" in _offered(seen, "day.steps_b")[1]) is there
    assert ("can_take_a_pet" in _offered(seen, "place.place_check")[0]) is there


@pytest.mark.parametrize(
    ("need", "there"),
    [(["illness"], True), (["rely"], True), (["none"], False), ("@skip", False), (None, False)],
)
def test_r21_access(pages: Arranged, need: Any, there: bool) -> None:
    seen = pages(health_need=need)
    access = {"no_steps", "my_medicine_can_be_kept"} & _offered(seen, "place.place_check")[0]
    assert len(access) == (2 if there else 0)
    to = [link.to for link in seen.page("transport").links]
    assert to == (["disability.access_transport"] if there else [])


def test_r25_no_idea_of_family_or_community(pages: Arranged) -> None:
    for said, there in (("yes", False), ("maybe", False), ("no", True), (None, True)):
        seen = pages(group_risk=said, age="u18", relation=["parent"])
        assert ("aunt or uncle" in _offered(seen, "young.adults")[1]) is there
        assert ("faith_place" in _offered(seen, "family.outside_places")[0]) is there
        assert ({"relative", "faith_place"} <= _offered(seen, "place.places")[0]) is there


def test_r9_visits_only_apart(pages: Arranged) -> None:
    assert has(pages(children=["ours"], lives_with="no"), "children.visits")
    assert has(pages(children=["ours"], stage="left"), "children.visits")
    assert not has(pages(children=["ours"]), "children.visits")
    assert not has(pages(children=["other"], lives_with="no"), "children.visits")


def test_r10_pregnancy(pages: Arranged) -> None:
    for name in ("pregnant", "pregnant_plan", "due", "repro"):
        assert has(pages(children=["pregnant"]), f"health.{name}")
        assert not has(pages(children=["mine"]), f"health.{name}")


def test_r11_pets(pages: Arranged) -> None:
    assert "pets" in menu(pages(pets="yes"))
    assert "pets" in more(pages(pets="no"))
    assert "pets" in more(pages(pets=None))


@pytest.mark.parametrize("stage", ["staying", "thinking", "unsure", None])
def test_r12_a_softer_order(pages: Arranged, stage: str | None) -> None:
    seen = pages(stage=stage)
    assert menu(seen)[2:7] == ["reason", "detach", "feelings", "people", "incident"]
    assert {"tech", "papers"} <= set(menu(seen))


def test_r12_what_r4_closes_stays_closed(pages: Arranged) -> None:
    seen = pages(stage="staying")
    assert seen.page("day").collapsed_under == "If you ever need it"
    assert seen.page("papers").field("things") is not None
    assert seen.page("papers").field("things").collapsed  # type: ignore[union-attr]
    assert "after" in more(seen)


def test_r13_with_care_cautions_stand_before(pages: Arranged) -> None:
    calm, care = pages(), pages(violence="once")
    beside = [one.place for one in calm.page("place").field("places").cautions]  # type: ignore[union-attr]
    assert beside == ["beside"]
    for page in (*care.menu, *care.more):
        for caution in (*page.cautions, *(c for one in page.fields for c in one.cautions)):
            assert caution.place == "before"


def test_r13_help_is_one_step_away(pages: Arranged) -> None:
    for name in ("signs", "day", "legal"):
        assert pages(violence="once").page(name).helpline
        assert not pages().page(name).helpline


def test_r13_what_is_pinned_lies_open_whatever_a_stage_closes(
    guide: Guide, plain: MakePlan
) -> None:
    rules = rules_for(guide)
    closing = tuple(
        msgspec.structs.replace(one, keep_open={"day": ("steps_b",)}) if one.id == "R7" else one
        for one in rules.rule
    )
    plan = plain(stage="any_day")
    day = arrange(guide, plan, msgspec.structs.replace(rules, rule=closing)).page("day")
    assert [one.field.id for one in day.fields if not one.collapsed] == [
        *("secret_note", "slow_note", "steps_b"),
    ]


def test_r14_the_neck(pages: Arranged) -> None:
    yes = pages(neck="yes")
    assert yes.offer == "health.neck_page"
    assert [one.field.id for one in yes.page("health").pinned] == [
        *("neck_page", "neck_signs", "neck_call"),
    ]
    assert yes.page("health").links == ()
    no = pages(neck="no")
    assert (no.offer, no.page("health").links, no.page("now").links) == ("", (), ())
    assert has(no, "health.neck_page"), "it can always be reached"
    assert no.page("health").pinned == ()


def test_r15_weapons(pages: Arranged) -> None:
    for said in ("yes", "unsure", "rather_not", None):
        assert has(pages(weapons=said), "incident.weapons_note")
        assert has(pages(weapons=said), "rural.gun_note")
    assert not has(pages(weapons="no"), "incident.weapons_note")
    first = [one.options[0].value for one in _signs(pages(weapons="unsure"))]
    assert first == ["they_put_hands_or_an_object_on_my_neck"]


def _signs(seen: Arrangement) -> list[Any]:
    return [one for one in seen.page("signs").fields if one.field.id == "noticed"]


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ({"relation": ["partner"]}, True),
        ({"relation": ["ex"]}, True),
        ({"relation": ["parent"]}, False),
        ({"relation": ["parent"], "sexpressure": "yes"}, True),
        ({"relation": ["parent"], "sexpressure": "rather_not"}, False),
        ({"relation": None}, False),
        ({"relation": ["rather_not"]}, False),
        ({"relation": None, "sexpressure": "yes"}, True),
        ({"relation": ["partner", "parent"]}, True),
    ],
)
def test_r16_and_r24_closeness(pages: Arranged, said: dict[str, Any], there: bool) -> None:
    seen = pages(**said)
    assert ("closeness" in menu(seen)) is there
    assert ("closeness" in more(seen)) is not there


def test_r16_lines_for_sexual_violence(pages: Arranged) -> None:
    assert pages(sexpressure="yes").lines_first == ("all", "sexual")
    assert "sexual" not in pages(sexpressure="rather_not").lines_first
    assert has(pages(sexpressure="yes"), "health.repro")


@pytest.mark.parametrize(
    ("said", "watched"),
    [
        ({}, False),
        ({"shared_devices": "yes"}, True),
        ({"shared_devices": None}, True),
        ({"phone_watched": "maybe"}, True),
        ({"this_computer": "theirs"}, True),
        ({"this_computer": None}, True),
        ({"this_computer": "friend"}, False),
        ({"this_computer": "work"}, False),
    ],
)
def test_r17_watched_devices(pages: Arranged, said: dict[str, Any], watched: bool) -> None:
    seen = pages(**said)
    assert seen.print_note is watched
    assert ("A device that {them} never had may be safer." in seen.banners) is watched
    assert bool(seen.page("tech").pinned) is watched
    group = seen.page("people").field("group")
    assert group is not None
    assert bool(group.offer_before) is watched


@pytest.mark.parametrize("said", ["library_school", "work"])
def test_r18_staff_may_see(pages: Arranged, said: str) -> None:
    (note,) = pages(this_computer=said).banners
    assert note.startswith("Staff may be able to see the screen")


def test_r19_where_to_call_from(pages: Arranged) -> None:
    seen = pages(phone_watched="maybe")
    assert questions(seen, "now")[0] == "can_call_from"
    assert seen.page("now").fields[0].field.id == "call_note", "what is urgent stays first"
    parts = [one.id for one in seen.page("people").field("helpers").parts]  # type: ignore[union-attr]
    assert parts == ["nickname", "number", "safe_way", "can_do", "knows", "could_tell"]
    usual = [one.id for one in pages().page("people").field("helpers").parts]  # type: ignore[union-attr]
    assert usual == ["nickname", "number", "can_do", "knows", "could_tell", "safe_way"]
    assert questions(pages(phone_watched=None), "now")[0] == "memorise"


def test_r20_visas(pages: Arranged) -> None:
    assert "immigration" in menu(pages(immigration="yes"))
    for said in ("no", "rather_not", None):
        assert "immigration" in more(pages(immigration=said))
    for said, there in (("yes", True), ("rather_not", False)):
        found = pages(immigration=said).page("legal").field("police_feel")
        assert found is not None
        ids = [one.id for one in found.cautions]
        assert ("immigration_caution" in ids) is there


def test_r21_health(pages: Arranged) -> None:
    for said in (["disability"], ["illness"], ["daily_medicine"], ["rely"]):
        seen = pages(health_need=said)
        assert "disability" in menu(seen)
        assert questions(seen, "health")[:2] == ["meds", "meds_errand"]
    assert "disability" in more(pages(health_need=["none"]))
    assert "disability" in more(pages(health_need=None))
    assert questions(pages(health_need=["rely"]), "disability")[0] == "backup_carer"
    assert questions(pages(health_need=["illness"]), "disability")[0] == "care_now"


@pytest.mark.parametrize("name", ["tip", "excuses"])
def test_r22_under_18(pages: Arranged, name: str) -> None:
    assert not has(pages(age="u18"), f"closeness.{name}")
    assert has(pages(age="u18"), "closeness.u18")
    assert has(pages(age="18_24"), f"closeness.{name}")
    assert questions(pages(age="u18"), "money") == ["own_cash"]


@pytest.mark.parametrize(
    ("age", "there"),
    [("u18", True), ("18_24", True), ("25_59", False), ("60_up", False), (None, False)],
)
def test_r22_young(pages: Arranged, age: str | None, there: bool) -> None:
    assert ("young" in menu(pages(age=age))) is there


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ({"age": "60_up"}, True),
        ({"relation": ["grown_child"]}, True),
        ({"age": "25_59"}, False),
        ({"age": None}, False),
    ],
)
def test_r23_older(pages: Arranged, said: dict[str, Any], there: bool) -> None:
    assert ("older" in menu(pages(**said))) is there


def test_r24_words_about_a_break_up(pages: Arranged) -> None:
    for name in ("miss", "new_rel"):
        assert not has(pages(relation=["parent"]), f"after.{name}")
        assert has(pages(relation=["ex"]), f"after.{name}")
        assert has(pages(relation=None), f"after.{name}")
    for said in (None, ["rather_not"]):
        assert not has(pages(relation=said), "closeness.tip")
        assert not has(pages(relation=said), "closeness.excuses")
        assert "family" in more(pages(relation=said))


def test_the_tip_of_closeness_is_not_for_those_who_stay(pages: Arranged) -> None:
    assert not has(pages(stage="staying"), "closeness.tip")
    assert has(pages(stage="staying"), "closeness.excuses")
    assert has(pages(stage="thinking"), "closeness.tip")


def test_r25_family_may_punish(pages: Arranged) -> None:
    for said in ("yes", "maybe"):
        seen = pages(group_risk=said)
        assert "honour" in menu(seen)
        assert not has(seen, "family.family_safe")
        talk = seen.page("reason").field("talk_to")
        assert talk is not None
        assert "faith_leader_i_trust" not in [one.value for one in talk.options]
    for silent in ("no", None):
        seen = pages(group_risk=silent)
        assert "honour" in more(seen)
        assert has(seen, "family.family_safe")
    outside = "Family may be pressed to tell. Some people choose helpers from outside only."
    for answer, told in (("yes", True), ("maybe", True), (None, True), ("no", False)):
        texts = [one.text for one in pages(group_risk=answer).page("people").cautions]
        assert (outside in texts) is told


def test_r26_lgbtq(pages: Arranged) -> None:
    assert "lgbtq" in menu(pages(lgbtq="yes"))
    assert pages(lgbtq="yes", lines=["women"]).lines_first == ("women", "lgbtq")
    for said in ("no", "rather_not", None):
        assert "lgbtq" in more(pages(lgbtq=said))
        assert "lgbtq" not in pages(lgbtq=said).lines_first


def test_r27_far_from_help(pages: Arranged) -> None:
    seen = pages(rural="yes", stage="ready")
    assert "rural" in menu(seen)
    assert questions(seen, "transport")[0] == "no_car"
    assert has(seen, "incident.long_wait")
    assert not has(pages(rural="no"), "incident.long_wait")


@pytest.mark.parametrize(
    ("said", "steps"),
    [
        (["work"], ["work_steps"]),
        (["school"], ["school_steps"]),
        (["work", "school"], ["work_steps", "school_steps"]),
    ],
)
def test_r28_work_and_school(pages: Arranged, said: list[str], steps: list[str]) -> None:
    seen = pages(work_school=said)
    assert "work_school" in menu(seen)
    found = [one for one in questions(seen, "work_school") if one.endswith("_steps")]
    assert found == steps


def test_r28_neither(pages: Arranged) -> None:
    assert "work_school" in more(pages(work_school=["neither"]))
    assert "work_school" in more(pages(work_school=None))


def test_r29_drink_and_drugs(pages: Arranged) -> None:
    assert "drink_drugs" in menu(pages(drink_drugs="yes"))
    assert "drink_drugs" in more(pages(drink_drugs="no"))
    assert "drink_drugs" in more(pages(drink_drugs=None))


def test_r30_contact(pages: Arranged) -> None:
    seen = pages(must_contact=["court"], lives_with="no", stage="left")
    assert "contact_plan" in questions(seen, "after")[:2]
    assert "daily" in menu(seen)
    found = seen.page("after").field("contact_plan")
    assert found is not None
    assert "c_L3" in [one.id for one in found.cautions]


def test_r31_orders(pages: Arranged) -> None:
    assert questions(pages(order="yes"), "legal")[0] == "order_have"
    assert questions(pages(order="thinking"), "legal")[0] == "order_think"
    assert questions(pages(order="no"), "legal")[0] == "police_feel"


def test_r32_several(pages: Arranged) -> None:
    seen = pages(relation=["parent", "several"])
    assert questions(seen, "people")[0] == "not_tell"
    assert has(seen, "incident.others_join")
    assert questions(pages(), "people")[0] == "helpers"


def test_r33_put_away_is_offered_once(guide: Guide, plain: MakePlan) -> None:
    refused = {f"feelings.{name}": "@not_for_me" for name in ("triggers", "body_signs", "goals")}
    two = dict(list(refused.items())[:2])
    assert not arrange(guide, plain(two)).page("feelings").offer_put_away
    plan = plain(refused)
    assert arrange(guide, plan).page("feelings").offer_put_away
    assert not arrange(guide, plan).page("people").offer_put_away
    assert not arrange(guide, plan.with_offered("feelings")).page("feelings").offer_put_away
    assert not arrange(guide, plan.with_put_away("feelings")).page("feelings").offer_put_away
    skipped = dict.fromkeys(refused, "@skip")
    assert not arrange(guide, plain(skipped)).page("feelings").offer_put_away


def test_a_page_put_away_and_taken_back(guide: Guide, plain: MakePlan) -> None:
    plan = plain({"feelings.triggers": ["old letters"]}).with_put_away("feelings")
    seen = arrange(guide, plan)
    assert "feelings" not in menu(seen) + more(seen)
    assert [page.id for page in seen.put_away] == ["feelings"]
    assert plan.filled("feelings.triggers")
    assert "feelings" in menu(arrange(guide, plan.with_taken_back("feelings")))


@pytest.mark.parametrize("name", ["now", "help"])
def test_help_cannot_be_put_away(guide: Guide, plain: MakePlan, name: str) -> None:
    seen = arrange(guide, plain().with_put_away(name))
    assert name in menu(seen)
    assert seen.put_away == ()


def test_r35_the_lines_that_were_chosen(pages: Arranged) -> None:
    assert pages(lines=["elder", "women"]).lines_first == ("elder", "women")
    assert pages(lines=None).lines_first == ()


@pytest.mark.parametrize(
    "who",
    ["parent", "grown_child", "sibling", "relative", "in_laws", "carer", "i_care", "household"],
)
def test_r36_family(pages: Arranged, who: str) -> None:
    assert "family" in menu(pages(relation=[who]))
    assert "family" in menu(pages(relation=["partner", who]))
    assert "family" in more(pages(relation=["partner"]))


def test_signs_lead_to_the_neck_page_at_once(pages: Arranged) -> None:
    ticked = pages({"signs.noticed": ["they_put_hands_or_an_object_on_my_neck"]})
    link = ticked.page("signs").field("neck_link")
    assert link is not None
    assert link.field.opens == ("health.neck_page",)
    assert not has(pages({"signs.noticed": ["it_is_getting_worse"]}), "signs.neck_link")


def test_a_page_that_is_nowhere(pages: Arranged) -> None:
    with pytest.raises(KeyError):
        pages().page("nowhere")


# --- what holds for any answers -----------------------------------------------------------------

_STATES = st.sampled_from(["skip", "not_for_me", "later"])


@pytest.fixture(scope="module")
def any_plan(guide: Guide) -> st.SearchStrategy[Plan]:
    """Plans with any answers to the questions that the rules look at, and some others."""
    asked = [one for one in guide.section("start").fields if one.type == "choice"]
    asked += [guide.field(key) for key in ("signs.noticed", "log.safe_to_keep", "priorities.rank")]

    def answers(field: Any) -> st.SearchStrategy[Answer | None]:
        options = st.sampled_from([Chosen(one.value) for one in field.options])
        value = options if field.holds == "item" else st.lists(options, max_size=3).map(tuple)
        said = value.map(lambda one: Answer("answer", one))
        return st.one_of(st.none(), _STATES.map(lambda state: Answer(state)), said)  # type: ignore[arg-type]

    def plan(said: tuple[Answer | None, ...]) -> Plan:
        made = Plan()
        for field, answer in zip(asked, said, strict=True):
            if answer is not None:
                made = made.with_answer(field.key, answer)
        return made

    return st.tuples(*(answers(field) for field in asked)).map(plan)


_ANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_any_answers(guide: Guide, any_plan: st.SearchStrategy[Plan]) -> None:
    rules = rules_for(guide)
    alone = {"L3"}  # c_L3 stands only where it fits: see its own tests

    @_ANY
    @given(any_plan)
    def holds(plan: Plan) -> None:
        before = dict(plan.answers)
        seen = arrange(guide, plan)
        facts = PlanFacts(plan)

        # Every page once, the way to help always there and first.
        everywhere = [page.id for page in (*seen.menu, *seen.more, *seen.put_away)]
        assert sorted(everywhere) == sorted(rules.order)
        assert menu(seen)[:2] == ["now", "start"]
        assert "help" in menu(seen)

        for page in (*seen.menu, *seen.more):
            # No rule touches a caution or a gate.
            due = [one for one in page.section.cautions if parse(one.show_if).holds(facts)]
            assert [one.id for one in page.cautions] == [one.id for one in due if not one.fields]
            assert page.gate == page.section.gate
            for one in page.fields:
                assert one.gate == one.field.gate
                told = {c.id for c in (*page.cautions, *one.cautions)}
                for tip in set(one.field.carries) - alone:
                    assert f"c_{tip}" in told, (one.key, tip)
                for caution in due:
                    if one.field.id in caution.fields:
                        assert caution.text in [c.text for c in one.cautions]

        # Closed things are closed together, and what is urgent is not.
        assert not any(one.collapsed for one in seen.page("now").fields)
        assert not any(one.collapsed for one in seen.page("incident").fields)

        # The bold ones only where they may be.
        assert has(seen, "after.clear_out") is facts.flag("l4_ok")
        if has(seen, "closeness.tip"):
            assert facts.chosen("relation") & {"partner", "ex"}
            assert not facts.has("age", "u18")
            assert not facts.has("stage", "staying")
            shown = seen.page("closeness").field("tip")
            assert shown is not None
            assert shown.collapsed_under == "If it is safe"

        # Nothing is lost, and the same plan gives the same pages.
        assert dict(plan.answers) == before
        assert arrange(guide, plan) == seen

    holds()

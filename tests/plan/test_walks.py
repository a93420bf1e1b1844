"""Six invented people walk through the guide; worked out by hand from the rules, not from the code.

The table of walks names for each: what they answered, which pages come first after ``now`` and
``start``, which cautions are expected, and what must not appear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from safeplan.plan.facts import PlanFacts
from safeplan.plan.guide import Guide
from safeplan.plan.model import Plan
from safeplan.plan.pocket import candidates
from safeplan.plan.tailoring import Arrangement, Page, PageField, arrange

MakePlan = Callable[..., Plan]

P1: dict[str, Any] = {
    "country": "GB",
    "relation": ["partner"],
    "lives_with": "yes",
    "stage": "staying",
    "children": ["ours"],
    "violence": "threats",
    "shared_devices": "yes",
    "phone_watched": "maybe",
    "this_computer": "shared",
}
P2: dict[str, Any] = {
    "country": "IE",
    "relation": ["parent"],
    "lives_with": "yes",
    "stage": "thinking",
    "age": "18_24",
    "work_school": ["school"],
}
P3: dict[str, Any] = {
    "country": "US",
    "relation": ["partner"],
    "lives_with": "yes",
    "stage": "any_day",
    "children": ["mine", "pregnant"],
    "violence": "more",
    "neck": "yes",
    "weapons": "yes",
}
P4: dict[str, Any] = {
    "country": "CA",
    "relation": ["ex"],
    "lives_with": "no",
    "stage": "left",
    "children": ["ours"],
    "violence": "more",
    "follow": "yes",
    "must_contact": ["children"],
    "order": "yes",
}
P5: dict[str, Any] = {
    "country": "GB",
    "relation": ["parent"],
    "lives_with": "yes",
    "stage": "unsure",
    "age": "u18",
    "work_school": ["school"],
    "group_risk": "yes",
    "sexpressure": "@skip",
}
P6: dict[str, Any] = {
    "country": "AU",
    "relation": ["grown_child"],
    "lives_with": "yes",
    "stage": "staying",
    "age": "60_up",
    "violence": "once",
    "health_need": ["illness", "rely"],
}
EVERYONE = {"P1": P1, "P2": P2, "P3": P3, "P4": P4, "P5": P5, "P6": P6}

TALK = "If you do talk about ending it"
NO_TALK = "you do not owe them a talk about ending it"
IF_NEEDED = "If you ever need it"


class Walk:
    """One person's walk: what they see."""

    def __init__(self, guide: Guide, plan: Plan) -> None:
        self.plan = plan
        self.seen: Arrangement = arrange(guide, plan)
        self.menu = [page.id for page in self.seen.menu]
        self.more = [page.id for page in self.seen.more]

    def page(self, name: str) -> Page:
        return self.seen.page(name)

    def field(self, key: str) -> PageField | None:
        section, name = key.split(".")
        return self.page(section).field(name)

    def shown(self, key: str) -> PageField:
        found = self.field(key)
        assert found is not None, key
        return found

    def cautions(self, key: str) -> list[str]:
        """The cautions read before a field: those of its page, then its own."""
        page = self.page(key.split(".")[0])
        return [one.id for one in (*page.cautions, *self.shown(key).cautions)]

    def warned(self, key: str) -> str:
        """The words of those cautions."""
        page = self.page(key.split(".")[0])
        return "\n".join(one.text for one in (*page.cautions, *self.shown(key).cautions))

    def options(self, key: str) -> list[str]:
        return [one.value for one in self.shown(key).options]

    def open_texts(self, pages: tuple[Page, ...]) -> Iterator[str]:
        """Every sentence that lies open on these pages."""
        for page in pages:
            if page.collapsed_under:
                continue
            yield page.title
            yield from (one.text for one in page.cautions)
            for one in page.fields:
                if not one.collapsed:
                    field = one.field
                    yield from (field.prompt, field.text, one.help, field.noticeable)
                    yield from (c.text for c in one.cautions)
                    yield from (o.label for o in one.options)
                    yield from field.suggest


@pytest.fixture(scope="module")
def walk(guide: Guide, plain: MakePlan) -> Callable[..., Walk]:
    def walked(more: dict[str, Any] | None = None, **start: Any) -> Walk:
        return Walk(guide, plain(more, **start))

    return walked


WalkFor = Callable[..., Walk]


@pytest.mark.parametrize(
    ("who", "first"),
    [
        ("P1", "incident daily people feelings health tech papers money"),
        ("P2", "reason detach feelings people incident"),
        ("P3", "day papers people place"),
        ("P4", "after legal children log feelings"),
        ("P5", "people incident reason detach priorities"),
        ("P6", "incident daily people feelings health tech papers money"),
    ],
)
def test_first_pages(walk: WalkFor, who: str, first: str) -> None:
    seen = walk(**EVERYONE[who])
    wanted = first.split()
    assert seen.menu[:2] == ["now", "start"]
    assert seen.menu[2 : 2 + len(wanted)] == wanted


@pytest.mark.parametrize("who", sorted(EVERYONE))
def test_every_page_is_somewhere_once(walk: WalkFor, guide: Guide, who: str) -> None:
    seen = walk(**EVERYONE[who])
    assert sorted(seen.menu + seen.more) == sorted(one.id for one in guide.sections)
    assert "help" in seen.menu


@pytest.mark.parametrize("who", sorted(EVERYONE))
def test_standing_cautions(walk: WalkFor, who: str) -> None:
    seen = walk(**EVERYONE[who])
    for key in ("daily.true_for_me", "daily.hooks", "daily.unhook", "daily.pause"):
        assert {"c_T1", "c_T2"} <= set(seen.cautions(key))
    assert "c_T6" in seen.cautions("people.helpers")
    assert "c_T6" in seen.cautions("people.ask_words")
    assert "c_T5" in seen.cautions("people.group")
    assert seen.shown("signs.end").field.text.startswith("Many people have some of these")
    assert seen.page("signs").gate.startswith("This page lists danger signs")


@pytest.mark.parametrize(
    ("who", "care"),
    [("P1", True), ("P2", False), ("P3", True), ("P4", True), ("P5", True), ("P6", True)],
)
def test_care(walk: WalkFor, who: str, care: bool) -> None:
    assert PlanFacts(walk(**EVERYONE[who]).plan).flag("care") is care


# --- P1: partner, staying, threats, a shared computer, a phone that may be watched ---------------


def test_p1_look_before_changing(walk: WalkFor) -> None:
    seen = walk(**P1)
    tech = seen.page("tech")
    assert tech.fields[0].field.id == "first_note"
    assert tech.fields[0].pinned
    assert seen.seen.banners == ("A device that {them} never had may be safer.",)
    assert seen.seen.print_note
    group = seen.shown("people.group")
    assert group.offer_before == "tech.safer_device"
    assert "online" not in group.help


def test_p1_online_groups_come_back_when_a_safer_device_is_there(walk: WalkFor) -> None:
    for said in ("the library", "@skip"):
        group = walk({"tech.safer_device": said}, **P1).shown("people.group")
        assert group.offer_before == ""
        assert "online" in group.help
    assert walk({"tech.safer_device": "@later"}, **P1).shown("people.group").offer_before


def test_p1_words_about_ending_it_in_their_short_form(walk: WalkFor) -> None:
    seen = walk(**P1)
    for key in ("daily.pause", "incident.say_lines", "after.contact_plan"):
        assert "You do not owe anyone an answer at once." in seen.warned(key), key
        assert NO_TALK not in seen.warned(key), key


def test_p1_children_in_the_menu_without_visits(walk: WalkFor) -> None:
    seen = walk(**P1)
    assert "children" in seen.menu
    assert seen.field("children.visits") is None
    assert seen.field("children.visits_child_plan") is None


def test_p1_going_lies_closed(walk: WalkFor) -> None:
    seen = walk(**P1)
    for name in ("day", "place", "transport"):
        page = seen.page(name)
        assert page.collapsed
        assert page.collapsed_under == IF_NEEDED
    assert seen.page("day").title == IF_NEEDED
    at = seen.menu.index("place")
    assert set(seen.menu[at : at + 3]) == {"day", "place", "transport"}, "they lie together"
    assert "after" in seen.more


def test_p1_long_pages_show_what_fits_staying(walk: WalkFor) -> None:
    seen = walk(**P1)
    open_in = {
        "tech": """first_note know_too_much may_see safer_device keep_normal found_tracker
            tracker_limits spyapp clear_history call_list""",
        "papers": "missing_check docs copies",
        "money": "own_cash know control help_money",
    }
    for name, wanted in open_in.items():
        page = seen.page(name)
        assert {one.field.id for one in page.fields if not one.collapsed} == set(wanted.split())
        closed = [one for one in page.fields if one.collapsed]
        assert closed
        assert {one.collapsed_under for one in closed} == {IF_NEEDED}


def test_p1_must_not_appear(walk: WalkFor) -> None:
    seen = walk(**P1)
    assert seen.field("closeness.tip") is None
    assert seen.field("after.clear_out") is None
    assert TALK not in "\n".join(seen.open_texts(seen.seen.menu + seen.seen.more))


def test_p1_nothing_open_assumes_that_they_go(walk: WalkFor) -> None:
    seen = walk(**P1)
    text = "\n".join(seen.open_texts(seen.seen.menu))
    assert "The day you go" not in text
    assert "When they are out" not in text
    assert "leave by" not in text


def test_p1_a_link_about_the_neck_only_if_it_was_not_answered(walk: WalkFor) -> None:
    assert walk(**P1).page("now").links == ()
    for said in ("unsure", "rather_not", "@skip", None):
        seen = walk(**{**P1, "neck": said})
        for name in ("now", "health"):
            (link,) = seen.page(name).links
            assert (link.to, link.text) == ("health.neck_page", "Harm to the neck")
        assert seen.seen.offer == "", "nothing opens by itself"


# --- P2: a parent, thinking, 18 to 24, at college, and nothing that points to danger -------------


def test_p2_pages_in_the_menu(walk: WalkFor) -> None:
    seen = walk(**P2)
    assert {"family", "young", "work_school"} <= set(seen.menu)
    assert "closeness" in seen.more
    assert {"tech", "papers"} <= set(seen.menu)


def test_p2_cautions(walk: WalkFor) -> None:
    seen = walk(**P2)
    assert "c_L1" in seen.cautions("reason.why_now")
    assert "c_W" in seen.cautions("reason.selfcheck")
    assert "c_D" in seen.cautions("detach.is_1")
    assert "c_L11" in seen.cautions("detach.limits_private")


def test_p2_school_without_work_and_without_words_for_children(walk: WalkFor) -> None:
    seen = walk(**P2)
    assert seen.field("work_school.school_steps") is not None
    assert seen.field("work_school.work_steps") is None
    assert seen.field("closeness.u18") is None
    for key in ("reason.talk_to", "health.doctor"):
        assert "young_caution" not in seen.cautions(key)
    assert "child" not in seen.seen.lines_first
    assert seen.options("papers.docs").count("lease_deeds_mortgage") == 1


def test_p2_must_not_appear(walk: WalkFor) -> None:
    seen = walk(**P2)
    assert TALK not in seen.warned("daily.pause")
    assert seen.field("after.clear_out") is None
    assert seen.field("closeness.tip") is None
    assert seen.field("closeness.excuses") is None


def test_the_talk_is_spoken_of_only_without_care_and_with_a_partner(walk: WalkFor) -> None:
    for stage in ("thinking", "unsure"):
        for who in ("partner", "ex"):
            seen = walk(stage=stage, relation=[who])
            assert TALK in seen.warned("daily.pause")
            assert NO_TALK not in seen.warned("daily.pause")
    for said in ({"stage": "staying"}, {"stage": None}, {"violence": "once"}, {"neck": None}):
        assert TALK not in walk(**{"relation": ["partner"], **said}).warned("daily.pause")


# --- P3: partner, any day, children and pregnant, hurt before, a weapon, the neck ----------------


def test_p3_the_gate_about_the_neck_comes_first(walk: WalkFor) -> None:
    seen = walk(**P3)
    assert seen.seen.offer == "health.neck_page"
    gate = seen.shown("health.neck_page")
    assert gate.gate == "This page is about harm to the neck."
    assert gate.pinned
    assert seen.page("health").fields[0].key == "health.neck_page"


def test_p3_it_is_offered_once(walk: WalkFor, guide: Guide) -> None:
    asked = walk(**P3).plan.with_offered("health.neck_page")
    again = Walk(guide, asked)
    assert again.seen.offer == ""
    assert again.page("health").fields[0].key == "health.neck_page"


def test_p3_weapons(walk: WalkFor) -> None:
    seen = walk(**P3)
    assert seen.field("incident.weapons_note") is not None
    texts = [one.field.text for one in seen.page("now").fields]
    assert "If you call for help, say if there is a weapon." in texts
    assert seen.options("signs.noticed")[0] == "they_have_or_can_get_a_gun"
    assert len(seen.options("signs.noticed")) == 14


def test_p3_plan_b_and_the_bag_of_minutes_lie_open(walk: WalkFor) -> None:
    seen = walk(**P3)
    day = seen.page("day")
    assert not day.collapsed
    assert [one.field.id for one in day.fields[:2]] == ["secret_note", "slow_note"]
    assert not any(one.collapsed for one in day.fields[:2])
    assert not seen.shown("day.steps_b").collapsed
    questions = [one.field.id for one in day.fields if one.field.type != "note"]
    assert questions[0] == "steps_b"
    papers = [one.field.id for one in seen.page("papers").fields if one.field.type != "note"]
    assert papers[0] == "fast_pack"
    assert not seen.shown("papers.fast_pack").collapsed


def test_p3_long_forms_lie_closed(walk: WalkFor) -> None:
    seen = walk(**P3)
    for key in ("day.steps_a", "day.first_24h", "papers.docs", "papers.things", "place.refuge_ask"):
        assert seen.shown(key).collapsed, key
    assert seen.shown("place.places").collapsed is False
    assert seen.shown("people.helpers").collapsed is False


def test_p3_pregnancy_is_there_and_private(walk: WalkFor, guide: Guide) -> None:
    seen = walk(**P3)
    for key in ("health.pregnant", "health.pregnant_plan", "health.due"):
        assert seen.field(key) is not None
    assert seen.shown("health.due").field.private
    full = seen.plan
    for key, said in (("health.due", "2026-05-01"), ("health.pregnant_plan", "hospital bag")):
        full = full.with_answer(key, type(full.answers["start.stage"])("answer", said))
    assert candidates(guide, full) == ()


def test_p3_caution_before_anything_about_closeness(walk: WalkFor) -> None:
    seen = walk(**P3)
    page = seen.page("closeness")
    assert page.gate == "This page is about sex, and about being forced."
    assert [one.id for one in page.cautions] == ["c_T3"]
    assert page.cautions[0].place == "before"
    tip = seen.shown("closeness.tip")
    assert tip.collapsed_under == "If it is safe"
    assert "closeness" in seen.menu


def test_p3_must_not_appear(walk: WalkFor) -> None:
    seen = walk(**P3)
    assert seen.field("after.clear_out") is None
    assert TALK not in seen.warned("daily.pause")
    assert NO_TALK in seen.warned("daily.pause")
    texts = "\n".join(seen.open_texts(seen.seen.menu))
    assert not re.search(r"(move|hide|take|unload|lock away) (the |any )?(gun|weapon)", texts, re.I)


def test_p3_help_at_the_top_of_the_hard_pages(walk: WalkFor) -> None:
    seen = walk(**P3)
    for name in ("signs", "day", "legal"):
        assert seen.page(name).helpline, name
    assert not seen.page("reason").helpline


# --- P4: an ex, has left, children, followed, contact for the children, a court order ------------


def test_p4_after_leaving(walk: WalkFor) -> None:
    seen = walk(**P4)
    assert seen.shown("after.clear_out").field.noticeable.startswith("Unfollowing or blocking")
    assert "c_L4" in seen.cautions("after.clear_out")
    assert "Save proof first. Do not delete messages." in seen.warned("after.clear_out")
    assert "Pulling away bit by bit" not in seen.warned("after.clear_out")
    assert seen.field("after.stalk") is not None
    questions = [one.field.id for one in seen.page("after").fields if one.field.type != "note"]
    assert set(questions[:2]) == {"tech_after", "contact_plan"}
    assert seen.field("after.home_safety") is not None


def test_p4_court_order(walk: WalkFor) -> None:
    seen = walk(**P4)
    questions = [one.field.id for one in seen.page("legal").fields if one.field.type != "note"]
    assert questions[0] == "order_have"


def test_p4_the_log_is_closed_until_it_is_safe(walk: WalkFor) -> None:
    seen = walk(**P4)
    assert "log" in seen.menu
    page = seen.page("log")
    assert not page.on_home
    assert page.gate == "This page is for writing down what they did."
    assert [one.field.id for one in page.fields] == ["safe_to_keep"]
    for said in ("yes", "short_code_notes_only"):
        opened = walk({"log.safe_to_keep": said}, **P4)
        assert opened.page("log").on_home
        parts = [one.id for one in opened.shown("log.incidents").parts]
        assert "order_broken" in parts
        assert "written_on" not in parts
        assert opened.shown("log.tips").collapsed_under == "Read more"
    without_order = walk({"log.safe_to_keep": "yes"}, **{**P4, "order": "no"})
    assert "order_broken" not in [one.id for one in without_order.shown("log.incidents").parts]


def test_p4_a_log_that_is_not_safe_hides(walk: WalkFor) -> None:
    seen = walk({"log.safe_to_keep": "no"}, **P4)
    assert "log" in seen.more
    assert seen.field("log.incidents") is None
    assert seen.shown("log.no_log_note").field.text == (
        "You do not have to collect proof. Your safety comes first."
    )


def test_p4_titles_and_pages(walk: WalkFor) -> None:
    seen = walk(**P4)
    assert seen.page("incident").title == "If they turn up"
    assert seen.page("papers").title == "Still to fetch"
    assert seen.field("papers.fetch_note") is not None
    assert "daily" in seen.menu
    visits = [one.field.id for one in seen.page("children").fields if one.field.type != "note"]
    assert visits[0] == "visits"


def test_p4_must_not_appear(walk: WalkFor) -> None:
    seen = walk(**P4)
    assert "day" in seen.more
    assert TALK not in seen.warned("daily.pause")
    after = seen.page("after")
    asked = [one.field.prompt for one in after.fields] + [
        option.label for one in after.fields for option in one.options
    ]
    assert not [text for text in asked if "delete" in text.casefold()]
    texts = "\n".join(seen.open_texts(seen.seen.menu))
    assert not re.search(r"(?<!if )(?<!that )(?<!soon as )\byou are (now )?safe\b(?! to)", texts)


# --- P5: under 18, a parent, not sure, at school, family may punish -------------------------------


def test_p5_pages_in_the_menu(walk: WalkFor) -> None:
    seen = walk(**P5)
    assert {"young", "family", "honour", "work_school"} <= set(seen.menu)
    assert "closeness" in seen.more
    honour = seen.page("honour")
    assert honour.gate.startswith("This page is about punishment by family or community")
    assert honour.cautions[0].text.startswith("Relatives or community leaders as go-betweens")


def test_p5_child_lines_come_first(walk: WalkFor) -> None:
    assert walk(**P5).seen.lines_first[0] == "child"
    assert walk(**{**P5, "lines": ["women", "deaf"]}).seen.lines_first == (
        "child",
        "women",
        "deaf",
    )


def test_p5_who_do_you_have_to_tell(walk: WalkFor) -> None:
    seen = walk(**P5)
    for key in ("reason.talk_to", "health.doctor", "children.school_people"):
        (one,) = [c for c in seen.shown(key).cautions if c.id == "young_caution"]
        assert "who do you have to tell?" in one.text
        assert one.place == "before", "with care every caution stands before"


def test_p5_closeness_under_more(walk: WalkFor) -> None:
    seen = walk(**P5)
    assert seen.field("closeness.tip") is None
    assert seen.field("closeness.excuses") is None
    assert seen.shown("closeness.u18").field.text.startswith("If anyone touches you")
    assert seen.page("closeness").title == "If someone pushes you into sex"


def test_p5_family_and_faith(walk: WalkFor) -> None:
    seen = walk(**P5)
    assert "faith_leader_i_trust" not in seen.options("reason.talk_to")
    assert seen.field("family.family_safe") is None
    lines = [one.text for one in seen.page("people").cautions if one.id == "c_T6"]
    assert "Family may be pressed to tell. Some people choose helpers from outside only." in lines
    texts = "\n".join(seen.open_texts(seen.seen.menu)).casefold()
    assert "mediat" not in texts


def test_p5_money_and_papers_of_a_child(walk: WalkFor) -> None:
    seen = walk(**P5)
    assert [one.field.id for one in seen.page("money").fields] == ["own_cash"]
    assert "lease_deeds_mortgage" not in seen.options("papers.docs")
    open_ones = [
        option.value
        for page in seen.seen.menu
        for one in page.fields
        for option in one.options
        if re.search("lease|mortgage|debt", option.value)
    ]
    assert open_ones == []


def test_p5_nothing_about_honour_on_a_sheet(guide: Guide, walk: WalkFor) -> None:
    more = {"honour.who_involved": ["Uncle Turnip"], "honour.travel": ["hidden phone"]}
    assert candidates(guide, walk(more, **P5).plan) == ()


# --- P6: over 60, a grown child, staying, hurt once, relies on them for care ----------------------


def test_p6_pages_in_the_menu(walk: WalkFor) -> None:
    seen = walk(**P6)
    assert {"older", "family", "disability"} <= set(seen.menu)
    assert "closeness" in seen.more
    assert "after" in seen.more
    questions = [one.field.id for one in seen.page("disability").fields]
    assert questions[0] == "backup_carer"


def test_p6_services_may_have_to_act(walk: WalkFor) -> None:
    seen = walk(**P6)
    (one,) = seen.page("older").cautions
    assert one.text.startswith("Services that protect adults may have to act on a report.")


def test_p6_must_not_appear(walk: WalkFor) -> None:
    seen = walk(**P6)
    assert seen.field("after.miss") is None
    assert seen.field("after.new_rel") is None
    assert TALK not in seen.warned("daily.pause")
    texts = "\n".join(seen.open_texts(seen.seen.menu + seen.seen.more)).casefold()
    assert not re.search(r"(?<!if )you (have to|must|should|need to) (leave|go|get out)", texts)

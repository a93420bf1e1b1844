"""The article from its first tip to its last: twenty ideas, each reached through the app's pages.

Written by hand from the coverage table of the content: the field where a person does it, and the
key of the caution that has to be read before it. What the guide says of itself is only compared.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.pilot import Pilot

from safeplan.app.app import SafeplanApp
from safeplan.app.saying import fill
from safeplan.app.screens.places import OWN_PAGES
from safeplan.plan.model import Chosen, Plan
from tests.app.asking import AT_80, AT_120, asking, chosen, plan_with, settle, where
from tests.app.screen_text import rows
from tests.app.test_question_tips import PARTNER, at, choose_page, follow

CAUTIONS: dict[str, str] = tomllib.loads(
    (Path(__file__).parents[1] / "content" / "cautions.toml").read_text(encoding="utf-8")
)
# Somebody who has left and lives elsewhere; in every other walk somebody who is thinking.
LEFT = plan_with(
    start__relation=chosen("ex"),
    start__stage=Chosen("left"),
    start__lives_with=Chosen("no"),
    start__age=Chosen("25_59"),
)
WALKS: dict[str, tuple[str, ...]] = {
    "T1": ("daily.true_for_me", "incident.say_lines"),
    "T2": ("daily.hooks", "daily.unhook", "incident.say_lines"),
    "T3": ("closeness.tip",),
    "T4": ("drink_drugs.tip",),
    "T5": ("people.group",),
    "T6": ("people.ask_words",),
    "L1": ("reason.why_now", "reason.pattern"),
    "L2": ("feelings.release",),
    "L3": ("daily.pause", "incident.say_lines", "after.contact_plan"),
    "L4": ("after.clear_out",),
    "L5": ("feelings.cannot_control",),
    "L6": ("feelings.tired_hope",),
    "L7": ("journal.entries",),
    "L8": ("feelings.patience", "after.miss"),
    "L9": ("feelings.meditate",),
    "L10": ("feelings.notice",),
    "L11": ("detach.limits_private",),
    "L12": ("reason.talk_to",),
    "W": ("reason.selfcheck",),
    "D": ("detach.is_1", "detach.is_2", "detach.is_not", "detach.why_people"),
}
# The first row of a page, counted from 1: below the row that says where you are.
FIRST_ROW = 3


@dataclass(frozen=True)
class Stand:
    """One idea as it stands on a rendered screen; rows count from 1, 0 is nowhere."""

    idea: str
    key: str
    caution_row: int
    tip_row: int

    @property
    def whole(self) -> bool:
        """Whether the caution is on the page that is seen, and above the tip."""
        return FIRST_ROW <= self.caution_row < self.tip_row

    def line(self) -> str:
        """For the table."""
        caution = f"c_{self.idea}"
        return (
            f"{self.idea:4} {self.key:24} {caution:6} row {self.caution_row:2}"
            f"   tip row {self.tip_row:2}"
        )


def row_of(lines: list[str], words: str) -> int:
    """The row, from 1, at which words begin that may be broken over rows; 0 for nowhere."""
    try:
        return at(lines, words)[0] + 1
    except ValueError:
        return 0


def tip_row(app: SafeplanApp, key: str) -> int:
    """The row at which the tip begins: its words, or where a person writes or ticks."""
    field = app.session.guide.field(key)
    if field.type == "note":
        return row_of(rows(app), fill(app.session, field.text))
    if field.help and field.type != "log":
        return row_of(rows(app), fill(app.session, field.help))
    answer = app.screen.query("#answer, #page-of-mine").first()
    return answer.region.y + 1


async def reach(pilot: Pilot[None], key: str) -> None:
    """From the first screen through all pages to the question, or to the place that asks it."""
    section = key.split(".")[0]
    app = pilot.app
    assert isinstance(app, SafeplanApp)
    app.go_home()
    await settle(pilot)
    if section not in OWN_PAGES:
        await follow(pilot, key)
        return
    await choose_page(pilot, section)
    assert where(app) == OWN_PAGES[section]


async def walk(size: tuple[int, int]) -> list[Stand]:
    """Every idea at each of its fields."""
    found = []
    plans: dict[bool, Plan] = {False: PARTNER, True: LEFT}
    for left, plan in plans.items():
        async with asking("", plan, size) as (app, pilot):
            for idea, keys in WALKS.items():
                for key in keys:
                    if key.startswith("after.") != left:
                        continue
                    await reach(pilot, key)
                    caution = fill(app.session, CAUTIONS[f"c_{idea}"])
                    seen = row_of(rows(app), caution)
                    found.append(Stand(idea, key, seen, tip_row(app, key)))
    order = list(WALKS)
    return sorted(found, key=lambda one: order.index(one.idea))


@pytest.mark.parametrize("size", [AT_80, AT_120])
async def test_twenty_of_twenty_on_the_screen(
    size: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    found = await walk(size)
    whole = {
        idea for idea in WALKS if all(one.whole for one in found if one.idea == idea)
    } & {one.idea for one in found}  # fmt: skip
    with capsys.disabled():
        print(f"\nOn the screen, {size[0]} by {size[1]}:")
        for one in found:
            print(one.line())
        print(f"{len(whole)} of {len(WALKS)} ideas are reached, their caution read before them")
    assert len(found) == sum(map(len, WALKS.values()))
    assert [one.line() for one in found if not one.whole] == []
    assert len(whole) == len(WALKS) == len(CAUTIONS) == 20


async def test_the_guide_carries_them_where_the_walk_goes() -> None:
    async with asking("", PARTNER) as (app, _pilot):
        carried: dict[str, set[str]] = {idea: set() for idea in WALKS}
        for field in app.session.guide.fields():
            for idea in field.carries:
                carried[idea].add(field.key)
    assert carried == {idea: set(keys) for idea, keys in WALKS.items()}


def test_a_caution_below_or_missing_is_seen() -> None:
    screen = ["", "", "Title", "", "Keep copies.", "", "Save proof", "first. Now."]
    assert row_of(screen, "Save proof first.") == 7
    assert row_of(screen, "Save proof last.") == 0
    assert not Stand("L4", "after.clear_out", 7, 5).whole
    assert not Stand("L4", "after.clear_out", 0, 5).whole
    assert not Stand("L4", "after.clear_out", 1, 5).whole
    assert Stand("L4", "after.clear_out", 5, 7).whole

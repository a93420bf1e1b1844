"""The six tips of the article, each followed from All pages, its caution above it on the screen."""

import pytest

from safeplan.plan.model import Chosen, Plan
from tests.app.asking import (
    AT_80,
    AT_120,
    asking,
    chosen,
    labels,
    list_of,
    plan_with,
    press,
    push,
    settle,
    where,
)
from tests.app.screen_text import rows

PARTNER = plan_with(
    start__relation=chosen("partner"),
    start__stage=Chosen("thinking"),
    start__age=Chosen("25_59"),
    start__drink_drugs=Chosen("yes"),
)
# Tip: its field, the words of the tip, the words of its caution.
TIPS = {
    "T1": (
        "daily.true_for_me",
        "You do not have to believe their story.",
        "Correcting them, arguing or showing others what they did can make them angry.",
    ),
    "T2": (
        "daily.unhook",
        "You can hear it without taking it on.",
        "If being flat or quiet makes them worse, stop.",
    ),
    "T3": (
        "closeness.tip",
        "You never owe anyone sex. If it is safe to say no, you can.",
        "If saying no could get you hurt, do what you need to stay safe.",
    ),
    "T4": (
        "drink_drugs.tip",
        "A clear head can help you keep safe.",
        "please do not stop all at once. It can be dangerous.",
    ),
    "T5": (
        "people.group",
        "Other people have been where you are.",
        "Only if you can go, call or log in without it being noticed.",
    ),
    "T6": (
        "people.ask_words",
        "One safe person can change a lot.",
        "You could pick people who are not close to the other person.",
    ),
}


async def choose_page(pilot, section: str) -> None:
    """All pages, and the page there or behind the row of the others."""
    app = pilot.app
    app.visit("all_pages")
    await settle(pilot)
    keys = [row.key for row in list_of(app, "pages").rows]
    if section not in keys:
        list_of(app, "pages").choose(keys.index("under others"))
        await settle(pilot)
        keys = [row.key for row in list_of(app, "pages").rows]
    list_of(app, "pages").choose(keys.index(section))
    await settle(pilot)


async def follow(pilot, key: str) -> None:
    """All pages, the page, its gate where it has one, the heading it lies under, the question."""
    app = pilot.app
    section, name = key.split(".")
    await choose_page(pilot, section)
    if app.session.guide.section(section).gate:
        assert where(app) == "gate"
        assert app.focused.label == "Skip"
        await push(pilot, "open")
    assert where(app) == "page"
    placed = app.session.pages[section].field(name)
    questions = list_of(app, "questions")
    if placed.collapsed:
        questions.choose(labels(app, "questions").index(placed.collapsed_under))
        await settle(pilot)
        questions = list_of(app, "questions")
    questions.choose(next(at for at, row in enumerate(questions.rows) if row.key == key))
    await settle(pilot)
    if where(app) == "question tech.safer_device":
        await push(pilot, "skip")
    assert where(app) == f"question {key}"


def at(lines: list[str], words: str) -> tuple[int, int]:
    """Row and column at which these words begin, also where they are broken over rows."""
    joined, starts = "", []
    for number, line in enumerate(lines):
        for word in line.split():
            starts.append((len(joined), number, line.index(word)))
            joined += word + " "
    found = joined.index(words)
    _, row, column = next(one for one in reversed(starts) if one[0] <= found)
    return row, column


@pytest.mark.parametrize("size", [AT_80, AT_120])
@pytest.mark.parametrize("tip", TIPS)
async def test_each_tip_is_reached_and_its_caution_is_read_first(tip: str, size) -> None:
    key, words, caution = TIPS[tip]
    async with asking("", PARTNER, size) as (app, pilot):
        assert tip in app.session.guide.field(key).carries
        await follow(pilot, key)
        lines = rows(app)
        assert at(lines, caution) < at(lines, words)


@pytest.mark.parametrize("tip", TIPS)
async def test_no_page_tells_the_tip_without_its_caution_above(tip: str) -> None:
    key, words, caution = TIPS[tip]
    async with asking("", PARTNER, (120, 60)) as (app, pilot):
        app.visit("page", section=key.split(".")[0])
        await settle(pilot)
        seen = " ".join(" ".join(rows(app)).split())
        if words in seen:
            assert at(rows(app), caution) < at(rows(app), words)


@pytest.mark.parametrize("plan", [Plan().with_consent(), plan_with(start__stage=Chosen("staying"))])
async def test_the_tip_on_closeness_is_not_shown_to_everybody(plan: Plan) -> None:
    async with asking("", plan) as (app, _pilot):
        assert app.session.pages["closeness"].field("tip") is None


async def test_every_way_to_a_tip_leads_back() -> None:
    async with asking("", PARTNER) as (app, pilot):
        await follow(pilot, "closeness.tip")
        for place in ("folded", "page", "pages_under", "all_pages", "home"):
            await press(pilot, "escape")
            await settle(pilot)
            assert where(app) == place

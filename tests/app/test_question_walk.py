"""Every question of every page, opened at 80x24 and at 120x40, its cautions above its answer."""

import re

import pytest

from safeplan.app.screens.onward import can_ask, screen_for
from safeplan.app.screens.question import Question
from safeplan.app.widgets.words import CautionBlock
from safeplan.plan.guide import load_guide
from safeplan.plan.model import Chosen
from tests.app.asking import AT_80, AT_120, IDEAS, chosen, house, plan_with, settle
from tests.app.screen_text import rows

# Somebody for whom most pages hold something.
PLAN = plan_with(
    start__relation=chosen("partner"),
    start__stage=Chosen("thinking"),
    start__age=Chosen("25_59"),
    start__children=chosen("mine", "pregnant"),
    start__order=Chosen("yes"),
    log__safe_to_keep=Chosen("yes"),
)
SECTIONS = [section.id for section in load_guide().sections]
SHARES = [SECTIONS[at::4] for at in range(4)]


def row_of(lines: list[str], words: str) -> int | None:
    """The row that the first words of a text stand in, if it is in view."""
    start = " ".join(words.split()[:6])
    return next((at for at, line in enumerate(lines) if start in line), None)


@pytest.mark.parametrize("size", [AT_80, AT_120], ids=str)
@pytest.mark.parametrize("share", range(4))
async def test_every_question_opens_with_its_cautions_above_the_answer(share: int, size) -> None:
    app = house()
    async with app.run_test(size=size) as pilot:
        app.open_plan(PLAN)
        await settle(pilot)
        for section in SHARES[share]:
            for field in app.session.guide.section(section).fields:
                assert can_ask(field), field.key
                app.push_screen(screen_for(app, field.key))
                await pilot.pause()
                await pilot.pause()
                check(app, field.key, size)
                app.pop_screen()


def named(words: str) -> str:
    """With the other person in the gap, in capitals where a sentence begins with them."""
    words = re.sub(r"(?:^|(?<=[.?] ))\{them\}", "The other person", words)
    return words.replace("{them}", "the other person")


def check(app, key: str, size: tuple[int, int]) -> None:
    """What must hold on every question."""
    screen = app.screen
    assert isinstance(screen, Question)
    assert app.focused is not None, key
    lines = rows(app)
    assert all(len(line) <= size[0] for line in lines), key
    assert "{" not in "".join(lines), key
    assert screen.page.scroll_y == 0, key
    (answer,) = screen.query("#answer, #note")
    # The answer begins in the window, so that what has the focus is seen.
    assert answer.virtual_region.y < screen.page.size.height, key
    blocks = list(screen.query(CautionBlock))
    for block in blocks:
        assert block.region.height > 0, key
        if answer.display:
            assert block.region.bottom <= answer.region.y, key
        shown = row_of(lines, block.text)
        assert shown is not None, key
        if answer.display:
            assert shown < answer.region.y, key
    placed = screen.placed
    belongs = list(placed.cautions) if placed is not None else []
    said = " ".join(block.text for block in blocks)
    for caution in belongs:
        assert named(caution.text) in said, key
    field = screen.field
    for lead, words in (("Could be noticed:", field.noticeable), ("Stop if:", field.stop_if)):
        if words:
            assert f"{lead} {named(words)}" in said, key
    if (field.suggest or field.type in {"checklist", "rank"}) and not field.picks:
        at = row_of(lines, IDEAS)
        assert at is not None, key


async def test_a_question_that_the_rules_hide_has_its_cautions_all_the_same() -> None:
    app = house()
    async with app.run_test(size=AT_80) as pilot:
        app.open_plan(plan_with(start__relation=chosen("sibling")))
        await settle(pilot)
        assert app.session.pages["closeness"].field("tip") is None
        app.push_screen(screen_for(app, "closeness.tip"))
        await settle(pilot)
        assert row_of(rows(app), "Before you do this: If saying no") is not None

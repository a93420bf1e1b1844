"""A code on the screen, read back from the cells that were drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from rich.color import Color

from safeplan.app.app import SafeplanApp
from safeplan.app.themes import CHOICES
from safeplan.app.widgets.code_view import CodeView
from safeplan.export.codes import pocket_text
from safeplan.plan.model import Plan
from tests.app.screen_text import text
from tests.app.sheet_house import House, house, with_sheet

# Upper and lower half of a cell in ink.
HALVES = {" ": (False, False), "▀": (True, False), "▄": (False, True), "█": (True, True)}
PIXELS = 6
LONG = tuple(f"errand number {one}, in the other street, before noon" for one in range(9))


def pixels(app: SafeplanApp) -> np.ndarray:
    """What a camera sees of the code: grey values, by the colours the cells really have."""
    view = app.screen.query_one(CodeView)
    strips = app.screen._compositor.render_strips(app.screen.size)
    rows: list[list[int]] = []
    for y in range(view.region.y, view.region.bottom):
        upper: list[int] = []
        lower: list[int] = []
        for segment in strips[y].crop(view.region.x, view.region.right):
            assert segment.style is not None
            ink, ground = grey(segment.style.color), grey(segment.style.bgcolor)
            for letter in segment.text:
                above, below = HALVES[letter]
                upper.append(ink if above else ground)
                lower.append(ink if below else ground)
        rows += [upper, lower]
    return np.array(rows, dtype=np.uint8).repeat(PIXELS, 0).repeat(PIXELS, 1)


def grey(colour: Color | None) -> int:
    assert colour is not None
    triplet = colour.get_truecolor()
    return round((triplet.red + triplet.green + triplet.blue) / 3)


def read(app: SafeplanApp) -> str:
    found = zxingcpp.read_barcodes(pixels(app))
    assert len(found) == 1
    return str(found[0].text)


async def show(at: House, lines: tuple[str, ...]) -> None:
    at.app.visit("code", title="Shopping list", lines=lines)
    await at.pilot.pause()
    await at.pilot.pause()


@pytest.mark.parametrize("theme", CHOICES)
async def test_it_reads_back_in_every_theme(tmp_path: Path, theme: str) -> None:
    async with house(tmp_path, with_sheet()) as at:
        at.app.show_theme(theme)
        await show(at, ("umbrella", "Zoë 7"))
        assert read(at.app) == "Shopping list\numbrella\nZoë 7"
        assert set(np.unique(pixels(at.app))) == {0, 255}


async def test_it_comes_from_the_sheet_that_was_looked_over(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet(), size=(120, 40)) as at:
        await at.press("4")
        await at.pilot.pause()
        rows = [row.label for row in at.app.screen.query_one("#lines").rows]  # type: ignore[attr-defined]
        await at.press("enter", "4")
        await at.pilot.pause()
        assert read(at.app).splitlines() == rows
        assert at.link.said.count("ask CONFIRM 1") == 0


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (100, 30)])
async def test_a_long_sheet_is_read_part_by_part(tmp_path: Path, size: tuple[int, int]) -> None:
    async with house(tmp_path, Plan().with_consent(), size=size) as at:
        await show(at, LONG)
        count = len(at.app.screen.parts)  # type: ignore[attr-defined]
        assert count > 1
        found = []
        for _part in range(count):
            found.append(read(at.app))
            await at.press("enter")
        assert pocket_text(found) == "\n".join(("Shopping list", *LONG))
        assert read(at.app) == found[0]


async def test_a_small_window_holds_no_more_than_version_five(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet()) as at:
        await show(at, LONG)
        view = at.app.screen.query_one(CodeView)
        assert view.region.width <= 45
        assert view.region.height <= 23
        seen = text(at.app)
        assert "A code, 1 of" in seen
        assert "Any phone can read it." in " ".join(seen.split())
        assert "[ Back ]" in seen
        assert "[ Hide ]" in seen
        assert "Hide: Esc Esc" in seen


async def test_another_window_makes_another_code(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet()) as at:
        await show(at, LONG)
        small = len(at.app.screen.parts)  # type: ignore[attr-defined]
        await at.press("enter")
        await at.pilot.resize_terminal(120, 40)
        await at.pilot.pause()
        assert len(at.app.screen.parts) < small  # type: ignore[attr-defined]
        assert read(at.app) == at.app.screen.parts[0]  # type: ignore[attr-defined]


async def test_a_window_without_room_says_so(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet(), size=(48, 20)) as at:
        await show(at, ("umbrella",))
        assert not at.app.screen.query_one(CodeView).display
        assert "The window is too small for a code." in " ".join(text(at.app).split())
        assert at.app.screen.focused is at.app.screen.query_one("#back")


async def test_one_part_has_no_next(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet()) as at:
        await show(at, ("umbrella",))
        assert "Next part" not in text(at.app)
        assert at.app.screen.focused is at.app.screen.query_one("#back")
        await at.press("enter")
        assert at.app.screen.name == "home"

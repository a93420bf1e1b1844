"""The notebook's own settings: the same to the last cell with a plan in the file and without."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from safeplan.app.app import SafeplanApp
from safeplan.app.screens.notebook_frame import NotebookFrame
from safeplan.cover.notebook import loads
from tests.app.doors_house import BESIDE, NEW, house, inside, make, push, told
from tests.app.fakes import WORD, FakeLink
from tests.app.screen_text import text
from tests.app.walking import press, until

PLACES = ("pages", "settings", "password", "copy", "larger", "remove", "help")
TELLING = (
    "plan",
    "second password",
    "both",
    "notebook stays",
    "code",
    "household",
    "log",
    "safe",
    "secret",
)


@asynccontextmanager
async def at(
    path: Path, place: str, *words: str | None
) -> AsyncIterator[tuple[SafeplanApp, Pilot[None], FakeLink]]:
    """A page of the notebook that was opened by its own password."""
    async with house(path, BESIDE, *words) as (app, pilot, link):
        await go(app, pilot, place)
        yield app, pilot, link


async def go(app: SafeplanApp, pilot: Pilot[None], place: str) -> None:
    assert isinstance(app.screen, NotebookFrame)
    app.screen.go(place)
    await until(pilot, lambda: app.screen.name == place and app.focused is not None)
    await pilot.pause()


async def every_page(path: Path) -> dict[str, str]:
    seen = {}
    async with at(path, "pages") as (app, pilot, _link):
        for place in PLACES:
            if app.screen.name != place:
                await go(app, pilot, place)
            seen[place] = text(app)
    return seen


async def test_every_page_is_the_same_and_says_nothing_of_anything_else(tmp_path: Path) -> None:
    alone = await every_page(make(tmp_path / "a", "notebook"))
    beside = await every_page(make(tmp_path / "b", "both"))
    assert alone == beside
    for seen in alone.values():
        for word in TELLING:
            assert word not in seen.lower(), (word, seen)


async def doings(path: Path, folder: Path) -> tuple[list[str], list[str]]:
    """All that can be done, one after the other: what the guard hears, and what is then seen."""
    folder.mkdir()
    words = (BESIDE, NEW, NEW, NEW)
    seen = []
    async with at(path, "password", *words) as (app, pilot, link):
        await push(pilot, "next")
        await told(pilot, "Changed. Older copies of the file still open with the old password.")
        seen.append(text(app))
        for place in ("copy", "larger"):
            await go(app, pilot, place)
            line = app.screen.query_one("#line")
            line.text = str(folder / place)  # type: ignore[attr-defined]
            app.screen.set_focus(line)
            await press(pilot, "enter")
            await told(pilot, "Copied, and" if place == "copy" else "The new file is made")
            seen.append(text(app).replace(str(folder), "").replace("\n", " ").split("|")[0])
        await go(app, pilot, "remove")
        await press(pilot, "2")
        await until(pilot, lambda: "quit" in link.said)
        return link.said, seen


async def test_everything_is_done_alike_and_nothing_is_done_to_a_plan(tmp_path: Path) -> None:
    paths = make(tmp_path / "a", "notebook"), make(tmp_path / "b", "both")
    before = inside(paths[1], WORD)
    alone = await doings(paths[0], tmp_path / "one")
    beside = await doings(paths[1], tmp_path / "two")
    assert alone == beside
    assert inside(paths[1], WORD) == before
    assert before is not None
    for path in paths:
        assert inside(path, BESIDE) is None
        assert inside(path, NEW) is None
    # A copy has all of it; a new file has what its password opened, and no more.
    assert inside(tmp_path / "two" / "copy", WORD) == before
    assert inside(tmp_path / "two" / "larger", WORD) is None
    for folder in ("one", "two"):
        assert loads(inside(tmp_path / folder / "larger", NEW) or b"").items


@pytest.mark.parametrize("what", ["notebook", "both"])
async def test_keeping_is_focused_and_an_empty_line_is_asked_for(tmp_path: Path, what: str) -> None:
    path = make(tmp_path / "a", what)
    before = path.read_bytes()
    async with at(path, "remove") as (app, pilot, link):
        await press(pilot, "enter")
        await until(pilot, lambda: app.screen.name == "week")
        await go(app, pilot, "copy")
        await press(pilot, "enter")
        await told(pilot, "Type a name first")
        assert "quit" not in link.said
    assert path.read_bytes() == before


async def test_six_words_can_be_made_here_too(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "notebook")
    async with at(path, "password", BESIDE, NEW) as (_app, pilot, link):
        await push(pilot, "six")
        await told(pilot, "Changed.")
        assert "ask WORDS 2" in link.said
    assert inside(path, NEW) is not None

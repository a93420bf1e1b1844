"""Where a new file will be is told before it is made; its size is chosen among those that fit."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual.pilot import Pilot

from safeplan.app.app import SafeplanApp
from safeplan.app.outside import MIB, NEW_SIZE, Outside
from safeplan.app.screens.first.place import BESIDE, fitting
from safeplan.app.screens.first.road import PAGES, PLACE, pages, road
from safeplan.app.widgets.rows import Rows
from safeplan.plan.model import Plan
from safeplan.vault.format import SIZES
from tests.app.fakes import WORD, FakeLink
from tests.app.screen_text import rows, text
from tests.app.walking import press, seen, until, walking

HEADINGS = ("moment", "hide", "computer", "Traces", "stick", "at all", "is not", "Where it will be")


def free(size: int | None, folder: str) -> int | None:
    del folder
    return size


async def to_the_place(pilot: Pilot[None]) -> None:
    for heading in HEADINGS:
        await press(pilot, "enter")
        await seen(pilot, heading)
    await until(pilot, lambda: pilot.app.focused is not None)


def offered(app: SafeplanApp) -> list[str]:
    return [row.key for one in app.screen.query(Rows) for row in one.rows]


def plain(app: SafeplanApp) -> str:
    """Words as they are read, however the window breaks them."""
    return " ".join(text(app).split())


async def test_four_megabytes_have_the_focus_and_any_size_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "notes.dat"
    async with walking(path, size=(80, 24), link=FakeLink(WORD, fresh=True)) as (app, pilot):
        assert app.making.size == MIB  # of the tests; the product's own is looked at below
        await to_the_place(pilot)
        assert "“notes.dat”, beside the starter on this stick." in plain(app)
        assert "another place after its name" in plain(app)
        assert offered(app) == [str(size) for size in SIZES]
        await press(pilot, "3")
        await seen(pilot, "The password")
        await press(pilot, "escape")
        await seen(pilot, "Where it will be")
        await press(pilot, "2")
        await seen(pilot, "The password")
        await press(pilot, "enter")
        await seen(pilot, "A second password?")
        assert not path.exists()
        await press(pilot, "enter")
        await seen(pilot, "Which country")
        await until(pilot, lambda: not app.session.unsaved)
    assert path.stat().st_size == 4 * MIB
    assert Outside().size == NEW_SIZE == 4 * MIB


async def test_what_does_not_fit_is_not_offered(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", free=partial(free, 20 * MIB)) as (app, pilot):
        await to_the_place(pilot)
        assert offered(app) == [str(size) for size in SIZES[:3]]
        assert "A larger one has no room there now." in text(app)


async def test_where_none_fits_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", free=partial(free, MIB)) as (app, pilot):
        await to_the_place(pilot)
        assert offered(app) == []
        assert "There is no room for it there. Remove something" in plain(app)
        await press(pilot, "enter")  # the one button stops
        await until(pilot, lambda: "quit" in app.link.said)
    assert list(tmp_path.iterdir()) == []


async def test_a_folder_that_is_not_there_and_the_way_to_another(tmp_path: Path) -> None:
    path = tmp_path / "none" / "a"
    real = Outside().free
    async with walking(path, free=real, starter="/usr/bin/notes") as (app, pilot):
        await to_the_place(pilot)
        assert offered(app) == []
        assert "That folder is not there." in plain(app)
        assert "on this stick" not in plain(app)
        assert "another place after “open”" in plain(app)
    assert real(str(tmp_path)) is not None


def test_sizes_that_fit() -> None:
    assert fitting(None) == fitting(0) == fitting(MIB) == fitting(MIB + BESIDE - 1) == ()
    assert fitting(MIB + BESIDE) == SIZES[:1]
    assert fitting(1 << 40) == SIZES


async def test_eight_pages_are_counted_and_this_one_is_not(tmp_path: Path) -> None:
    async with walking(tmp_path / "a") as (app, pilot):
        assert pages(app) == PAGES
        assert road(app).index(PLACE) == len(PAGES) - 1
        await to_the_place(pilot)
        assert "The file" in rows(app)[0]
        assert " of 8" not in rows(app)[0]
        await press(pilot, "enter")
        await seen(pilot, "8 of 8")


async def test_a_file_that_is_there_has_no_such_page(tmp_path: Path) -> None:
    async with walking(tmp_path / "b", Plan()) as (app, _pilot):
        assert PLACE not in road(app)

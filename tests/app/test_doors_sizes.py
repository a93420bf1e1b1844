"""Every page of the passwords, copies and ends in the three sizes of window."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from safeplan.app.widgets.button_row import MOST, ButtonRow
from tests.app.asking import tab_round
from tests.app.doors_house import BESIDE, go, house, make
from tests.app.screen_text import rows
from tests.app.walking import AT_80, AT_120, NARROW, press, until

OF_THE_PLAN = (
    "more_settings", "passwords", "change_password", "add_notebook", "remove_notebook",
    "recovery_code", "copy", "larger", "elsewhere", "room", "check", "remove",
)  # fmt: skip
OF_THE_NOTEBOOK = ("settings", "password", "copy", "larger", "remove")


@pytest.mark.parametrize("size", [AT_80, AT_120, NARROW], ids=str)
async def test_each_fits_and_tab_goes_round_it(tmp_path: Path, size: tuple[int, int]) -> None:
    async with house(make(tmp_path / "a", "both"), size=size) as (app, pilot, _link):
        for place in OF_THE_PLAN:
            await go(app, pilot, place)
            await pilot.pause()
            assert len(app.screen.query_one(ButtonRow).offered) <= MOST
            assert all(cell_len(row) <= size[0] for row in rows(app)), place
            visited = await tab_round(pilot)
            assert len({id(one) for one in visited}) == len(visited), place
            await press(pilot, "escape")
            assert app.screen.name == "home", place


@pytest.mark.parametrize("size", [AT_80, NARROW], ids=str)
async def test_and_those_of_the_notebook(tmp_path: Path, size: tuple[int, int]) -> None:
    async with house(make(tmp_path / "a", "both"), BESIDE, size=size) as (app, pilot, _link):
        for place in OF_THE_NOTEBOOK:
            app.screen.go(place)  # type: ignore[attr-defined]
            await until(pilot, lambda place=place: app.screen.name == place)  # type: ignore[misc]
            await pilot.pause()
            assert all(cell_len(row) <= size[0] for row in rows(app)), place
            assert "Hide" not in "".join(rows(app))
            await press(pilot, "escape")

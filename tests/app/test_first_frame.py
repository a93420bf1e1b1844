"""What the first frame costs: nothing is read twice for it, and nothing is drawn for nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

from safeplan.app.app import SafeplanApp
from safeplan.app.themes import COLOURS, DAYLIGHT, EVENING, PLAIN
from tests.app.fakes import WORD, FakeLink
from tests.app.walking import seen, walking

HEADING = "Choose your language"


async def test_no_style_sheet_is_read_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again: list[str] = []
    reparse = Stylesheet.reparse

    def counted(sheet: Stylesheet) -> None:
        again.append("read")
        reparse(sheet)

    monkeypatch.setattr(Stylesheet, "reparse", counted)
    async with walking(tmp_path / "a") as (app, pilot):
        await seen(pilot, HEADING)
        assert again == []
        app.show_theme(EVENING)
        await pilot.pause()
        assert again == []
        app.show_theme(DAYLIGHT)
        await pilot.pause()
        assert again  # which shows that it is counted


async def test_nothing_is_drawn_to_be_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    display = App._display

    def told(app: App[Any], screen: Screen[Any], update: Any) -> None:
        if update is not None:
            drawn.append(app._batch_count)
        display(app, screen, update)

    monkeypatch.setattr(App, "_display", told)
    async with walking(tmp_path / "a") as (_, pilot):
        await seen(pilot, HEADING)
    assert drawn
    assert not any(drawn)


@pytest.mark.parametrize("colours", ["truecolor", "256", None])
def test_the_first_colours_are_as_if_they_had_been_chosen(colours: str | None) -> None:
    app = SafeplanApp(FakeLink(WORD, fresh=True), "", True, colours=colours)
    name = {"truecolor": EVENING, "256": EVENING + "-256", None: PLAIN}[colours]
    assert app.theme == name
    assert {one for one in app.classes if one.startswith("-theme-")} == {f"-theme-{name}"}
    assert app.has_class("-dark-mode")
    assert not app.has_class("-light-mode")
    assert COLOURS[name].items() <= app.stylesheet._variables.items()


async def test_other_colours_take_their_place(tmp_path: Path) -> None:
    async with walking(tmp_path / "a") as (app, pilot):
        await seen(pilot, HEADING)
        app.show_theme(PLAIN)
        await pilot.pause()
        assert {one for one in app.classes if one.startswith("-theme-")} == {"-theme-plain"}
        assert app.screen.styles.background.hex == COLOURS[PLAIN]["ground"]

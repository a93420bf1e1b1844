"""Quick fingers lose nothing: keys pressed before a screen has its focus are not dropped."""

from __future__ import annotations

from textual import events

from safeplan.app.screens.find import Find
from safeplan.app.widgets.field import Field
from tests.app.asking import asking


async def test_letters_typed_at_once_reach_the_field() -> None:
    async with asking("") as (app, pilot):
        app.push_screen(Find())
        for letter in "tea":
            app.post_message(events.Key(letter, letter))
        await pilot.pause()
        await pilot.press("s")
        await pilot.pause()
        assert app.screen.query_one(Field).text == "teas"


async def test_a_key_of_the_table_works_at_once() -> None:
    async with asking("") as (app, pilot):
        app.push_screen(Find())
        app.post_message(events.Key("f1", None))
        app.post_message(events.Key("escape", None))
        app.post_message(events.Key("x", "x"))
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, Find)
        assert app.screen.query_one(Field).text == "x"


async def test_tab_moves_before_the_next_key_looks() -> None:
    async with asking("") as (app, pilot):
        was = app.screen
        app.visit("close")
        for key in ("tab", "enter"):
            app.post_message(events.Key(key, None))
        await pilot.pause()
        await pilot.pause()
        await pilot.pause()
        assert "quit" not in app.link.said
        assert app.screen is was

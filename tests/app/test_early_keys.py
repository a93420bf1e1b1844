"""Quick fingers lose nothing: keys pressed before a screen has its focus are not dropped."""

from __future__ import annotations

import asyncio

import pytest
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


@pytest.mark.parametrize("turns", range(1, 7))
async def test_no_letter_of_a_burst_is_lost_or_passed_by_another(turns: int) -> None:
    """So many turns of the loop between two letters: some arrive at each step of the screen."""
    burst = "half a tea for the otter and one more for the heron " * 3
    async with asking("") as (app, pilot):
        app.push_screen(Find())
        for letter in burst:
            app.post_message(events.Key("space" if letter == " " else letter, letter))
            for _turn in range(turns):
                await asyncio.sleep(0)
        await pilot.pause()
        await pilot.pause()
        assert app.screen.query_one(Field).text == burst


async def test_a_letter_that_the_screen_has_looked_at_already_is_not_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Textual looks at the next message to see whether it replaces the one at hand; it is in no
    queue then."""
    ready = Find.focus_first
    letters = iter("tea")

    def just_before(self: Find) -> None:
        letter = next(letters, "")
        if letter and self.focused is None:
            self.post_message(events.Key(letter, letter))
            self._peek_message()
        ready(self)

    monkeypatch.setattr(Find, "focus_first", just_before)
    async with asking("") as (app, pilot):
        app.push_screen(Find())
        await pilot.pause()
        await pilot.pause()
        assert app.screen.query_one(Field).text == "tea"


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

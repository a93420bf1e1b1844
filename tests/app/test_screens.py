"""Home, the pages, gates, questions and settings, walked through by keys."""

from dataclasses import replace
from pathlib import Path

import pytest

from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.buttons import BracketButton
from safeplan.app.widgets.field import Field
from safeplan.app.widgets.rows import Rows
from safeplan.plan.model import Answer, Chosen, Plan, Settings
from tests.app.screen_text import row_with, rows, text
from tests.app.walking import (
    AT_80,
    AT_120,
    as_drawn,
    plan,
    press,
    seen,
    stored,
    until,
    walking,
    write,
)

ROADS = {
    "home": (),
    "all_pages": ("3",),
    "gate": ("3", "d", "enter"),
    "page": ("3", "home", "down", "down", "down", "enter"),
    "keys": ("f1",),
    "country": ("f1", "row country"),
}


@pytest.mark.parametrize("place", ROADS)
@pytest.mark.parametrize(("size", "name"), [(AT_80, "80x24"), (AT_120, "120x40")])
async def test_screens_look_as_they_were_drawn(
    place: str, size: tuple[int, int], name: str, tmp_path: Path
) -> None:
    async with walking(tmp_path / "a", plan(), size=size) as (app, pilot):
        await press(pilot, *ROADS[place])
        await until(pilot, lambda: app.focused is not None)
        # What was saved meanwhile is no part of the drawing.
        await until(pilot, lambda: not app.session.unsaved)
        await pilot.pause()
        assert isinstance(app.screen, Framed)
        app.screen.say("")
        await pilot.pause()
        as_drawn(f"{place}_{name}", app)


async def test_carry_on_leads_to_the_very_question_in_one_key(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan()) as (_app, pilot):
        await press(pilot, "enter")
        await seen(pilot, "A word that means: I need help.")


async def test_first_start_offers_the_quick_questions_and_focuses_the_first_row(
    tmp_path: Path,
) -> None:
    written = Plan(consent=True, settings=Settings(language="en", practised=2))
    async with walking(tmp_path / "a", written) as (app, pilot):
        await seen(pilot, "A few quick questions, all can be skipped")
        assert "Carry on" not in text(app)
        assert rows(app)[row_with(app, "> 1")].strip() == "> 1  If it is bad right now"
        await press(pilot, "2")
        await until(pilot, lambda: app.screen.name != "home")
        assert "About your situation" in rows(app)[0]


async def test_escape_does_nothing_at_home(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        await press(pilot, "escape", "escape")
        assert app.screen.name == "home"


async def test_the_log_is_on_home_only_when_it_is_safe_to_keep(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan()) as (app, _pilot):
        assert "What happened" not in text(app)
    said = plan().with_answer("log.safe_to_keep", Answer("answer", Chosen("yes")))
    async with walking(tmp_path / "b", said) as (app, _pilot):
        assert "What happened" in text(app)


async def test_a_page_is_put_away_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "a"
    async with walking(path, plan()) as (app, pilot):
        await press(pilot, "3", "tab", "enter")
        await seen(pilot, "Choose the page to put away. Esc keeps it.")
        await press(pilot, "escape")
        assert app.screen.name == "all_pages"
        await press(pilot, "tab", "enter")
        assert app.focused is app.screen.query_one("#pages")
        app.screen.query_one("#pages", Rows).index = 4
        label = app.screen.query_one("#pages", Rows).rows[4].label
        await press(pilot, "enter")
        await until(pilot, lambda: label not in text(app))
        await until(pilot, lambda: len(stored(path).put_away) == 1)
        await press(pilot, "tab", "tab", "enter")
        await seen(pilot, "You put this page away. It is still here if you want it.")
        assert label in text(app)
        await press(pilot, "1")
        await until(pilot, lambda: not app.session.plan.put_away)
        await seen(pilot, label)


async def test_a_gate_stands_each_time_with_skip_focused(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        await press(pilot, "3", "d", "enter")
        for _turn in range(2):
            await until(pilot, lambda: app.screen.name == "gate" and app.focused is not None)
            assert isinstance(app.focused, BracketButton)
            assert app.focused.does == "skip"
            assert "It can be hard to read." in text(app)
            await press(pilot, "enter")
            assert app.screen.name == "all_pages"
            await press(pilot, "enter")
        await press(pilot, "shift+tab", "enter")
        await until(pilot, lambda: app.screen.name == "page")
        await press(pilot, "escape")
        assert app.screen.name == "all_pages"


async def test_putting_a_page_away_at_its_gate(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        await press(pilot, "3", "d", "enter", "tab", "enter")
        assert app.session.plan.put_away == ("signs",)
        assert app.screen.name == "all_pages"
        assert "Danger signs" not in text(app)


async def test_tags_are_words_and_never_what_is_left(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        await press(pilot, "3")
        lines = rows(app)
        assert lines[row_with(app, "People you trust")].rstrip().endswith("1 note")
        shown = text(app).lower()
        assert not any(word in shown for word in ("incomplete", "empty", "%", "remaining", "left"))


async def test_an_answer_is_chosen_skipped_or_put_off(tmp_path: Path) -> None:
    path = tmp_path / "a"
    key = "people.code_word"
    async with walking(path, plan()) as (app, pilot):
        await press(pilot, "enter", "tab")
        idea = app.screen.query_one("#ideas", Rows).rows[1].label
        await press(pilot, "2")
        await until(pilot, lambda: app.session.plan.text(key) == idea)
        await until(pilot, lambda: "A word that means: I need help." not in text(app))
        await press(pilot, "escape")
        app.go_home()
        await until(pilot, lambda: app.screen.name == "home" and app.focused is not None)
        from safeplan.app.screens.onward import open_question

        open_question(app, key)
        await seen(pilot, f"| {idea}")
        app.set_focus(app.screen.query_one("#do-not_for_me"))
        await press(pilot, "enter")
        await until(pilot, lambda: app.session.plan.answers[key].state == "not_for_me")
        # What stood in it is not thrown away.
        assert app.session.plan.answers[key].value == idea
        await until(pilot, lambda: not app.session.unsaved)
    assert stored(path).answers[key].state == "not_for_me"


async def test_an_emptied_answer_is_as_if_nobody_had_touched_it(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        await press(pilot, "enter", *["backspace"] * 8, "escape")
        assert app.session.plan.answer("people.code_word") is None


async def test_undo_brings_typing_back(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        await press(pilot, "enter")
        await write(pilot, " tea")
        assert app.screen.query_one("#answer", Field).text == "umbrella tea"
        for _turn in range(4):
            await press(pilot, "ctrl+z")
        assert app.screen.query_one("#answer", Field).text == "umbrella"


async def test_a_paste_is_text_and_no_key(tmp_path: Path) -> None:
    from textual import events

    async with walking(tmp_path / "a", plan()) as (app, pilot):
        await press(pilot, "enter")
        field = app.screen.query_one("#answer", Field)
        field.post_message(events.Paste(" two\nlines \x1b\x11q"))
        await until(pilot, lambda: "two lines" in field.text)
        assert field.text == "umbrella two lines q"
        assert app.focused is field


async def test_a_long_text_takes_lines_and_tab_leaves_it(tmp_path: Path) -> None:
    from safeplan.app.screens.onward import open_question

    async with walking(tmp_path / "a", plan()) as (app, pilot):
        open_question(app, "reason.why_now")
        await until(pilot, lambda: isinstance(app.focused, Field))
        await write(pilot, "quiet")
        await press(pilot, "enter")
        await write(pilot, "for days")
        assert app.screen.query_one("#answer", Field).text == "quiet\nfor days"
        await press(pilot, "up", "home", "x", "down", "end", "y", "tab")
        assert isinstance(app.focused, BracketButton)
        assert app.session.plan.text("reason.why_now") == "xquiet\nfor daysy"


async def test_another_theme_is_seen_at_once_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "a"
    async with walking(path, plan()) as (app, pilot):
        await press(pilot, "f1", "row colours", "2")
        assert app.theme == "daylight"
        await seen(pilot, "(o) Daylight")
        await press(pilot, "escape")
        assert rows(app)[row_with(app, "Colours")].rstrip().endswith("Daylight")
        await until(pilot, lambda: not app.session.unsaved)
    assert stored(path).settings.theme == "daylight"
    async with walking(tmp_path / "b", plan(theme="daylight")) as (app, _pilot):
        assert app.theme == "daylight"


async def test_another_country_is_chosen_from_the_settings(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        await press(pilot, "f1", "row country")
        assert "[ Back ]" in rows(app)[0]
        await press(pilot, "5")
        await until(pilot, lambda: app.screen.name == "home")
        assert "Emergency: 000" in rows(app)[-1]


async def test_the_strip_can_leave_the_number_out(tmp_path: Path) -> None:
    hidden = plan()
    hidden = hidden.with_settings(replace(hidden.settings, strip_number=False, hide_key_name="F9"))
    async with walking(tmp_path / "a", hidden) as (app, _pilot):
        assert rows(app)[-1].strip().startswith("Hide: F9 · Numbers: F2")


async def test_the_language_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a"
    async with walking(path, plan()) as (app, pilot):
        await press(pilot, "f1", "row language")
        await seen(pilot, "Choose your language")
        await press(pilot, "1")
        await until(pilot, lambda: app.screen.name == "home")


async def test_every_place_has_words_of_its_own(tmp_path: Path) -> None:
    """No id of the catalogue is ever seen in the place of its words."""
    import re

    loose = re.compile(r"\b(button|home|pages|page|status|strip|settings|first|close)\.[a-z_]+\b")
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        for road in ROADS.values():
            await press(pilot, *road)
            assert not loose.search(text(app)), text(app)
            app.go_home()
            await until(pilot, lambda: app.screen.name == "home" and app.focused is not None)

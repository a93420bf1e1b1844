"""The frame: it never moves, Tab visits each thing once, and it keeps its place at any size."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from safeplan.app.app import SafeplanApp
from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.button_row import MOST, ButtonRow
from safeplan.app.widgets.buttons import BracketButton
from safeplan.app.widgets.rows import Rows
from tests.app.fakes import FakeLink
from tests.app.screen_text import row_with, rows, text
from tests.app.walking import AT_80, AT_120, NARROW, plan, press, seen, until, walking

# Roads from home to screens of every kind.
ROADS = {
    "home": (),
    "all_pages": ("3",),
    "put_away": ("3", "tab", "tab", "enter"),
    "page": ("3", "home", "down", "enter"),
    "question": ("enter",),
    "keys": ("f1",),
    "colours": ("f1", "row colours"),
    "country": ("f1", "row country"),
    "language": ("f1", "2"),
    "practise_again": ("f1", "4"),
    "close": ("tab", "tab", "tab", "enter"),
    "gate": ("3", "d", "enter"),
}
SIZES = [AT_80, AT_120, (60, 20), NARROW]


async def _go(pilot: Pilot[None], road: tuple[str, ...]) -> Framed:
    await press(pilot, *road)
    screen = pilot.app.screen
    assert isinstance(screen, Framed)
    await until(pilot, lambda: screen.focused is not None)
    return screen


@pytest.mark.parametrize("place", ROADS)
async def test_tab_visits_each_thing_once_and_returns(place: str, tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        screen = await _go(pilot, ROADS[place])
        start = app.focused
        visited = []
        for _turn in range(40):
            visited.append(app.focused)
            await press(pilot, "tab")
            if app.focused is start:
                break
        assert app.focused is start
        assert len(visited) == len({id(one) for one in visited})
        shown = [w for w in screen.query("*") if w.can_focus and w.display and w.region.area]
        assert {id(one) for one in visited} == {id(one) for one in shown}
        # Back and Hide come after what the screen is for.
        names = [one.id for one in visited if one is not None]
        if "hide" in names and "back" in names:
            assert names.index("hide") == names.index("back") + 1


@pytest.mark.parametrize("place", ROADS)
@pytest.mark.parametrize("size", SIZES)
async def test_the_rows_of_the_frame_stay(
    place: str, size: tuple[int, int], tmp_path: Path
) -> None:
    async with walking(tmp_path / "a", plan(), size=size) as (app, pilot):
        screen = await _go(pilot, ROADS[place])
        lines = rows(app)
        width, height = size
        assert len(lines) == height
        assert all(len(line) <= width for line in lines)
        assert "[ Hide ]" in lines[0]
        # The strip is whole: the number and how to hide, at any width.
        assert "Emergency: 999 · Hide: Esc Esc" in lines[-1]
        assert len(screen.query_one(ButtonRow).offered) <= MOST
        for button in screen.query(BracketButton):
            if button.display and button.region.area:
                assert button.words in lines[button.region.y + button.region.height // 2]
        if size == AT_80 and screen.query_one(ButtonRow).offered:
            assert screen.query_one(ButtonRow).region.bottom == 22


@pytest.mark.parametrize("place", ["home", "all_pages", "page", "question", "keys", "gate"])
async def test_nothing_but_the_focused_thing_changes_when_the_focus_moves(
    place: str, tmp_path: Path
) -> None:
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        screen = await _go(pilot, ROADS[place])
        await pilot.pause()
        for _turn in range(8):
            before, was = rows(app), screen.focused
            at = screen.page.scroll_offset
            await press(pilot, "tab")
            after, now = rows(app), screen.focused
            if screen.page.scroll_offset != at or "Saved." in text(app):
                continue
            assert was is not None
            assert now is not None
            allowed = {y for one in (was, now) for y in range(one.region.y, one.region.bottom)}
            changed = {y for y, (a, b) in enumerate(zip(before, after, strict=True)) if a != b}
            assert changed <= allowed
            # What changed is the mark alone.
            for y in changed:
                marks = str.maketrans(">", " ")
                assert before[y].translate(marks).rstrip() == after[y].translate(marks).rstrip()


async def test_down_and_up_move_in_a_list_and_out_of_it(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        ways = app.screen.query_one(Rows)
        while ways.index + 1 < len(ways.rows):
            await press(pilot, "down")
            assert ways.has_focus
        await press(pilot, "down")
        assert isinstance(app.focused, BracketButton)
        await press(pilot, "up")
        assert ways.has_focus
        assert ways.index == len(ways.rows) - 1


async def test_the_terminals_cursor_stands_on_the_focused_row(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        await pilot.pause()
        for _turn in range(3):
            assert app.cursor_position.y == row_with(app, "      > ")
            await press(pilot, "down")
        await press(pilot, "tab", "tab", "tab")
        assert isinstance(app.focused, BracketButton)
        assert rows(app)[app.cursor_position.y][app.cursor_position.x] == "["


async def test_a_letter_moves_in_a_long_list_and_chooses_nothing(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        await press(pilot, "3", "m")
        assert app.screen.name == "all_pages"
        row = app.screen.query_one(Rows).row
        assert row is not None
        assert row.label.startswith("M")


async def test_digits_choose_wherever_the_focus_is(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        await press(pilot, "tab", "3")
        assert app.screen.name == "all_pages"


async def test_quiet_keys_are_text_in_a_field(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        await press(pilot, "enter")
        await press(pilot, "question_mark", "exclamation_mark", "slash", "3")
        assert "umbrella?!/3" in text(app)
        await press(pilot, "f1")
        assert app.screen.name == "keys"
        await press(pilot, "f1")
        assert "umbrella?!/3" in text(app)


async def test_question_mark_shows_the_keys_and_again_returns(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        await press(pilot, "question_mark")
        assert app.screen.name == "keys"
        await press(pilot, "escape")
        assert app.screen.name == "home"


@pytest.mark.parametrize("keys", [("ctrl+q",), ("ctrl+c",)])
async def test_hiding_from_a_field_saves_nobody_a_question(
    keys: tuple[str, ...], tmp_path: Path
) -> None:
    link = FakeLink("green umbrella teapot")
    async with walking(tmp_path / "a", plan(), link=link) as (app, pilot):
        await press(pilot, "enter", "a", *keys)
        assert link.said[-1] == "hide"
        assert app.clipboard == ""


async def test_a_click_on_hide_hides_and_a_click_on_a_row_chooses(tmp_path: Path) -> None:
    link = FakeLink("green umbrella teapot")
    async with walking(tmp_path / "a", plan(), link=link) as (app, pilot):
        await pilot.click(offset=(60, row_with(app, "All pages")))
        await pilot.pause()
        assert app.screen.name == "all_pages"
        await pilot.click("#hide")
        await pilot.pause()
        assert link.said[-1] == "hide"


async def test_too_small_a_window_says_how_large_and_keeps_what_was_typed(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        await press(pilot, "enter", "x")
        await pilot.resize_terminal(36, 11)
        await seen(pilot, "Make this window a bit larger.")
        shown = text(app)
        assert "Now 36 by 11. It wants 40 by 12." in shown
        assert "umbrella" not in shown
        assert "People" not in shown
        await pilot.resize_terminal(80, 24)
        await seen(pilot, "umbrellax")
        # What had the focus has it again.
        await until(pilot, lambda: app.focused is app.screen.query_one("#answer"))


async def test_the_other_answers_of_a_narrow_window_are_a_list(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan(), size=NARROW) as (app, pilot):
        await press(pilot, "enter")
        await seen(pilot, "[ Other answers ]")
        assert "[ Skip ]" not in text(app)
        app.set_focus(app.screen.query_one("#do-other_answers"))
        await press(pilot, "enter")
        await seen(pilot, "Come back later")
        await press(pilot, "3")
        await until(pilot, lambda: app.screen.name != "other_answers")
        answer = app.session.plan.answer("people.code_word")
        assert answer is not None
        assert answer.state == "later"


async def test_more_below_is_said_until_the_end(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        app.visit("country")
        await seen(pilot, "More countries")
        await press(pilot, "7")
        await seen(pilot, "more below")
        assert rows(app)[20].rstrip().endswith("more below")
        await press(pilot, "end")
        await until(pilot, lambda: "more below" not in text(app))


def test_what_is_switched_off_stays_off() -> None:
    app = SafeplanApp(FakeLink(), "", False, colours="truecolor")
    assert app.ENABLE_COMMAND_PALETTE is False
    assert app.ALLOW_SELECT is False
    assert app.animation_level == "none"
    assert app._disable_tooltips
    keys = {key for key, _binding in app._bindings}
    assert keys == {"ctrl+q", "ctrl+c"}


async def test_no_timer_is_alive(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        for place in ("home", "question", "keys"):
            await _go(pilot, ROADS[place])
            pumps = [app, app.screen, *app.screen.query("*")]
            # Textual's own timer draws when something changed; it is not ours to stop.
            timers = [t for one in pumps for t in one._timers if not t.name.startswith("Screen")]
            assert [t for t in timers if t._active.is_set()] == []
            await press(pilot, "escape")

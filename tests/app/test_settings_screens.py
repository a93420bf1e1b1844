"""The settings that the guard obeys: the key, what hide leaves, the lock, the stick, the cursor."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from safeplan.app.app import SafeplanApp
from safeplan.app.screens.keys import MORE, QUESTIONS, ROWS
from safeplan.app.widgets.field import Field
from safeplan.app.widgets.rows import Rows
from safeplan.cover.dull_pages import MOST_BYTES, dull_pages
from safeplan.guard.presses import can_hide
from tests.app.fakes import FakeLink
from tests.app.screen_text import rows, text
from tests.app.walking import NARROW, plan, press, seen, stored, until, walking, write

WORD = "green umbrella teapot"
F9, CTRL_X = b"\x1b[20~", b"\x18"


@asynccontextmanager
async def at(
    path: Path, place: str, *presses: bytes, size: tuple[int, int] = (80, 24), **settings: object
) -> AsyncIterator[tuple[SafeplanApp, Pilot[None], FakeLink]]:
    """A setting's screen over the page of keys, and the guard that it speaks to."""
    link = FakeLink(WORD)
    link.presses = list(presses)
    async with walking(path, plan(**settings), size=size, link=link) as (app, pilot):
        await press(pilot, "f1")
        app.visit(place)
        await until(pilot, lambda: app.screen.name == place and app.focused is not None)
        await pilot.pause()
        yield app, pilot, link


async def choose(pilot: Pilot[None], key: str) -> None:
    """Choose the row of that key, as Enter on it does."""
    rows = pilot.app.screen.query_one("#choices", Rows)
    rows.choose(rows.index_of(key))
    await pilot.pause()
    await pilot.pause()


def tag(app: SafeplanApp, place: str) -> str:
    """What stands beside a row of the settings."""
    return next(row.tag for row in app.screen.query_one("#settings", Rows).rows if row.key == place)


async def test_every_row_of_these_settings_leads_somewhere(tmp_path: Path) -> None:
    mine = {
        "hide_settings", "lock_settings", "colours", "cursor_settings", "language", "country",
        "by_heart", "pulled_settings", "practise_again",
    }  # fmt: skip
    async with walking(tmp_path / "a", plan()) as (app, pilot):
        for place in mine:
            app.go_home()
            await until(pilot, lambda: app.screen.name == "home" and app.focused is not None)
            await press(pilot, "f1")
            if place in MORE:
                app.visit("more_settings")
                await until(pilot, lambda: app.screen.name == "more_settings")
                await pilot.pause()
            shown = app.screen.query_one("#settings", Rows)
            assert place in [row.key for row in shown.rows]
            shown.choose(shown.index_of(place))
            expected = f"question {QUESTIONS[place]}" if place in QUESTIONS else place
            await until(pilot, lambda expected=expected: app.screen.name == expected)  # type: ignore[misc]
    assert mine <= ROWS.keys() | MORE.keys()


# The key --------------------------------------------------------------------------------------


async def test_a_pressed_key_hides_from_then_on_and_is_tried_once(tmp_path: Path) -> None:
    path = tmp_path / "a"
    async with at(path, "hide_settings", F9) as (app, pilot, link):
        await choose(pilot, "hide_key")
        await seen(pilot, "Try F9 once, so that your hand knows it.")
        assert "[ Try it: press F9 ]" in text(app)
        assert link.record is not None
        assert (link.record.hide_key, link.record.hide_key_name) == (F9, b"F9")
        await until(pilot, lambda: link.practices > 0)
        link.hide()
        await seen(pilot, "That is how you hide.")
        assert app.screen.name == "hide_settings"
        assert "[ Hide: F9 ]" in rows(app)[0]
        assert "Hide: F9" in rows(app)[-1]
        await press(pilot, "escape")
        assert "[ Hide: F9 ]" in rows(app)[0]
        assert tag(app, "hide_settings") == "F9"
        assert "F9" in "".join(row for row in rows(app)[2:8] if "hide too" in row)
        app.go_home()
        await until(pilot, lambda: not app.session.unsaved)
    kept = stored(path).settings
    assert (bytes.fromhex(kept.hide_key), kept.hide_key_name) == (F9, "F9")


async def test_keys_that_are_needed_are_refused_in_one_sentence(tmp_path: Path) -> None:
    async with at(tmp_path / "a", "hide_settings", b"", b"\x13", CTRL_X) as (_app, pilot, link):
        await choose(pilot, "hide_key")
        await seen(pilot, "Try Ctrl-X once")
        # Ctrl-S is a key of the screens; the guard would have taken it.
        assert can_hide(b"\x13")
        assert link.said.count("record") == 3
        assert link.record is not None
        assert link.record.hide_key == CTRL_X


async def test_the_refusal_says_what_to_do(tmp_path: Path) -> None:
    async with at(tmp_path / "a", "hide_key", b"") as (app, pilot, link):
        await seen(pilot, "That key is needed for something else. Press another one.")
        assert link.said.count("record") == 2
        assert app.screen.name == "hide_key"
        assert app.session.plan.settings.hide_key == ""


async def test_escape_changes_nothing(tmp_path: Path) -> None:
    async with at(tmp_path / "a", "hide_settings", hide_key=F9.hex(), hide_key_name="F9") as (
        app,
        pilot,
        link,
    ):
        await choose(pilot, "hide_key")
        await until(pilot, lambda: "record" in link.said)
        assert app.screen.name == "hide_key"
        link.backed_out.set()
        await until(pilot, lambda: app.screen.name == "hide_settings")
        assert app.session.plan.settings.hide_key == F9.hex()


async def test_the_recorded_key_can_be_taken_away(tmp_path: Path) -> None:
    path, now = tmp_path / "a", F9.hex()
    async with at(path, "hide_settings", hide_key=now, hide_key_name="F9") as (app, pilot, link):
        assert "[ Hide: F9 ]" in rows(app)[0]
        await choose(pilot, "fixed_only")
        assert "Esc Esc and Ctrl-Q hide. No other key does." in text(app)
        assert "[ Hide ]" in rows(app)[0]
        assert "Hide: Esc Esc" in rows(app)[-1]
        assert link.record is not None
        assert link.record.hide_key == link.record.hide_key_name == b""
        assert "Use only Esc Esc" not in text(app)


# What hide leaves -----------------------------------------------------------------------------


@pytest.mark.parametrize("page", dull_pages("en"), ids=lambda page: page.id)
async def test_a_ready_page_is_shown_and_told_to_the_guard(page: object, tmp_path: Path) -> None:
    async with at(tmp_path / "a", "hide_page", size=(80, 40)) as (app, pilot, link):
        assert "It looks like this" not in text(app)
        await choose(pilot, page.id)  # type: ignore[attr-defined]
        assert link.record is not None
        assert link.record.page.decode() == page.text  # type: ignore[attr-defined]
        assert "It looks like this" in text(app)
        first = page.text.split("\n")[0]  # type: ignore[attr-defined]
        assert first in text(app)
        await choose(pilot, "empty")
        assert link.record.page == b""


async def test_own_text_is_kept_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "a"
    async with at(path, "hide_page") as (app, pilot, link):
        await choose(pilot, "own")
        await until(pilot, lambda: isinstance(app.focused, Field))
        await write(pilot, "bread")
        await press(pilot, "enter")
        await write(pilot, "tea")
        await press(pilot, "escape")
        assert link.record is not None
        assert link.record.page == b"bread\ntea"
        assert "(o) Text of your own" in text(app)
        await press(pilot, "escape")
        await until(pilot, lambda: not app.session.unsaved)
    assert stored(path).settings.hide_page == "bread\ntea"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("é" * (MOST_BYTES // 2 + 1), "That is more than fits. Make it shorter, and it is kept."),
        ("bread\u202emilk", "There is a sign in it that no window should get."),
    ],
)
async def test_text_that_cannot_stand_there_is_refused_and_not_kept(
    words: str, sentence: str, tmp_path: Path
) -> None:
    async with at(tmp_path / "a", "hide_page_own") as (app, pilot, link):
        app.screen.query_one(Field).text = words
        await seen(pilot, sentence)
        await press(pilot, "tab", "enter")
        assert app.screen.name == "hide_page_own"
        await press(pilot, "escape")
        assert app.screen.name == "keys"
        assert app.session.plan.settings.hide_page == ""
        assert link.record is not None
        assert link.record.page == b""


async def test_a_word_that_tells_is_remarked_on_and_kept(tmp_path: Path) -> None:
    async with at(tmp_path / "a", "hide_page_own") as (app, pilot, _link):
        await write(pilot, "my refuge")
        assert "“refuge” may give it away. Change it?" in text(app)
        await press(pilot, "tab", "enter")
        assert app.session.plan.settings.hide_page == "my refuge"


# The others -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "beside"), [(0, "off"), (1, "after 1 minute"), (30, "after 30 minutes")]
)
async def test_the_lock_is_set_by_minutes(minutes: int, beside: str, tmp_path: Path) -> None:
    async with at(tmp_path / "a", "lock_settings") as (app, pilot, link):
        choices = app.screen.query_one("#choices", Rows)
        assert [row.key for row in choices.rows] == [str(number) for number in range(31)]
        assert choices.row is not None
        assert choices.row.key == "2"
        assert "Before you do this:" in text(app)
        await choose(pilot, str(minutes))
        assert link.record is not None
        assert link.record.lock_minutes == minutes
        await press(pilot, "escape")
        assert tag(app, "lock_settings") == beside


def asked_when_pulled(link: FakeLink) -> bool:
    assert link.record is not None
    return link.record.ask_when_pulled


async def test_a_pulled_stick_asks_when_that_is_chosen_and_what_it_means_stands_before(
    tmp_path: Path,
) -> None:
    async with at(tmp_path / "a", "pulled_settings") as (app, pilot, link):
        seen_now = text(app)
        assert seen_now.index("pulling the stick hides nothing") < seen_now.index("Hide at once")
        await choose(pilot, "ask")
        assert asked_when_pulled(link)
        await choose(pilot, "hide")
        assert not asked_when_pulled(link)
        await press(pilot, "escape")
        assert tag(app, "pulled_settings") == "hide"


async def test_the_cursor_is_shown_by_the_driver_now_and_after_opening(tmp_path: Path) -> None:
    path = tmp_path / "a"
    shown: list[bool] = []
    async with at(path, "cursor_settings") as (app, pilot, _link):
        app.show_cursor = shown.append  # type: ignore[assignment]
        await choose(pilot, "on")
        await choose(pilot, "off")
        await choose(pilot, "on")
        assert shown == [True, False, True]
        app.go_home()
        await until(pilot, lambda: not app.session.unsaved)
        opened = replace(stored(path), seen=())
        app.open_plan(opened)
        assert shown[-1] is True


@pytest.mark.parametrize(
    "place",
    [
        "hide_settings",
        "hide_page",
        "hide_page_own",
        "lock_settings",
        "pulled_settings",
        "cursor_settings",
    ],
)
async def test_they_work_in_a_narrow_window(place: str, tmp_path: Path) -> None:
    async with at(tmp_path / "a", place, size=NARROW) as (app, pilot, _link):
        assert app.focused is not None
        first = app.focused
        for _turn in range(12):
            await press(pilot, "tab")
            if app.focused is first:
                break
        assert app.focused is first

"""Opening, closing, a crash; a file that is busy or cannot be read."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from safeplan.app import app as app_room
from safeplan.app.crash import Stopped, keep_last_words, stopped_at, with_stop, without_stop
from safeplan.app.guard_settings import MOST_NAME, MOST_PAGE, guard_settings
from safeplan.app.messages import StickOut
from safeplan.app.outside import MIB
from safeplan.app.session import Session
from safeplan.language import gettext as _
from safeplan.plan.model import Answer, Plan, Settings, dumps, loads
from safeplan.vault.errors import Full
from safeplan.vault.rule import PAUSE
from safeplan.vault.vault import Vault, new_salts
from tests.app.fakes import WORD, Clock, FakeLink, make_vault, root, roots
from tests.app.screen_text import rows, text
from tests.app.walking import as_drawn, plan, press, seen, stored, until, walking, write

NOON = datetime(2026, 11, 25, 21, 40)


async def test_a_wrong_password_waits_for_the_next_one(tmp_path: Path) -> None:
    link = FakeLink("wrong", "wrong too", WORD)
    async with walking(tmp_path / "a", plan(), link=link) as (_app, pilot):
        await seen(pilot, "What would you like to do?")
        await until(pilot, lambda: "settings" in link.said)
        assert link.said == ["refused", "refused", "opened", "settings"]


async def test_a_notebook_opens_as_a_notebook(tmp_path: Path) -> None:
    from safeplan.cover.notebook import Notebook
    from safeplan.cover.notebook import dumps as notebook_dumps

    path, salts = tmp_path / "a", new_salts()
    Vault.create(
        str(path),
        size=MIB,
        salts=salts,
        plan=None,
        notebook=(roots(WORD, salts), notebook_dumps(Notebook())),
    )
    link = FakeLink(WORD)
    from tests.app.fakes import app_for

    app = app_for(link, str(path))
    async with app.run_test() as pilot:
        await seen(pilot, "Shopping")
        assert "Emergency" not in text(app)
        assert "settings" not in link.said


async def test_a_file_that_cannot_be_opened_at_all_says_so_and_closes(tmp_path: Path) -> None:
    from tests.app.fakes import app_for

    link = FakeLink(WORD)
    app = app_for(link, str(tmp_path / "none"))
    async with app.run_test() as pilot:
        await seen(pilot, "Nothing is there.")
        assert "Emergency" not in text(app)
        await press(pilot, "enter")
        await until(pilot, lambda: "quit" in link.said)


async def test_typing_is_saved_and_is_there_at_the_next_opening(tmp_path: Path) -> None:
    path = tmp_path / "a"
    async with walking(path, plan()) as (app, pilot):
        await press(pilot, "enter")
        await write(pilot, " tea")
        await seen(pilot, "Saved.")
        assert rows(app)[20].strip().startswith("Saved.")
        await until(pilot, lambda: not app.session.unsaved)
    assert stored(path).text("people.code_word") == "umbrella tea"


async def test_one_escape_keeps_what_was_typed(tmp_path: Path) -> None:
    path = tmp_path / "a"
    async with walking(path, plan(), clock=Clock()) as (app, pilot):
        await press(pilot, "enter", "x", "escape")
        assert app.screen.name == "home"
        await until(pilot, lambda: not app.session.unsaved)
    assert stored(path).text("people.code_word") == "umbrellax"


async def test_ctrl_s_says_that_it_is_saved(tmp_path: Path) -> None:
    async with walking(tmp_path / "a", plan()) as (_app, pilot):
        await press(pilot, "ctrl+s")
        await seen(pilot, "Saved.")


class _FullStick:
    """Lets a vault refuse to save while it is set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = True
        save = Vault.save

        def refusing(vault: Vault, payload: bytes, **how: object) -> None:
            if self.full:
                raise Full
            save(vault, payload, **how)  # type: ignore[arg-type]

        monkeypatch.setattr(Vault, "save", refusing)


async def test_a_full_stick_shows_a_banner_and_moves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = _FullStick(monkeypatch)
    path = tmp_path / "a"
    async with walking(path, plan()) as (app, pilot):
        await press(pilot, "enter")
        await pilot.pause()
        before = rows(app)
        await press(pilot, "x")
        await seen(pilot, "The stick is full. What you wrote is still here.")
        after = rows(app)
        moved = [y for y in range(24) if before[y] != after[y] and "umbrella" not in after[y]]
        assert set(moved) <= {16, 17, 18, 19, 20}
        as_drawn("banner_full_80x24", app)
        # The focus stays in the field; Next brings it to the banner once, then goes on.
        assert app.focused is app.screen.query_one("#answer")
        await press(pilot, "enter")
        assert app.focused is app.screen.query_one("#try-again")
        stick.full = False
        await press(pilot, "enter")
        await until(pilot, lambda: "The stick is full" not in text(app))
        await until(pilot, lambda: not app.session.unsaved)
    assert stored(path).text("people.code_word") == "umbrellax"


async def test_closing_with_unsaved_words_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = _FullStick(monkeypatch)
    path, link = tmp_path / "a", FakeLink(WORD)
    async with walking(path, plan(), link=link) as (app, pilot):
        await press(pilot, "enter", "x", "escape")
        app.visit("close")
        await seen(pilot, "Before you go")
        await press(pilot, "enter")
        await seen(pilot, "[ Close without them ]")
        assert "quit" not in link.said
        await press(pilot, "enter")
        await pilot.pause()
        assert "quit" not in link.said
        stick.full = False
        await press(pilot, "enter")
        await until(pilot, lambda: "quit" in link.said)
    assert stored(path).text("people.code_word") == "umbrellax"


async def test_words_can_be_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _FullStick(monkeypatch)
    path, link = tmp_path / "a", FakeLink(WORD)
    async with walking(path, plan(), link=link) as (app, pilot):
        await press(pilot, "enter", "x", "escape")
        app.visit("close")
        await seen(pilot, "Before you go")
        await press(pilot, "enter")
        await seen(pilot, "[ Close without them ]")
        await press(pilot, "tab", "tab", "enter")
        await until(pilot, lambda: "quit" in link.said)
    assert stored(path).text("people.code_word") == "umbrella"


async def test_closing_for_the_day_settles_first(tmp_path: Path) -> None:
    path, link = tmp_path / "a", FakeLink(WORD)
    async with walking(path, plan(), link=link) as (app, pilot):
        await press(pilot, "enter", "x", "escape")
        await pilot.click("#back")
        await seen(pilot, "Take the stick. Check the printer. Check the window.")
        as_drawn("close_80x24", app)
        await press(pilot, "enter")
        await until(pilot, lambda: "quit" in link.said)
    with Vault.open(str(path), lambda salt: root(WORD, salt), write=False) as vault:
        assert not vault.needs_level
        assert loads(vault.payload).text("people.code_word") == "umbrellax"


async def test_a_file_open_elsewhere_can_be_read_and_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a"
    make_vault(str(path), plan())
    before = path.read_bytes()
    from tests.app.fakes import app_for

    with Vault.open(str(path), lambda salt: root(WORD, salt)):
        app = app_for(FakeLink(WORD), str(path))
        async with app.run_test() as pilot:
            await seen(pilot, "This is open in another window.")
            assert "[ Try again ]" not in text(app)
            assert "A few quick questions" not in text(app)
            await press(pilot, "enter")
            await seen(pilot, "A word that means: I need help.")
            assert "| umbrella" not in text(app)
            assert "umbrella" in text(app)
            assert "[ Skip ]" not in text(app)
            await press(pilot, "ctrl+s")
            assert "Saved." not in text(app)
    assert path.read_bytes() == before


async def test_a_crash_shows_nothing_and_keeps_the_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a"
    make_vault(str(path), plan())
    link = FakeLink(WORD)

    class Breaking(app_room.SafeplanApp):
        """Stops by itself as soon as something was written."""

        def __init__(self, *args: object, **how: object) -> None:
            super().__init__(*args, **how, colours="truecolor")  # type: ignore[arg-type]

        def run(self, **how: object) -> None:
            async def drive(pilot: object) -> None:
                await seen(pilot, "What would you like to do?")  # type: ignore[arg-type]
                session = self.session
                session.answer("people.check_in", Answer("answer", "at seven"), now=False)
                self.call_later(lambda: (_ for _ in ()).throw(LookupError("umbrella")))

            super().run(headless=True, auto_pilot=drive)

    monkeypatch.setattr(app_room, "SafeplanApp", Breaking)
    monkeypatch.setattr("safeplan.app.driver.HeldDriver", None)
    monkeypatch.setenv("TERM", os.environ.get("TERM") or "xterm")
    with pytest.raises(Stopped):
        await _off_the_loop(lambda: app_room.run(link, str(path), False))
    out, err = capfd.readouterr()
    assert "umbrella" not in out + err
    assert "Traceback" not in out + err
    assert stopped_at(stored(path)) != ""
    assert stored(path).text("people.check_in") == "at seven"


async def _off_the_loop(what: object) -> None:
    import asyncio

    await asyncio.to_thread(what)  # type: ignore[arg-type]


async def test_the_next_opening_says_that_it_stopped_and_only_once(tmp_path: Path) -> None:
    path = tmp_path / "a"
    async with walking(path, with_stop(plan(), NOON)) as (app, pilot):
        await seen(pilot, "Last time this stopped by itself.")
        assert "21:40" in text(app)
        await until(pilot, lambda: not app.session.unsaved)
    assert stopped_at(stored(path)) == ""


def test_last_words_of_a_session_without_a_file_are_nobodys() -> None:
    keep_last_words(Session(), NOON)
    session = Session()
    session.is_plan = True
    keep_last_words(session, NOON)


def test_last_words_wait_between_two_writes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    make_vault(str(path), plan())
    session = Session()
    slept: list[float] = []
    with Vault.open(str(path), lambda salt: root(WORD, salt)) as vault:
        session.vault, session.is_plan, session.plan = vault, True, plan()
        vault.save(dumps(plan()))
        keep_last_words(session, NOON, slept.append)
        assert slept == [2.0]


def test_a_stop_comes_and_goes() -> None:
    stopped = with_stop(plan(), NOON)
    assert stopped_at(stopped) == "21:40"
    assert without_stop(stopped) == plan()
    assert stopped_at(Plan()) == ""


def test_the_guard_is_told_within_its_limits() -> None:
    told = guard_settings(
        Settings(
            hide_key="1b4f50",
            hide_key_name="F" + "é" * 40,
            hide_page="ü" * 2000,
            lock_minutes=7,
            stars=False,
            pulled_stick="ask",
        )
    )
    assert told.hide_key == b"\x1bOP"
    assert len(told.hide_key_name) <= MOST_NAME
    assert told.hide_key_name.decode() == "F" + "é" * 15
    assert len(told.page) == MOST_PAGE
    assert (told.lock_minutes, told.stars, told.ask_when_pulled) == (7, False, True)
    assert guard_settings(Settings()).pack()


class _Words:
    """A keeper that still owes these words to the file."""

    unsaved = True
    wrote_just_now = True

    def latest(self) -> bytes:
        return b'{"form": "notebook"}'


def test_last_words_of_a_notebook_are_kept_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a"
    make_vault(str(path), plan())
    session = Session()
    with Vault.open(str(path), lambda salt: root(WORD, salt)) as vault:
        session.vault, session.keeper = vault, _Words()  # type: ignore[assignment]
        assert not vault.needs_level
        waited: list[float] = []
        keep_last_words(session, NOON, waited.append)
    assert waited == [PAUSE], "both halves are whole, but the last write is a moment old"
    with Vault.open(str(path), lambda salt: root(WORD, salt), write=False) as vault:
        assert vault.payload == b'{"form": "notebook"}'


async def test_all_is_kept_is_said_only_once_it_is_so(tmp_path: Path) -> None:
    clock = Clock(free=False)
    async with walking(tmp_path / "a", plan(), clock=clock) as (app, pilot):
        await until(pilot, lambda: not app.session.unsaved)
        app.session.put(app.session.plan.with_opened("papers"), now=False)
        app.visit("close")
        await seen(pilot, "Before you go")
        assert app.session.unsaved
        assert _("close.all_kept") not in " ".join(text(app).split())
        clock.free = True
        clock.pass_by()
        await until(pilot, lambda: not app.session.unsaved)
        await seen(pilot, _("close.all_kept"))
        app.on_stick_out(StickOut())
        await pilot.pause()
        assert _("close.all_kept") not in " ".join(text(app).split())

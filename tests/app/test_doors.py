"""What can be done to the file from inside, each over a real file: passwords, a code, an end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from safeplan.app import made
from safeplan.app.app import SafeplanApp
from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.cover.notebook import loads as notebook_loads
from safeplan.plan.model import loads
from safeplan.vault.errors import Full, HalfChanged
from safeplan.vault.format import Roots
from safeplan.vault.vault import Vault
from tests.app.doors_house import BESIDE, NEW, flat, go, house, inside, make, push, told
from tests.app.fakes import CODE, WORD, root
from tests.app.notebook_house import BOOK
from tests.app.walking import plan, press, until


def focused_row(app: SafeplanApp, name: str) -> str:
    row = app.screen.query_one(f"#{name}", Rows).row
    assert row is not None
    return row.key


async def test_another_password_opens_the_same_words_and_the_old_one_nothing(
    tmp_path: Path,
) -> None:
    path = make(tmp_path / "a", "both")
    async with house(path, WORD, "not this", WORD, BESIDE, NEW) as (app, pilot, link):
        await go(app, pilot, "change_password")
        await push(pilot, "go_on")
        await told(pilot, "Changed. Older copies of the file still open with the old password.")
        asked = ["ask CONFIRM 1", "ask again", "ask done", "ask NEW 2", "choose another"]
        # The notebook's own password cannot be taken, and the words say nothing of why.
        assert link.said[-6:] == [*asked, "ask done"]
        app.session.set(app.session.plan.settings)
        assert await app.session.settle()
    assert inside(path, WORD) is None
    assert loads(inside(path, NEW) or b"").text("people.code_word") == "umbrella"
    assert notebook_loads(inside(path, BESIDE) or b"") == BOOK


async def test_coming_back_from_the_line_changes_nothing(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "plan")
    before = path.read_bytes()
    for typed in ((None,), (WORD, None)):
        async with house(path, WORD, *typed) as (app, pilot, link):
            await go(app, pilot, "change_password")
            await push(pilot, "go_on")
            await until(pilot, lambda link=link, typed=typed: not link.words)  # type: ignore[misc]
            await pilot.pause()
            assert app.screen.name == "change_password"
            assert "Changed" not in flat(pilot)
    assert path.read_bytes() == before


async def test_six_words_are_made_at_the_line(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "plan")
    async with house(path, WORD, WORD, NEW) as (app, pilot, link):
        await go(app, pilot, "change_password")
        await push(pilot, "six")
        await told(pilot, "Changed.")
        assert "ask WORDS 2" in link.said
    assert inside(path, NEW) is not None


async def test_words_typed_just_before_go_along(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "plan")
    async with house(path, WORD, WORD, NEW) as (app, pilot, _link):
        app.session.put(app.session.plan.with_opened("pets"), now=False)
        await go(app, pilot, "change_password")
        await push(pilot, "go_on")
        await told(pilot, "Changed.")
    assert loads(inside(path, NEW) or b"").opened("pets")


async def test_what_is_not_saved_is_said_and_nothing_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path / "a", "plan")
    async with house(path, WORD, WORD, NEW) as (app, pilot, _link):

        def full(*words: object, **named: object) -> None:
            raise Full

        monkeypatch.setattr(app.session.vault, "save", full)
        app.session.put(app.session.plan.with_opened("pets"))
        await go(app, pilot, "change_password")
        await push(pilot, "go_on")
        await told(pilot, "The stick is full. What you wrote is still here.")
        await until(pilot, lambda: app.screen.query_one("#outcome").display)
        assert app.screen.name == "change_password"
    assert inside(path, WORD) is not None
    assert inside(path, NEW) is None


async def test_a_notebook_is_added_after_both_sides_are_told(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "plan")
    async with house(path, WORD, WORD, BESIDE) as (app, pilot, link):
        await press(pilot, "f1", "row passwords")
        await press(pilot, "2")
        await told(pilot, "It is not proof: a person who knows this program may ask for another.")
        assert focused_row(app, "second") == "no"
        await press(pilot, "3")
        await told(pilot, "A person with skill can see that there is a file they cannot read.")
        await press(pilot, "escape", "2")
        await told(pilot, "Change or add five things, so that the notebook looks like yours.")
        assert "choose another" in link.said
        await press(pilot, "escape")
        # The row of the settings is the other one now.
        await told(pilot, "2 Remove the household notebook")
    assert b'"notebook"' in (inside(path, BESIDE) or b"")
    assert inside(path, WORD) is not None


async def test_not_now_is_one_key(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "plan")
    before = path.read_bytes()
    async with house(path) as (app, pilot, link):
        await go(app, pilot, "passwords")
        await press(pilot, "2")
        await until(pilot, lambda: app.screen.name == "add_notebook")
        await press(pilot, "enter")
        await until(pilot, lambda: app.screen.name == "passwords")
        assert not any("ask" in one for one in link.said)
    assert path.read_bytes() == before


async def test_a_notebook_is_removed_by_two_keys(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "both")
    async with house(path) as (app, pilot, _link):
        await go(app, pilot, "passwords")
        await press(pilot, "2")
        await until(pilot, lambda: app.screen.name == "remove_notebook")
        assert focused_row(app, "which") == "keep"
        await press(pilot, "2")
        await told(pilot, "The notebook is gone from this file.")
    assert inside(path, BESIDE) is None
    assert inside(path, WORD) is not None


async def test_a_code_opens_and_nothing_of_it_is_drawn(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "plan")
    async with house(path, WORD, WORD) as (app, pilot, link):
        await go(app, pilot, "recovery_code")
        assert app.focused is not None
        assert app.focused.id == "do-back"
        await push(pilot, "make")
        await until(pilot, lambda: "code shown" in link.said)
        assert link.said[-4:] == ["ask CONFIRM 1", "ask done", "ask CODE 1", "code shown"]
        # The guard did not show it here, and did not end the app: then it is said.
        await told(pilot, "The code could not be shown, so nobody has it. Make another one.")
    assert inside(path, CODE) == inside(path, WORD)


async def test_a_code_that_cannot_be_kept_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path / "a", "plan")
    async with house(path, WORD, WORD) as (app, pilot, link):

        def full(*words: object, **named: object) -> None:
            raise Full

        monkeypatch.setattr(app.session.vault, "add_code", full)
        await go(app, pilot, "recovery_code")
        await push(pilot, "make")
        await told(pilot, "The stick is full.")
        assert link.said[-1] == "code given up"
    assert inside(path, CODE) is None


async def test_a_code_is_void_after_a_change_and_who_came_by_it_chooses_first(
    tmp_path: Path,
) -> None:
    path = make(tmp_path / "a", "plan")
    async with house(path, WORD, WORD) as (app, pilot, link):
        await go(app, pilot, "recovery_code")
        await push(pilot, "make")
        await until(pilot, lambda: "code shown" in link.said)
    async with house(path, CODE, CODE, NEW) as (app, pilot, _link):
        await go(app, pilot, "recovery_code")
        await told(pilot, "You came in with a code. Choose a new password first.")
        assert not app.screen.query("#do-make")
        await push(pilot, "change")
        await until(pilot, lambda: app.screen.name == "change_password")
        await push(pilot, "go_on")
        await told(pilot, "An older recovery code does not work here.")
        await go(app, pilot, "recovery_code")
        assert app.screen.query("#do-make")
    assert inside(path, CODE) is None
    assert inside(path, WORD) is None
    assert inside(path, NEW) is not None


@pytest.mark.parametrize(
    ("what", "keys", "left"),
    [
        ("both", ("2",), {BESIDE}),
        ("both", ("3",), set()),
        ("both", ("1",), {WORD, BESIDE}),
        ("both", ("enter",), {WORD, BESIDE}),
        ("plan", ("2",), set()),
        ("plan", ("enter",), {WORD}),
    ],
)
async def test_three_keys_remove_and_close(
    tmp_path: Path, what: str, keys: tuple[str, ...], left: set[str]
) -> None:
    path = make(tmp_path / "a", what)
    size = path.stat().st_size
    stays = WORD in left
    async with house(path) as (app, pilot, link):
        await press(pilot, "f1")
        await until(pilot, lambda: app.screen.name == "keys")
        await press(pilot, "0")
        await until(pilot, lambda: app.screen.name == "remove" and app.focused is not None)
        assert focused_row(app, "which") == "keep"
        await press(pilot, *keys)
        if stays:
            await until(pilot, lambda: app.screen.name == "keys")
            assert "quit" not in link.said
        else:
            await until(pilot, lambda: "quit" in link.said)
    assert path.stat().st_size == size
    assert {word for word in (WORD, BESIDE) if inside(path, word) is not None} == left


@pytest.mark.parametrize("works", [True, False])
async def test_who_left_the_page_meanwhile_sees_it_close_or_hears_that_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, works: bool
) -> None:
    path = make(tmp_path / "a", "plan")
    left = threading.Event()
    async with house(path) as (app, pilot, link):
        vault = app.session.vault
        assert vault is not None
        remove = vault.remove

        def slowly(*, everything: bool, sleep: Callable[[float], None]) -> None:
            assert left.wait(30)
            if not works:
                raise Full
            remove(everything=everything, sleep=sleep)

        monkeypatch.setattr(vault, "remove", slowly)
        await go(app, pilot, "remove")
        await press(pilot, "2")
        await press(pilot, "escape")
        await until(pilot, lambda: app.screen.name != "remove")
        left.set()
        if works:
            await until(pilot, lambda: "quit" in link.said)
        else:
            await told(pilot, "It is still here.")
    assert (inside(path, WORD) is None) == works


@pytest.mark.parametrize("names", [(), ("a.pdf",), ("a.pdf", "b.pdf")])
async def test_sheets_that_would_stay_are_told_before_anything_is_removed(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    known = made.with_names(plan(), [*names, "gone.pdf"])
    async with house(make(tmp_path / "a", "plan", known)) as (app, pilot, _link):
        await go(app, pilot, "remove")
        words = " ".join(words.text for words in app.screen.query(Words))
        assert all(name in words for name in names)
        assert "gone.pdf" not in words
        assert ("Removing leaves what was made there." in words) == bool(names)
        assert focused_row(app, "which") == "keep"


async def test_nothing_is_saved_after_it_is_gone(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "plan")
    async with house(path) as (app, pilot, link):
        app.session.put(app.session.plan.with_opened("pets"), now=False)
        await go(app, pilot, "remove")
        await press(pilot, "2")
        await until(pilot, lambda: "quit" in link.said)
        gone = path.read_bytes()
        app.session.put(app.session.plan.with_opened("work_school"))
        await pilot.pause(0.05)
    assert path.read_bytes() == gone


async def test_what_can_only_be_read_is_not_removed_and_the_reason_is_told(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "plan")
    before = path.read_bytes()
    with Vault.open(path, lambda salt: root(WORD, salt)) as other:
        assert not other.read_only
        async with house(path) as (app, pilot, link):
            assert app.session.read_only
            await go(app, pilot, "remove")
            await press(pilot, "2")
            await told(pilot, "This is open in another window.")
            assert "quit" not in link.said
    assert path.read_bytes() == before


async def test_what_could_not_be_removed_is_said_to_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path / "a", "plan")
    async with house(path) as (app, pilot, link):

        def full(*words: object, **named: object) -> None:
            raise Full

        monkeypatch.setattr(app.session.vault, "remove", full)
        await go(app, pilot, "remove")
        await press(pilot, "2")
        await told(pilot, "It is still here. Look whether the stick is in, then try again.")
        assert "quit" not in link.said
        # What is written afterwards is still kept.
        app.session.put(app.session.plan.with_opened("pets"))
        assert await app.session.settle()
    assert loads(inside(path, WORD) or b"").opened("pets")


async def test_in_a_file_that_can_only_be_read_the_rows_are_left_out(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "plan")
    path.chmod(0o400)
    with Vault.open(path, lambda salt: root(WORD, salt)):  # the other window
        async with house(path) as (app, pilot, _link):
            assert app.session.read_only
            await go(app, pilot, "passwords")
            await told(pilot, "This is open in another window.")
            assert not app.screen.query("#passwords")


async def test_only_one_thing_is_done_at_a_time(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "plan")
    async with house(path, WORD, WORD, NEW) as (app, pilot, link):
        await go(app, pilot, "change_password")
        screen = app.screen
        assert isinstance(screen, Framed)
        screen.do_go_on()  # type: ignore[attr-defined]
        screen.do_go_on()  # type: ignore[attr-defined]
        await told(pilot, "Changed.")
        assert link.said.count("ask CONFIRM 1") == 1


async def test_leaving_the_page_does_not_leave_it_half_done(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "plan", plan())
    async with house(path, WORD, WORD, NEW) as (app, pilot, _link):
        await go(app, pilot, "passwords")
        await go(app, pilot, "change_password")
        await _start_and_leave(app, pilot)
        await told(pilot, "Changed. Older copies of the file still open with the old password.")
        assert app.screen.name == "passwords"
    assert inside(path, NEW) is not None


async def _with_a_code(path: Path) -> None:
    async with house(path, WORD, WORD) as (app, pilot, link):
        await go(app, pilot, "recovery_code")
        await push(pilot, "make")
        await until(pilot, lambda: "code shown" in link.said)


async def test_who_left_the_page_hears_that_the_code_is_void(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "plan", plan())
    await _with_a_code(path)
    async with house(path, WORD, WORD, NEW) as (app, pilot, _link):
        await go(app, pilot, "passwords")
        await go(app, pilot, "change_password")
        await _start_and_leave(app, pilot)
        await told(pilot, "Changed. Older copies of the file still open with the old password.")
        await told(pilot, "An older recovery code does not work here.")
        await push(pilot, "back")
        await until(pilot, lambda: app.screen.name == "passwords")
    assert inside(path, CODE) is None


@pytest.mark.parametrize("leaves", [False, True])
async def test_a_change_that_is_half_done_says_that_the_code_is_void(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, leaves: bool
) -> None:
    """The rest of the change is done by itself, and says nothing of a code."""
    path = make(tmp_path / "a", "plan", plan())
    await _with_a_code(path)
    async with house(path, WORD, WORD, NEW) as (app, pilot, _link):
        vault = app.session.vault
        assert vault is not None
        change = vault.change_passphrase

        def cut(roots: Roots, *, sleep: Callable[[float], None]) -> None:
            change(roots, sleep=sleep)
            raise HalfChanged

        monkeypatch.setattr(vault, "change_passphrase", cut)
        await go(app, pilot, "change_password")
        if leaves:
            await _start_and_leave(app, pilot)
        else:
            await push(pilot, "go_on")
        await told(pilot, "The change is only half done. Keep both passwords in mind.")
        await told(pilot, "An older recovery code does not work here.")


async def _start_and_leave(app: SafeplanApp, pilot: Pilot[None]) -> None:
    screen = app.screen
    screen.do_go_on()  # type: ignore[attr-defined]
    app.back()
    await pilot.pause()

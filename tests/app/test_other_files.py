"""Copies, larger files, another place when saving does not work, and how much room is left."""

from __future__ import annotations

import datetime
import os
import random
import threading
import zlib
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from safeplan.app import made
from safeplan.app.app import SafeplanApp
from safeplan.app.messages import StickBack, StickOut
from safeplan.app.other_files import place
from safeplan.app.outside import MIB
from safeplan.app.room_left import PAGE, pages_left, round_down, size_of
from safeplan.app.screens.keys import MORE, ROWS
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Banner
from safeplan.cover.notebook import loads as notebook_loads
from safeplan.plan import journal, log
from safeplan.plan.guide import load_guide
from safeplan.plan.model import Answer, Plan, dumps, loads
from safeplan.vault.errors import Full
from safeplan.vault.format import SIZES, Layout
from safeplan.vault.vault import LOW_AT, Vault, new_salts
from tests.app.doors_house import BESIDE, flat, go, house, inside, make, push, told
from tests.app.fakes import WORD, root, roots
from tests.app.notebook_house import BOOK
from tests.app.screen_text import rows
from tests.app.walking import NARROW, plan, press, until

LATER = datetime.datetime(2026, 11, 25, 10, 4)


def noise(length: int) -> str:
    """Letters that do not get much shorter when they are compressed."""
    letters = random.Random(length).choices("abcdefghijklmnopqrstuvwxyz0123456789+/", k=length)
    return "".join(letters)


def full_of(part: float) -> Plan:
    """A plan that fills this part of a file of 1 MiB."""
    wanted = length = int(Layout(MIB).capacity * part)
    for _turn in range(2):
        made = journal.add_entry(plan(), noise(length), LATER)
        length = length * wanted // len(zlib.compress(dumps(made), 3))
    return made


async def name_it(app: SafeplanApp, pilot: Pilot[None], words: str) -> None:
    """Put these words in the line, and press Enter."""
    line = app.screen.query_one("#place")
    app.screen.set_focus(line)
    line.text = words  # type: ignore[attr-defined]
    await pilot.press("enter")
    await pilot.pause()


class TestWhere:
    def test_a_name_is_beside_the_file(self, tmp_path: Path) -> None:
        assert place(str(tmp_path / "a"), " b ") == tmp_path / "b"
        assert place(str(tmp_path / "a"), "c/d") == tmp_path / "c" / "d"

    def test_a_folder_keeps_the_name(self, tmp_path: Path) -> None:
        (tmp_path / "other").mkdir()
        assert place(str(tmp_path / "a"), "other") == tmp_path / "other" / "a"
        assert place("/x/a", str(tmp_path)) == tmp_path / "a"

    def test_a_name_that_no_disk_holds_is_a_name(self, tmp_path: Path) -> None:
        for typed in ("x" * 300, "a\0b"):
            assert place(str(tmp_path / "a"), typed) == tmp_path / typed

    def test_home(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOME", "/home/zoe")
        assert place("/x/a", "~/b") == Path("/home/zoe/b")
        assert place("/x/a", "~no such person/b") == Path("/x/~no such person/b")


async def test_a_copy_is_the_same_to_the_last_byte(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "both")
    async with house(path) as (app, pilot, link):
        await press(pilot, "f1")
        await push(pilot, "more")
        await press(pilot, "row copy")
        # Said where somebody makes a copy, and nowhere else.
        await told(pilot, "A copy with someone you trust keeps what you wrote.")
        await name_it(app, pilot, "b")
        await told(pilot, "Copied, and read back.")
        assert not any("ask" in one for one in link.said)
    assert (tmp_path / "b").read_bytes() == path.read_bytes()
    assert inside(tmp_path / "b", BESIDE) is not None


@pytest.mark.parametrize("kind", ["copy", "elsewhere"])
async def test_nothing_is_made_beside_a_stick_that_is_out(tmp_path: Path, kind: str) -> None:
    """The folder that it stood in can still be there, and is the computer's own then."""
    (tmp_path / "in").mkdir()
    path = make(tmp_path / "in" / "a", "plan")
    async with house(path) as (app, pilot, _link):
        assert await app.session.settle()
        path.rename(tmp_path / "pulled")
        for typed in ("b", str(tmp_path / "in" / "b")):
            await go(app, pilot, kind)
            await name_it(app, pilot, typed)
            await told(pilot, "The stick is out.")
            await press(pilot, "escape")
    assert not list((tmp_path / "in").iterdir())


async def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "plan")
    (tmp_path / "b").write_bytes(b"somebody else's")
    async with house(path) as (app, pilot, _link):
        for where in ("copy", "larger", "elsewhere"):
            await go(app, pilot, where)
            await name_it(app, pilot, "b")
            await told(pilot, "Something with this name is already there. Choose another name.")
            # What was typed stays, to be changed.
            assert "| b" in flat(pilot)
            await name_it(app, pilot, "")
            await told(pilot, "Type a name first")
            app.back()
        await go(app, pilot, "copy")
        await name_it(app, pilot, "no such folder/b")
        await told(pilot, "Nothing is there. Look at the name, and whether the stick is in.")
    assert (tmp_path / "b").read_bytes() == b"somebody else's"


@pytest.mark.parametrize("kind", ["copy", "elsewhere"])
async def test_a_name_that_the_disk_cannot_hold_is_refused_in_words(
    tmp_path: Path, kind: str
) -> None:
    path = make(tmp_path / "a", "plan")
    async with house(path, WORD, WORD) as (app, pilot, link):
        await go(app, pilot, kind)
        await name_it(app, pilot, "x" * 300)
        await told(pilot, "Look at the name, and whether the stick is in.")
        assert app.screen.name == kind
        assert "quit" not in link.said
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


def test_a_fault_of_the_disk_is_no_file(tmp_path: Path) -> None:
    """What stands in the plan may be a name that this disk cannot even look for."""
    written = made.with_names(plan(), ["x" * 300, "list.pdf"])
    (tmp_path / "list.pdf").touch()
    assert made.still_there(written, tmp_path) == (tmp_path / "list.pdf",)


async def test_a_close_waits_for_the_file_that_is_being_made(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "plan")
    at_work, go_on = threading.Event(), threading.Event()

    def slowly(*words: Any, **named: Any) -> None:
        at_work.set()
        assert go_on.wait(30)
        Vault.create(*words, **named)

    async with house(path, WORD, WORD, create_vault=slowly) as (app, pilot, link):
        await go(app, pilot, "larger")
        await name_it(app, pilot, "b")
        await until(pilot, at_work.is_set)
        await go(app, pilot, "close")
        await push(pilot, "close")
        await told(pilot, "One moment. Leave the stick in.")
        assert "quit" not in link.said
        assert not (tmp_path / "b").exists()
        go_on.set()
        await until(pilot, lambda: "quit" in link.said)
    assert inside(tmp_path / "b", WORD) == inside(path, WORD)


async def test_a_close_waits_for_a_copy_that_is_being_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path / "a", "plan")
    at_work, go_on = threading.Event(), threading.Event()
    async with house(path) as (app, pilot, link):
        vault = app.session.vault
        assert vault is not None
        copy_to = vault.copy_to

        def slowly(*words: Any, **named: Any) -> None:
            at_work.set()
            assert go_on.wait(30)
            copy_to(*words, **named)

        monkeypatch.setattr(vault, "copy_to", slowly)
        await go(app, pilot, "copy")
        await name_it(app, pilot, "b")
        await until(pilot, at_work.is_set)
        app.close()
        await pilot.pause()
        assert "quit" not in link.said
        go_on.set()
        await until(pilot, lambda: "quit" in link.said)
    assert (tmp_path / "b").read_bytes() == path.read_bytes()


async def test_a_larger_file_has_all_and_the_old_one_is_as_it_was(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "plan")
    async with house(path, WORD, "wrong", WORD) as (app, pilot, link):
        assert await app.session.settle()
        before = path.read_bytes()
        await go(app, pilot, "larger")
        await press(pilot, "tab", "2")
        await told(pilot, "2 (o) 16 MB")
        await name_it(app, pilot, "b")
        await told(pilot, "The new file is made and read back. All you wrote is in it.")
        assert link.said[-3:] == ["ask CONFIRM 1", "ask again", "ask done"]
    assert (tmp_path / "b").stat().st_size == 16 * MIB
    assert path.read_bytes() == before
    old, new = inside(path, WORD), inside(tmp_path / "b", WORD)
    assert old == new
    assert Vault.read_salts(path) != Vault.read_salts(tmp_path / "b")


async def test_the_notebook_goes_along_with_its_own_password_alone(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "both")
    # Neither a wrong one nor the plan's own opens what is beside it.
    async with house(path, WORD, WORD, "wrong", WORD, BESIDE) as (app, pilot, link):
        await go(app, pilot, "larger")
        app.screen.query_one("#place").text = "b"  # type: ignore[attr-defined]
        await push(pilot, "both")
        await told(pilot, "The new file is made")
        assert link.said[-4:] == ["ask OTHER_BOX 1", "ask again", "ask again", "ask done"]
    assert inside(tmp_path / "b", WORD) == inside(path, WORD)
    assert notebook_loads(inside(tmp_path / "b", BESIDE) or b"") == BOOK


async def test_coming_back_from_either_line_makes_no_file(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "both")
    for typed in ((None,), (WORD, None)):
        async with house(path, WORD, *typed) as (app, pilot, link):
            await go(app, pilot, "larger")
            app.screen.query_one("#place").text = "b"  # type: ignore[attr-defined]
            await push(pilot, "both")
            await until(pilot, lambda link=link: not link.words)  # type: ignore[misc]
            await pilot.pause()
            assert app.screen.name == "larger"
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


async def test_no_place_to_take_the_notebook_along_where_there_is_none(tmp_path: Path) -> None:
    async with house(make(tmp_path / "a", "plan")) as (app, pilot, _link):
        await go(app, pilot, "larger")
        assert not app.screen.query("#do-both")


class TestSavingDoesNotWork:
    async def test_another_place_takes_what_the_stick_does_not(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = make(tmp_path / "a", "plan")
        async with house(path, WORD, WORD) as (app, pilot, link):

            def full(*words: object, **named: object) -> None:
                raise Full

            monkeypatch.setattr(app.session.vault, "save", full)
            app.session.answer("people.code_word", Answer("answer", "raspberry"))
            await told(pilot, "[ Try again ] [ Save to another place ]")
            assert app.screen.query_one(Banner).on
            # The way there is Tab and Enter, like any other button's.
            await press(pilot, *["tab"] * (1 + tabs_to(app, "elsewhere")))
            assert app.focused is not None
            assert app.focused.id == "elsewhere"
            await press(pilot, "enter")
            await until(pilot, lambda: app.screen.name == "elsewhere" and app.focused is not None)
            # It does not lead to itself.
            assert "[ Save to another place ]" not in flat(pilot)
            await name_it(app, pilot, "b")
            await told(pilot, "All you wrote is in it. Open that one from now on.")
            assert app.session.unsaved
            # Closing does not ask for what is kept there.
            app.go_home()
            await go(app, pilot, "close")
            await push(pilot, "close")
            await until(pilot, lambda: "quit" in link.said)
        assert word_in(tmp_path / "b") == "raspberry"
        assert word_in(path) == "umbrella"

    async def test_what_is_written_after_that_is_asked_for_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with house(make(tmp_path / "a", "plan"), WORD, WORD) as (app, pilot, link):

            def full(*words: object, **named: object) -> None:
                raise Full

            monkeypatch.setattr(app.session.vault, "save", full)
            app.session.answer("people.code_word", Answer("answer", "raspberry"))
            await go(app, pilot, "elsewhere")
            await name_it(app, pilot, "b")
            await told(pilot, "The new file is made")
            app.session.answer("people.code_word", Answer("answer", "tea"))
            await go(app, pilot, "close")
            await push(pilot, "close")
            await until(pilot, lambda: app.screen.name == "cannot_close")
            assert "[ Save to another place ]" in flat(pilot)
            assert "quit" not in link.said

    async def test_too_much_for_the_file_is_kept_here_and_a_larger_one_is_offered(
        self, tmp_path: Path
    ) -> None:
        path = make(tmp_path / "a", "plan")
        async with house(path, WORD, WORD) as (app, pilot, _link):
            app.session.put(full_of(1.2))
            await told(pilot, "This is more than the file can hold. What you wrote is still here.")
            await told(pilot, "[ Try again ] [ Make a larger one ]")
            app.screen.set_focus(app.screen.query_one("#elsewhere"))
            await press(pilot, "enter")
            await until(pilot, lambda: app.screen.name == "larger")
            await name_it(app, pilot, "b")
            await told(pilot, "The new file is made")
        assert len(loads(inside(tmp_path / "b", WORD) or b"").records(journal.KEY)) == 1
        assert not loads(inside(path, WORD) or b"").records(journal.KEY)

    async def test_the_banner_has_room_in_a_narrow_window(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with house(make(tmp_path / "a", "plan"), size=NARROW) as (app, pilot, _link):

            def full(*words: object, **named: object) -> None:
                raise Full

            monkeypatch.setattr(app.session.vault, "save", full)
            app.session.answer("people.code_word", Answer("answer", "raspberry"))
            await told(pilot, "Save to another place ]")
            await told(pilot, "[ Try again ]")
            assert all(len(row) <= NARROW[0] for row in rows(app))

    async def test_the_stick_is_back_and_it_is_tried_again(self, tmp_path: Path) -> None:
        path = make(tmp_path / "a", "plan")
        async with house(path) as (app, pilot, _link):
            assert await app.session.settle()
            away = path.rename(tmp_path / "pulled")
            app.post_message(StickOut())
            await told(pilot, "The stick is out. What you wrote is still here.")
            await told(pilot, "[ Save to another place ]")
            app.session.answer("people.code_word", Answer("answer", "raspberry"))
            await until(pilot, lambda: app.session.refused == "vault.gone")
            # As another stick would do: the file is another one to the system.
            path.write_bytes(away.read_bytes())
            app.post_message(StickBack())
            await told(pilot, "The stick is back.")
            await until(pilot, lambda: not app.session.unsaved)
            await until(pilot, lambda: not app.screen.query_one(Banner).on)
        assert word_in(path) == "raspberry"

    async def test_another_stick_in_its_place_is_not_written(self, tmp_path: Path) -> None:
        path = make(tmp_path / "a", "plan")
        async with house(path) as (app, pilot, _link):
            assert await app.session.settle()
            path.rename(tmp_path / "pulled")
            other = make(path, "both").read_bytes()
            app.session.answer("people.code_word", Answer("answer", "raspberry"))
            await told(pilot, "This is a different stick. Nothing was written to it.")
            assert app.session.unsaved
        assert path.read_bytes() == other


def tabs_to(app: SafeplanApp, name: str) -> int:
    """Tabs from what has the focus to a thing of that id, less one."""
    chain = app.screen.focus_chain
    assert app.focused is not None
    at = chain.index(app.focused)
    return [one.id for one in chain].index(name) - at - 1


def word_in(path: Path) -> object:
    answer = loads(inside(path, WORD) or b"").answer("people.code_word")
    return answer.value if answer is not None else None


class TestRoom:
    @pytest.mark.parametrize(
        ("pages", "said"), [(0, 0), (7, 7), (12, 10), (37, 30), (134, 130), (1234, 1200)]
    )
    def test_a_number_that_nobody_takes_for_exact(self, pages: int, said: int) -> None:
        assert round_down(pages) == said

    def test_prose_takes_no_more_than_is_told(self) -> None:
        """The promise holds for the guide's own sentences, a page after the other."""
        fields = [field for section in load_guide().sections for field in section.fields]
        words = " ".join(f"{field.prompt} {field.help}" for field in fields)
        pages = len(words) // 1800
        assert pages > 5
        assert len(zlib.compress(words[: pages * 1800].encode(), 3)) <= pages * PAGE

    @pytest.mark.parametrize("size", SIZES[:2])
    def test_every_size_is_known_by_its_room(self, tmp_path: Path, size: int) -> None:
        salts = new_salts()
        path = tmp_path / "a"
        part = (roots(WORD, salts), dumps(plan()))
        Vault.create(path, size=size, salts=salts, plan=part, notebook=None)
        with Vault.open(path, lambda salt: root(WORD, salt), write=False) as vault:
            assert size_of(vault) == size
            assert 100 < pages_left(vault) < 600

    async def test_a_quiet_line_long_before_it_is_full(self, tmp_path: Path) -> None:
        path = make(tmp_path / "a", "plan", full_of(LOW_AT + 0.02).with_opened("log"))
        async with house(path) as (app, pilot, _link):
            await go(app, pilot, "journal")
            await told(pilot, "About 30 pages still fit. To make it larger: F1, More settings.")
            await go(app, pilot, "room")
            await told(pilot, "About 30 pages of writing still fit.")
            await push(pilot, "larger")
            await until(pilot, lambda: app.screen.name == "larger")

    async def test_no_line_while_there_is_room(self, tmp_path: Path) -> None:
        path = make(tmp_path / "a", "plan", full_of(LOW_AT - 0.1))
        async with house(path) as (app, pilot, _link):
            await go(app, pilot, "journal")
            assert "still fit" not in flat(pilot)
            await press(pilot, "escape", "f1")
            await push(pilot, "more")
            await told(pilot, "How much room is left about 40 pages")


class TestChecking:
    async def test_both_copies_are_whole(self, tmp_path: Path) -> None:
        path = make(tmp_path / "a", "both")
        async with house(path) as (app, pilot, _link):
            await go(app, pilot, "check")
            await told(pilot, "Copy A is whole, and the newest. Copy B is whole, and the newest.")
            await told(pilot, "Every copy is whole.")
            assert "day by day" not in flat(pilot)

    async def test_one_is_hurt_and_mends_at_the_next_change(self, tmp_path: Path) -> None:
        path = make(tmp_path / "a", "plan")
        async with house(path) as (app, pilot, _link):
            assert await app.session.settle()
            with path.open("r+b") as file:
                file.write(os.urandom(MIB // 2))
            await go(app, pilot, "check")
            await told(pilot, "Copy A is not whole, or not the newest. Copy B is whole")
            await told(pilot, "It mends itself at the next change, or when you open it again.")
            app.session.answer("people.code_word", Answer("answer", "raspberry"))
            assert await app.session.settle()
            await push(pilot, "look")
            await told(pilot, "Every copy is whole.")
        assert word_in(path) == "raspberry"

    async def test_a_log_says_whether_it_is_in_its_order(self, tmp_path: Path) -> None:
        written = log.closed(log.add_incident(plan(), {"what": "tea"}, LATER))
        async with house(make(tmp_path / "a", "plan", written)) as (app, pilot, _link):
            await go(app, pilot, "check")
            await told(pilot, "What was written down day by day is as it was written")


class TestTwoPages:
    async def test_ten_rows_at_most_and_removing_is_always_0(self, tmp_path: Path) -> None:
        async with house(make(tmp_path / "a", "plan")) as (app, pilot, _link):
            await press(pilot, "f1")
            shown = [row.key for row in app.screen.query_one(Rows).rows]
            assert len(shown) <= 10
            assert shown[-1] == "remove"
            assert "0 Remove everything" in flat(pilot)
            await push(pilot, "more")
            assert [row.key for row in app.screen.query_one(Rows).rows] == list(MORE)
            await press(pilot, "escape")
            assert app.screen.name == "keys"

    def test_no_row_stands_on_both(self) -> None:
        assert not ROWS.keys() & MORE.keys()
        assert list(ROWS)[-1] == "remove"
        assert len(ROWS) <= 10

"""What a person is told of saving: only what is so at that moment."""

from __future__ import annotations

from pathlib import Path

from safeplan.app.messages import NotSaved, Saved, StickBack, StickOut
from safeplan.plan.model import Answer
from tests.app.doors_house import flat, go, house, inside, make, told
from tests.app.fakes import WORD, Clock
from tests.app.walking import press, until


async def test_saved_does_not_stand_over_a_letter_that_is_not(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "plan")
    clock = Clock()
    async with house(path, sleep=clock.sleep) as (app, pilot, _link):
        assert await app.session.settle()
        clock.free = False
        app.session.answer("start.country", Answer("later"), now=False)
        app.post_message(Saved())
        await pilot.pause()
        assert app.session.unsaved
        assert "Saved." not in flat(pilot)
        clock.free = True
        clock.pass_by()
        await told(pilot, "Saved.")


async def test_an_old_saved_goes_when_the_next_one_is_refused(tmp_path: Path) -> None:
    path = make(tmp_path / "a", "plan")
    async with house(path) as (app, pilot, _link):
        app.session.answer("start.country", Answer("later"))
        await told(pilot, "Saved.")
        app.post_message(NotSaved("vault.full"))
        await until(pilot, lambda: "Saved." not in flat(pilot))


async def test_a_stick_that_was_out_and_is_back_can_be_emptied_at_once(tmp_path: Path) -> None:
    """Nothing was written meanwhile: it is taken up all the same."""
    (tmp_path / "in").mkdir()
    path = make(tmp_path / "in" / "a", "plan")
    async with house(path) as (app, pilot, link):
        assert await app.session.settle()
        vault = app.session.vault
        assert vault is not None
        vault._keeper.file.close()  # as a stick that came back: the open file is of no use
        app.post_message(StickOut())
        app.post_message(StickBack())
        await go(app, pilot, "remove")
        await press(pilot, "2")
        await until(pilot, lambda: "quit" in link.said)
    assert inside(path, WORD) is None

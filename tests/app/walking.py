"""The app with a plan that was written before, opened as on any day; and ways to look at it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from textual.pilot import Pilot

from safeplan.app.app import SafeplanApp
from safeplan.app.carry_on import with_place
from safeplan.app.outside import MIB
from safeplan.app.widgets.rows import Rows
from safeplan.plan.model import Answer, Chosen, Plan, Settings, loads
from safeplan.vault.vault import Vault
from tests.app.fakes import WORD, Clock, FakeLink, app_for, make_vault, root
from tests.app.screen_text import text

AT_80, AT_120, NARROW = (80, 24), (120, 40), (40, 12)
SNAPSHOTS = Path(__file__).parent.parent / "snapshots"
TURNS = 400
ROW = "row "


def plan(**settings: object) -> Plan:
    """A plan of Zoë's: a country, a code word, one question put off."""
    made = Plan(consent=True, settings=Settings(language="en", practised=2))
    made = made.with_settings(replace(made.settings, **settings))  # type: ignore[arg-type]
    made = made.with_answer("start.country", Answer("answer", Chosen("GB")))
    made = made.with_answer("people.code_word", Answer("answer", "umbrella"))
    made = made.with_answer("people.visual_signal", Answer("later"))
    return with_place(made.with_opened("people"), "people.code_word")


@asynccontextmanager
async def walking(
    path: Path,
    written: Plan | None = None,
    *,
    size: tuple[int, int] = AT_80,
    clock: Clock | None = None,
    link: FakeLink | None = None,
    new: int = MIB,
    **others: object,
) -> AsyncIterator[tuple[SafeplanApp, Pilot[None]]]:
    """The app at its first screen, over a real file; a new one where ``written`` is not given.

    ``new`` is the size of a new one; ``others`` are of `safeplan.app.outside.Outside`.
    """
    fresh = written is None
    link = link or FakeLink(WORD, fresh=fresh)
    if written is not None:
        make_vault(str(path), written)
    app = app_for(link, str(path), fresh=fresh, clock=clock, size=new, **others)
    try:
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: app.focused is not None)
            yield app, pilot
    finally:
        # A practice that nobody finished would keep its thread.
        link.end()


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """Let the app work until something is true; it has only so many turns."""
    for _turn in range(TURNS):
        if true():
            return
        await pilot.pause(0.005)
    raise AssertionError(text(pilot.app))


async def seen(pilot: Pilot[None], words: str) -> None:
    """Let the app work until these words stand on the screen."""
    await until(pilot, lambda: words in text(pilot.app))


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Keys, one after the other, each with the time to do its work; ``row x`` is its digit."""
    for key in keys:
        if key.startswith(ROW):
            choose_row(pilot, key.removeprefix(ROW))
        else:
            await pilot.press(key)
        await pilot.pause()


def choose_row(pilot: Pilot[None], key: str) -> None:
    """Choose a row by what it is, wherever it stands; as its digit does."""
    lists = list(pilot.app.screen.query(Rows))
    found = next(one for one in lists if key in [row.key for row in one.rows])
    found.focus()
    found.choose(found.index_of(key))


async def write(pilot: Pilot[None], words: str) -> None:
    """Type words."""
    await press(pilot, *("space" if letter == " " else letter for letter in words))


def stored(path: Path, word: str = WORD) -> Plan:
    """The plan that the file holds now."""
    with Vault.open(str(path), lambda salt: root(word, salt), write=False) as vault:
        return loads(vault.payload)


def as_drawn(name: str, app: SafeplanApp) -> None:
    """Compare the screen with its drawing; a drawing that is not there is made, and fails once."""
    drawing = SNAPSHOTS / f"{name}.txt"
    if not drawing.exists():
        drawing.write_text(text(app), "utf-8")
        raise AssertionError(f"{drawing.name} was drawn: look at it, then run again")
    assert text(app) == drawing.read_text("utf-8")

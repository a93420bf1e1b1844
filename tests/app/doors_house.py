"""The app over a real file with a plan in it, alone or with a notebook beside it, or a notebook."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from safeplan.app.app import SafeplanApp
from safeplan.app.outside import MIB
from safeplan.cover.notebook import dumps as notebook_dumps
from safeplan.plan.model import Plan, dumps
from safeplan.vault.errors import NotOpened
from safeplan.vault.vault import Vault, new_salts
from tests.app.fakes import WORD, FakeLink, app_for, root, roots
from tests.app.notebook_house import BOOK
from tests.app.screen_text import text
from tests.app.walking import AT_80, plan, until

BESIDE, NEW = "blue folder pumpkin", "seven plain buttons"


def make(path: Path, what: str, written: Plan | None = None) -> Path:
    """A file of 1 MiB; ``what`` is ``plan``, ``both`` or ``notebook``."""
    salts = new_salts()
    book = (roots(BESIDE, salts), notebook_dumps(BOOK))
    Vault.create(
        path,
        size=MIB,
        salts=salts,
        plan=None if what == "notebook" else (roots(WORD, salts), dumps(written or plan())),
        notebook=None if what == "plan" else book,
    )
    return path


@asynccontextmanager
async def house(
    path: Path, *words: str | None, size: tuple[int, int] = AT_80, **outside: Any
) -> AsyncIterator[tuple[SafeplanApp, Pilot[None], FakeLink]]:
    """The app, with what will be typed at the line: first what opens, then the rest in order."""
    link = FakeLink(*(words or (WORD,)))
    app = app_for(link, str(path), **outside)
    try:
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: app.focused is not None)
            yield app, pilot, link
    finally:
        link.end()
        if app.session.vault is not None:
            app.session.vault.close()


def inside(path: Path, word: str) -> bytes | None:
    """What a word opens, or None for nothing."""
    try:
        with Vault.open(path, lambda salt: root(word, salt), write=False) as vault:
            return vault.payload
    except NotOpened:
        return None


async def go(app: SafeplanApp, pilot: Pilot[None], place: str) -> None:
    """Open a place, as its row does."""
    app.visit(place)
    await until(pilot, lambda: app.screen.name == place and app.focused is not None)


async def push(pilot: Pilot[None], does: str) -> None:
    """Press the button that does this."""
    pilot.app.screen.set_focus(pilot.app.screen.query_one(f"#do-{does}"))
    await pilot.press("enter")
    await pilot.pause()


async def told(pilot: Pilot[None], words: str) -> None:
    """Wait until these words stand there, however the lines are broken."""
    await until(pilot, lambda: words in flat(pilot))


def flat(pilot: Pilot[None]) -> str:
    """What is seen, as one line."""
    return " ".join(text(pilot.app).split())

"""How long thousands of entries take: making them ready, looking through them, saving them.

First what a person waits for, with the app drawn and the file sealed; then what it is made of.
"""

from __future__ import annotations

import asyncio
import datetime
import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import figures
from safeplan.app.screens.find import Find
from safeplan.plan import chain, journal, log
from safeplan.plan.entries import Entries
from safeplan.plan.guide import Guide, load_guide
from safeplan.plan.looking import look
from safeplan.plan.model import Answer, Chosen, Own, Plan, Record, dumps, loads
from safeplan.plan.tailoring import arrange
from safeplan.vault.format import Roots
from safeplan.vault.vault import Vault, new_salts
from tests.app.asking import asking, press

SIZES = (1250, 2500, 5000)
TIMES = 15
# Room for all of them.
ROOMY = 4 << 20
FIRST = datetime.date(2015, 1, 1)
NOW = datetime.datetime(2026, 3, 3, 8, 5)
# Half of the people who use it do not write in ASCII; each text mixes both.
TEXT = "the lamp was on and Zoë slept until four сегодня было тихо дождь шел весь день café"
WORDS = TEXT.split()


def written(count: int) -> Plan:
    """A plan with ``count`` invented entries, half in the journal and half in the log."""
    draw = random.Random(1)

    def text(words: int) -> str:
        return " ".join(draw.choice(WORDS) for _ in range(words))

    def day(at: int) -> str:
        return (FIRST + datetime.timedelta(at)).isoformat()

    half = count // 2
    told = tuple(Record(str(at + 1), {"date": day(at), "text": text(50)}) for at in range(half))
    happened = tuple(
        Record(
            str(at + 1),
            {"date": day(at), "what": text(40), "who": (Own(text(2)),), log.WRITTEN_ON: day(at)},
        )
        for at in range(half)
    )
    plan = Plan().with_answer(log.SAFE, Answer("answer", Chosen("yes")))
    plan = plan.with_answer(log.KEY, Answer("answer", chain.sealed(happened)))
    return plan.with_answer(journal.KEY, Answer("answer", told))


def _trials(guide: Guide, plan: Plan) -> dict[str, Callable[[], object]]:
    seen, page, data = Entries(guide, plan), arrange(guide, plan), dumps(plan)
    return {
        "open the journal and the log": lambda: (journal.entries(plan), log.incidents(plan)),
        "make ready to look through": lambda: Entries(guide, plan),
        "find words": lambda: seen.find("lamp дождь zoe", NOW.date()),
        "find a date": lambda: seen.find("2 March 2016", NOW.date()),
        "find words in the whole plan": lambda: look(page, plan, "lamp", NOW.date(), seen),
        "arrange the pages": lambda: arrange(guide, plan),
        "write one more": lambda: log.add_incident(plan, {"what": "x"}, NOW),
        "form to save": lambda: dumps(plan),
        "form read back": lambda: loads(data),
        "look whether the order holds": lambda: log.order(plan),
    }


def _timed(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return figures.since(start)


async def _seen(plan: Plan) -> dict[str, list[float]]:
    """From a key to a screen that has nothing left to draw, the app's own turn of waiting in it."""
    found: dict[str, list[float]] = {}

    def told(name: str, start: float) -> None:
        found.setdefault(name, []).append(figures.since(start))

    async with asking("", plan) as (app, pilot):
        for _ in range(TIMES):
            start = time.perf_counter()
            app.open_page("people")
            await pilot.pause()
            told("open a page", start)
            app.back()
            start = time.perf_counter()
            app.visit("journal")
            await pilot.pause()
            told("open the journal", start)
            app.back()
            app.visit("find")
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, Find)
            while screen.entries() is None:
                await pilot.pause(0.01)
            start = time.perf_counter()
            await press(pilot, "l")
            told("find: one more letter", start)
            app.back()
            await pilot.pause()
    return found


def _saved(folder: Path, plan: Plan) -> list[float]:
    """Form, seal, write and read back, on a file system that costs nothing to sync."""
    salts, roots = new_salts(), Roots(os.urandom(32), os.urandom(32))
    file = folder / "v"
    Vault.create(file, size=ROOMY, salts=salts, plan=(roots, dumps(Plan())), notebook=None)
    found = []
    with Vault.open(file, lambda salt: roots.a if salt == salts.a else roots.b) as vault:
        for _ in range(TIMES):
            start = time.perf_counter()
            vault.save(dumps(plan), sleep=lambda _seconds: None)
            found.append(figures.since(start))
            vault.level()
    file.unlink()
    return found


def _waited_for() -> None:
    place = "/dev/shm" if Path("/dev/shm").is_dir() else None
    found: dict[str, dict[int, list[float]]] = {}
    with tempfile.TemporaryDirectory(dir=place) as name:
        for count in SIZES:
            plan = written(count)
            for what, seconds in asyncio.run(_seen(plan)).items():
                found.setdefault(what, {})[count] = seconds
            found.setdefault("save", {})[count] = _saved(Path(name), plan)
    for what, sizes in found.items():
        for count, seconds in sizes.items():
            figures.tell(f"{what}, {count}", seconds)
        many, few = sizes[SIZES[-1]], sizes[SIZES[0]]
        figures.ratio(f"growth over {SIZES[-1] // SIZES[0]} times as many", many, few)


def main() -> None:
    """All sizes in one run; below each line how much four times as many entries take."""
    _waited_for()
    guide = load_guide()
    trials: dict[str, Callable[[], float]] = {}
    for count in SIZES:
        for name, do in _trials(guide, written(count)).items():
            trials[f"{name}, {count}"] = lambda do=do: _timed(do)  # type: ignore[misc]
    found = figures.interleaved(trials, TIMES)
    for name in _trials(guide, Plan()):
        for count in SIZES:
            figures.tell(f"{name}, {count}", found[f"{name}, {count}"])
        few, many = found[f"{name}, {SIZES[0]}"], found[f"{name}, {SIZES[-1]}"]
        figures.ratio(f"growth over {SIZES[-1] // SIZES[0]} times as many", many, few)

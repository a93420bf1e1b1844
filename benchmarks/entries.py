"""How long thousands of entries take: making them ready, looking through them, saving them.

First what a person waits for, with the app drawn and the file sealed; then what it is made of.
"""

from __future__ import annotations

import datetime
import os
import random
import re
import select
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks import figures
from benchmarks.places import PASSWORD, favour, guard, until
from safeplan.plan import chain, journal, log
from safeplan.plan.entries import Entries
from safeplan.plan.guide import Guide, load_guide
from safeplan.plan.looking import look
from safeplan.plan.model import Answer, Chosen, Own, Plan, Record, Settings, dumps, loads
from safeplan.plan.tailoring import arrange
from safeplan.vault.format import Roots
from safeplan.vault.keys import derive_root, normalise
from safeplan.vault.vault import Vault, new_salts
from tests.terminal.pty_harness import Terminal

SIZES = (1250, 2500, 5000)
TIMES = 15
QUIET = 0.4  # seconds without a byte from the program
HOME = "Close for today"
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


def _file(place: Path, plan: Plan) -> None:
    """A file with this plan, as a person would have made it."""
    salts, words = new_salts(), normalise(PASSWORD)
    roots = Roots(derive_root(words, salts.a), derive_root(words, salts.b))
    plan = replace(plan, consent=True).with_settings(Settings(language="en", practised=2))
    Vault.create(place, size=ROOMY, salts=salts, plan=(roots, dumps(plan)), notebook=None)


class _Person:
    """Presses keys at a real terminal, and looks at the clock when the words are there."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self.took: dict[str, list[float]] = {}

    def press(self, key: str, words: str, name: str = "") -> None:
        """From the key to the words that the next screen ends with."""
        self._terminal.output.clear()
        start = time.perf_counter()
        self._terminal.write(key)
        took = until(self._terminal, words.encode()) - start
        if name:
            self.took.setdefault(name, []).append(took)
        self._rest()

    def digit(self, row: str) -> str:
        """What stands before a row of the home."""
        found = re.search(rb"([1-9])  " + row.encode(), self._terminal.output)
        assert found is not None
        return found[1].decode()

    def _rest(self) -> None:
        """Nothing more comes: what was saved has been said, and one Esc is no half of two."""
        while select.select([self._terminal.master], [], [], QUIET)[0]:
            self._terminal.output += os.read(self._terminal.master, 1 << 16)


def _seen(file: Path) -> dict[str, list[float]]:
    """In a real terminal, through the guard: from a key to what a person sees of it."""
    with Terminal(guard(file)) as terminal:
        favour(terminal.pid)
        until(terminal, b"Password:")
        person = _Person(terminal)
        person.press(f"{PASSWORD}\r", HOME)
        page, own = person.digit("People you trust"), person.digit("Private journal")
        for _ in range(TIMES):
            person.press(page, "Who must not know", "open a page")
            person.press("\x1b", HOME)
            person.press(own, "Erase one for good", "open the journal")
            person.press("\x1b", HOME)
            person.press("\x1bOR", "Find")
            person.press("l", "If it is bad right now: ")
            person.press("a", "helpline or an ambulance may be another way.")
            person.press("m", "Private journal: Write", "find: one more letter")
            person.press("\x1bOR", HOME)
    return person.took


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
            file = Path(name) / "notes.dat"
            _file(file, plan)
            for what, seconds in _seen(file).items():
                found.setdefault(what, {})[count] = seconds
            file.unlink()
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

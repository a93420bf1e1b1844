"""How long thousands of entries take: making them ready, looking through them, saving them."""

from __future__ import annotations

import datetime
import random
import time
from collections.abc import Callable

from benchmarks import figures
from safeplan.plan import chain, journal, log
from safeplan.plan.entries import Entries
from safeplan.plan.finding import find
from safeplan.plan.guide import Guide, load_guide
from safeplan.plan.model import Answer, Chosen, Own, Plan, Record, dumps, loads
from safeplan.plan.tailoring import arrange

SIZES = (1250, 2500, 5000)
TIMES = 15
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
        "find words in the whole plan": lambda: find(page, plan, "lamp"),
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


def main() -> None:
    """All sizes in one run; below each line how much four times as many entries take."""
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

"""Trials as JSON lines, so that a long run can be done in pieces; and what they come to.

``python -m benchmarks.results FILE`` prints them, and with ``--table`` as rows of Markdown.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.reaching import ESC_ESC, STATES

SILENCE = 0.03  # seconds that tell Esc Esc from a longer key
MOST_TIMES = 5.0  # the median, beside the minimal program's
MOST_OVER = 0.02  # seconds of the 99th percentile above the minimal program's
MOST_SECOND = 0.06  # seconds to the end of the second wipe


@dataclass(frozen=True)
class Trial:
    """One trial.

    Attributes:
        what: the state, ``C, ...`` for the minimal program, or another program and its state.
        first: seconds to the end of the first whole wipe; None where it never came.
        second: seconds from there to the end of the second; None where there is none.
        load: of the system, in the minute before.
    """

    what: str
    first: float | None
    second: float | None = None
    load: float = field(default_factory=lambda: os.getloadavg()[0])


class Results:
    """Trials in memory, and in a file where one is named."""

    def __init__(self, path: str = "") -> None:
        self._path = Path(path) if path else None
        self.trials: list[Trial] = []
        if self._path is not None and self._path.exists():
            lines = self._path.read_text(encoding="utf-8").splitlines()
            self.trials = [Trial(**json.loads(line)) for line in lines]

    def add(self, trial: Trial) -> None:
        """Keep one more."""
        self.trials.append(trial)
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(asdict(trial)) + "\n")

    def count(self, what: str) -> int:
        """How many there are of it."""
        return sum(trial.what == what for trial in self.trials)

    def first(self, what: str) -> list[float]:
        """Seconds to the first wipe, of those in which it came."""
        return [one.first for one in self.trials if one.what == what and one.first is not None]

    def second(self, what: str) -> list[float]:
        """Seconds from the first wipe to the second."""
        return [one.second for one in self.trials if one.what == what and one.second is not None]

    def never(self, what: str) -> int:
        """In how many trials the first wipe never came."""
        return sum(one.what == what and one.first is None for one in self.trials)

    def load(self) -> str:
        """The least, middle and highest load that was met."""
        loads = sorted(one.load for one in self.trials)
        return f"{loads[0]:.1f} / {statistics.median(loads):.1f} / {loads[-1]:.1f}"


def percentile(seconds: Sequence[float], part: float) -> float:
    """The value below which ``part`` of them lie."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def three(seconds: Sequence[float]) -> str:
    """Median, 99th percentile and most, in milliseconds."""
    values = statistics.median(seconds), percentile(seconds, 0.99), max(seconds)
    return " / ".join(f"{value * 1e3:.1f}" for value in values)


@dataclass(frozen=True)
class Row:
    """One state, beside the minimal program in the like one."""

    state: str
    n: int
    first: str
    floor: str
    times: float | None
    over: float | None
    second: str
    never: int

    @property
    def short_of(self) -> list[str]:
        """What was asked for and is not so."""
        found = [f"{self.never} never wiped"] if self.never else []
        if self.times is not None and self.times > MOST_TIMES:
            found.append("median")
        if self.over is not None and self.over > MOST_OVER:
            found.append("p99")
        return found


def rows(results: Results) -> Iterator[Row]:
    """Every state of which there is a trial."""
    for state, how in STATES.items():
        ours, floor = results.first(state), results.first(f"C, {how.floor}")
        if not ours:
            continue
        seconds = results.second(state)
        second = three(seconds) if seconds else "-"
        if not floor:
            yield Row(state, len(ours), three(ours), "-", None, None, second, results.never(state))
            continue
        # The silence that tells Esc Esc from a longer key is no work of either.
        silence = SILENCE if how.key == ESC_ESC else 0.0
        bare = [value - silence for value in ours]
        least = [value - silence for value in floor]
        yield Row(
            state,
            len(ours),
            three(ours),
            f"{three(floor)} ({how.floor}, {len(floor)})",
            statistics.median(bare) / statistics.median(least),
            percentile(bare, 0.99) - percentile(least, 0.99),
            second,
            results.never(state),
        )


def others(results: Results) -> Iterator[tuple[str, str]]:
    """Every other program in its state, in milliseconds."""
    names = dict.fromkeys(one.what for one in results.trials)
    for what in names:
        if what in STATES or what.startswith("C, "):
            continue
        seconds, never = results.first(what), results.never(what)
        words = f"{three(seconds)} ({len(seconds)})" if seconds else ""
        yield what, words + (f" never in {never}" if never else "")


def tell(results: Results, *, table: bool = False) -> None:
    """Print all of it: p50 / p99 / most, in milliseconds."""
    if not results.trials:
        return
    print(f"  p50 / p99 / most, ms; load (least, middle, highest) {results.load()}")
    for row in rows(results):
        times = "-" if row.times is None else f"{row.times:.1f}"
        over = "-" if row.over is None else f"{row.over * 1e3:+.1f}"
        cells = (row.state, str(row.n), row.first, row.floor, times, over, row.second)
        if table:
            print("| " + " | ".join(cells) + " |")
        else:
            short = " ".join(f"NOT HELD: {what}" for what in row.short_of)
            print(f"  {cells[0]:<30} n {cells[1]:>3}  {cells[2]:<20} C {cells[3]:<42}"
                  f" x {times:>5}  p99 {over:>6}  second {row.second}  {short}")  # fmt: skip
    for what, words in others(results):
        print(f"| {what} | {words} |" if table else f"  {what:<44} {words}")


if __name__ == "__main__":
    tell(Results(sys.argv[1]), table="--table" in sys.argv)

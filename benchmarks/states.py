"""From the key to the end of the first whole wipe, and of the second, in each state.

Beside each: a minimal program in C in the like state and the same run; and how long other programs
of the terminal take to leave the screen. In the environment: STATES_TIMES says how often (200 is
what the promise is made for); STATES_ONLY names states, with semicolons between; STATES_FILE is
where trials are kept as JSON lines, and a run goes on from what is there.
"""

from __future__ import annotations

import os
import random
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from benchmarks.places import favour, until
from benchmarks.reaching import FLOORS, REAL, STATES, Floor, State, floor_command, pump
from benchmarks.results import Results, Trial, tell
from benchmarks.rivals import Rival, leave, rivals
from safeplan.guard.wipe import WIPE
from safeplan.vault import keys
from safeplan.vault.format import Roots
from safeplan.vault.vault import Vault, new_salts
from tests.terminal import filled
from tests.terminal.cheap_kdf import CHEAP
from tests.terminal.conftest import RIGHT, command
from tests.terminal.pty_harness import Terminal, alive, children, the_app
from tests.terminal.small_app import ROOT_A

TIMES = int(os.environ.get("STATES_TIMES", "20"))
RIVALS_MOST = 10  # trials of another program; some of them take ten seconds
STICK_OUT = "stick out"
AFTER = 0.3  # seconds after the first wipe in which the second has to come


def _to_wipes(
    terminal: Terminal, happens: Callable[[], object]
) -> tuple[float | None, float | None]:
    """Seconds to the end of the first wipe, and from there to the end of the second.

    A first one that never comes is None. One that has to wake a blocked writer drops what nobody
    has read yet: then there is but one.
    """
    del terminal.output[:]
    start = time.perf_counter()
    happens()
    try:
        first = until(terminal, WIPE) - start
    except TimeoutError:
        return None, None
    while terminal.output.count(WIPE) < 2:
        if not select.select([terminal.master], [], [], AFTER)[0]:
            return first, None
        terminal.output += os.read(terminal.master, 1 << 16)
    return first, time.perf_counter() - start - first


def _to_the_end_of(writer: int, terminal: Terminal, happens: Callable[[], object]) -> float | None:
    """Nobody reads: seconds until the one who writes was ended, which comes after the wipe.

    None where the last that a reader finds is no whole wipe.
    """
    start = time.perf_counter()
    happens()
    while alive(writer):
        time.sleep(0.0001)
    taken = time.perf_counter() - start
    del terminal.output[:]
    terminal.until(lambda: terminal.reported_end, "ended", read=False)
    pump(terminal, 0.05)
    return taken if terminal.output.endswith(WIPE) else None


def _happens(terminal: Terminal, how: State | Floor, key: bytes) -> Callable[[], object]:
    if how.happens is not None:
        return partial(how.happens, terminal)
    return partial(terminal.write, key)


def _command(folder: Path, state: State) -> list[str]:
    if state.app == REAL:
        return filled.command(folder / "filled.dat")
    name = "real.dat" if state.app == "saving_app.py" else "notes.dat"
    return command(str(folder / name), app=state.app, kdf=state.kdf)


def _ours(folder: Path, name: str) -> Trial:
    state, vault = STATES[name], folder / "notes.dat"
    with Terminal(_command(folder, state)) as terminal:
        favour(terminal.pid)
        until(terminal, b"Password:")
        state.reach(terminal)
        happens = _happens(terminal, state, state.key)
        if not state.read:
            return Trial(name, _to_the_end_of(the_app(terminal.pid), terminal, happens))
        if name != STICK_OUT:
            return Trial(name, *_to_wipes(terminal, happens))
        away = vault.rename(folder / "away.dat")
        try:
            return Trial(name, *_to_wipes(terminal, happens))
        finally:
            away.rename(vault)


def _floor(folder: Path, name: str) -> Trial:
    kind = FLOORS[name]
    floor, wipe, real = (str(folder / file) for file in ("floor", "wipe", "real.dat"))
    with Terminal(floor_command(floor, wipe, kind, real)) as terminal:
        favour(terminal.pid)
        until(terminal, b"READY")
        kind.reach(terminal)
        happens = _happens(terminal, kind, kind.key)
        if not kind.read:
            (writer,) = children(terminal.pid)
            return Trial(f"C, {name}", _to_the_end_of(writer, terminal, happens))
        return Trial(f"C, {name}", *_to_wipes(terminal, happens))


def _rival(folder: Path, what: str, rival: Rival) -> Trial:
    return Trial(what, leave(rival, folder))


def make_files(folder: Path) -> None:
    """A vault for the small app, one for the app that saves, one with a plan; and the wipe."""
    data = bytearray(os.urandom(1 << 20))
    words = keys.normalise(RIGHT)
    data[ROOT_A : ROOT_A + 32] = keys.derive_root(words, bytes(data[:32]), CHEAP)
    (folder / "notes.dat").write_bytes(data)
    salts = new_salts()
    roots = Roots(*(keys.derive_root(words, salt, CHEAP) for salt in (salts.a, salts.b)))
    plan = (roots, b'{"saved":0}')
    Vault.create(folder / "real.dat", size=1 << 20, salts=salts, plan=plan, notebook=None)
    filled.make(folder / "filled.dat")
    (folder / "wipe").write_bytes(WIPE)


def compile_floor(folder: Path) -> bool:
    """Whether the minimal program could be made here."""
    compiler = shutil.which("cc")
    if compiler is None:
        print("  no C compiler here: nothing to compare with")
        return False
    source = Path(__file__).with_name("floor.c")
    words = [compiler, "-O2", "-o", str(folder / "floor"), str(source)]
    return subprocess.run(words, check=False).returncode == 0


def _trials(folder: Path, wanted: Iterable[str]) -> dict[str, Callable[[], Trial]]:
    """Each state, what it is compared with, and the other programs, when all are wanted."""
    trials: dict[str, Callable[[], Trial]] = {name: partial(_ours, folder, name) for name in wanted}
    if compile_floor(folder):
        for kind in dict.fromkeys(STATES[name].floor for name in wanted if STATES[name].floor):
            trials[f"C, {kind}"] = partial(_floor, folder, kind)
    if set(wanted) == set(STATES):
        for what, rival in rivals().items():
            trials[what] = partial(_rival, folder, what, rival)
    return trials


def _one(what: str, trial: Callable[[], Trial]) -> Trial | None:
    """One trial; None where its state could not be reached, which says nothing of the wipe."""
    try:
        return trial()
    except (OSError, AssertionError) as error:
        print(f"  {what}: {error!r}", flush=True)
        return None


def main() -> None:
    """In rounds, each in an order of its own, so that all of them meet the same weather."""
    only = [name for name in os.environ.get("STATES_ONLY", "").split(";") if name]
    results = Results(os.environ.get("STATES_FILE", ""))
    chance = random.Random(len(results.trials))
    print(f"  {os.cpu_count()} cores, {TIMES} trials of each")
    favour("self")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_files(folder)
        trials = _trials(folder, only or list(STATES))
        for turn in range(TIMES):
            order = list(trials)
            chance.shuffle(order)
            for what in order:
                ours = what in STATES or what.startswith("C, ")
                if turn >= (TIMES if ours else min(TIMES, RIVALS_MOST)):
                    continue
                if results.count(what) > turn:
                    continue
                trial = _one(what, trials[what])
                if trial is not None:
                    results.add(trial)
    tell(results)

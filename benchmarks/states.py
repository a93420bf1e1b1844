"""From the key to the end of the first whole wipe, and of the second, in each state.

Beside each: a minimal program in C in the like state and the same run; and how long two other
programs of the terminal take to leave the screen. STATES_TIMES in the environment says how often;
200 is the number that the promise is made for.
"""

from __future__ import annotations

import os
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks import figures
from benchmarks.first_frame import BARE
from benchmarks.places import ROOT, until
from safeplan.guard.wipe import WIPE
from safeplan.vault import keys
from safeplan.vault.format import Roots
from safeplan.vault.vault import Vault, new_salts
from tests.terminal.cheap_kdf import CHEAP
from tests.terminal.conftest import RIGHT, command
from tests.terminal.pty_harness import Terminal
from tests.terminal.small_app import ROOT_A

TIMES = int(os.environ.get("STATES_TIMES", "20"))
CTRL_Q, ESC_ESC = b"\x11", b"\x1b\x1b"
PASTE = b"\x1b[200~" + b"tea and toast, " * 70_000 + b"\x1b[201~"
LEAVES = b"\x1b[?1049l"


# Children that compute beside the minimal program, by the name of its state.
FLOORS = {"idle": 0, "busy": 1, "loading": 2, "crowded": 4, "paste": 0}
SILENCE = 0.03  # seconds that tell Esc Esc from a longer key


@dataclass(frozen=True)
class State:
    """What is going on when the key comes.

    Attributes:
        reach: brings a guard that shows its line there.
        floor: the like state of the minimal program, of ``FLOORS``.
        key: what is pressed.
        app: the small app of the tests that does it.
        kdf: what derives.
    """

    reach: Callable[[Terminal], None]
    floor: str = "idle"
    key: bytes = CTRL_Q
    app: str = "small_app.py"
    kdf: str = "cheap_kdf.py"


@dataclass
class Place:
    """Where the files of a run are, and what was measured of second wipes."""

    folder: Path
    second: dict[str, list[float]] = field(default_factory=dict)


def at_line(terminal: Terminal) -> None:
    """Its line stands; the app and what derives are still loading."""


def typing(terminal: Terminal) -> None:
    """Half a password."""
    terminal.write("six od")
    until(terminal, b"******")


def deriving(terminal: Terminal) -> None:
    """The password was entered a moment ago."""
    time.sleep(0.2)
    terminal.write(RIGHT + "\r")
    time.sleep(0.3)


def opened(terminal: Terminal) -> None:
    """The plan is drawn."""
    terminal.write(RIGHT + "\r")
    until(terminal, b"spare key")
    _let_it_settle(terminal)


def _let_it_settle(terminal: Terminal) -> None:
    end = time.monotonic() + 0.3
    while time.monotonic() < end:
        _pump(terminal)


def _pump(terminal: Terminal) -> None:
    """Read what there is, without an emulator."""
    if select.select([terminal.master], [], [], 0.02)[0]:
        terminal.output += os.read(terminal.master, 1 << 16)


def pressing(key: str) -> Callable[[Terminal], None]:
    """The plan is drawn, and a key has set the app to something."""

    def press(terminal: Terminal) -> None:
        opened(terminal)
        terminal.write(key)
        _let_it_settle(terminal)

    return press


def pasting(terminal: Terminal) -> None:
    """The plan is drawn, and 1 MB was pasted just now."""
    opened(terminal)
    paste(terminal)


def paste(terminal: Terminal) -> None:
    """All of it as fast as it is taken; the key comes right behind it."""
    os.set_blocking(terminal.master, False)
    at = 0
    while at < len(PASTE):
        try:
            at += os.write(terminal.master, PASTE[at : at + 4096])
        except BlockingIOError:
            _pump(terminal)
    os.set_blocking(terminal.master, True)


def stopped(terminal: Terminal) -> None:
    """The app writes without end, and the terminal was told to stop."""
    opened(terminal)
    terminal.write("f")
    time.sleep(0.1)
    terminal.stop_output()
    time.sleep(0.1)


STATES: dict[str, State] = {
    "at the line": State(at_line, "loading"),
    "typing a password": State(typing, "loading"),
    "deriving (Argon2id, 256 MiB)": State(
        deriving, "crowded", kdf=str(ROOT / "safeplan/app/kdf.py")
    ),
    "plan drawn": State(opened),
    "plan drawn, Esc Esc": State(opened, key=ESC_ESC),
    "a question over it": State(pressing("w")),
    "a page that moves": State(pressing("t"), "busy"),
    "loop blocked": State(pressing("b"), "busy"),
    "interpreter held in C": State(pressing("g")),
    "a PDF being made": State(pressing("d"), "busy"),
    "behind a 1 MB paste": State(pasting, "paste"),
    "during a save": State(opened, "busy", app="saving_app.py"),
    "output stopped": State(stopped),
}


def _key_to_wipes(terminal: Terminal, key: bytes) -> tuple[float, float]:
    del terminal.output[:]
    start = time.perf_counter()
    terminal.write(key)
    first = until(terminal, WIPE) - start
    while terminal.output.count(WIPE) < 2:
        data = os.read(terminal.master, 1 << 16)
        terminal.output += data
    return first, time.perf_counter() - start


def _ours(place: Place, name: str) -> float:
    state = STATES[name]
    vault = place.folder / ("real.dat" if state.app == "saving_app.py" else "notes.dat")
    with Terminal(command(str(vault), app=state.app, kdf=state.kdf)) as terminal:
        until(terminal, b"Password:")
        state.reach(terminal)
        first, second = _key_to_wipes(terminal, state.key)
    place.second.setdefault(name, []).append(second - first)
    return first


def _floor(place: Place, kind: str) -> float:
    words = [str(place.folder / "floor"), str(place.folder / "wipe"), str(FLOORS[kind])]
    with Terminal(words) as terminal:
        until(terminal, b"READY")
        if kind == "paste":
            paste(terminal)
        else:
            time.sleep(0.1)
        return _key_to_wipes(terminal, CTRL_Q)[0]


def _textual() -> float:
    with Terminal([sys.executable, "-c", BARE]) as terminal:
        until(terminal, b"FIRSTFRAME")
        time.sleep(0.3)
        start = time.perf_counter()
        terminal.write(CTRL_Q)
        return until(terminal, LEAVES) - start


def _vim(path: str) -> float:
    with Terminal([path, "-u", "NONE", "-N", "-i", "NONE", "-n"]) as terminal:
        until(terminal, b"~")
        time.sleep(0.3)
        del terminal.output[:]
        start = time.perf_counter()
        terminal.write("ZQ")
        return until(terminal, LEAVES) - start


def make_files(folder: Path) -> None:
    """A vault for the small app, a real one for the app that saves, and the floor's program."""
    data = bytearray(os.urandom(1 << 20))
    words = keys.normalise(RIGHT)
    data[ROOT_A : ROOT_A + 32] = keys.derive_root(words, bytes(data[:32]), CHEAP)
    (folder / "notes.dat").write_bytes(data)
    salts = new_salts()
    roots = Roots(*(keys.derive_root(words, salt, CHEAP) for salt in (salts.a, salts.b)))
    plan = (roots, b'{"saved":0}')
    Vault.create(folder / "real.dat", size=1 << 20, salts=salts, plan=plan, notebook=None)
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


def _percentile(seconds: list[float], part: float) -> float:
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def main() -> None:
    """All of them interleaved, so that each meets the same weather."""
    print(f"  load {os.getloadavg()[0]:.2f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        place = Place(Path(name))
        make_files(place.folder)
        trials: dict[str, Callable[[], float]] = {
            state: partial(_ours, place, state) for state in STATES
        }
        if compile_floor(place.folder):
            for kind in FLOORS:
                trials[f"C, {kind}"] = partial(_floor, place, kind)
        trials["Textual's own exit"] = _textual
        vim = shutil.which("vim")
        if vim is not None:
            trials["vim, ZQ"] = partial(_vim, vim)
        found = figures.interleaved(trials, TIMES)
    print("  key to the end of the first whole wipe (Esc Esc holds 30 ms of silence):")
    for trial, seconds in found.items():
        figures.tell(trial, seconds)
    print("  from the first wipe to the end of the second:")
    for state, seconds in place.second.items():
        figures.tell(state, seconds)
    for state, how in STATES.items():
        floor = found.get(f"C, {how.floor}")
        if floor is None:
            continue
        silence = SILENCE if how.key == ESC_ESC else 0.0
        ours = [seconds - silence for seconds in found[state]]
        over = (_percentile(ours, 0.99) - _percentile(floor, 0.99)) * 1e3
        times = statistics.median(ours) / statistics.median(floor)
        print(f"  {state + ' / C, ' + how.floor:<44} {times:6.2f}   p99 {over:+8.1f} ms")
    own = found["Textual's own exit"]
    figures.ratio("Textual's own exit / plan drawn", own, found["plan drawn"])
    print(f"  load {os.getloadavg()[0]:.2f} at the end")

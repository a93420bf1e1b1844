"""How a program on a terminal is brought into each state, and the like state of the minimal one."""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.places import ROOT, until
from tests.terminal import filled
from tests.terminal.conftest import RIGHT
from tests.terminal.pty_harness import Terminal, the_app

CTRL_Q, ESC_ESC = b"\x11", b"\x1b\x1b"
PASTE = b"\x1b[200~" + b"tea and toast, " * 70_000 + b"\x1b[201~"
LOADING = 0.6  # seconds after the first line in which the rest is loaded
_CHANCE = random.Random(3)

Reach = Callable[[Terminal], None]
SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)


@dataclass(frozen=True)
class State:
    """What is going on when the key comes.

    Attributes:
        reach: brings a guard that shows its line there.
        floor: the like state of the minimal program, of ``FLOORS``; "" where there is none.
        key: what is pressed; nothing where something else happens.
        happens: what happens instead of a key.
        app: the small app of the tests that does it, or the real one.
        kdf: what derives.
        read: whether the terminal reads what is written to it.
    """

    reach: Reach
    floor: str = "idle"
    key: bytes = CTRL_Q
    happens: Reach | None = None
    app: str = "small_app.py"
    kdf: str = "cheap_kdf.py"
    read: bool = True


@dataclass(frozen=True)
class Floor:
    """What runs beside the minimal program, and what is done to it.

    Attributes:
        beside: programs in Python; one of them says READY, unless ``first``.
        first: whether the minimal program says READY itself, before it starts them.
        reach: what is done once it is ready.
        happens: what happens instead of a key.
        read: whether the terminal reads what is written to it.
        key: what is pressed.
    """

    beside: tuple[str, ...] = ()
    first: bool = True
    reach: Reach = lambda terminal: pump(terminal, 0.05)
    happens: Reach | None = None
    read: bool = True
    key: bytes = CTRL_Q


def pump(terminal: Terminal, seconds: float) -> None:
    """Read what there is for so long, without an emulator."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([terminal.master], [], [], left)[0]:
            terminal.output += os.read(terminal.master, 1 << 16)


def settle(terminal: Terminal) -> None:
    """Until it has drawn all that it is going to."""
    end = time.monotonic() + 3
    while time.monotonic() < end:
        drawn = len(terminal.output)
        pump(terminal, 0.15)
        if len(terminal.output) == drawn:
            return


def at_line(terminal: Terminal) -> None:
    """Its line stands; the app and what derives are still to be started."""


def loading(terminal: Terminal) -> None:
    """Any moment of the first ones."""
    pump(terminal, _CHANCE.random() * LOADING)


def typing(terminal: Terminal) -> None:
    """Half a password."""
    terminal.write("six od")
    until(terminal, b"******")


def deriving(terminal: Terminal) -> None:
    """The password was entered a moment ago."""
    pump(terminal, 0.2)
    terminal.write(RIGHT + "\r")
    pump(terminal, 0.3)


def opened(terminal: Terminal) -> None:
    """The plan is drawn."""
    terminal.write(RIGHT + "\r")
    until(terminal, b"spare key")
    pump(terminal, 0.1)


def pressing(*keys: str) -> Reach:
    """The plan is drawn, and keys have set the app to something."""

    def press(terminal: Terminal) -> None:
        opened(terminal)
        for key in keys:
            terminal.write(key)
            pump(terminal, 0.06)

    return press


def paste(terminal: Terminal) -> None:
    """All of it as fast as it is taken; the key comes right behind it."""
    os.set_blocking(terminal.master, False)
    at = 0
    while at < len(PASTE):
        try:
            at += os.write(terminal.master, PASTE[at : at + 4096])
        except BlockingIOError:
            select.select([], [terminal.master], [], 0.02)
            pump(terminal, 0.0005)
    os.set_blocking(terminal.master, True)


def pasting(terminal: Terminal) -> None:
    """The plan is drawn, and 1 MB was pasted just now."""
    opened(terminal)
    paste(terminal)


def stop_output(terminal: Terminal) -> None:
    """Somebody pressed Ctrl-S in a layer outside."""
    pump(terminal, 0.05)
    terminal.stop_output()
    time.sleep(0.05)


def stopped(terminal: Terminal) -> None:
    """The app writes without end, and the terminal was told to stop."""
    opened(terminal)
    terminal.write("f")
    stop_output(terminal)


def unread(terminal: Terminal) -> None:
    """The app writes without end, and nobody reads."""
    opened(terminal)
    terminal.write("f")
    terminal.flooded()


def screens() -> Reach:
    """The real program, at one of its screens after the other."""
    from tests.terminal.test_every_screen import ROADS

    names = {"F1": "\x1bOP", "F2": "\x1bOQ", "F3": "\x1bOR", "Enter": "\r"}
    turn = iter(range(1 << 30))

    def reach(terminal: Terminal) -> None:
        terminal.write(filled.FIRST + "\r")
        until(terminal, b"Emergency")
        pump(terminal, 0.1)
        for pressed, _words in ROADS[next(turn) % len(ROADS)].steps:
            terminal.write(names.get(pressed, pressed))
            settle(terminal)

    return reach


def one_signal() -> Reach:
    """One after the other of the signals that end a program."""
    turn = iter(range(1 << 30))
    return lambda terminal: os.kill(terminal.pid, SIGNALS[next(turn) % len(SIGNALS)])


def crash(terminal: Terminal) -> None:
    """The app falls over."""
    os.kill(the_app(terminal.pid), signal.SIGSEGV)


REAL = str(ROOT / "safeplan" / "app" / "child.py")

STATES: dict[str, State] = {
    "first line seen": State(at_line, "first line"),
    "starting up, at any moment": State(loading, "loading"),
    "typing a password": State(typing, "loading"),
    "deriving (Argon2id, 256 MiB)": State(
        deriving, "deriving", kdf=str(ROOT / "safeplan/app/kdf.py")
    ),
    "drawn": State(opened),
    "drawn, Esc Esc": State(opened, "Esc Esc", key=ESC_ESC),
    "a question over it": State(pressing("w")),
    "text selected": State(pressing("\x1b[<0;3;4M", "\x1b[<32;20;9M")),
    "each screen of the program": State(screens(), app=REAL),
    "a page that moves": State(pressing("t"), "computing"),
    "loop blocked": State(pressing("b"), "computing"),
    "interpreter held in C": State(pressing("g")),
    "a PDF being made": State(pressing("d"), "PDF"),
    "behind a 1 MB paste": State(pasting, "paste"),
    "during a save": State(opened, "saving", app="saving_app.py"),
    "output stopped": State(stopped, "output stopped"),
    "terminal not reading": State(unread, "not reading", read=False),
    "stick out": State(opened),
    "signals that end": State(opened, "signal", key=b"", happens=one_signal()),
    "app crashed, SIGSEGV": State(opened, "crash", key=b"", happens=crash),
    "app crashed, exception": State(opened, "", key=b"e"),
}

# What the minimal program has beside it, in Python, with the terminal as standard output.
_HERE = f"import os, sys; sys.path.insert(0, {str(ROOT)!r})\n"
_READY = "os.write(1, b'READY')\n"
_LOAD_APP = _HERE + "import safeplan.app.app, safeplan.app.driver, time; time.sleep(60)"
_LOAD_KDF = (
    _HERE + "from cryptography.hazmat.primitives.kdf import argon2\n"
    "import safeplan.vault.keys, time; time.sleep(60)"
)
_DERIVE = (
    _HERE + "from safeplan.vault.keys import STANDARD, derive_root\n"
    f"{_READY}while True: derive_root(b'tea', bytes(32), STANDARD)"
)
_COMPUTE = f"{_HERE}{_READY}while True: pass"
_PRINT = (
    _HERE + "from safeplan.export.booklet import booklet\n"
    f"{_READY}while True: booklet('Tea', ['a spare key'] * 8)"
)
_SAVE = (
    _HERE + "import json\nfrom pathlib import Path\n"
    "from tests.terminal.conftest import RIGHT\nfrom tests.terminal.cheap_kdf import CHEAP\n"
    "from safeplan.vault.vault import Vault\nfrom safeplan.vault import keys\n"
    "words = keys.normalise(RIGHT)\n"
    "vault = Vault.open(VAULT, lambda salt: keys.derive_root(words, salt, CHEAP))\n"
    f"payload = json.dumps({{'saved': 0, 'tea': 'x' * 300_000}}).encode()\n{_READY}"
    "while True: vault.save(payload); vault.level()"
)
_FLOOD = f"{_HERE}{_READY}while True: os.write(1, b'a spare key ' * 250)"
_SLEEP = f"{_HERE}import time\n{_READY}time.sleep(60)"

FLOORS: dict[str, Floor] = {
    "idle": Floor(),
    "Esc Esc": Floor(key=ESC_ESC),
    "first line": Floor((_LOAD_KDF, _LOAD_APP), reach=at_line),
    "loading": Floor((_LOAD_KDF, _LOAD_APP), reach=loading),
    "deriving": Floor((_DERIVE, _LOAD_APP), False, lambda terminal: pump(terminal, 0.3)),
    "computing": Floor((_COMPUTE,), False),
    "PDF": Floor((_PRINT,), False, lambda terminal: pump(terminal, 0.1)),
    "paste": Floor((_COMPUTE,), False, paste),  # as the one who is pasted to does
    "saving": Floor((_SAVE,), False, lambda terminal: pump(terminal, 0.1)),
    "output stopped": Floor((_FLOOD,), False, stop_output),
    "not reading": Floor((_FLOOD,), False, Terminal.flooded, read=False),
    "signal": Floor(happens=one_signal()),
    "crash": Floor((_SLEEP,), False, happens=crash),
}


def floor_command(floor: str, wipe: str, kind: Floor, vault: str) -> list[str]:
    """The command line of the minimal program in the state ``kind``."""
    words = [floor, wipe, "first" if kind.first else "after"]
    for at, code in enumerate(kind.beside):
        python = [sys.executable, "-I", "-B", "-c", code.replace("VAULT", repr(vault))]
        words += ["--", *python] if at else python
    return words

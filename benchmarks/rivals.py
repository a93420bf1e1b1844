"""How long other programs of the terminal take to leave the screen, in the like states.

None of them empties the scrollback; what is timed is the way back to the first screen. None is a
dependency: those that are not installed are named and left out. Where the folder of an environment
with posting and harlequin in it is, OTHERS says.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.places import until
from benchmarks.reaching import CTRL_Q, paste, pump, stop_output
from tests.terminal.pty_harness import Terminal

LEAVES = b"\x1b[?1049l"
NEVER = 12.0  # seconds after which nobody waits any longer

PLAIN = """
import ctypes, sys, time
from textual.app import App
from textual.screen import ModalScreen
from textual.widgets import Static
class Over(ModalScreen):
    def compose(self): yield Static("a question")
class Plain(App):
    def compose(self):
        yield Static("", id="head")
        yield Static("\\n".join(["FIRSTFRAME spare key"] * 40))
    def on_key(self, event):
        if event.key == "b":
            end = time.monotonic() + 10
            while time.monotonic() < end: pass
        elif event.key == "g": ctypes.PyDLL(None).sleep(5)
        elif event.key == "w": self.push_screen(Over())
        elif event.key == "t": self.set_interval(0.005, self.tick)
        elif event.key == "d": self.run_worker(self.paper, thread=True)
        elif event.key == "f": self.flood()
    def tick(self): self.query_one("#head", Static).update(str(time.monotonic()))
    def flood(self):
        while True: self._driver.write("spare key " * 400)
    def paper(self):
        import random, io
        from reportlab.pdfgen.canvas import Canvas
        while True:
            page = Canvas(io.BytesIO())
            for row in range(60): page.drawString(40, row * 12, "spare key " * 8)
            page.save()
Plain().run()
"""


@dataclass(frozen=True)
class Rival:
    """Another program in one state.

    Attributes:
        command: its command line.
        shown: words after which it stands; nothing for as soon as it has drawn anything.
        reach: what is done to it then.
        key: its own way out.
    """

    command: list[str]
    shown: bytes
    reach: Callable[[Terminal], None]
    key: bytes = CTRL_Q


def _still(terminal: Terminal) -> None:
    pump(terminal, 0.3)


def _at_once(terminal: Terminal) -> None:
    """While it is drawing for the first time."""


def _pressed(key: str) -> Callable[[Terminal], None]:
    def press(terminal: Terminal) -> None:
        pump(terminal, 0.3)
        terminal.write(key)
        pump(terminal, 0.2)

    return press


def _stopped(terminal: Terminal) -> None:
    pump(terminal, 0.3)
    terminal.write("f")
    stop_output(terminal)


def _pasted(terminal: Terminal) -> None:
    pump(terminal, 0.3)
    paste(terminal)


def _long_still(terminal: Terminal) -> None:
    pump(terminal, 2.0)


def rivals() -> dict[str, Rival]:
    """Each that is here, in each state that it can be brought into."""
    plain = [sys.executable, "-c", PLAIN]
    seen = b"FIRSTFRAME"
    found = {
        "Textual's own exit, drawn": Rival(plain, seen, _still),
        "Textual's own exit, a question": Rival(plain, seen, _pressed("w")),
        "Textual's own exit, starting up": Rival(plain, b"\x1b[?1049h", _at_once),
        "Textual's own exit, a page that moves": Rival(plain, seen, _pressed("t")),
        "Textual's own exit, a PDF being made": Rival(plain, seen, _pressed("d")),
        "Textual's own exit, behind a 1 MB paste": Rival(plain, seen, _pasted),
        "Textual's own exit, held in C for 5 s": Rival(plain, seen, _pressed("g")),
        "Textual's own exit, loop blocked 10 s": Rival(plain, seen, _pressed("b")),
        "Textual's own exit, output stopped": Rival(plain, seen, _stopped),
    }
    vim = shutil.which("vim")
    if vim is None:
        print("  vim is not installed here: not compared")
    else:
        bare = [vim, "-u", "NONE", "-N", "-i", "NONE", "-n"]
        found["vim ZQ, drawn"] = Rival(bare, b"~", _still, b"ZQ")
        found["vim ZQ, starting up"] = Rival(bare, b"\x1b[?1049h", _at_once, b"ZQ")
    for name, key in (("posting", b"\x03"), ("harlequin", CTRL_Q)):
        path = shutil.which(name, path=os.environ.get("OTHERS", "") or os.environ.get("PATH"))
        if path is None:
            print(f"  {name} is not installed here: not compared")
            continue
        found[f"{name}, drawn"] = Rival([path], b"\x1b[?1049h", _long_still, key)
    return found


def leave(rival: Rival, folder: Path) -> float | None:
    """Seconds from its own key to the first screen; None where it never came."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    with Terminal(rival.command, HOME=str(home), XDG_CONFIG_HOME=str(home)) as terminal:
        until(terminal, rival.shown)
        rival.reach(terminal)
        del terminal.output[:]
        start = time.perf_counter()
        terminal.write(rival.key)
        try:
            return until(terminal, LEAVES, NEVER) - start
        except (TimeoutError, OSError):
            return None

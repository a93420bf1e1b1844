"""From the key to the wiped screen, beside Textual's own way out."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks import figures
from benchmarks.first_frame import BARE
from benchmarks.places import PASSWORD, guard, make_vault, until
from tests.terminal.pty_harness import Terminal

TIMES = 40
WIPED = b"\x1b[3J"
CTRL_Q = b"\x11"


def _hide(vault: Path, key: bytes) -> float:
    with Terminal(guard(vault)) as terminal:
        until(terminal, b"Password:")
        terminal.write(f"{PASSWORD}\r")
        until(terminal, b"Close for today")
        time.sleep(0.3)
        del terminal.output[:]
        start = time.perf_counter()
        terminal.write(key)
        return until(terminal, WIPED) - start


def _line(vault: Path) -> float:
    with Terminal(guard(vault)) as terminal:
        until(terminal, b"Password:")
        time.sleep(0.3)
        del terminal.output[:]
        start = time.perf_counter()
        terminal.write(CTRL_Q)
        return until(terminal, WIPED) - start


def _textual() -> float:
    with Terminal([sys.executable, "-c", BARE]) as terminal:
        until(terminal, b"FIRSTFRAME")
        time.sleep(0.3)
        start = time.perf_counter()
        terminal.write(CTRL_Q)
        return until(terminal, b"\x1b[?1049l") - start


def main() -> None:
    """Interleaved; Esc Esc holds 30 ms of silence that tell it from a longer key."""
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder) / "notes.dat"
        make_vault(vault, 1 << 20)
        found = figures.interleaved(
            {
                "Ctrl-Q on the plan, first wipe": lambda: _hide(vault, CTRL_Q),
                "Esc Esc on the plan, first wipe": lambda: _hide(vault, b"\x1b\x1b"),
                "Ctrl-Q at the line, first wipe": lambda: _line(vault),
                "Textual's own Ctrl-Q, screen left": _textual,
            },
            TIMES,
        )
    for name, seconds in found.items():
        figures.tell(name, seconds)
    own = found["Textual's own Ctrl-Q, screen left"]
    figures.ratio("Textual / Ctrl-Q", own, found["Ctrl-Q on the plan, first wipe"])

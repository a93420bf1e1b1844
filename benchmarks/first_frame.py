"""From starting the program to the line, and to the first screen, beside a bare Textual app."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks import figures
from benchmarks.places import guard, installed, make_vault, until
from tests.terminal.pty_harness import Terminal

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("FIRSTFRAME")
Bare().run()
"""
TIMES = 15


def _seen(command: list[str], words: bytes) -> float:
    start = time.perf_counter()
    with Terminal(command) as terminal:
        return until(terminal, words) - start


def main() -> None:
    """Interleaved starts; what the harness itself costs is in all of them."""
    with tempfile.TemporaryDirectory() as folder:
        vault, absent = Path(folder) / "notes.dat", Path(folder) / "absent.dat"
        make_vault(vault, 1 << 20)
        nothing = [sys.executable, "-I", "-S", "-c", "print('FIRSTFRAME')"]
        found = figures.interleaved(
            {
                "bare Python, a word": lambda: _seen(nothing, b"FIRSTFRAME"),
                "safeplan open, the line": lambda: _seen(installed(vault), b"Password:"),
                "the line": lambda: _seen(guard(vault), b"Password:"),
                "bare Textual, a word": lambda: _seen([sys.executable, "-c", BARE], b"FIRSTFRAME"),
                "first start, the first screen": lambda: _seen(guard(absent), b"English"),
            },
            TIMES,
        )
    for name, seconds in found.items():
        figures.tell(name, seconds)
    bare = found["bare Textual, a word"]
    figures.ratio("first screen / bare Textual", found["first start, the first screen"], bare)
    python = found["bare Python, a word"]
    figures.ratio("the line / bare Python", found["the line"], python)
    figures.ratio("safeplan open / bare Python", found["safeplan open, the line"], python)

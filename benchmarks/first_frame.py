"""From starting the program to the line, and to the first screen, beside a bare Textual app."""

from __future__ import annotations

import compileall
import os
import pty
import select
import signal
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import figures
from benchmarks.places import ROOT, favour, guard, installed, make_vault

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
    """Seconds from executing it, at once, on a terminal of its own, to the words."""
    environ = {**os.environ, "TERM": "xterm-256color"}
    start = time.perf_counter()
    pid, master = pty.fork()
    if pid == 0:
        try:
            favour()
            os.execve(command[0], command, environ)
        finally:
            os._exit(127)
    output = b""
    try:
        while words not in output:
            if not select.select([master], [], [], 30)[0]:
                raise TimeoutError(words)
            output += os.read(master, 1 << 16)
        return time.perf_counter() - start
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(master)


def main() -> None:
    """Interleaved starts of what was compiled before, as an installation is."""
    favour()
    compileall.compile_dir(str(ROOT / "safeplan"), quiet=2)
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

"""From Enter at the line to the plan on the screen, beside bare Argon2id."""

from __future__ import annotations

import compileall
import tempfile
import time
from pathlib import Path

from benchmarks import figures
from benchmarks.places import PASSWORD, ROOT, favour, guard, make_vault, until
from safeplan.vault.keys import STANDARD, derive_root, normalise
from tests.terminal.pty_harness import Terminal

TIMES = 15
TYPING = 1.5  # seconds that a quick typist needs; the app warms up meanwhile
HOME = b"Close for today"


def _bare() -> float:
    start = time.perf_counter()
    derive_root(normalise(PASSWORD), bytes(32), STANDARD)
    return figures.since(start)


def _beside_a_start(vault: Path) -> float:
    """Argon2id while the app starts beside it, as it does when the password is typed at once.

    What it costs over this is the program's own; what it costs over Argon2id alone is also that
    two cores are shared.
    """
    with Terminal(guard(vault)) as terminal:
        favour(terminal.pid)
        until(terminal, b"Password:")
        return _bare()


def _unlock(vault: Path, typing: float) -> float:
    with Terminal(guard(vault)) as terminal:
        favour(terminal.pid)
        until(terminal, b"Password:")
        time.sleep(typing)
        terminal.write(PASSWORD)
        until(terminal, b"*" * len(PASSWORD))
        start = time.perf_counter()
        terminal.write("\r")
        return until(terminal, HOME) - start


def main() -> None:
    """Interleaved; the passphrase is typed in one burst, at once and after a while."""
    favour()
    compileall.compile_dir(str(ROOT / "safeplan"), quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder) / "notes.dat"
        make_vault(vault)
        found = figures.interleaved(
            {
                "bare Argon2id": _bare,
                "Argon2id beside a start": lambda: _beside_a_start(vault),
                "unlock, typed after a while": lambda: _unlock(vault, TYPING),
                "unlock, typed at once": lambda: _unlock(vault, 0.0),
            },
            TIMES,
        )
    for name, seconds in found.items():
        figures.tell(name, seconds)
    bare = found["bare Argon2id"]
    for name in ("unlock, typed after a while", "unlock, typed at once"):
        figures.difference(f"{name}, over Argon2id", found[name], bare)
    beside = found["Argon2id beside a start"]
    at_once = found["unlock, typed at once"]
    figures.difference("unlock, typed at once, over Argon2id beside a start", at_once, beside)
    figures.ratio("unlock / bare Argon2id", found["unlock, typed after a while"], bare)

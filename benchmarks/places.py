"""Programs and files that several figures need."""

from __future__ import annotations

import os
import select
import sys
import time
from pathlib import Path

from safeplan.plan.model import Plan, dumps
from safeplan.vault.format import Roots
from safeplan.vault.keys import STANDARD, derive_root, normalise
from safeplan.vault.vault import Vault, new_salts
from tests.terminal.pty_harness import Terminal

ROOT = Path(__file__).resolve().parent.parent
START = ROOT / "safeplan" / "guard" / "start.py"
PASSWORD = "pear tram lantern velvet otter brick"
WRITTEN = 4 << 20


def make_vault(path: Path, size: int = WRITTEN) -> Roots:
    """A vault with an opened plan under ``PASSWORD``, and its roots."""
    salts = new_salts()
    words = normalise(PASSWORD)
    roots = Roots(derive_root(words, salts.a, STANDARD), derive_root(words, salts.b, STANDARD))
    payload = dumps(Plan(consent=True))
    Vault.create(path, size=size, salts=salts, plan=(roots, payload), notebook=None)
    return roots


def guard(vault: Path) -> list[str]:
    """The command line of the guard, as the product starts it."""
    return [sys.executable, "-I", "-S", "-B", str(START), str(vault)]


def installed(vault: Path) -> list[str]:
    """What a person types, as it was installed beside the Python that runs this."""
    return [str(Path(sys.executable).with_name("safeplan")), "open", str(vault)]


def favour(pid: str | int = "self") -> None:
    """Put a session before or behind what else runs, where BENCH_NICE (-20 to 19) says so.

    Linux may share the processors out by sessions, and then looks at a number that each has.
    """
    wanted = os.environ.get("BENCH_NICE", "")
    if wanted:
        Path(f"/proc/{pid}/autogroup").write_text(wanted, encoding="ascii")


def until(terminal: Terminal, words: bytes, patience: float = 30.0) -> float:
    """Read the terminal until ``words`` were written; the moment on the monotonic clock.

    The bytes are looked at as they come, without an emulator in between.
    """
    end = time.perf_counter() + patience
    while words not in terminal.output:
        if not select.select([terminal.master], [], [], max(0.0, end - time.perf_counter()))[0]:
            raise TimeoutError(words)
        terminal.output += os.read(terminal.master, 1 << 16)
    return time.perf_counter()

"""The guard on a Windows console, beside the small app of the tests."""

from __future__ import annotations

import os
from pathlib import Path

from safeplan.vault import keys
from tests.terminal.cheap_kdf import CHEAP
from tests.terminal.small_app import CANARY, ROOT_A, ROOT_B
from tests.windows.consoles import Console, drive

ROOT = Path(__file__).resolve().parents[2]
TERMINAL = ROOT / "tests" / "terminal"
FIRST, SECOND = "six small fish", "two halves, Zoë"
HALF = 1 << 19

__all__ = ["CANARY", "FIRST", "SECOND", "guarded", "opened", "small_vault", "the_app", "words"]


def small_vault(path: Path) -> Path:
    """A file of a vault's size that FIRST opens by half A, and SECOND by half B."""
    data = bytearray(os.urandom(2 * HALF))
    for place, word, salt in ((ROOT_A, FIRST, 0), (ROOT_B, SECOND, HALF)):
        root = keys.derive_root(keys.normalise(word), bytes(data[salt : salt + 32]), CHEAP)
        data[place : place + 32] = root
    path.write_bytes(data)
    return path


def words(path: Path | None, *options: str, app: Path | None = None) -> list[str | Path]:
    """The command line of the guard on a file, with the small app and the tests' derivation."""
    programs = [drive(app or TERMINAL / "small_app.py"), drive(TERMINAL / "cheap_kdf.py")]
    start: list[str | Path] = ["-I", "-S", "-B", TERMINAL / "start_test_guard.py", *programs]
    return [*start, *([] if path is None else [path]), *options]


def guarded(console: Console, path: Path, **environ: str) -> Console:
    """The guard at its line."""
    console.ask("lengthen", 300)
    console.start(*words(path), **environ)
    console.shows("Password:")
    return console


def opened(console: Console, path: Path, **environ: str) -> Console:
    """The guard with the small app open."""
    guarded(console, path, **environ)
    console.type(FIRST + "\r")
    console.shows("open ")
    console.shows(CANARY)
    return console


def the_app(console: Console) -> int:
    """Its process, once what derived has ended."""
    console.until(lambda: len(console.ask("children")) == 1, "the app alone")
    return int(console.ask("children")[0])

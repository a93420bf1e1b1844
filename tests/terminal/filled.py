"""A real vault with an invented plan in it, cheap to open, and the real app on it."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

from safeplan.cover import notebook as notebooks
from safeplan.cover.seed import seed
from safeplan.plan import answers, journal, model
from safeplan.plan.guide import load_guide
from safeplan.vault import keys
from safeplan.vault.format import Roots, Salts
from safeplan.vault.vault import Vault, new_salts
from tests.terminal.cheap_kdf import CHEAP

ROOT = Path(__file__).resolve().parents[2]
FIRST = "six small fish in a teapot"
SECOND = "plum curtain bicycle"
ENTRY = "A quiet Sunday with the invented hamster."
# Words that stand on the screens of this plan and must stand nowhere afterwards.
CANARIES = ("Pumpkin", "Zoë", "Mr Tea", "book club", "lodger", "hamster", "invented", "01632")


def roots(word: str, salts: Salts) -> Roots:
    """Both roots of a word at the tests' cost."""
    words = keys.normalise(word)
    return Roots(*(keys.derive_root(words, salt, CHEAP) for salt in (salts.a, salts.b)))


def plan() -> model.Plan:
    """The example's answers and a journal entry, after the first launch."""
    guide = load_guide()
    read = answers.read_toml((ROOT / "examples" / "answers.toml").read_text("utf-8"), guide)
    start = model.Plan(consent=True, settings=model.Settings(practised=2))
    filled = answers.fill(start, read, guide, datetime.date(2026, 3, 2))
    return journal.add_entry(filled, ENTRY, datetime.datetime(2026, 3, 2, 21, 30))


def make(path: Path) -> Path:
    """A vault of 1 MiB with that plan and a notebook beside it."""
    import random

    salts = new_salts()
    beside = notebooks.dumps(seed(random.Random(3), datetime.date(2026, 3, 2)))
    Vault.create(
        path,
        size=1 << 20,
        salts=salts,
        plan=(roots(FIRST, salts), model.dumps(plan())),
        notebook=(roots(SECOND, salts), beside),
    )
    return path


def command(path: Path) -> list[str]:
    """The guard on it, with the real app and the tests' derivation."""
    guard = str(ROOT / "tests" / "terminal" / "start_test_guard.py")
    app = str(ROOT / "safeplan" / "app" / "child.py")
    kdf = str(ROOT / "tests" / "terminal" / "cheap_kdf.py")
    return [sys.executable, "-I", "-S", "-B", guard, app, kdf, str(path)]


def payload(path: Path, word: str = FIRST) -> bytes:
    """What the vault holds now behind a word."""
    salts = Vault.read_salts(path)
    both = roots(word, salts)
    with Vault.open(path, lambda salt: both.a if salt == salts.a else both.b, write=False) as vault:
        return vault.payload

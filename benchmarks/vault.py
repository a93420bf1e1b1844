"""The file itself: wrong and foreign, open beside bare Argon2id, save by size, beside others."""

from __future__ import annotations

import datetime
import os
import tempfile
import time
from pathlib import Path

from benchmarks import figures
from benchmarks.others import age, keepass
from benchmarks.places import PASSWORD
from safeplan.plan.journal import add_entry, entries
from safeplan.plan.model import Plan, dumps
from safeplan.vault.errors import NotOpened
from safeplan.vault.format import SIZES, Roots
from safeplan.vault.keys import STANDARD, derive_root, normalise
from safeplan.vault.storage import Disk, Storage
from safeplan.vault.vault import Vault, new_salts

PAIRS, OPENINGS, SAVES = 50, 12, 20
ENTRIES = 100
TEXT = "Zoë put the kettle on, and Mr Tea found the other sock behind the fridge. Number {n}. " * 4
MIB = 1 << 20


class _Unflushed(Storage):
    """A file that is written and read back, and never flushed."""

    def sync(self) -> None:
        """Nothing."""


class _Disk:
    open = staticmethod(_Unflushed.open)
    create = staticmethod(Storage.create)


def _plan() -> Plan:
    plan = Plan(consent=True)
    for n in range(ENTRIES):
        plan = add_entry(plan, TEXT.format(n=n), datetime.datetime(2026, 1, 1, 12, 0))
    return plan


def _root(salt: bytes, words: str = PASSWORD) -> bytes:
    return derive_root(normalise(words), salt, STANDARD)


def _made(path: Path, size: int, payload: bytes) -> Roots:
    salts = new_salts()
    roots = Roots(_root(salts.a), _root(salts.b))
    Vault.create(path, size=size, salts=salts, plan=(roots, payload), notebook=None)
    return roots


def _bare() -> float:
    start = time.perf_counter()
    _root(bytes(32))
    return figures.since(start)


def _refused(path: Path) -> float:
    start = time.perf_counter()
    try:
        Vault.open(path, lambda salt: _root(salt, "not this one"), write=False)
    except NotOpened:
        return figures.since(start)
    raise AssertionError(path)


def _opened(path: Path) -> float:
    start = time.perf_counter()
    with Vault.open(path, _root, write=False):
        return figures.since(start)


class _Saving:
    """A vault of one size that is open for saving."""

    def __init__(self, path: Path, size: int, payload: bytes) -> None:
        roots = _made(path, size, payload)
        disk: Disk = _Disk()
        salts = Vault.read_salts(path)
        self.vault = Vault.open(
            path, lambda salt: roots.a if salt == salts.a else roots.b, disk=disk
        )
        self.payload = payload

    def save(self) -> float:
        start = time.perf_counter()
        self.vault.save(self.payload)
        taken = figures.since(start)
        self.vault.level()
        return taken


def main() -> None:
    """All in one run, each group interleaved."""
    place = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=place) as name:
        folder, plan = Path(name), _plan()
        payload, texts = dumps(plan), [one.text("text") for one in entries(plan)]
        print(f"  a plan of {ENTRIES} entries, {len(payload)} bytes")
        files = {size: folder / f"{size // MIB}" for size in SIZES}
        saving = {size: _Saving(path, size, payload) for size, path in files.items()}
        _pairs(files[SIZES[1]], folder)
        _sizes(files, saving)
        cost = (STANDARD.memory_kib << 10, STANDARD.iterations, STANDARD.lanes)
        with keepass(folder, texts, cost) as trials:
            ours = {
                "ours, 4 MiB, open": lambda: _opened(files[SIZES[1]]),
                "ours, 4 MiB, save": saving[SIZES[1]].save,
            }
            saving[SIZES[1]].vault.settle()
            found = figures.interleaved(ours | trials | age(folder, payload), OPENINGS)
        for title, seconds in found.items():
            figures.tell(title, seconds)
        for each in saving.values():
            each.vault.close()


def _pairs(path: Path, folder: Path) -> None:
    foreign = folder / "foreign"
    foreign.write_bytes(os.urandom(path.stat().st_size))
    found = figures.interleaved(
        {
            "a wrong password": lambda: _refused(path),
            "a foreign file": lambda: _refused(foreign),
            "the right password": lambda: _opened(path),
        },
        PAIRS,
    )
    for title, seconds in found.items():
        figures.tell(title, seconds)
    wrong = found["a wrong password"]
    figures.ratio("a wrong password / a foreign file", wrong, found["a foreign file"])
    figures.ratio("the right password / a wrong one", found["the right password"], wrong)


def _sizes(files: dict[int, Path], saving: dict[int, _Saving]) -> None:
    opening: dict[str, figures.Trial] = {"bare Argon2id": _bare}
    saves: dict[str, figures.Trial] = {}
    for size, path in files.items():
        opening[f"open, {size // MIB} MiB"] = lambda path=path: _opened(path)  # type: ignore[misc]
        saves[f"save without a flush, {size // MIB} MiB"] = saving[size].save
    found = figures.interleaved(opening, OPENINGS) | figures.interleaved(saves, SAVES)
    for title, seconds in found.items():
        figures.tell(title, seconds)
    for size in files:
        figures.ratio(
            f"open, {size // MIB} MiB / bare Argon2id",
            found[f"open, {size // MIB} MiB"],
            found["bare Argon2id"],
        )

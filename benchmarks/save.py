"""How long a save takes: one copy written, synced and read back, small and full."""

from __future__ import annotations

import json
import os
import tempfile
import time
from pathlib import Path

from benchmarks import figures
from benchmarks.places import WRITTEN
from safeplan.plan.model import Plan, dumps
from safeplan.vault.format import Roots
from safeplan.vault.vault import Vault, new_salts

TIMES = 20


def _payload(size: int) -> bytes:
    """A plan of about ``size`` bytes that do not compress."""
    return json.dumps({"form": "plan", "version": 1, "fill": os.urandom(size // 2).hex()}).encode()


def _bare(folder: Path, size: int) -> float:
    data = os.urandom(size)
    start = time.perf_counter()
    with (folder / "bare").open("wb", buffering=0) as stream:
        stream.write(data)
        os.fsync(stream.fileno())
    return figures.since(start)


def main() -> None:
    """In memory's file system the sync costs nothing, so that our own part shows."""
    place = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=place) as name:
        folder = Path(name)
        salts = new_salts()
        roots = Roots(os.urandom(32), os.urandom(32))
        plan = (roots, dumps(Plan()))
        Vault.create(folder / "v", size=WRITTEN, salts=salts, plan=plan, notebook=None)
        with Vault.open(
            folder / "v", lambda salt: roots.a if salt == salts.a else roots.b
        ) as vault:
            capacity = vault.room().capacity

            def save(payload: bytes) -> float:
                start = time.perf_counter()
                vault.save(payload, sleep=lambda _seconds: None)
                taken = figures.since(start)
                vault.level()
                return taken

            full = _payload(int(capacity * 0.9))
            found = figures.interleaved(
                {
                    "bare write of one copy, synced": lambda: _bare(folder, capacity),
                    "save, small plan": lambda: save(dumps(Plan())),
                    "save, nearly full": lambda: save(full),
                },
                TIMES,
            )
    for title, seconds in found.items():
        figures.tell(title, seconds)

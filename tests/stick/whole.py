"""A whole stick for Windows and Linux, as the command makes it; made once for all tests."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from functools import cache
from pathlib import Path
from random import Random

from safeplan.stick import copies, kept_parts
from safeplan.stick.building import build
from safeplan.stick.parts import LINUX, WINDOWS, Part, Source

ROOT = Path(__file__).resolve().parent.parent.parent
KEPT = 4  # sticks of trees as they were before
NAME, KEPT_PARTS = "notes", "kept"


@cache
def whole_stick() -> Path:
    """The folder of one; whoever uses it leaves it as it is. A run has one, come what may."""
    top = Path(tempfile.gettempdir()) / f"whole-stick-{os.getuid()}"
    top.mkdir(mode=0o700, exist_ok=True)
    with (top / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        place = top / _key()
        if not (place / "parts").exists():
            for old in sorted(top.glob("*/parts"), key=os.path.getmtime)[:-KEPT]:
                shutil.rmtree(old.parent)
            shutil.rmtree(place, ignore_errors=True)
            _make(place)
    return place / NAME


def everything_fetched() -> Path:
    """A folder with all that it was made from; whoever uses it leaves it as it is."""
    return whole_stick().parent / KEPT_PARTS


def whole_parts() -> list[str]:
    """What it is made of: a line for each part, in the form of `repr`."""
    return (whole_stick().parent / "parts").read_text(encoding="utf-8").splitlines()


def _make(place: Path) -> None:
    cache = place / "cache"
    cache.mkdir(parents=True)
    built = build(cache, (WINDOWS, LINUX), Source(), lambda *_, **__: None)
    files = copies.stick_files(built, NAME)
    tell = [0]
    copies.make(place / NAME, files, chance=Random(7), now=time.time(), tell=tell.append)
    kept_parts.keep(cache, place / KEPT_PARTS, Source())
    shutil.rmtree(cache)
    lines = "".join(f"{part!r}\n" for part in built.parts)
    (place / "parts").write_text(lines, encoding="utf-8")


def parts() -> tuple[Part, ...]:
    """The parts that it is made of."""
    return tuple(eval(line, {"Part": Part}) for line in whole_parts())


def _key() -> str:
    """Changes with the program and with what it says."""
    read = hashlib.sha256(str(ROOT).encode())
    for top in ("safeplan", "templates", "locales"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.is_file() and path.suffix not in {".pyc"}:
                read.update(path.name.encode() + path.read_bytes())
    return read.hexdigest()[:12]

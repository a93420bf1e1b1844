"""Which libraries of this Linux a file needs, and where they lie: as its own loader finds them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

from safeplan.stick.parts import StickError

# Parts of the C library, which belong to one loader and to no other.
C_LIBRARY = frozenset(
    {
        *("libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2", "libutil.so.1"),
        *("librt.so.1", "libresolv.so.2", "libmvec.so.1", "libanl.so.1"),
    }
)
# Told so, a loader names what it would load, also what it does not find, and runs nothing.
_LIST = {"LD_TRACE_LOADED_OBJECTS": "1"}
_PATIENCE = 60  # seconds for a list of names


def found_by(loader: Path, files: Iterable[Path], folders: Iterable[Path] = ()) -> dict[str, Path]:
    """The libraries that ``files`` need, each by its name, with those that these need.

    Args:
        loader: The loader of this system, which is asked.
        files: Programs and libraries.
        folders: Where to look first.

    Raises:
        StickError: a library is not there, or the loader gives no answer.
    """
    found: dict[str, Path] = {}
    where = ":".join(map(str, folders))
    for file in files:
        command = [str(loader), "--library-path", where, str(file)]
        try:
            listed = subprocess.run(  # noqa: S603 the system's own loader
                command, env=_LIST, capture_output=True, text=True, check=False, timeout=_PATIENCE
            )
        except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
            raise StickError("stick.no_loader") from None
        # A file that is linked to nothing is answered with a complaint, and needs nothing.
        _read(listed.stdout, loader, found)
    return found


def _read(listed: str, loader: Path, found: dict[str, Path]) -> None:
    for line in listed.splitlines():
        name, arrow, place = line.strip().partition(" => ")
        if not arrow:
            continue
        if place.split()[:2] == ["not", "found"]:
            raise StickError("stick.no_library", name=name)
        path = Path(place.rpartition(" (")[0] or place)
        if Path(name).name != loader.name:
            found.setdefault(name, path)

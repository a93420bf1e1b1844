"""All parts of a stick in one folder, for a maker who has no network: what ``--from`` reads."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from safeplan.stick.parts import Source, StickError
from safeplan.stick.wheels import sha256
from safeplan.stick.windows_runtime import parts_table

_FETCHED = (".whl", ".tar.gz")


def checked(folder: Path) -> None:
    """Look whether parts may be laid into ``folder``, before anything is fetched.

    Raises:
        StickError: something else stands under its name, or it cannot be made or written to.
    """
    if folder.exists() and not folder.is_dir():
        raise StickError("stick.no_folder", name=folder)
    place = folder.absolute()
    nearest = next(one for one in (place, *place.parents) if os.path.lexists(one))
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise StickError("stick.no_place", name=folder)


def keep(cache: Path, folder: Path, source: Source) -> int:
    """Copy every file that came from the package index to ``folder``.

    Args:
        cache: Where a stick was built.
        source: Where its parts came from; packages are read in the maker's folder, not in
            ``cache``, where there is one.
        folder: Made if it is not there; what lies there under the same name is replaced.

    Returns:
        How many there are.

    Raises:
        OSError: one cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    places = (cache / "runtimes", *cache.glob("wheels-*"))
    fetched = [
        path
        for place in places
        for path in sorted(place.glob("*"))
        if path.is_file() and path.name.endswith(_FETCHED)
    ]
    fetched += _packages(source)
    for path in fetched:
        if not _is_there(path, folder):
            shutil.copyfile(path, folder / path.name)
    return len(fetched)


def _packages(source: Source) -> list[Path]:
    """Packages in the maker's folder that runtimes are made of, each of them the right one."""
    if source.folder is None:
        return []
    found = []
    for package in parts_table()["packages"].values():
        path = source.folder / package["file"]
        if path.is_file() and sha256(path) == package["sha256"]:
            found.append(path)
    return found


def _is_there(path: Path, folder: Path) -> bool:
    """Whether it lies there itself: parts may be kept in the folder that they come from."""
    try:
        return path.samefile(folder / path.name)
    except OSError:
        return False

"""All parts of a stick in one folder, for a maker who has no network: what ``--from`` reads."""

from __future__ import annotations

import shutil
from pathlib import Path

from safeplan.stick.parts import StickError

_FETCHED = (".whl", ".tar.gz")


def checked(folder: Path) -> None:
    """Look whether parts may be laid into ``folder``, before anything is fetched.

    Raises:
        StickError: something else stands under its name.
    """
    if folder.exists() and not folder.is_dir():
        raise StickError("stick.no_folder", name=folder)


def keep(cache: Path, folder: Path) -> int:
    """Copy every file that was fetched from the package index to ``folder``.

    Args:
        cache: Where a stick was built.
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
    for path in fetched:
        shutil.copyfile(path, folder / path.name)
    return len(fetched)

"""Links in a folder that a stick is made in: what was written through one would lie elsewhere."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from safeplan.stick.parts import StickError

NO_LINKS = getattr(os, "O_NOFOLLOW", 0)  # for `os.open`, where the system knows it
_JUNCTION = 0xA0000003  # how Windows marks a folder that leads elsewhere


def is_link(path: Path) -> bool:
    """Whether it leads elsewhere; what is not there does not."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION


def refuse_links(folder: Path, paths: Iterable[str]) -> None:
    """Refuse to write to ``paths`` where one of them, or a folder on the way, leads elsewhere.

    Args:
        folder: The stick; that it is itself reached by a link is its maker's choice.
        paths: Relative to it, with ``/``.

    Raises:
        StickError: one does.
    """
    given = list(paths)
    ways = set(given)
    ways |= {parent.as_posix() for path in given for parent in Path(path).parents} - {"."}
    for way in sorted(ways):
        if is_link(folder / way):
            raise StickError("stick.link", name=folder / way)

"""Whether a folder can become a stick: empty, or our own unfinished work, and large enough."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

from safeplan.stick.layout import UNFINISHED
from safeplan.stick.leftovers import is_trash, refuse_trash, take_away
from safeplan.stick.links import is_link, refuse_links
from safeplan.stick.parts import StickError
from safeplan.stick.writing import Content

MIB = 1 << 20
MB = 1_000_000  # bytes, as makers of sticks count
VAULT = 4 * MIB  # the file that is made at the first start, unless another size is chosen
SPARE = 1 * MIB
_LARGEST_PIECE = 1 << 17  # bytes that a small file takes on a large stick, at most

# What systems lay on every disk that they meet, beside their trash.
_SYSTEMS = frozenset({"System Volume Information", "lost+found", ".Spotlight-V100", ".fseventsd"})


def ready(folder: Path, files: Mapping[str, Content]) -> None:
    """Make the folder if it is not there, and look whether all can be laid in it.

    What a first try laid and is not among ``files`` is taken away.

    Raises:
        StickError: it is not empty, is no folder, is too small, or a link in it leads elsewhere.
        OSError: it cannot be made or read.
    """
    found = usable(folder)
    folder.mkdir(exist_ok=True)
    refuse_links(folder, files)
    if UNFINISHED in found:
        take_away(folder, found, files)
    room(folder, files, already=_already(folder, files))


def usable(folder: Path, finished: Collection[str] = ()) -> set[str]:
    """Names of what lies in a folder that may become a stick; nothing is made yet.

    Args:
        folder: The folder.
        finished: Names at the top of a stick that is done; a folder with just these is let pass,
            since the same command may have made it before it was cut short at another.

    Raises:
        StickError: it is not empty, is no folder and cannot be made, or its trash is not empty.
        OSError: it cannot be read or written to.
    """
    if not os.path.lexists(folder) and folder.parent.is_dir():
        if _locked(folder.parent):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        if not os.access(folder.parent, os.W_OK | os.X_OK):
            raise StickError("stick.not_there", name=folder)
        return set()
    if not folder.is_dir():
        raise StickError("stick.no_folder", name=folder)
    found = there(folder)
    if found and not _begun(folder) and found != set(finished) - _SYSTEMS:
        raise StickError("stick.not_empty", name=folder)
    for name in sorted(os.listdir(folder)):
        if is_link(folder / name):
            raise StickError("stick.link", name=folder / name)
    refuse_trash(folder)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return found


def there(folder: Path) -> set[str]:
    """Names in a folder, without what systems lay on every disk.

    Raises:
        OSError: it cannot be read.
    """
    return {name for name in set(os.listdir(folder)) - _SYSTEMS if not is_trash(name)}


def label(folder: Path) -> list[str]:
    """What a disk is called, where ``folder`` is all of it and is called so; none otherwise."""
    place = folder.absolute().resolve()
    return [place.name] if place.name and os.path.ismount(place) else []


def _begun(folder: Path) -> bool:
    """Whether our own mark stands there. It is empty: a file that holds something is another's."""
    try:
        found = (folder / UNFINISHED).lstat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size == 0


def room(folder: Path, files: Mapping[str, Content], *, already: int = 0) -> None:
    """Look whether the disk is large enough for ``files`` and a vault beside them.

    Args:
        folder: Somewhere on that disk.
        files: What is going to be laid.
        already: Bytes of them that are there.

    Raises:
        StickError: it is not.
    """
    piece = _piece(folder)
    needed = VAULT + SPARE + sum(-(-content.size // piece) * piece for content in files.values())
    free = shutil.disk_usage(folder).free + already
    if free < needed:
        raise StickError("stick.too_small", needed=_mb(needed), free=free // MB, name=folder)


def _locked(folder: Path) -> bool:
    """Whether its disk lets nobody write, as one with a switch on its side."""
    if sys.platform == "win32":
        return False
    else:
        return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def _already(folder: Path, files: Mapping[str, Content]) -> int:
    found = 0
    for path in files:
        try:
            found += (folder / path).stat().st_size
        except OSError:
            continue
    return found


def _piece(folder: Path) -> int:
    """Bytes that the smallest file takes on this disk."""
    if sys.platform == "win32":
        return _LARGEST_PIECE
    else:
        told = os.statvfs(folder)
        return max(512, min(_LARGEST_PIECE, told.f_frsize or told.f_bsize))


def _mb(size: int) -> int:
    return -(-size // MB)

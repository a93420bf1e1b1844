"""Whether a folder can become a stick: empty, or our own unfinished work, and large enough."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from safeplan.stick.layout import UNFINISHED
from safeplan.stick.parts import StickError
from safeplan.stick.writing import Content

MIB = 1 << 20
VAULT = 4 * MIB  # the file that is made at the first start, unless another size is chosen
SPARE = 1 * MIB
_LARGEST_PIECE = 1 << 17  # bytes that a small file takes on a large stick, at most

# What systems lay on every disk that they meet.
_SYSTEMS = frozenset(
    {
        *("System Volume Information", "$RECYCLE.BIN", "lost+found", ".Trashes"),
        *(".Spotlight-V100", ".fseventsd", ".TemporaryItems"),
    }
)


def ready(folder: Path, files: Mapping[str, Content]) -> None:
    """Make the folder if it is not there, and look whether all can be laid in it.

    Raises:
        StickError: it is not empty, is no folder, or is too small.
        OSError: it cannot be made or read.
    """
    there = usable(folder)
    folder.mkdir(exist_ok=True)
    if UNFINISHED in there:
        tops = {path.split("/")[0] for path in files} | {UNFINISHED}
        # Something that is not ours came in between: nobody but its owner takes it away.
        if there - tops:
            raise StickError("stick.not_empty", name=folder)
    room(folder, files, already=_already(folder, files))


def usable(folder: Path) -> set[str]:
    """Names of what lies in a folder that may become a stick; nothing is made yet.

    Raises:
        StickError: it is not empty, or is no folder.
        OSError: it cannot be read.
    """
    if not folder.exists() and folder.parent.is_dir():
        return set()
    if not folder.is_dir():
        raise StickError("stick.no_folder", name=folder)
    there = _there(folder)
    if there and UNFINISHED not in there:
        raise StickError("stick.not_empty", name=folder)
    return there


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
        raise StickError("stick.too_small", needed=_mib(needed), free=_mib(free))


def _there(folder: Path) -> set[str]:
    names = {entry.name for entry in os.scandir(folder)} - _SYSTEMS
    return {name for name in names if not name.startswith(".Trash-")}


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


def _mib(size: int) -> int:
    return -(-size // MIB)

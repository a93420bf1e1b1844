"""What others, or a first try, left in a folder that is to become a stick."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from safeplan.stick.layout import ENDINGS, UNFINISHED, Places
from safeplan.stick.links import is_link
from safeplan.stick.parts import SYSTEMS, StickError
from safeplan.stick.starting import launchers

WAITING = ".tmp"  # behind a launcher's name until all of it is there
_TRASH = {"$recycle.bin", ".trashes", ".trash", ".temporaryitems"}
_TRASH_OF_SOMEBODY = ".trash-"
# What systems put into an empty trash themselves: the one says how its folder is drawn, the other
# how large folders are that were thrown away, and is empty where none were.
_DRAWN, _SIZES = "desktop.ini", "directorysizes"


def is_trash(name: str) -> bool:
    """Whether files that were thrown away are kept under this name, at the top of a disk."""
    return name.lower() in _TRASH or name.lower().startswith(_TRASH_OF_SOMEBODY)


def refuse_trash(folder: Path) -> None:
    """Refuse a folder whose trash holds anything: it would be handed over with the stick.

    Raises:
        StickError: it does, or nobody can look.
        OSError: the folder cannot be read.
    """
    for name in os.listdir(folder):
        if is_trash(name) and _holds(folder / name):
            raise StickError("stick.trash", name=folder)


def _holds(trash: Path) -> bool:
    if is_link(trash) or not trash.is_dir():
        return True
    try:
        return any(not _of_the_system(path) for path in files_under(trash))
    except OSError:
        return True


def _of_the_system(path: Path) -> bool:
    name = path.name.lower()
    return name == _DRAWN or (name == _SIZES and path.lstat().st_size == 0)


def files_under(folder: Path) -> Iterator[Path]:
    """Everything below that is no folder; links are not followed.

    Raises:
        OSError: a folder cannot be read.
    """

    def refused(error: OSError) -> None:
        raise error

    for top, folders, names in os.walk(folder, onerror=refused):
        for name in (*names, *(one for one in folders if is_link(Path(top, one)))):
            yield Path(top, name)


def take_away(folder: Path, there: Collection[str], wanted: Collection[str]) -> None:
    """Take away what an unfinished try laid, and what is not wanted any more.

    Args:
        folder: It holds unfinished work.
        there: Names that stand in it.
        wanted: What is going to be laid, by path with ``/``.

    Raises:
        StickError: something there is not ours; then nothing was taken away.
        OSError: it cannot be taken away.
    """
    places = Places()
    kept = {*wanted, UNFINISHED, places.boot_waiting}
    tops = {path.partition("/")[0] for path in kept}
    gone: list[Path] = []
    for name in sorted(there):
        path = folder / name
        if name in places.folders and path.is_dir():
            gone += _strangers(folder, name, kept)
        elif name not in tops:
            if not _laid_by_us(path, kept):
                raise StickError("stick.not_empty", name=folder)
            gone.append(path)
    for path in gone:
        path.unlink()
    for name in places.folders:
        _remove_empty(folder / name)


def _strangers(folder: Path, name: str, kept: Collection[str]) -> Iterator[Path]:
    """Files of ours that are not to be kept, in one of our folders.

    Raises:
        StickError: one is not ours; nobody but its owner takes it away.
    """
    ours = _ours()
    for path in files_under(folder / name):
        way = path.relative_to(folder).as_posix()
        if way in kept:
            continue
        if "/".join(way.split("/")[:2]) not in ours:
            raise StickError("stick.not_empty", name=folder / name)
        yield path


def _ours() -> set[str]:
    """What can stand in our folders, whatever the systems."""
    places = Places()
    files = {places.boot, places.boot_waiting, places.own, places.pure}
    kinds = (places.starter, places.compiled, places.runtime)
    return files | {kind(system) for kind in kinds for system in SYSTEMS}


def _laid_by_us(path: Path, kept: Collection[str]) -> bool:
    """Whether a file at the top is a launcher as we write them, or the beginning of one."""
    if is_link(path) or not path.is_file():
        return False
    if path.name.endswith(WAITING) and path.name.removesuffix(WAITING) in kept:
        return True
    if path.name == ".metadata_never_index":
        return path.stat().st_size == 0
    if path.suffix not in ENDINGS.values():
        return False
    return path.read_bytes() == launchers(SYSTEMS, path.stem).get(path.name)


def _remove_empty(folder: Path) -> None:
    for top, _folders, _names in os.walk(folder, topdown=False):
        if not os.listdir(top):
            os.rmdir(top)

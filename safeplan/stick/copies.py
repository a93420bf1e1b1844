"""Sticks from what was built once; no two of them in a way that would show that they are alike."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from random import Random

from safeplan.stick import place
from safeplan.stick.building import Built, program_files
from safeplan.stick.layout import UNFINISHED, Places, launcher
from safeplan.stick.leftovers import files_under
from safeplan.stick.links import refuse_links
from safeplan.stick.parts import MAC, SYSTEMS, StickError
from safeplan.stick.starting import launchers
from safeplan.stick.writing import (
    Content,
    contents,
    lay,
    let_start,
    put_times,
    read_back,
    settle,
    settle_file,
)

# Tells a Mac not to list what is on the stick, and not to write down what changes on it.
_QUIET_ON_MAC = (".metadata_never_index", ".fseventsd/no_log")


def stick_files(built: Built, name: str) -> dict[str, Content]:
    """Everything that a new stick holds, by path.

    Raises:
        OSError: what was built cannot be read.
    """
    files = program(built, Places())
    others = launchers(built.systems, name)
    if MAC in built.systems:
        others |= dict.fromkeys(_QUIET_ON_MAC, b"")
    return files | {path: Content.of(data) for path, data in others.items()}


def program(built: Built, places: Places) -> dict[str, Content]:
    """The files of one program, under the names of its generation, for its systems alone."""
    first = Places()
    renamed = dict(zip(first.folders, places.folders, strict=True))
    others = [system for system in SYSTEMS if system not in built.systems]
    left = tuple(f"{of(one)}/" for one in others for of in (first.compiled, first.runtime))
    files = {}
    for path, content in contents(built.root).items():
        if path.startswith(left):
            continue
        top, _, rest = path.partition("/")
        files[f"{renamed[top]}/{rest}"] = content
    more = program_files(built, places)
    return files | {path: Content.of(data) for path, data in more.items()}


def targets(folders: list[Path], copies: int) -> list[Path]:
    """Where sticks are to be made: the folders, or numbered ones in the one that was named.

    Raises:
        StickError: several folders, and a number of copies too.
    """
    if copies == 1:
        return folders
    if len(folders) > 1:
        raise StickError("stick.copies_or_folders")
    return [folders[0] / str(number) for number in range(1, copies + 1)]


def tops(systems: Iterable[str], name: str) -> set[str]:
    """Names at the top of a stick that is done and that nobody used yet."""
    found = {*Places().folders, *(launcher(system, name) for system in systems)}
    return found | ({quiet.partition("/")[0] for quiet in _QUIET_ON_MAC if MAC in systems})


def is_whole(folder: Path, files: Mapping[str, Content]) -> bool:
    """Whether a stick with just these files stands in ``folder`` and reads back right.

    Raises:
        OSError: the folder cannot be read.
    """
    if not folder.is_dir() or UNFINISHED in place.there(folder):
        return False
    names = place.there(folder)
    try:
        found = {
            path.relative_to(folder).as_posix()
            for top in names
            for path in (files_under(folder / top) if (folder / top).is_dir() else [folder / top])
        }
        if found != {path for path in files if path.partition("/")[0] in names}:
            return False
        read_back(folder, files, lambda size: None)
    except StickError:
        return False
    return True


def make(
    folder: Path,
    files: Mapping[str, Content],
    *,
    chance: Random,
    now: float,
    tell: Callable[[int], None],
) -> None:
    """Make one stick in ``folder``, or go on where one was left unfinished.

    Raises:
        StickError: the folder cannot become one, or what was read back is not what was written.
        OSError: it cannot be written.
    """
    place.ready(folder, files)
    mark = folder / UNFINISHED
    mark.touch()
    settle(folder)
    boot = Places().boot
    finish(folder, files, boot, Places().boot_waiting, chance=chance, now=now, tell=tell)
    mark.unlink()
    settle(folder)


def finish(
    folder: Path,
    files: Mapping[str, Content],
    boot: str,
    waiting: str,
    *,
    chance: Random,
    now: float,
    tell: Callable[[int], None],
) -> None:
    """Lay all but ``boot`` under its name; then, when all is whole, give it its name.

    Raises:
        StickError: what was read back is not what was written, or a link leads elsewhere.
        OSError: it cannot be written.
    """
    refuse_links(folder, files)
    (folder / boot).unlink(missing_ok=True)
    laid = {waiting if path == boot else path: content for path, content in files.items()}
    lay(folder, laid, chance=chance, tell=tell)
    let_start(folder, laid)
    put_times(folder, laid, chance=chance, now=now)
    app = (folder / boot).parent
    at = app.stat().st_mtime
    (folder / waiting).rename(folder / boot)
    settle(app)
    os.utime(app, (at, at))
    settle(app)
    settle_file(folder / boot)
    read_back(folder, {boot: files[boot]}, lambda size: None)

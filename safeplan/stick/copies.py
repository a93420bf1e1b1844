"""Sticks from what was built once; no two of them in a way that would show that they are alike."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

from safeplan.stick import place
from safeplan.stick.building import Built, program_files
from safeplan.stick.layout import UNFINISHED, Places
from safeplan.stick.parts import MAC, StickError
from safeplan.stick.starting import launchers
from safeplan.stick.writing import Content, contents, lay, let_start, put_times, read_back, settle

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
    """The files of one program, under the names of its generation."""
    first = Places()
    renamed = dict(zip(first.folders, places.folders, strict=True))
    files = {}
    for path, content in contents(built.root).items():
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
        StickError: what was read back is not what was written.
        OSError: it cannot be written.
    """
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
    read_back(folder, {boot: files[boot]}, lambda size: None)

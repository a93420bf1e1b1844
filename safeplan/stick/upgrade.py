"""A newer program on a stick that is in use; the file beside it is not looked at.

The newer one is laid beside the older one, under names of its own, and gets its ``boot.py`` when
all of it was read back. Only then the older one loses its own, and is taken away. The launcher
starts whichever has one, so that a cut at any moment leaves a stick that starts.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

from safeplan.stick import place
from safeplan.stick.building import Built
from safeplan.stick.copies import finish, program
from safeplan.stick.layout import ENDINGS, GENERATIONS, NAME, SHORT, Places
from safeplan.stick.links import is_link, refuse_links
from safeplan.stick.parts import SYSTEMS, StickError
from safeplan.stick.starting import launchers
from safeplan.stick.writing import Content, lay, let_start, put_times, settle

_LAUNCHER = 1 << 14  # bytes; one of ours is far smaller


def current(folder: Path) -> Places:
    """The program that the launcher of a stick would start.

    Raises:
        StickError: there is none.
    """
    for generation in GENERATIONS:
        places = Places(generation)
        if (folder / places.boot).is_file():
            return places
    raise StickError("stick.no_stick", name=folder)


def systems_of(folder: Path) -> tuple[str, ...]:
    """Which systems a stick starts on.

    Raises:
        StickError: it is none.
    """
    return _systems(folder, current(folder))


def _systems(folder: Path, places: Places) -> tuple[str, ...]:
    rt = folder / places.rt
    return tuple(system for system in SYSTEMS if (rt / SHORT[system]).is_dir())


def name_of(folder: Path) -> str:
    """What the launchers of a stick are called, without their ending."""
    return next((path.stem for path in sorted(folder.iterdir()) if _is_launcher(path)), NAME)


def _is_launcher(path: Path) -> bool:
    """Whether it is one of ours: each names what it starts. A Mac lays others, with a dot."""
    if path.suffix not in ENDINGS.values() or path.name.startswith("."):
        return False
    if is_link(path) or not path.is_file() or path.stat().st_size > _LAUNCHER:
        return False
    return Places().boot.rpartition("/")[2].encode() in path.read_bytes()


def upgrade(
    folder: Path, built: Built, *, chance: Random, now: float, tell: Callable[[int], None]
) -> None:
    """Replace the program of the stick at ``folder``.

    Raises:
        StickError: it is no stick, has no room for both, a link in it leads elsewhere, or what
            was read back is not what was written.
        OSError: it cannot be written.
    """
    refuse_links(folder, [name for one in GENERATIONS for name in Places(one).folders])
    old = current(folder)
    systems = _systems(folder, old)
    _add_launchers(folder, _owed(folder, systems), chance=chance, now=now)
    new = next(Places(one) for one in GENERATIONS if one != old.generation)
    clear(folder, new)
    files = program(built, new)
    place.room(folder, files)
    finish(folder, files, new.boot, new.boot_waiting, chance=chance, now=now, tell=tell)
    added = [system for system in built.systems if system not in systems]
    _add_launchers(folder, added, chance=chance, now=now)
    clear(folder, old)


def upgrade_size(built: Built) -> int:
    """Bytes that an upgrade writes and reads back."""
    return 2 * sum(content.size for content in program(built, Places()).values())


def clear(folder: Path, places: Places) -> None:
    """Take one program away, so that it is not started from the first step on.

    Raises:
        OSError: it cannot be taken away.
    """
    (folder / places.boot).unlink(missing_ok=True)
    if (folder / places.app).is_dir():
        settle(folder / places.app)
    for name in places.folders:
        if (folder / name).is_dir():
            shutil.rmtree(folder / name)
    settle(folder)


def _owed(folder: Path, systems: Iterable[str]) -> list[str]:
    """Systems that an upgrade brought which was cut before their launchers were laid."""
    starts = [one for one in map(Places, GENERATIONS) if (folder / one.boot).is_file()]
    return [one for one in systems if any(one not in _systems(folder, each) for each in starts)]


def _add_launchers(folder: Path, systems: Iterable[str], *, chance: Random, now: float) -> None:
    """Launchers for systems that are new on this stick.

    What the person renamed, changed or took away stays so. Their times are made up, as those of
    all that is laid; where a disk keeps the time at which a file was made, that tells the day.
    """
    files = {
        name: Content.of(data)
        for name, data in launchers(tuple(systems), name_of(folder)).items()
        if not os.path.lexists(folder / name)
    }
    if files:
        lay(folder, files, chance=chance, tell=lambda size: None)
        let_start(folder, files)
        put_times(folder, files, chance=chance, now=now)
        settle(folder)

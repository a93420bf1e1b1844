"""A newer program on a stick that is in use; the file beside it is not looked at.

The newer one is laid beside the older one, under names of its own, and gets its ``boot.py`` when
all of it was read back. Only then the older one loses its own, and is taken away. The launcher
starts whichever has one, so that a cut at any moment leaves a stick that starts.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

from safeplan.stick import place
from safeplan.stick.building import Built
from safeplan.stick.copies import finish, program
from safeplan.stick.layout import ENDINGS, GENERATIONS, NAME, SHORT, Places
from safeplan.stick.parts import SYSTEMS, StickError
from safeplan.stick.starting import launchers
from safeplan.stick.writing import Content, let_start, put_times, settle


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
    rt = folder / current(folder).rt
    return tuple(system for system in SYSTEMS if (rt / SHORT[system]).is_dir())


def name_of(folder: Path) -> str:
    """What the launchers of a stick are called, without their ending."""
    endings = set(ENDINGS.values())
    found = [path.stem for path in sorted(folder.iterdir()) if path.suffix in endings]
    return found[0] if found else NAME


def upgrade(
    folder: Path, built: Built, *, chance: Random, now: float, tell: Callable[[int], None]
) -> None:
    """Replace the program of the stick at ``folder``.

    Raises:
        StickError: it is no stick, has no room for both, or what was read back is not what was
            written.
        OSError: it cannot be written.
    """
    old = current(folder)
    new = next(Places(one) for one in GENERATIONS if one != old.generation)
    clear(folder, new)
    files = program(built, new)
    place.room(folder, files)
    finish(folder, files, new.boot, new.boot_waiting, chance=chance, now=now, tell=tell)
    _add_launchers(folder, built, chance=chance, now=now)
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


def _add_launchers(folder: Path, built: Built, *, chance: Random, now: float) -> None:
    """Launchers for systems that are new on this stick; those that are there stay as they are.

    They start as the others do, and do not tell the day of the upgrade.
    """
    for name, data in launchers(built.systems, name_of(folder)).items():
        if (folder / name).exists():
            continue
        waiting = folder / (name + ".tmp")
        waiting.write_bytes(data)
        waiting.rename(folder / name)
        let_start(folder, [name])
        put_times(folder, {name: Content.of(data)}, chance=chance, now=now)
        settle(folder)

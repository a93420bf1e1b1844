"""``stick``: make sticks that start with nothing installed, or put a newer program on them."""

from __future__ import annotations

import argparse
import errno
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random, SystemRandom
from uuid import uuid4

from safeplan.commands.refused import RefusedError
from safeplan.language import gettext as _
from safeplan.stick import bill, copies, kept_parts, naming, place, upgrade
from safeplan.stick.building import Built, build
from safeplan.stick.layout import launcher
from safeplan.stick.parts import LINUX, SYSTEMS, WINDOWS, Source, StickError
from safeplan.stick.progress import Progress
from safeplan.stick.workshop import workshop

MIB = 1 << 20
USUAL = (WINDOWS, LINUX)
_RUNTIME = re.compile(r"(.+)#sha256=([0-9a-fA-F]{64})")
_FULL = {errno.ENOSPC, errno.EDQUOT}
_LOCKED = {errno.EROFS, errno.EACCES, errno.EPERM}


def run(options: argparse.Namespace) -> int:
    """Make them, or replace the program on them, and say how they are started.

    Raises:
        RefusedError: what was asked for does not go together.
        StickError: one was not made.
    """
    if options.copies < 1 or (options.upgrade and options.copies > 1):
        raise RefusedError("stick.copies", status=2)
    folders = [Path(folder) for folder in options.folders]
    source = Source(_from(options.source), tuple(_runtime(one) for one in options.runtime))
    if options.listed:
        bill.checked(Path(options.listed), folders)
    if options.keep:
        kept_parts.checked(Path(options.keep))
    progress = Progress(sys.stderr, bar=sys.stderr.isatty())
    with _disk(), workshop() as cache:
        try:
            made = _upgrade if options.upgrade else _make
            status = made(options, folders, source, cache, progress)
            if options.keep:
                kept_parts.keep(cache, Path(options.keep), source)
            return status
        finally:
            progress.end()


def _make(
    options: argparse.Namespace,
    folders: list[Path],
    source: Source,
    cache: Path,
    progress: Progress,
) -> int:
    name = naming.checked(options.names)
    places = copies.targets(folders, options.copies)
    _numbered(folders, places)
    for one in places:
        place.usable(one)  # what can be refused is refused before anybody has waited
    built = build(cache, _systems(options.systems) or USUAL, source, progress.step)
    files = copies.stick_files(built, name)
    size = sum(content.size for content in files.values())
    for number, one in enumerate(places, 1):
        progress.step("stick.step_write", number=number, count=len(places))
        progress.of(2 * size)
        copies.make(one, files, chance=_chance(), now=time.time(), tell=progress.more)
    progress.end()
    made = _("stick.made") if len(places) == 1 else _("stick.made_many")
    sys.stdout.write(made.format(count=len(places), size=-(-size // MIB), files=len(files)) + "\n")
    _how(built, name)
    _list(options, built)
    return 0


def _upgrade(
    options: argparse.Namespace,
    folders: list[Path],
    source: Source,
    cache: Path,
    progress: Progress,
) -> int:
    # What starts on a system goes on starting there: its launcher stays, whatever is asked for.
    wanted = set(_systems(options.systems))
    wanted.update(system for folder in folders for system in upgrade.systems_of(folder))
    systems = tuple(system for system in SYSTEMS if system in wanted)
    built = build(cache, systems, source, progress.step)
    for number, folder in enumerate(folders, 1):
        progress.step("stick.step_write", number=number, count=len(folders))
        progress.of(upgrade.upgrade_size(built))
        upgrade.upgrade(folder, built, chance=_chance(), now=time.time(), tell=progress.more)
    progress.end()
    sys.stdout.write(_("stick.upgraded") + "\n")
    _list(options, built)
    return 0


def _list(options: argparse.Namespace, built: Built) -> None:
    """Write down what the sticks are made of, where that was asked for."""
    if options.listed:
        now = datetime.now(UTC)
        content = bill.bill(built.parts, built.systems, made=now, serial=uuid4())
        bill.write(Path(options.listed), content)


def _numbered(folders: list[Path], places: list[Path]) -> None:
    """Make the folder that numbered ones are made in; it may hold them already, from a first try.

    Raises:
        StickError: something else is in it.
    """
    if places == folders:
        return
    (top,) = folders
    if top.exists() and not top.is_dir():
        raise StickError("stick.no_folder", name=top)
    top.mkdir(exist_ok=True)
    if {path.name for path in top.iterdir()} - {path.name for path in places}:
        raise StickError("stick.not_empty", name=top)


def _chance() -> Random:
    return SystemRandom()


def _systems(words: str | None) -> tuple[str, ...]:
    """Those that were named, in one order whatever was typed.

    Raises:
        RefusedError: one is none that is known.
    """
    if words is None:
        return ()
    named = {word.strip() for word in words.split(",")}
    if not named <= set(SYSTEMS):
        raise RefusedError("stick.systems", status=2)
    return tuple(system for system in SYSTEMS if system in named)


def _from(folder: str | None) -> Path | None:
    if folder is not None and not Path(folder).is_dir():
        raise RefusedError("stick.no_folder", status=2, name=folder)
    return None if folder is None else Path(folder)


def _runtime(word: str) -> tuple[Path, str]:
    """A file and its hash, as ``FILE#sha256=...``.

    Raises:
        RefusedError: no hash stands behind it.
    """
    named = _RUNTIME.fullmatch(word)
    if named is None:
        raise RefusedError("stick.runtime_hash", status=2)
    return Path(named[1]), named[2].lower()


def _how(built: Built, name: str) -> None:
    for system in built.systems:
        how = _("stick.how_" + system).format(name=launcher(system, name))
        sys.stdout.write(how + "\n")
    sys.stdout.write(_("stick.first_start") + "\n")


@contextmanager
def _disk() -> Iterator[None]:
    """What a disk refuses is said in one sentence.

    Raises:
        RefusedError: it refused.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise RefusedError("stick.full") from None
        if error.errno in _LOCKED:
            raise RefusedError("stick.locked") from None
        raise RefusedError("stick.disk") from None

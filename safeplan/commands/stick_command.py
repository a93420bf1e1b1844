"""``stick``: make sticks that start with nothing installed, or put a newer program on them."""

from __future__ import annotations

import argparse
import errno
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random, SystemRandom
from uuid import uuid4

from safeplan.commands.refused import RefusedError
from safeplan.language import gettext as _
from safeplan.stick import bill, copies, kept_parts, naming, place, telling_scan, upgrade
from safeplan.stick.building import Built, build
from safeplan.stick.layout import NAME, launcher
from safeplan.stick.parts import LINUX, SYSTEMS, WINDOWS, Source, StickError
from safeplan.stick.progress import Progress
from safeplan.stick.workshop import workshop

MB = 1_000_000  # bytes, as makers of sticks count
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
    if options.upgrade and options.names is not None:
        raise RefusedError("stick.names_upgrade", status=2)
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
    name = naming.checked(NAME if options.names is None else options.names)
    systems = _systems(options.systems) or USUAL
    places = copies.targets(folders, options.copies)
    telling_scan.check([], [label for folder in folders for label in place.label(folder)])
    new = [folder for folder in folders if not folder.exists()]
    _numbered(folders, places)
    done = copies.tops(systems, name)
    for one in places:
        place.usable(one, done)  # what can be refused is refused before anybody has waited
    for folder in new:  # a folder that was mistyped, or a stick that is not in, is seen at once
        progress.step("stick.step_new", name=folder)
    built = build(cache, systems, source, progress.step)
    files = copies.stick_files(built, name)
    size = sum(content.size for content in files.values())
    for number, one in enumerate(places, 1):
        progress.step("stick.step_write", number=number, count=len(places))
        progress.of(2 * size)
        if copies.is_whole(one, files):  # from the same command, cut short at a later one
            progress.more(2 * size)
        else:
            copies.make(one, files, chance=_chance(), now=time.time(), tell=progress.more)
    progress.end()
    made = _("stick.made") if len(places) == 1 else _("stick.made_many")
    sys.stdout.write(made.format(count=len(places), size=round(size / MB), files=len(files)) + "\n")
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
    # And no stick gets what is another's alone.
    asked = set(_systems(options.systems))
    wanted = [_ordered(asked | set(upgrade.systems_of(folder))) for folder in folders]
    every = _ordered({system for systems in wanted for system in systems})
    built = build(cache, every, source, progress.step)
    for number, (folder, systems) in enumerate(zip(folders, wanted, strict=True), 1):
        its = replace(built, systems=systems)
        progress.step("stick.step_write", number=number, count=len(folders))
        progress.of(upgrade.upgrade_size(its))
        upgrade.upgrade(folder, its, chance=_chance(), now=time.time(), tell=progress.more)
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
    if not top.exists():
        place.usable(top)
    elif not top.is_dir():
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
    return _ordered(named)


def _ordered(named: set[str]) -> tuple[str, ...]:
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

"""All that is laid on sticks, gathered and built once: a folder that each stick is a copy of."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from safeplan.stick import licence_texts, linux_runtime, pack, starting, telling_scan
from safeplan.stick.archive import write_archive
from safeplan.stick.layout import NAME, Places
from safeplan.stick.parts import LINUX, MAC, SYSTEMS, WINDOWS, Part, Runtime, Source, StickError
from safeplan.stick.unpack import Unpacked, needed_libraries, unpack
from safeplan.stick.wheels import gather_wheels

Tell = Callable[..., None]  # the id of a sentence, and what is filled into it by name
_GATHERERS = {
    LINUX: "safeplan.stick.linux_runtime",
    WINDOWS: "safeplan.stick.windows_runtime",
    MAC: "safeplan.stick.mac_runtime",
}


@dataclass(frozen=True)
class Built:
    """A program as it is laid on sticks.

    Attributes:
        root: The folder that holds it, as on a stick, in the names of the first generation.
        systems: Which it starts on.
        parts: What it is made of.
        loader: Path of the loader that a Linux of the maker's kind has of its own.
    """

    root: Path
    systems: tuple[str, ...]
    parts: tuple[Part, ...]
    loader: str = ""


def build(cache: Path, systems: tuple[str, ...], source: Source, tell: Tell) -> Built:
    """Gather, check and compile everything, in a folder of ``cache`` that is made anew.

    Args:
        cache: The maker's own temporary folder; wheels of an earlier try are found again there.
        systems: Those that the stick is for.
        source: Where wheels and runtimes come from.
        tell: Is told the id of the sentence for each step.

    Raises:
        StickError: a part is missing, or is not the one that it should be; or a word in one
            tells what the stick is.
        OSError: something cannot be read or written.
    """
    root = cache / "built"
    shutil.rmtree(root, ignore_errors=True)
    places = Places()
    for folder in places.folders:
        (root / folder).mkdir(parents=True)
    ordered = tuple(system for system in SYSTEMS if system in systems)
    shared: dict[str, bytes] = {}
    parts: list[Part] = []
    loader = ""
    for system in ordered:
        tell("stick.step_runtime")
        runtime = _runtime(system, cache / "runtimes", root / places.rt, source)
        tell("stick.step_wheels")
        wheels = gather_wheels(cache, source, system, runtime.python)
        tell("stick.step_code")
        unpacked = unpack(wheels)
        share(shared, unpacked)
        compiled = root / places.compiled(system)
        _write(compiled, {**unpacked.compiled, **needed_libraries(unpacked)})
        if system == LINUX:
            runtime = linux_runtime.complete(runtime, compiled)
            loader = linux_runtime.own_loader()
            shared |= _texts(runtime, tell)
        parts += [part for part in (*runtime.parts, *unpacked.parts) if part not in parts]
    tell("stick.step_code")
    write_archive(root / places.pure, shared)
    (root / places.own).write_bytes(pack.own(pack.package_folder()))
    built = Built(root, ordered, tuple(parts), loader)
    tell("stick.step_words")
    telling_scan.check(everything(built))
    return built


def everything(built: Built) -> Iterator[tuple[str, bytes]]:
    """Each file that a stick is to hold, with what it holds."""
    yield from starting.launchers(built.systems, NAME).items()
    yield from program_files(built, Places()).items()
    for path in sorted(built.root.rglob("*")):
        if path.is_file():
            yield path.relative_to(built.root).as_posix(), path.read_bytes()


def _runtime(system: str, cache: Path, rt: Path, source: Source) -> Runtime:
    """Gather one runtime in ``cache``, and put it where it stands on a stick.

    Raises:
        StickError: it is not for the Python that compiles for it, or cannot be had.
    """
    try:
        gather = import_module(_GATHERERS[system]).gather
    except ModuleNotFoundError:
        raise StickError("stick.no_runtime", system=system) from None
    cache.mkdir(exist_ok=True)
    runtime: Runtime = gather(cache, source)
    if runtime.python != linux_runtime.version():
        raise StickError("stick.other_python", python=runtime.python)
    root = rt / Places().runtime(system).rpartition("/")[2]
    runtime.root.rename(root)
    return replace(runtime, root=root)


def _texts(runtime: Runtime, tell: Tell) -> dict[str, bytes]:
    """The licences of what is taken from this system; the maker is told of those not found."""
    found, missing = licence_texts.texts(runtime.taken)
    if missing:
        tell("stick.no_licence_text", names=", ".join(missing))
    return found


def share(shared: dict[str, bytes], unpacked: Unpacked) -> None:
    """Add what one system's wheels give to what all systems share.

    Raises:
        StickError: a member is not the same for two systems, so that it cannot be shared.
    """
    for name, data in unpacked.pure.items():
        if shared.setdefault(name, data) != data and not name.startswith("licences/"):
            raise StickError("stick.differs", name=name)


def _write(folder: Path, found: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for name, data in sorted(found.items()):
        (folder / name).write_bytes(data)


def program_files(built: Built, places: Places) -> dict[str, bytes]:
    """What is written for one stick and is no copy of ``built.root``: the first steps."""
    return {
        **starting.starters(built.systems, places, built.loader),
        places.boot: starting.boot(),
    }

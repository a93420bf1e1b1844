"""What is laid on a stick of each wheel: pure Python compiled, and what a system runs by itself."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path

from safeplan.stick.compiled import pyc
from safeplan.stick.elf import needs_of
from safeplan.stick.parts import Part, StickError
from safeplan.stick.prune import left_of_wheel
from safeplan.stick.wheels import sha256

_COMPILED = (".so", ".pyd")
_INDEX = "https://pypi.org/project/{name}/{version}/"


@dataclass
class Unpacked:
    """What all wheels of one system give.

    Attributes:
        pure: Members of the archive that all systems share, by name.
        compiled: Compiled modules, by their whole names.
        libraries: Libraries that come with them, by name.
        parts: What they are made of.
    """

    pure: dict[str, bytes] = field(default_factory=dict)
    compiled: dict[str, bytes] = field(default_factory=dict)
    libraries: dict[str, bytes] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)


def unpack(wheels: tuple[Path, ...]) -> Unpacked:
    """Take apart the wheels of one system.

    Raises:
        StickError: one of them is no wheel.
        OSError: one cannot be read.
    """
    found = Unpacked()
    for path in wheels:
        try:
            with zipfile.ZipFile(path) as wheel:
                _take(wheel, path, found)
        except (zipfile.BadZipFile, KeyError, SyntaxError, ValueError):
            raise StickError("stick.no_wheel", name=path.name) from None
    return found


def _take(wheel: zipfile.ZipFile, path: Path, found: Unpacked) -> None:
    for name in wheel.namelist():
        if name.endswith("/"):
            continue
        top, _, rest = name.partition("/")
        if top.endswith(".dist-info"):
            _about(wheel, name, top, rest, path, found)
        elif top.endswith(".libs"):
            found.libraries[Path(name).name] = wheel.read(name)
        elif left_of_wheel(name):
            continue
        elif name.endswith(_COMPILED):
            found.compiled[compiled_name(name)] = wheel.read(name)
        elif name.endswith(".py"):
            found.pure[name + "c"] = pyc(wheel.read(name), name)
        else:
            found.pure[name] = wheel.read(name)


def compiled_name(path: str) -> str:
    """``a/b.abi3.so`` is ``a.b.so``: the name that the stick's finder looks for."""
    folder, _, file = path.rpartition("/")
    ending = "." + file.rpartition(".")[2]
    whole = f"{folder}/{file.split('.')[0]}" if folder else file.split(".")[0]
    return whole.replace("/", ".") + ending


def _about(
    wheel: zipfile.ZipFile, name: str, top: str, rest: str, path: Path, found: Unpacked
) -> None:
    """Its licences are kept; of its own description, what a list of parts needs."""
    distribution = top.removesuffix(".dist-info")
    if rest == "METADATA":
        said = message_from_bytes(wheel.read(name))
        licence = said.get("License-Expression") or said.get("License") or "NOASSERTION"
        called, version = str(said.get("Name")), str(said.get("Version"))
        address = _INDEX.format(name=called, version=version)
        licence = str(licence).strip().splitlines()[0]
        found.parts.append(Part(called, version, sha256(path), licence, address))
    elif rest.startswith("licenses/") or Path(rest).name.upper().startswith(("LICENSE", "COPYING")):
        found.pure[f"licences/{distribution}/{rest.removeprefix('licenses/')}"] = wheel.read(name)


def needed_libraries(found: Unpacked) -> dict[str, bytes]:
    """Those of the libraries that a compiled module reaches, by what each says that it needs.

    One that does not say so in a way that is understood here is kept.
    """
    asked = list(found.compiled.values())
    reached: dict[str, bytes] = {
        name: data for name, data in found.libraries.items() if needs_of(data) is None
    }
    while asked:
        told = needs_of(asked.pop())
        for name in told.libraries if told is not None else ():
            if name in found.libraries and name not in reached:
                reached[name] = found.libraries[name]
                asked.append(found.libraries[name])
    return reached

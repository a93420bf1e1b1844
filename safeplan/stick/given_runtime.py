"""A Python that the maker has already, as one file: told apart by what is in it, never by its name.

Three kinds are known: python.org's embeddable archive for Windows, and the archives of
python-build-standalone for Windows and for macOS.
"""

from __future__ import annotations

import hashlib
import io
import re
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from safeplan.stick.archive import write_archive
from safeplan.stick.compiled import pyc
from safeplan.stick.parts import MAC, PYTHON, WINDOWS, Part, Runtime, Source, StickError
from safeplan.stick.prune import left_of_library, left_of_modules

# How a program for a Mac begins: 64 bits, and CPU_TYPE_ARM64 (``mach/machine.h``).
_MACHO = b"\xcf\xfa\xed\xfe" + (0x0100000C).to_bytes(4, "little")
_AMD64 = 0x8664  # IMAGE_FILE_MACHINE_AMD64 (PE format, COFF file header)
_LARGEST = 1 << 28  # bytes of one archive's members together, far above any Python
# Programs and libraries of a Python for Windows that nothing on a stick loads.
_LEFT_ON_WINDOWS = re.compile(
    r"(pythonw|venvlauncher|venvwlauncher)\.exe|(winsound|_msi)\.pyd"
    r"|(libssl|libcrypto|sqlite|tcl|tk|zlib1).*\.dll",
    re.IGNORECASE,
)
_NEEDED_ON_WINDOWS = frozenset({"nturl2path.py"})  # urllib loads it there
_SOURCE = "https://www.python.org/downloads/source/"


@dataclass(frozen=True)
class Given:
    """One file that holds a Python.

    Attributes:
        path: The file.
        sha256: Of the file.
        members: Everything in it, by name.
    """

    path: Path
    sha256: str
    members: dict[str, bytes]

    @property
    def system(self) -> str:
        """Which system it is for, or nothing where it is no Python that can be used."""
        number = PYTHON.replace(".", "")
        for folder in ("", "python/"):
            programs = (folder + f"python{number}.dll", folder + "python.exe")
            library = "python/Lib/os.py" if folder else f"python{number}.zip"
            fit = all(_for_amd64(self.members.get(program, b"")) for program in programs)
            if fit and library in self.members:
                return WINDOWS
        if self.members.get(f"python/bin/python{PYTHON}", b"").startswith(_MACHO):
            return MAC
        return ""

    @property
    def part(self) -> Part:
        """What a bill of materials says of it. Its maker puts the version into its name."""
        version = re.search(re.escape(PYTHON) + r"\.\d+", self.path.name)
        return Part("CPython", version[0] if version else PYTHON, self.sha256, "PSF-2.0", _SOURCE)


def opened(path: Path, expected: str) -> Given:
    """Read a file that the maker named, its hash looked at before it is opened.

    Args:
        path: The file.
        expected: The sha256 that it has to have, or nothing where none was said.

    Raises:
        StickError: it is not there, has another hash, or is no archive.
    """
    try:
        data = path.read_bytes()
        found = hashlib.sha256(data).hexdigest()
        if expected and found != expected.lower():
            raise StickError("stick.runtime_changed", name=path.name)
        return Given(path, found, _members(io.BytesIO(data)))
    except (OSError, zipfile.BadZipFile, tarfile.TarError, EOFError, ValueError):
        raise StickError("stick.runtime_unknown", name=path.name, python=PYTHON) from None


def _members(file: io.BytesIO) -> dict[str, bytes]:
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _small_enough(sum(entry.file_size for entry in entries))
            return {entry.filename: archive.read(entry) for entry in entries}
    found = {}
    total = 0
    file.seek(0)
    with tarfile.open(fileobj=file) as outer:
        for member in outer:
            stream = outer.extractfile(member) if member.isfile() else None
            if stream is not None:
                _small_enough(total := total + member.size)
                found[member.name] = stream.read()
    return found


def _for_amd64(program: bytes) -> bool:
    """Whether a program for Windows is for the processors that the compiled parts are for."""
    at = int.from_bytes(program[0x3C:0x40], "little")
    head = program[at : at + 6]
    return program[:2] == b"MZ" and head == b"PE\0\0" + _AMD64.to_bytes(2, "little")


def _small_enough(size: int) -> None:
    if size > _LARGEST:
        raise ValueError


def given(system: str, source: Source, root: Path) -> Runtime | None:
    """Lay the Python for ``system`` that the maker named, or answer None where there is none.

    Args:
        system: `WINDOWS` or `MAC`.
        source: Names the files.
        root: An empty folder that it is laid into.

    Raises:
        StickError: one of the files is no Python that can be used.
        OSError: the folder cannot be written.
    """
    for path, expected in source.runtimes:
        found = opened(path, expected)
        if not found.system:
            raise StickError("stick.runtime_unknown", name=path.name, python=PYTHON)
        if found.system == system:
            (_lay_windows if system == WINDOWS else _lay_mac)(found, root)
            return Runtime(system, root, PYTHON, (found.part,))
    return None


def _lay_windows(found: Given, root: Path) -> None:
    """All programs side by side; the standard library as an archive, compiled if it is not yet."""
    number = PYTHON.replace(".", "")
    for member, data in found.members.items():
        folder, _, name = member.rpartition("/")
        if folder not in {"", "python", "python/DLLs"} or _LEFT_ON_WINDOWS.fullmatch(name):
            continue
        ending = name.rpartition(".")[2].lower()
        module = ending == "pyd" and not left_of_modules(name.split(".")[0])
        if module or ending in {"exe", "dll"}:
            (root / name).write_bytes(data)
    library = _library(found, "python/Lib/")
    if f"python{number}.zip" in found.members:
        inner = root / "inner.tmp"
        inner.write_bytes(found.members[f"python{number}.zip"])
        with zipfile.ZipFile(inner) as archive:
            for name in archive.namelist():
                if name.endswith(".pyc") and wanted(name[:-1]):
                    library[name] = archive.read(name)
        inner.unlink()
    for name in ("LICENSE.txt", "python/LICENSE.txt"):
        if name in found.members:
            library["LICENSE.txt"] = found.members[name]
    write_archive(root / f"python{number}.zip", library)


def _lay_mac(found: Given, root: Path) -> None:
    """``bin/python3`` with its library, the standard library as an archive, compiled modules."""
    modules = f"lib/python{PYTHON}/lib-dynload"
    (root / "bin").mkdir()
    (root / modules).mkdir(parents=True)
    (root / "bin" / "python3").write_bytes(found.members[f"python/bin/python{PYTHON}"])
    (root / "bin" / "python3").chmod(0o755)
    for member, data in found.members.items():
        folder, _, name = member.removeprefix("python/").rpartition("/")
        if folder == "lib" and name.startswith("libpython") and name.endswith(".dylib"):
            (root / "lib" / name).write_bytes(data)
        elif folder == modules and not left_of_modules(name.split(".")[0]):
            (root / modules / name).write_bytes(data)
    folder = f"python/lib/python{PYTHON}/"
    library = _library(found, folder)
    if folder + "LICENSE.txt" in found.members:
        library["LICENSE.txt"] = found.members[folder + "LICENSE.txt"]
    write_archive(root / "lib" / f"python{PYTHON.replace('.', '')}.zip", library)


def _library(found: Given, folder: str) -> dict[str, bytes]:
    """The standard library out of its sources, compiled by the Python that runs this."""
    names = [member.removeprefix(folder) for member in found.members if member.startswith(folder)]
    return {name + "c": pyc(found.members[folder + name], name) for name in names if wanted(name)}


def wanted(name: str) -> bool:
    """Whether a source of the standard library, such as ``json/decoder.py``, is laid."""
    return name in _NEEDED_ON_WINDOWS or not left_of_library(name)

"""A stick for Windows, started under Wine's command prompt as a person starts it."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.stick.whole import ROOT, whole_stick
from tests.windows.wine_house import Wine, drive

# What boot.py does, up to where it would become the program.
_MODULES = r"""
import marshal, os, sys, zlib
top, tree = sys.argv[1:3]
lib = os.path.join(top, "lib")
with open(os.path.join(lib, "own.dat"), "rb") as file:
    size = int.from_bytes(file.read(4), "little")
    first = marshal.loads(zlib.decompress(file.read(size)))
space = {"__name__": "own"}
exec(first, space)
sys.meta_path.insert(0, space["Box"](os.path.join(lib, "own.dat"), os.path.join(lib, "win")))
sys.path += [os.path.join(lib, "any.zip"), tree]
"""


@dataclass(frozen=True)
class Said:
    """How a command ended.

    Attributes:
        status: Its exit status.
        out: What it printed.
        err: What it complained of.
    """

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class WindowsStick:
    """One of them.

    Attributes:
        place: Its folder.
        wine: The Windows that it is put into.
    """

    place: Path
    wine: Wine

    def start(self, *words: str, typed: str = "", launcher: str = "notes.cmd") -> Said:
        """Start the launcher with ``words``; what is ``typed`` is read line by line."""
        ended = self.wine.run(
            [],
            program=["wine", "cmd", "/c", launcher, *words],
            stdin=typed.encode(),
            cwd=self.place,
            environ={"WINEDLLOVERRIDES": "mscoree,mshtml=;vcruntime140,vcruntime140_1,msvcp140=n"},
        )
        out, err = (
            stream.decode("utf-8").replace("\r\n", "\n") for stream in (ended.stdout, ended.stderr)
        )
        return Said(ended.returncode, out, err)

    def run_code(self, code: str, *words: str | Path) -> str:
        """What a piece of Python prints that finds the stick's modules, and then the tree's."""
        python = self.place / "rt" / "win" / "python.exe"
        ended = self.wine.run(
            [self.place, ROOT, *words],
            program=["wine", str(python), "-B", "-X", "utf8", "-c", _MODULES + code],
            environ={"WINEDLLOVERRIDES": "mscoree,mshtml=;vcruntime140,vcruntime140_1,msvcp140=n"},
        )
        assert ended.returncode == 0, (ended.stdout + ended.stderr).decode("utf-8", "replace")
        return ended.stdout.decode("utf-8").replace("\r\n", "\n")

    def held(self) -> dict[str, str]:
        """A hash for each file that stands there now."""
        return hashes(self.place)

    def seen_as(self, name: str) -> str:
        """How Windows names a file of it."""
        return drive(self.place / name)


def hashes(folder: Path) -> dict[str, str]:
    """A hash for each file under ``folder``."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def windows_stick(place: Path, wine: Wine) -> WindowsStick:
    """The Windows half of the whole stick, copied to ``place``."""
    unneeded = shutil.ignore_patterns("lin", "notes.sh", "lin.sh")
    shutil.copytree(whole_stick(), place, ignore=unneeded)
    return WindowsStick(place, wine)

"""Every name on a stick. None of them tells what it is.

A program stands in three folders: ``app``, ``lib`` and ``rt``. While a newer one is laid beside it
there are three more, ``app2``, ``lib2`` and ``rt2``; the next newer one takes the first names
again. ``app/boot.py`` is put under its name when all else is whole, so its being there says that
this program can be started.
"""

from __future__ import annotations

from dataclasses import dataclass

from safeplan.stick.parts import LINUX, MAC, WINDOWS

SHORT = {LINUX: "lin", WINDOWS: "win", MAC: "mac"}
ENDINGS = {LINUX: ".sh", WINDOWS: ".cmd", MAC: ".command"}  # of the launchers
NAME = "notes"  # of launchers and vault, where the maker chooses none
DATA = ".dat"
GENERATIONS = ("", "2")
UNFINISHED = "part.tmp"  # stands on a stick that is not whole yet


@dataclass(frozen=True)
class Places:
    """Where everything of one program stands, relative to the stick, with ``/``.

    Attributes:
        generation: One of `GENERATIONS`.
    """

    generation: str = ""

    @property
    def app(self) -> str:
        """The folder of what is started first."""
        return "app" + self.generation

    @property
    def lib(self) -> str:
        """The folder of the code."""
        return "lib" + self.generation

    @property
    def rt(self) -> str:
        """The folder of the runtimes."""
        return "rt" + self.generation

    @property
    def folders(self) -> tuple[str, str, str]:
        """All three."""
        return (self.app, self.lib, self.rt)

    @property
    def boot(self) -> str:
        """What Python runs; put under this name last of all."""
        return f"{self.app}/boot.py"

    @property
    def boot_waiting(self) -> str:
        """The same, until all else is whole."""
        return f"{self.app}/boot.tmp"

    @property
    def own(self) -> str:
        """Our code, templates and catalogues in one compressed file."""
        return f"{self.lib}/own.dat"

    @property
    def pure(self) -> str:
        """All other pure Python, as an archive."""
        return f"{self.lib}/any.zip"

    def starter(self, system: str) -> str:
        """What the launcher of ``system`` hands over to."""
        return f"{self.app}/{SHORT[system]}{ENDINGS[system]}"

    def compiled(self, system: str) -> str:
        """The folder of compiled modules for ``system``."""
        return f"{self.lib}/{SHORT[system]}"

    def runtime(self, system: str) -> str:
        """The folder of the Python for ``system``."""
        return f"{self.rt}/{SHORT[system]}"


def launcher(system: str, name: str = NAME) -> str:
    """What a person clicks on."""
    return name + ENDINGS[system]


def vault(name: str = NAME) -> str:
    """The file that is made at the first start, never by the maker."""
    return name + DATA

"""What a stick is made of, and where it is taken from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

LINUX, WINDOWS, MAC = "linux", "windows", "mac"
SYSTEMS = (LINUX, WINDOWS, MAC)
PYTHON = "3.11"  # of every runtime, since all share one archive of compiled code


class StickError(Exception):
    """No stick was made, or not all of it; one sentence says what to do next.

    Attributes:
        message_id: Under which the sentence stands in the catalogue.
        values: What is filled into it.
    """

    def __init__(self, message_id: str, **values: object) -> None:
        super().__init__(message_id)
        self.message_id = message_id
        self.values = values


@dataclass(frozen=True)
class Part:
    """Something that somebody else made, or this project, and that is laid on the stick.

    Attributes:
        name: As its maker calls it.
        version: As its maker counts.
        sha256: Of the file that it was taken from, 64 hexadecimal digits; empty where there is no
            such file (what the maker's own system brings).
        licence: An SPDX expression.
        source_url: Where its source stands.
    """

    name: str
    version: str
    sha256: str
    licence: str
    source_url: str


@dataclass(frozen=True)
class Source:
    """Where wheels and runtimes come from.

    Attributes:
        folder: A folder that holds them all, for a maker without a network; None for the package
            index that the maker's own pip is set to.
        runtimes: Files that the maker named with ``--runtime``, each with the sha256 that it has to
            have.
    """

    folder: Path | None = None
    runtimes: tuple[tuple[Path, str], ...] = ()


@dataclass(frozen=True)
class Runtime:
    """A Python for one system, as a folder that is laid on the stick as it stands.

    Attributes:
        system: One of `SYSTEMS`.
        root: The folder.
        python: ``3.11``; the archive of compiled code is for this one alone.
        parts: What it is made of.
        taken: Libraries that lie on the maker's own system, whose texts of licences lie there too.
    """

    system: str
    root: Path
    python: str
    parts: tuple[Part, ...] = field(default=())
    taken: tuple[Path, ...] = field(default=())

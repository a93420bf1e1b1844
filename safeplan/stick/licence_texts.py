"""Texts of the licences of what is taken from the maker's own system: Debian's, where they lie.

A system of Debian's kind knows which package a file belongs to, and keeps the texts of each package
under one name. They point to texts that many share, which are kept beside them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

DOCUMENTS = Path("/usr/share/doc")
SHARED = Path("/usr/share/common-licenses")
_POINTS = re.compile(rb"/usr/share/common-licenses/([A-Za-z0-9.+-]*[A-Za-z0-9+])")
_PATIENCE = 60  # seconds for looking up names
_USR = "/usr"  # systems that laid both trees together list a file under either name


def texts(
    taken: Iterable[Path], *, documents: Path = DOCUMENTS, shared: Path = SHARED
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The texts that belong to files of this system.

    Args:
        taken: The files.
        documents: Where packages keep their texts.
        shared: Where texts lie that these point to.

    Returns:
        Members of an archive by name, and the names of files for which no text was found.
    """
    members: dict[str, bytes] = {}
    missing = []
    files = sorted(set(taken))
    owners = _owners(files)
    for file in files:
        package = next((owners[name] for name in _names(file) if name in owners), "")
        text = _read(documents / package / "copyright") if package else b""
        if text:
            members[f"licences/{package}/copyright"] = text
        else:
            missing.append(file.name)
    pointed = {match.decode() for text in members.values() for match in _POINTS.findall(text)}
    for name in sorted(pointed):
        text = _read(shared / name)
        if text:
            members[f"licences/common/{name}"] = text
    return members, tuple(missing)


def _owners(files: list[Path]) -> dict[str, str]:
    """The package of each name that the system knows; nothing where it keeps no such list."""
    command = shutil.which("dpkg-query")
    if command is None or not files:
        return {}
    asked = [name for file in files for name in _names(file)]
    try:
        said = subprocess.run(  # noqa: S603 the system's own list
            [command, "--search", *asked],
            env={"LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return {}
    owners = {}
    for line in said.stdout.splitlines():
        packages, _, name = line.rpartition(": ")
        if packages and not packages.startswith("diversion "):
            owners[name] = packages.split(",")[0].partition(":")[0]
    return owners


def _names(file: Path) -> list[str]:
    """What the system may list it as."""
    names = [str(file), str(file.resolve())]
    return names + [
        name.removeprefix(_USR) if name.startswith(_USR) else _USR + name for name in names
    ]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""

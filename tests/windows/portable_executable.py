"""What a program for Windows takes from libraries, and what a library gives; read with objdump."""

import re
import subprocess
from pathlib import Path


def _dumped(path: Path) -> str:
    command = ["x86_64-w64-mingw32-objdump", "-p", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def imported(path: Path) -> dict[str, set[str]]:
    """The names that ``path`` takes, by the library in lower case."""
    taken: dict[str, set[str]] = {}
    current: set[str] | None = None
    for line in _dumped(path).splitlines():
        library = re.match(r"\s+DLL Name: (\S+)", line)
        name = re.match(r"\s+[0-9a-f]+\s+\d+\s+(\S+)$", line)
        if library:
            current = taken.setdefault(library[1].lower(), set())
        elif current is not None and name:
            current.add(name[1])
        elif not line.strip():
            current = None
    return taken


def exported(path: Path) -> set[str]:
    """The names that ``path`` gives."""
    return set(re.findall(r"^\s*\[ *\d+\].*?\s(\S+)$", _dumped(path), re.MULTILINE))

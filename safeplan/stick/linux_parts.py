"""What the Linux runtime is made of, under which licences (SPDX), and where their sources stand."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from safeplan.stick.libraries import C_LIBRARY
from safeplan.stick.parts import Part

_GCC = "GPL-3.0-or-later WITH GCC-exception-3.1"
# By the beginning of a library's name: whose it is, its licence, where its source stands.
_KNOWN = {
    "libgcc_s": ("GCC-runtime", _GCC, "https://gcc.gnu.org/"),
    "libstdc++": ("GCC-runtime", _GCC, "https://gcc.gnu.org/"),
    "libffi": ("libffi", "MIT", "https://github.com/libffi/libffi"),
    "libz": ("zlib", "Zlib", "https://zlib.net/"),
    "libbz2": ("bzip2", "bzip2-1.0.6", "https://sourceware.org/bzip2/"),
    "liblzma": ("XZ Utils", "0BSD", "https://tukaani.org/xz/"),
    "libexpat": ("Expat", "MIT", "https://libexpat.github.io/"),
    "libuuid": ("util-linux libuuid", "BSD-3-Clause", "https://www.kernel.org/"),
    "libmpdec": ("mpdecimal", "BSD-2-Clause", "https://www.bytereef.org/mpdecimal/"),
    "libb2": ("libb2", "CC0-1.0", "https://github.com/BLAKE2/libb2"),
}


def parts_of(loader: Path, libraries: Mapping[str, Path]) -> tuple[Part, ...]:
    """A part for Python, one for the C library, and one for each other library."""
    python = Part(
        *("CPython", platform.python_version(), "", "PSF-2.0"),
        "https://www.python.org/downloads/source/",
    )
    c_library = Part(
        *("GNU C Library", _c_version(), _sha256(loader), "LGPL-2.1-or-later"),
        "https://www.gnu.org/software/libc/",
    )
    found = [python, c_library]
    for name, path in sorted(libraries.items()):
        if name in C_LIBRARY or name.startswith("libpython"):
            continue
        whose, licence, url = _known(name)
        found.append(Part(whose, path.resolve().name, _sha256(path), licence, url))
    return tuple(found)


def _known(name: str) -> tuple[str, str, str]:
    for start, known in _KNOWN.items():
        # "libz" is the beginning of other libraries too; Python's has its version in the name.
        if name.startswith((start + ".", start + "-")) or name.startswith("libpython" and start):
            return known
    return (name, "NOASSERTION", "")


def _c_version() -> str:
    said = ""
    if sys.platform == "linux":
        with suppress(OSError, ValueError):
            said = os.confstr("CS_GNU_LIBC_VERSION") or ""
    return said.split()[-1] if said else ""


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()

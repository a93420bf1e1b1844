"""A Python for macOS: only one that the maker names, since no package of the index carries one."""

from __future__ import annotations

import shutil
from pathlib import Path

from safeplan.stick.given_runtime import given
from safeplan.stick.parts import MAC, Runtime, Source, StickError


def gather(cache: Path, source: Source) -> Runtime:
    """Lay out Python for macOS in a new folder of ``cache``.

    Args:
        cache: A folder of the maker's own.
        source: Has to name an archive of python-build-standalone for macOS.

    Raises:
        StickError: none is named, or it is not one.
        OSError: the folder cannot be written.
    """
    root = cache / "mac"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    named = given(MAC, source, root)
    if named is None:
        raise StickError("stick.no_mac")
    return named

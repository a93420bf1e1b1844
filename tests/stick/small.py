"""A program that is as small as one can be, and lies as a built one does."""

from __future__ import annotations

from pathlib import Path

from safeplan.stick.building import Built
from safeplan.stick.layout import Places
from safeplan.stick.parts import LINUX

SIZE = 3 << 20


def built(root: Path, *, says: bytes = b"first", systems: tuple[str, ...] = (LINUX,)) -> Built:
    """A folder that sticks can be copies of; its runtime prints what it is."""
    places = Places()
    for folder in places.folders:
        (root / folder).mkdir(parents=True)
    (root / places.own).write_bytes(says)
    (root / places.pure).write_bytes(b"any" * 900 + says)
    for system in systems:
        (root / places.compiled(system)).mkdir()
        (root / places.compiled(system) / "a.b.so").write_bytes(b"compiled " + says)
        (root / places.runtime(system)).mkdir()
        (root / places.runtime(system) / "python3").write_bytes(says * (SIZE // len(says)))
    return Built(root, systems, (), "/lib64/ld-linux-x86-64.so.2")

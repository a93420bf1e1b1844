"""Real exFAT images, put in as a desktop does, and as one that gives no file an exec bit."""

from __future__ import annotations

import os
from pathlib import Path

from tests.vault.test_sticks import ExFat

MIB = 1 << 20


class Image(ExFat):
    """An exFAT stick of some size.

    Args:
        folder: An empty folder, for the image and the place where it is put in.
        size: Bytes.
        options: How it is put in.
    """

    def __init__(self, folder: Path, size: int = 160 * MIB, options: str = "") -> None:
        self._size = size
        self.options = options
        super().__init__(folder)

    def format(self) -> None:
        os.truncate(self.image, self._size)
        super().format()

    def command(self, *, write: bool) -> list[str]:
        found = super().command(write=write)
        return [*found[:2], "-o", self.options, *found[2:]] if self.options else found

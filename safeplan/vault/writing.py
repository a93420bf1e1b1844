"""The one place that writes into a vault that is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from safeplan.vault.door import Random
from safeplan.vault.errors import ReadBackDiffers
from safeplan.vault.format import PAGE, Half, Layout
from safeplan.vault.storage import OpenFile


class Piece(NamedTuple):
    """Bytes, and where they go."""

    offset: int
    data: bytes


def write_pieces(file: OpenFile, pieces: Sequence[Piece]) -> None:
    """Write pieces of one half in place, flush, and read them back.

    Args:
        file: the vault.
        pieces: of one half alone, which the caller has made sure may be written (``rule``); until
            the flush the disk may take them in any order.

    Raises:
        VaultError: the pieces may be old, new or torn now.
    """
    for piece in pieces:
        file.write(piece.offset, piece.data)
    file.sync()
    for piece in pieces:
        if file.read(piece.offset, len(piece.data), fresh=True) != piece.data:
            raise ReadBackDiffers


def void_door(layout: Layout, half: Half, door: int, random: Random) -> Piece:
    """Random bytes in place of a door."""
    return Piece(layout.door_at(half, door), random(PAGE))


def void_copy(layout: Layout, half: Half, compartment: int, random: Random) -> Piece:
    """Random bytes in place of a copy."""
    return Piece(layout.copy_at(half, compartment), random(layout.copy))

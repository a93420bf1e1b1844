"""The payload of a compartment: JSON of the caller's, compressed with zlib."""

from __future__ import annotations

import zlib

from safeplan.vault.errors import TooLarge
from safeplan.vault.format import Layout

# Fast while there is room; small when there is none.
_LEVELS = (3, 6)


def deflate(payload: bytes, layout: Layout) -> bytes:
    """Compress a payload so that it fits a copy.

    Raises:
        TooLarge: it does not.
    """
    if len(payload) < layout.longest:
        for level in _LEVELS:
            packed = zlib.compress(payload, level)
            if len(packed) <= layout.capacity:
                return packed
    raise TooLarge


def inflate(packed: bytes, layout: Layout) -> bytes | None:
    """What was compressed, or None for what no vault writes: a bomb, or something after the end."""
    stream = zlib.decompressobj()
    try:
        payload = stream.decompress(packed, layout.longest)
    except zlib.error:
        return None
    if not stream.eof or stream.unused_data or stream.unconsumed_tail:
        return None
    return payload

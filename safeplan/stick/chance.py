"""Compressed bytes in which no short word that tells comes up by chance.

Four letters of one kind between two other bytes are met about once in some gigabytes of noise, and
the scan refuses them like any others, for nobody who looks at them can tell. What we compress
ourselves is compressed in another way then, and reads as noise again. A longer word is no chance:
it is left for the scan to refuse.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache

from safeplan.stick.telling_scan import every_telling, in_bytes

LONGEST = 5  # letters of a word that can come up by chance
LEVELS = tuple(range(9, 0, -1))  # the best one first
_MEMORY = (8, 9, 7, 6)  # of the compressor; with each the same bytes fall into other blocks
_WINDOWS = (15, 14, 13, 12)  # as powers of two; any program reads the smaller ones too
AROUND = 2 * LONGEST + 2  # bytes on either side that could be part of one, two to a letter


def quiet(data: bytes, *, before: bytes = b"", after: bytes = b"") -> bytes:
    """Compress with a header and a checksum, as `zlib.decompress` reads it.

    Args:
        data: Any bytes.
        before: What stands before the result, at least its last bytes.
        after: What stands behind it.

    Returns:
        The first form without a short word in it; the usual one where there is none such.
    """
    forms = (lambda way=way: _packed(data, *way) for way in _ways())
    return _first(forms, before, after)[1]


def quiet_level(data: bytes, *, before: bytes = b"", after: bytes = b"") -> int:
    """The level at which a member of an archive is compressed; see `quiet`."""
    forms = (lambda level=level: _packed(data, level, -15, 8) for level in LEVELS)
    return LEVELS[_first(forms, before, after)[0]]


def by_chance(data: bytes) -> set[str]:
    """The short words that tell, and stand in ``data``."""
    return {word for word in in_bytes(data, _short()) if len(word) <= LONGEST}


def _first(forms: Iterator[Callable[[], bytes]], before: bytes, after: bytes) -> tuple[int, bytes]:
    usual = b""
    for number, form in enumerate(forms):
        made = form()
        if not by_chance(before[-AROUND:] + made + after[:AROUND]):
            return number, made
        usual = usual or made
    return 0, usual


@lru_cache(maxsize=1)
def _short() -> frozenset[str]:
    return frozenset(word for word in every_telling().always if len(word) <= LONGEST)


def _ways() -> Iterator[tuple[int, int, int]]:
    return (
        (level, window, memory) for memory in _MEMORY for window in _WINDOWS for level in LEVELS
    )


def _packed(data: bytes, level: int, window: int, memory: int) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, window, memory)
    return packer.compress(data) + packer.flush()

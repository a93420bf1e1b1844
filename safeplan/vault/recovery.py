"""A recovery code: 128 random bits and 2 of check, for paper, in Crockford's base32.

It is made by the program, so that nothing guessable can stand on a slip of paper. Read without
case, O as 0, I and L as 1, groups ignored (https://www.crockford.com/base32.html); once reduced to
its 26 characters it is a passphrase like any other.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26
BITS, CHECK = 128, 2
_GROUPS = (5, 5, 5, 5, 6)
_READ = str.maketrans("OIL", "011", " -‐–—−")


def _check(number: int) -> int:
    """The two bits of check: the first two of SHA-256 of the sixteen bytes."""
    return hashlib.sha256(number.to_bytes(BITS // 8, "big")).digest()[0] >> (8 - CHECK)


def new_code(random: Callable[[int], bytes]) -> str:
    """A code of 26 characters, in five groups for reading aloud.

    Args:
        random: the system's random source.
    """
    number = int.from_bytes(random(BITS // 8), "big")
    value = number << CHECK | _check(number)
    digits = "".join(ALPHABET[value >> 5 * place & 31] for place in reversed(range(LENGTH)))
    groups, start = [], 0
    for length in _GROUPS:
        groups.append(digits[start : start + length])
        start += length
    return "-".join(groups)


def as_code(text: str) -> str | None:
    """The 26 characters of a code as it was typed, or None for anything else."""
    folded = "".join(unicodedata.normalize("NFKC", text).upper().split()).translate(_READ)
    if len(folded) != LENGTH or not set(folded) <= set(ALPHABET):
        return None
    value = 0
    for digit in folded:
        value = value << 5 | ALPHABET.index(digit)
    return folded if value & 3 == _check(value >> CHECK) else None

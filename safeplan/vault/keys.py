"""From a passphrase to a root.

For the short-lived process that derives and for the commands; the vault itself takes roots alone,
so that the process which holds an open plan never holds a passphrase.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import cast

from safeplan.vault.errors import TooLittleMemory
from safeplan.vault.newer import assigned_since_14
from safeplan.vault.recovery import as_code

_REFUSED = frozenset({"Cc", "Cn", "Co", "Cs"})


@dataclass(frozen=True)
class Profile:
    """What one Argon2id derivation costs.

    Attributes:
        name: for figures in benchmarks.
        memory_kib: memory, in KiB.
        iterations: passes over it.
        lanes: threads.
    """

    name: str
    memory_kib: int
    iterations: int
    lanes: int


STANDARD = Profile("standard", 256 * 1024, 3, 4)


def normalise(text: str) -> bytes:
    """The words that are derived from: NFKC, one space for each run of white space, UTF-8.

    A recovery code, however it was typed, is its 26 characters.

    Raises:
        UnicodeEncodeError: a lone surrogate; ``unsuitable`` is asked first.
    """
    code = as_code(text)
    words = " ".join(unicodedata.normalize("NFKC", text).split()) if code is None else code
    return words.encode("utf-8")


def unsuitable(text: str) -> bool:
    """Whether a new passphrase cannot be kept.

    Empty, or with a control, private-use or surrogate character, or one that Unicode 14 does not
    assign: such a character could normalise to something else under another Python.
    """
    if any(unicodedata.category(c) in _REFUSED or assigned_since_14(ord(c)) for c in text):
        return True
    return not normalise(text)


def derive_root(words: bytes | bytearray, salt: bytes, profile: Profile = STANDARD) -> bytes:
    """Argon2id of the words under the salt of a half.

    Args:
        words: what ``normalise`` gave.
        salt: 32 bytes.
        profile: the cost; the product passes none but ``STANDARD``.

    Returns:
        The root, 32 bytes.

    Raises:
        TooLittleMemory: the memory could not be had.
    """
    # Only here: an open vault never derives, and need not pay for the import.
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    root = bytearray(32)
    try:
        Argon2id(
            salt=salt,
            length=len(root),
            iterations=profile.iterations,
            lanes=profile.lanes,
            memory_cost=profile.memory_kib,
        ).derive_into(cast("bytes", words), root)  # takes any buffer, whatever its stub says
    except MemoryError:
        raise TooLittleMemory from None
    return bytes(root)

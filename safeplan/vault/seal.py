"""One sealed box: 32 bytes of salt, 32 of commitment, the ciphertext, 16 of tag.

HKDF-SHA256 of the key under the box's own salt gives a ChaCha20-Poly1305 key and the commitment.
Each derived key seals once, since each box draws a new salt; so the nonce is zeros. The commitment
stops one ciphertext from opening under two keys (docs/vault-format.md).
"""

from __future__ import annotations

import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SALT = 32
COMMITMENT = 32
TAG = 16
OVERHEAD = SALT + COMMITMENT + TAG
_NONCE = bytes(12)

Bytes = bytes | bytearray | memoryview


def _derived(key: Bytes, salt: Bytes, info: bytes) -> memoryview:
    both = bytearray(32 + COMMITMENT)
    HKDF(SHA256(), len(both), bytes(salt), info).derive_into(key, both)
    return memoryview(both)


def seal(key: Bytes, salt: bytes, info: bytes, plaintext: Bytes) -> bytes:
    """Seal a plaintext.

    Args:
        key: 32 bytes, a root or a compartment key.
        salt: 32 bytes drawn for this box alone.
        info: the place and the format; the box opens nowhere else.
        plaintext: any length.

    Returns:
        The box, ``OVERHEAD`` bytes longer than the plaintext.
    """
    both = _derived(key, salt, info)
    box = bytearray(OVERHEAD + len(plaintext))
    box[:SALT] = salt
    box[SALT : SALT + COMMITMENT] = both[32:]
    cipher = ChaCha20Poly1305(both[:32])
    cipher.encrypt_into(_NONCE, plaintext, info, memoryview(box)[SALT + COMMITMENT :])
    return bytes(box)


def unseal(key: Bytes, info: bytes, box: Bytes) -> bytearray | None:
    """Open a box.

    Returns:
        The plaintext, or None when this key at this place does not open it.
    """
    if len(box) < OVERHEAD:
        return None
    view = memoryview(box)
    both = _derived(key, view[:SALT], info)
    if not hmac.compare_digest(both[32:], view[SALT : SALT + COMMITMENT]):
        return None
    plaintext = bytearray(len(view) - OVERHEAD)
    try:
        ChaCha20Poly1305(both[:32]).decrypt_into(_NONCE, view[SALT + COMMITMENT :], info, plaintext)
    except InvalidTag:
        # The buffer already holds what nobody vouches for.
        plaintext[:] = bytes(len(plaintext))
        return None
    return plaintext

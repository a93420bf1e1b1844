"""A whole plan in codes that open with a password of their own.

The plan is compressed, filled up to 1, 2, 3, 4, 6 or 8 KiB so that its length tells little, and
sealed in the vault's own box. The box is cut into equal blocks, one block of parity is added for
every four, and each becomes the text of one code: any codes may be lost as long as as many are
left as the box has blocks.

::

    box     salt 32 | commitment 32 | ciphertext | tag 16      root = Argon2id(password; salt)
    inside  length 4, little-endian | deflate | zeros
    frame   form 1 | set 4 | blocks k 1 | parity m 1 | number 1 | block | CRC-32 4, big-endian

The number of blocks follows from the size and names it, so a frame holds no length.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from safeplan.export import base45, parity
from safeplan.export.errors import ExportError
from safeplan.export.qr import Code, make_code
from safeplan.vault.seal import OVERHEAD, SALT, seal, unseal

INFO = b"safeplan/1 paper"
SIZES = tuple(kib * 1024 for kib in (1, 2, 3, 4, 6, 8))

# Version 19, correction level M, holds 909 signs: 606 bytes, 12 of which are the frame's own.
BLOCK_MOST = 594
DATA_PER_PARITY = 4

_FORM = 1
_HEAD = 8
_CHECK = 4
_LENGTH = 4
# What 8 KiB could unpack to is larger still; a plan of that length was not written by a person.
_PLAN_MOST = 1 << 20


@dataclass(frozen=True, slots=True)
class Frame:
    """What one code says."""

    set_id: bytes
    k: int
    m: int
    number: int
    block: bytes


def blocks_of(size: int) -> int:
    """How many blocks of data a plan filled up to ``size`` bytes gives."""
    return -(-(size + OVERHEAD) // BLOCK_MOST)


_SIZE_OF = {blocks_of(size): size for size in SIZES}


def seal_plan(
    payload: bytes, root: bytes, salt: bytes, random: Callable[[int], bytes]
) -> tuple[str, ...]:
    """The texts of the codes, data first, then parity.

    Args:
        payload: the plan's one serial form.
        root: 32 bytes, Argon2id of the password with ``salt``.
        salt: 32 random bytes, drawn for this sheet alone.
        random: the system's source of random bytes.

    Raises:
        ExportError: ``export.too_long`` for a plan that does not fit 8 KiB.
    """
    packed = zlib.compress(payload, 9)
    inside = len(packed).to_bytes(_LENGTH, "little") + packed
    size = next((size for size in SIZES if len(inside) <= size), None)
    if size is None or len(payload) > _PLAN_MOST:
        raise ExportError("export.too_long")
    box = seal(root, salt, INFO, inside.ljust(size, b"\0"))
    k = blocks_of(size)
    length = -(-len(box) // k)
    whole = box.ljust(k * length, b"\0")
    data = [whole[start : start + length] for start in range(0, len(whole), length)]
    m = -(-k // DATA_PER_PARITY)
    set_id = random(4)
    return tuple(
        _write(Frame(set_id, k, m, number, block))
        for number, block in enumerate((*data, *parity.protect(data, m)))
    )


def sealed_codes(frames: Iterable[str]) -> tuple[Code, ...]:
    """The frames as codes, all of one version."""
    texts = tuple(frames)
    return tuple(
        make_code(text, number, len(texts), dense=True) for number, text in enumerate(texts, 1)
    )


def holds_frames(texts: Iterable[str]) -> bool:
    """Whether any of these texts is part of a sealed sheet."""
    return any(_read(text) for text in texts)


def open_frames(texts: Iterable[str], derive: Callable[[bytes], bytes]) -> bytes:
    """The plan's serial form again.

    Args:
        texts: what was read, in any order; other codes in the same picture are not minded, and
            one that was damaged counts as lost.
        derive: the root for a salt of 32 bytes; called once, when enough codes are there.

    Raises:
        ExportError: ``export.codes_none``, ``export.codes_mixed``, ``export.codes_missing``,
            ``export.codes_newer``, ``export.not_opened``.
    """
    frames = [frame for text in dict.fromkeys(texts) if (frame := _read(text))]
    if not frames:
        raise ExportError("export.codes_none")
    blocks = {frame.number: frame.block for frame in frames}
    if len({(frame.set_id, frame.k) for frame in frames}) > 1 or len(blocks) < len(frames):
        raise ExportError("export.codes_mixed")
    k = frames[0].k
    data = parity.restore(blocks, k)
    if data is None:
        raise ExportError("export.codes_missing", have=len(blocks), needed=k)
    box = b"".join(data)[: _SIZE_OF[k] + OVERHEAD]
    inside = unseal(derive(box[:SALT]), INFO, box)
    if inside is None:
        raise ExportError("export.not_opened")
    return _unpack(bytes(inside))


def _unpack(inside: bytes) -> bytes:
    """The plan out of an opened box; what this version would not write is of a newer one."""
    end = _LENGTH + int.from_bytes(inside[:_LENGTH], "little")
    unpacking = zlib.decompressobj()
    try:
        payload = unpacking.decompress(inside[_LENGTH:end], _PLAN_MOST)
    except zlib.error:
        raise ExportError("export.codes_newer") from None
    if not unpacking.eof or unpacking.unused_data or any(inside[end:]):
        raise ExportError("export.codes_newer")
    return payload


def _write(frame: Frame) -> str:
    head = bytes((_FORM, *frame.set_id, frame.k, frame.m, frame.number))
    said = head + frame.block
    return base45.encode(said + zlib.crc32(said).to_bytes(_CHECK, "big"))


def _read(text: str) -> Frame | None:
    """The frame, or None for a foreign or damaged text.

    Raises:
        ExportError: ``export.codes_newer`` for a whole frame of a form that is not known here.
    """
    data = base45.decode(text)
    if data is None or len(data) <= _HEAD + _CHECK:
        return None
    said, check = data[:-_CHECK], int.from_bytes(data[-_CHECK:], "big")
    if zlib.crc32(said) != check:
        return None
    if said[0] != _FORM:
        raise ExportError("export.codes_newer")
    k, m, number = said[5:_HEAD]
    size = _SIZE_OF.get(k)
    if (
        size is None
        or m != -(-k // DATA_PER_PARITY)
        or number >= k + m
        or len(said) - _HEAD != -(-(size + OVERHEAD) // k)
    ):
        raise ExportError("export.codes_newer")
    return Frame(said[1:5], k, m, number, said[_HEAD:])

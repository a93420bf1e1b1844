"""Blocks that make up for lost ones: a systematic Reed-Solomon code over GF(256).

``k`` blocks of data get ``m`` blocks of parity; any ``k`` of the ``k + m`` give the data again.
Parity ``j`` is the sum over ``i`` of ``data[i] / (x[j] + y[i])`` with ``x[j] = k + j`` and
``y[i] = i``, a Cauchy matrix: each square part of it can be inverted, which is what makes any
``k`` blocks enough. Which blocks are lost is known from outside; wrong ones are not found here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

_FIELD = 0x11D  # x^8 + x^4 + x^3 + x^2 + 1, with 2 as generator


def _powers() -> tuple[list[int], list[int]]:
    powers, logs = [0] * 510, [0] * 256
    value = 1
    for exponent in range(255):
        powers[exponent] = powers[exponent + 255] = value
        logs[value] = exponent
        value = value << 1 ^ (_FIELD if value & 0x80 else 0)
    return powers, logs


_POWERS, _LOGS = _powers()


def _divide(first: int, second: int) -> int:
    return _POWERS[_LOGS[first] - _LOGS[second] + 255] if first else 0


@cache
def _times(factor: int) -> bytes:
    """The table that multiplies each byte by ``factor``."""
    return bytes(
        _POWERS[_LOGS[factor] + _LOGS[byte]] if factor and byte else 0 for byte in range(256)
    )


def _add(first: bytes, second: bytes) -> bytes:
    number = int.from_bytes(first, "big") ^ int.from_bytes(second, "big")
    return number.to_bytes(len(first), "big")


def _weight(k: int, parity: int, data: int) -> int:
    return _divide(1, k + parity ^ data)


def protect(data: Sequence[bytes], m: int) -> tuple[bytes, ...]:
    """``m`` blocks of parity for blocks of one length; at most 255 blocks in all."""
    k = len(data)
    made = []
    for j in range(m):
        total = bytes(len(data[0]))
        for i, block in enumerate(data):
            total = _add(total, block.translate(_times(_weight(k, j, i))))
        made.append(total)
    return tuple(made)


def restore(blocks: Mapping[int, bytes], k: int) -> tuple[bytes, ...] | None:
    """The ``k`` blocks of data.

    Args:
        blocks: what is there, by number: 0 to k - 1 data, from k on parity.
        k: how many blocks of data there were.

    Returns:
        The data, or None if fewer than ``k`` blocks are there.
    """
    if len(blocks) < k:
        return None
    lost = [i for i in range(k) if i not in blocks]
    rows: list[tuple[list[int], bytes]] = []
    for number in sorted(number for number in blocks if number >= k)[: len(lost)]:
        rest = blocks[number]
        for i in range(k):
            if i in blocks:
                rest = _add(rest, blocks[i].translate(_times(_weight(k, number - k, i))))
        rows.append(([_weight(k, number - k, i) for i in lost], rest))
    found = dict(blocks)
    for i, block in zip(lost, _solve(rows), strict=True):
        found[i] = block
    return tuple(found[i] for i in range(k))


def _solve(rows: list[tuple[list[int], bytes]]) -> list[bytes]:
    """Gauss and Jordan. No pivot is ever zero: every leading part of a Cauchy matrix is regular."""
    for i in range(len(rows)):
        weights, block = rows[i]
        pivot = weights[i]
        weights = [_divide(weight, pivot) for weight in weights]
        block = block.translate(_times(_divide(1, pivot)))
        rows[i] = weights, block
        for other, (theirs, their_block) in enumerate(rows):
            factor = theirs[i]
            if other != i and factor:
                table = _times(factor)
                rows[other] = (
                    [a ^ table[b] for a, b in zip(theirs, weights, strict=True)],
                    _add(their_block, block.translate(table)),
                )
    return [block for _weights, block in rows]

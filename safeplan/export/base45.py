"""Bytes as the 45 signs of a code's alphanumeric mode (RFC 9285): three signs for two bytes."""

from __future__ import annotations

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def encode(data: bytes) -> str:
    """``data`` as text; half as long again."""
    signs: list[str] = []
    for index in range(0, len(data) - 1, 2):
        rest, first = divmod(int.from_bytes(data[index : index + 2], "big"), 45)
        third, second = divmod(rest, 45)
        signs += SIGNS[first], SIGNS[second], SIGNS[third]
    if len(data) % 2:
        second, first = divmod(data[-1], 45)
        signs += SIGNS[first], SIGNS[second]
    return "".join(signs)


def decode(text: str) -> bytes | None:
    """The bytes again; None for anything that ``encode`` does not write."""
    values = [SIGNS.find(sign) for sign in text]
    if -1 in values or len(values) % 3 == 1:
        return None
    data = bytearray()
    for index in range(0, len(values), 3):
        group = values[index : index + 3]
        number = sum(value * 45**place for place, value in enumerate(group))
        if number >= 1 << 8 * (len(group) - 1):
            return None
        data += number.to_bytes(len(group) - 1, "big")
    return bytes(data)

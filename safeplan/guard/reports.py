"""Which whole sequences are keys, and which are reports that a terminal sends by itself.

The mouse was moved, the window gained the focus, it has another size, here is what you asked for.
"""

from __future__ import annotations

_LEGACY_MOUSE = b"\x1b[M"


def is_key(sequence: bytes) -> bool:
    """Whether a whole sequence is a key, and not a report."""
    if sequence[:2] == b"\x1bO":
        return True
    if sequence[:2] != b"\x1b[":
        return sequence[1:2] not in (b"]", b"P", b"_", b"^", b"X")
    parameters, end = sequence[2:-1], sequence[-1:]
    if sequence[:3] == _LEGACY_MOUSE or parameters[:1] in (b"<", b"?", b">", b"="):
        return False
    if end == b"R":  # F3 with a modifier looks like a place of the cursor in row 1
        return not parameters or parameters[:2] == b"1;"
    groups = parameters.split(b";")
    released = len(groups) > 1 and groups[1].endswith(b":3")
    if end == b"M" or (end in b"IO" and not parameters):  # another mouse; the window's focus
        return False
    return end not in (b"c", b"n", b"t", b"y") and not released

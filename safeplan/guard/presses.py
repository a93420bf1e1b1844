"""Which of the things that a terminal sends are keys that a person pressed.

A moved mouse, a window that gained the focus, and answers of the terminal to questions arrive the
same way as keys do. None of them keeps the line away, and none of them can be the key that hides.
"""

from __future__ import annotations

from safeplan.guard import keys
from safeplan.guard.reports import is_key

MOST_BYTES = 16  # of a key that can be recorded

# Keys that a person needs for moving, writing and going on, or that lead to a place of their own.
# Of control bytes: backspace, tab, both kinds of Enter, clear the line, Escape.
_NEEDED_BYTES = b"\x00\x08\x09\x0a\x0d\x15\x1b"
_NEEDED_ENDS = b"ABCDHFPQRZ"  # arrows, Home, End, F1 to F3, Shift-Tab
_NEEDED_NUMBERS = (1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13)  # Home to End, F1 to F3, before ``~``


def is_press(event: keys.Event) -> bool:
    """Whether ``event`` (`safeplan.guard.keys`) is the work of a finger on a keyboard."""
    kind, _, _, sequence = event
    return kind != keys.SEQUENCE or is_key(sequence)


def can_hide(pressed: bytes) -> bool:
    """Whether ``pressed`` may be recorded as a key that hides: rare, and needed for nothing else.

    Args:
        pressed: What one press sent.
    """
    if len(pressed) == 1:
        return (pressed[0] < 0x20 and pressed not in _NEEDED_BYTES) or pressed == b"\x1f"
    if len(pressed) > MOST_BYTES or not _is_one_sequence(pressed) or not is_key(pressed):
        return False
    if pressed in (keys.PASTE_START, keys.PASTE_END):
        return False
    if pressed[1:2] not in (b"[", b"O"):  # Alt with a letter
        return len(pressed) == 2 and 0x20 < pressed[1] < 0x7F
    end = pressed[-1:]
    plain = pressed[1:2] == b"O" or pressed[2:-1] in (b"", b"1")
    if end == b"~":
        groups = pressed[2:-1].split(b";")
        known = groups[0].isdigit()
        return known and (len(groups) > 1 or int(groups[0]) not in _NEEDED_NUMBERS)
    if pressed[:3] == b"\x1b[[":  # the Linux console's F1 to F5
        return end not in b"ABC"
    return not (plain and end in _NEEDED_ENDS) and pressed != b"\x1b[I"


def _is_one_sequence(pressed: bytes) -> bool:
    """Whether the scanner sees it as one sequence that is nothing yet, and fires once recorded."""
    data, size = bytearray(pressed), len(pressed)
    if keys.Scanner().feed(data, size, 0.0) != [(keys.SEQUENCE, 0, 0, pressed)]:
        return False
    return keys.Scanner(pressed).feed(data, size, 0.0) == [(keys.QUIT, 0, 0, b"")]

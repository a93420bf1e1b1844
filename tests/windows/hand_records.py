"""Records that a keyboard makes, as the documentation of the console lays them out."""

from __future__ import annotations


def key(letter: str = "\0", *, code: int = 0, state: int = 0, down: int = 1) -> bytes:
    """A KEY_EVENT record."""
    numbers = ((1, 4), (down, 4), (1, 2), (code, 2), (0, 2), (ord(letter), 2), (state, 4))
    return b"".join(number.to_bytes(size, "little") for number, size in numbers)


UP = key(code=0x26, state=0x100) + key(code=0x26, state=0x100, down=0)
CTRL_Q = key("\x11", code=0x51, state=0x8) + key("\x11", code=0x51, state=0x8, down=0)
ESCAPE = key("\x1b", code=0x1B) + key("\x1b", code=0x1B, down=0)

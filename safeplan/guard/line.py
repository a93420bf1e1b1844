"""The masked line: a password being typed, in one buffer that can be wiped.

Bytes go in one at a time and are never joined into text. The buffer has its full size from the
start, so that growing it can leave no copy behind.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

CAPACITY = 4096  # bytes; far more than anyone types

EDITING = 0  # go on typing
DONE = 1  # Enter

_ENTER = b"\r\n"
_ERASE = b"\x08\x7f"
_CLEAR = 0x15


class Stars:
    """Draws one star a character behind a prompt, as many as the row has room for.

    Args:
        say: Writes to the terminal.
    """

    def __init__(self, say: Callable[[bytes], None]) -> None:
        self._say = say
        self._room = 0
        self._drawn = 0

    def begin(self, prompt: bytes, columns: int) -> None:
        """A new row: ``prompt`` stands on it, in a window of ``columns``; 0 shows no stars."""
        self._room = max(columns - len(prompt.decode("utf-8", "replace")) - 1, 0)
        self._drawn = 0

    def __call__(self, count: int) -> None:
        """Show ``count`` characters."""
        wanted = min(count, self._room)
        if wanted > self._drawn:
            self._say(b"*" * (wanted - self._drawn))
        elif wanted < self._drawn:
            self._say(b"\b \b" * (self._drawn - wanted))
        self._drawn = wanted


class Line:
    """One line of typed bytes.

    Args:
        stars: Called with the number of characters whenever it changes; it draws.
        capacity: Most bytes that the line takes; characters beyond are not taken.
    """

    def __init__(self, stars: Callable[[int], None], capacity: int = CAPACITY) -> None:
        self._bytes = bytearray(capacity)
        self._zeros = bytes(capacity)
        self._length = 0
        self._characters = 0  # bytes that do not continue a character in UTF-8
        self._stars = stars
        self.overflowed = False

    def __len__(self) -> int:
        return self._length

    @property
    def view(self) -> memoryview:
        """The bytes typed so far, in place; it must be let go before the line is used again."""
        return memoryview(self._bytes)[: self._length]

    @property
    def place(self) -> bytearray:
        """Where the bytes lie, all of it."""
        return self._bytes

    def key(self, byte: int) -> int:
        """Take a typed byte; answers DONE when it was Enter."""
        if byte in _ENTER:
            return DONE
        if byte in _ERASE:
            self.backspace()
        elif byte == _CLEAR:
            self.clear()
        elif byte >= 0x20:
            self._append(byte)
        return EDITING

    def pasted(self, byte: int) -> None:
        """Take a byte from a paste: it edits nothing and ends nothing; breaks become spaces."""
        if byte in b"\t\r\n":
            byte = 0x20
        if byte >= 0x20 and byte != 0x7F:
            self._append(byte)

    def backspace(self) -> None:
        """Take the last character off, however many bytes it has."""
        if not self._length:
            return
        while self._length:
            self._length -= 1
            byte = self._bytes[self._length]
            self._bytes[self._length] = 0
            if byte & 0xC0 != 0x80:
                self._characters -= 1
                break
        self._stars(self._characters)

    def redraw(self) -> None:
        """Draw the stars again, on a row that was cleared."""
        self._stars(self._characters)

    def clear(self) -> None:
        """Wipe the line and begin again."""
        self.zero()
        self._stars(0)

    def zero(self) -> None:
        """Overwrite every byte with zero; nothing is drawn."""
        self._bytes[:] = self._zeros
        self._length = 0
        self._characters = 0
        self.overflowed = False

    def same_as(self, other: Line) -> bool:
        """Whether both lines hold the same bytes."""
        with self.view as mine, other.view as theirs:
            return mine == theirs

    def _append(self, byte: int) -> None:
        # A character that does not fit is left out whole, and so is the rest of it.
        if self.overflowed or self._length + _rest_of_character(byte) >= len(self._bytes):
            self.overflowed = True
            return
        self._bytes[self._length] = byte
        self._length += 1
        if byte & 0xC0 != 0x80:
            self._characters += 1
            self._stars(self._characters)


def _rest_of_character(byte: int) -> int:
    """How many bytes follow ``byte`` in its character."""
    if byte >= 0xF0:
        return 3
    if byte >= 0xE0:
        return 2
    return 1 if byte >= 0xC0 else 0

"""From console records to the bytes that a terminal would have sent.

Pure: it reads records from memory and writes bytes into the caller's buffer, so that one scanner
serves all systems and no text is made of what is typed. The layout is that of INPUT_RECORD in the
documentation of the Windows console: 20 bytes a record, low byte first.

In virtual terminal mode the console tells special keys as sequences already, one record a letter,
and none of the table below is needed. It is for consoles that know no such mode.
"""

from __future__ import annotations

SIZE = 20  # bytes of a record
# Bytes that one record can become: MOST_REPEATED times the longest sequence, with room to spare.
WORST = 96

KEY = 0x0001
RESIZED = 0x0004

_TYPE, _DOWN, _REPEAT, _CODE, _LETTER, _STATE = 0, 4, 8, 10, 14, 16
_COLUMNS, _ROWS = 4, 6

MOST_REPEATED = 8
_ALT, _CTRL, _SHIFT = 0x0003, 0x000C, 0x0010  # either side of the keyboard
_ENHANCED = 0x0100  # not on the number pad
_BACKSPACE, _TAB, _MENU = 0x08, 0x09, 0x12
_ESC, _DEL = 0x1B, 0x7F

_HIGH, _LOW, _AFTER = 0xD800, 0xDC00, 0xE000  # halves of a character beyond the first 65,536
_NO_CHARACTER = 0xFFFD

# Virtual key: letter that ends its sequence. The first six are also keys of the number pad.
_LETTERS = {0x25: b"D", 0x26: b"A", 0x27: b"C", 0x28: b"B", 0x23: b"F", 0x24: b"H"}
_FUNCTIONS = {0x70: b"P", 0x71: b"Q", 0x72: b"R", 0x73: b"S"}
_NUMBERS = {
    **{0x2D: 2, 0x2E: 3, 0x21: 5, 0x22: 6},
    **{0x74: 15, 0x75: 17, 0x76: 18, 0x77: 19, 0x78: 20, 0x79: 21, 0x7A: 23, 0x7B: 24},
}


def size_report(rows: int, columns: int) -> bytes:
    """How the app is told that the window has another size."""
    return b"\x1b[48;%d;%d;0;0t" % (rows, columns)


class Translator:
    """Turns records into bytes; half a character waits for its other half.

    Attributes:
        resized: Whether a record told of another size since this was set to False.
        columns: Of the buffer, as that record told; 0 before the first.
        rows: Likewise.
    """

    def __init__(self) -> None:
        self.resized = False
        self.columns = self.rows = 0
        self._high = 0
        self._at = 0

    def translate(self, records: memoryview, count: int, into: bytearray) -> int:
        """Write the bytes of ``count`` records; answers how many.

        Args:
            records: The records, as bytes; at least ``count`` times SIZE of them.
            count: How many are filled.
            into: At least ``count`` times WORST bytes.
        """
        self._at = 0
        for start in range(0, count * SIZE, SIZE):
            kind = _word(records, start + _TYPE)
            if kind == KEY:
                self._key(records, start, into)
            elif kind == RESIZED:
                self.resized = True
                self.columns = _word(records, start + _COLUMNS)
                self.rows = _word(records, start + _ROWS)
        return self._at

    def _key(self, records: memoryview, start: int, into: bytearray) -> None:
        code = _word(records, start + _CODE)
        letter = _word(records, start + _LETTER)
        state = _word(records, start + _STATE)
        if not records[start + _DOWN]:
            # A character given by its number is told when Alt is let go.
            if code == _MENU and letter:
                self._character(letter, into)
            return
        for _ in range(min(max(_word(records, start + _REPEAT), 1), MOST_REPEATED)):
            if letter:
                self._typed(code, letter, state, into)
            else:
                self._put(_sequence(code, state), into)

    def _typed(self, code: int, letter: int, state: int, into: bytearray) -> None:
        if code == _TAB and letter == _TAB and state & _SHIFT:
            self._put(b"\x1b[Z", into)
            return
        if code == _BACKSPACE and letter == _BACKSPACE and not state & _CTRL:
            letter = _DEL
        # Ctrl and Alt together are AltGr, which is no more than a way to a character.
        if code and state & _ALT and not state & _CTRL and letter != _ESC:
            self._byte(_ESC, into)
        self._character(letter, into)

    def _character(self, unit: int, into: bytearray) -> None:
        """One unit of UTF-16."""
        high, self._high = self._high, 0
        if _HIGH <= unit < _LOW:
            if high:
                self._utf8(_NO_CHARACTER, into)
            self._high = unit
            return
        if _LOW <= unit < _AFTER:
            whole = 0x10000 + (high - _HIGH << 10) + (unit - _LOW) if high else _NO_CHARACTER
            self._utf8(whole, into)
            return
        if high:
            self._utf8(_NO_CHARACTER, into)
        self._utf8(unit, into)

    def _utf8(self, code: int, into: bytearray) -> None:
        if code < 0x80:
            self._byte(code, into)
            return
        if code < 0x800:
            self._byte(0xC0 | code >> 6, into)
        else:
            if code < 0x10000:
                self._byte(0xE0 | code >> 12, into)
            else:
                self._byte(0xF0 | code >> 18, into)
                self._byte(0x80 | code >> 12 & 0x3F, into)
            self._byte(0x80 | code >> 6 & 0x3F, into)
        self._byte(0x80 | code & 0x3F, into)

    def _put(self, sequence: bytes, into: bytearray) -> None:
        for byte in sequence:
            self._byte(byte, into)

    def _byte(self, byte: int, into: bytearray) -> None:
        into[self._at] = byte
        self._at += 1


def _word(records: memoryview, at: int) -> int:
    return int(records[at]) | int(records[at + 1]) << 8


def _sequence(code: int, state: int) -> bytes:
    """What a key that has no letter sends; nothing for Shift and its like."""
    modifiers = bool(state & _SHIFT) + 2 * bool(state & _ALT) + 4 * bool(state & _CTRL)
    if code in _LETTERS or code in _FUNCTIONS:
        # Alt with the number pad spells a character, which is told by itself.
        if code in _LETTERS and state & _ALT and not state & _ENHANCED:
            return b""
        end = _LETTERS.get(code) or _FUNCTIONS[code]
        if modifiers:
            return b"\x1b[1;%d%s" % (modifiers + 1, end)
        return (b"\x1b[" if code in _LETTERS else b"\x1bO") + end
    number = _NUMBERS.get(code)
    if number is None:
        return b""
    return b"\x1b[%d;%d~" % (number, modifiers + 1) if modifiers else b"\x1b[%d~" % number

"""One code that a camera reads: its matrix, and the forms in which it is shown.

The matrix is made by ``qrcode``; its own writer has no way to say that a text is UTF-8, so the
bits are laid out here (ISO/IEC 18004: ECI 26 where there is more than ASCII, mode, length, data,
padding).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

QUIET = 4  # light modules around a code, as the standard asks

# Larger codes on a screen leave no row for words, and no phone needs them.
SCREEN_VERSION = 10

_PIXELS = 10  # of a picture, a module
_ECI, _UTF8 = 0b0111, 26
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


@dataclass(frozen=True, slots=True)
class Code:
    """One code.

    Attributes:
        number: which of the set it is, from 1.
        of: how many there are.
        version: 1 to 40; a side has ``17 + 4 * version`` modules.
        modules: rows of modules, True for dark, without the quiet zone.
    """

    number: int
    of: int
    version: int
    modules: tuple[tuple[bool, ...], ...]

    @property
    def side(self) -> int:
        """Modules along one side, quiet zone included."""
        return len(self.modules) + 2 * QUIET

    def half_blocks(self) -> tuple[str, ...]:
        """Rows for a terminal, two modules high, quiet zone included.

        They hold for black letters on white ground; both colours must be painted, cell by cell.
        """
        rows = [*self._padded(), (False,) * self.side]
        return tuple(
            "".join(_HALVES[pair] for pair in zip(upper, lower, strict=True))
            for upper, lower in zip(rows[: self.side : 2], rows[1 : self.side + 1 : 2], strict=True)
        )

    def png(self) -> bytes:
        """A picture, black on white, ten pixels a module, without any text or date in it."""
        from PIL import Image

        small = Image.new("1", (self.side, self.side))
        small.putdata([not dark for row in self._padded() for dark in row])
        large = small.resize((self.side * _PIXELS, self.side * _PIXELS), Image.Resampling.NEAREST)
        made = io.BytesIO()
        large.save(made, "PNG", optimize=True)
        return made.getvalue()

    def runs(self) -> Iterator[tuple[int, int, int]]:
        """Dark stretches: row from the top, first column and length in modules, with quiet zone."""
        for index, row in enumerate(self._padded()):
            start = 0
            for column, dark in enumerate((*row, False)):
                if not dark:
                    if column > start:
                        yield index, start, column - start
                    start = column + 1

    def _padded(self) -> list[tuple[bool, ...]]:
        beside, empty = (False,) * QUIET, (False,) * self.side
        rows = [(*beside, *row, *beside) for row in self.modules]
        return [empty] * QUIET + rows + [empty] * QUIET


def screen_version(columns: int, rows: int) -> int:
    """The largest version that a free space of a terminal shows, at most 10; 0 if none.

    A window of 80 by 24 shows version 5, in 45 by 23 cells; 65 by 33 cells show version 10.
    """
    widest = (columns - 2 * QUIET - 17) // 4
    highest = (2 * rows - 2 * QUIET - 17) // 4
    return max(0, min(widest, highest, SCREEN_VERSION))


def capacity(version: int, *, ascii_only: bool) -> int:
    """Bytes of text that one code of this version holds, at correction level M."""
    from qrcode import constants

    util = _util()
    limit: int = util.BIT_LIMIT_TABLE[constants.ERROR_CORRECT_M][version]
    head = 4 + util.length_in_bits(util.MODE_8BIT_BYTE, version) + (0 if ascii_only else 12)
    return (limit - int(head)) // 8


def make_code(text: str, number: int = 1, of: int = 1, *, dense: bool = False) -> Code:
    """The smallest code that holds ``text``, at correction level M.

    Args:
        text: what it says.
        number: which of the set it is.
        of: how many there are.
        dense: the text holds nothing but the 45 signs of the alphanumeric mode.
    """
    from qrcode import base, constants
    from qrcode.main import QRCode

    util = _util()
    level = constants.ERROR_CORRECT_M
    mode = util.MODE_ALPHA_NUM if dense else util.MODE_8BIT_BYTE
    data = util.QRData(text.encode(), mode=mode)
    version, bits = 0, util.BitBuffer()
    limit = -1
    while len(bits) > limit:
        version += 1
        limit = util.BIT_LIMIT_TABLE[level][version]
        bits = util.BitBuffer()
        if not text.isascii():
            bits.put(_ECI, 4)
            bits.put(_UTF8, 8)
        bits.put(mode, 4)
        bits.put(len(data), util.length_in_bits(mode, version))
        data.write(bits)
    bits.put(0, min(4, limit - len(bits)))
    bits.put(0, -len(bits) % 8)
    for index in range((limit - len(bits)) // 8):
        bits.put(util.PAD1 if index % 2 else util.PAD0, 8)

    made = QRCode(version=version, error_correction=level, border=0)
    made.data_cache = util.create_bytes(bits, base.rs_blocks(version, level))
    made.make(fit=False)
    modules = tuple(tuple(bool(module) for module in row) for row in made.modules)
    return Code(number, of, version, modules)


def _util() -> Any:
    from qrcode import util  # its published types know modes as literals only

    return util

"""The letters that paper can show: one font, shipped inside the package.

Noto Sans, cut by ``scripts/make_fonts.py`` to Latin, Greek, Cyrillic, Vietnamese and the usual
signs. What the font lacks is named before anything is drawn; a box in the place of a letter would
be found out only by someone who needs the word.
"""

from __future__ import annotations

import io
import unicodedata
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from safeplan.export.errors import ExportError

if TYPE_CHECKING:
    from safeplan.export.engine import TTFont

NAME = "NotoSans"
FILE = "NotoSans-Regular.ttf"
NO_BREAK_SPACE = "\u00a0"

# Marks that change how a letter looks, but have no shape of their own: nothing is lost with them
# on paper, where text runs one way and nothing follows them.
_INVISIBLE = frozenset(map(chr, (*range(0xFE00, 0xFE10), 0x034F, 0x2060, 0xFEFF)))


def folder() -> Traversable:
    """The folder of the package that holds the font, its licence and its hash."""
    return files("safeplan") / "export" / "fonts"


def clean(text: str) -> str:
    """``text`` as it is drawn: composed (NFC), on one line, without invisible marks.

    White space other than the no-break space becomes a plain space. A narrow no-break space, as in
    French, is drawn as a no-break space.
    """
    kept = []
    for letter in unicodedata.normalize("NFC", text):
        if letter in (NO_BREAK_SPACE, "\u202f", "\u2007"):
            kept.append(NO_BREAK_SPACE)
        elif letter.isspace():
            kept.append(" ")
        elif letter not in _INVISIBLE and unicodedata.category(letter) not in ("Cc", "Cf"):
            kept.append(letter)
    return "".join(kept)


@cache
def font() -> TTFont:
    """The font, parsed once and known to ReportLab under the name ``NotoSans``."""
    from safeplan.export.engine import TTFont, pdfmetrics

    loaded = TTFont(NAME, io.BytesIO((folder() / FILE).read_bytes()), asciiReadable=False)
    pdfmetrics.registerFont(loaded)
    return loaded


def width(text: str, size: float) -> float:
    """Width of ``text`` in points, set at ``size`` points."""
    return float(font().stringWidth(text, size))


def missing(text: str) -> str:
    """The letters of ``text`` that the font lacks, each once, in their order; "" if none."""
    known = font().face.charToGlyph
    return "".join(dict.fromkeys(letter for letter in clean(text) if ord(letter) not in known))


def refuse_missing(*texts: str) -> None:
    """Stop before anything is drawn if a letter cannot be.

    Raises:
        ExportError: ``export.letters``, naming the letters.
    """
    letters = missing("".join(texts))
    if letters:
        raise ExportError("export.letters", letters=named(letters))


def named(letters: str) -> str:
    """``letters`` for a sentence, apart; half a letter (a lone surrogate) as the sign for that."""
    return " ".join(
        "\ufffd" if unicodedata.category(letter) == "Cs" else letter
        for letter in dict.fromkeys(letters)
    )

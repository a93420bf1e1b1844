"""The sheet's words as codes that any phone reads, and back.

A text too long for one code becomes parts. A part begins with its number, ``2/3``, then a line
break where a new line of the sheet begins, or a space where the line before goes on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from safeplan.export.errors import ExportError
from safeplan.export.fonts import named
from safeplan.export.layout import keep_numbers
from safeplan.export.qr import Code, capacity, make_code

# A code of 25 mm is read by a hand-held camera up to version 13 (measured: modules of 0.36 mm).
PAPER_VERSION = 13
MOST_BYTES = 300

_PART = re.compile(r"(\d{1,2})/(\d{1,2})([\n ])", re.ASCII)


def pocket_codes(
    title: str, lines: Sequence[str], *, largest: int = PAPER_VERSION
) -> tuple[Code, ...]:
    """The sheet's words as codes that any phone reads.

    Args:
        title: the first line.
        lines: the others, in order.
        largest: the largest version allowed; ``qr.screen_version`` names it for a terminal.

    Raises:
        ExportError: ``export.window`` where no code has room, ``export.codes_many`` where more
            than 99 parts would be needed, ``export.letters`` for half a letter.
    """
    parts = pocket_parts(title, lines, largest=largest)
    return tuple(make_code(part, number, len(parts)) for number, part in enumerate(parts, 1))


def pocket_parts(title: str, lines: Sequence[str], *, largest: int) -> tuple[str, ...]:
    """The texts of ``pocket_codes``."""
    if largest < 1:
        raise ExportError("export.window")
    said = [_one_line(line) for line in (title, *lines)]
    whole = "\n".join(said)
    halves = "".join(letter for letter in whole if unicodedata.category(letter) == "Cs")
    if halves:
        raise ExportError("export.letters", letters=named(halves))
    most = min(MOST_BYTES, capacity(largest, ascii_only=whole.isascii()))
    if len(whole.encode()) <= most and not _PART.match(whole):
        return (whole,)
    for digits in (1, 2):
        parts = _pack(said, most - len("/\n") - 2 * digits)
        if parts and len(parts) < 10**digits:
            return tuple(f"{n}/{len(parts)}{part}" for n, part in enumerate(parts, 1))
    raise ExportError("export.codes_many")


def pocket_text(texts: Iterable[str]) -> str:
    """The sheet again, from what was read in any order: title and lines, a line break between.

    Codes without a number that lie about in the same picture are not minded.

    Raises:
        ExportError: ``export.codes_mixed`` for parts of two sheets, ``export.codes_missing``
            for too few, ``export.codes_none`` for none.
    """
    seen = dict.fromkeys(texts)
    found: dict[int, str] = {}
    counts = set()
    for text in seen:
        match = _PART.match(text)
        if match:
            number, part = int(match[1]), match[3] + text[match.end() :]
            counts.add(int(match[2]))
            if found.setdefault(number, part) != part or not 1 <= number <= int(match[2]):
                raise ExportError("export.codes_mixed")
    if not found:
        if len(seen) > 1:
            raise ExportError("export.codes_mixed")
        if not seen:
            raise ExportError("export.codes_none")
        return next(iter(seen))
    if len(counts) > 1:
        raise ExportError("export.codes_mixed")
    needed = counts.pop()
    if len(found) < needed:
        raise ExportError("export.codes_missing", have=len(found), needed=needed)
    joined = "".join(part.removeprefix(" ") for _number, part in sorted(found.items()))
    return joined.removeprefix("\n")


def _one_line(text: str) -> str:
    """Composed, with spaces for breaks; a control character is no word and is left out."""
    spaced = " ".join(unicodedata.normalize("NFC", text).splitlines()).replace("\t", " ")
    return "".join(letter for letter in spaced if unicodedata.category(letter) != "Cc")


def _pack(lines: Sequence[str], most: int) -> list[str]:
    """Parts of at most ``most`` bytes after their first sign, which says how they begin."""
    parts: list[str] = []
    for line in lines:
        if parts and len((parts[-1] + "\n" + line).encode()) - 1 <= most:
            parts[-1] += "\n" + line
            continue
        begins = "\n"
        while len(line.encode()) > most:
            cut = _cut(line, most)
            if not cut:
                return []
            parts.append(begins + line[:cut])
            begins, line = " ", line[cut:]
        parts.append(begins + line)
    return parts


def _cut(line: str, most: int) -> int:
    """Where to part a line: after a space that is in no number, else before a whole letter."""
    spaces = keep_numbers(line)
    letter = 0
    for index in range(1, len(line)):
        if len(line[:index].encode()) > most:
            break
        if spaces[index - 1] == " ":
            letter = index
    if letter:
        return letter
    for index in range(1, len(line)):
        if len(line[:index].encode()) > most:
            break
        joined = "\u200d" in line[index - 1 : index + 1]
        if not joined and not unicodedata.combining(line[index]):
            letter = index
    return letter

"""Lines of text made to fit: one size for all, nothing dropped, nothing cut inside a number.

Sizes are in points. The smallest print on any paper is 7 points; 10 is usual.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from safeplan.export import fonts
from safeplan.export.errors import UnfitError

SMALLEST = 7.0
USUAL = 10.0
LARGEST = 12.0
STEP = 0.5

# From one baseline to the next, in sizes: room for accents above Ế and below ợ, and for a pen.
PITCH = 1.6
# The second row of a line stands in by this much, in sizes, so that each line is seen to begin.
INDENT = 1.0
# A line of up to this many rows moves to the next column whole; a longer one flows on.
TOGETHER = 4

# A telephone number has up to 15 digits after its prefix (ITU-T E.164), which has up to 3.
_NUMBER_DIGITS = 18
_GROUPS = re.compile(r"[+(]?\d[\d()/.\-]*(?: [+(]?\d[\d()/.\-]*)+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of print: its text, and how far it stands in, in points."""

    text: str
    indent: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """Rows in their columns, all in one size (points)."""

    size: float
    columns: tuple[tuple[Row, ...], ...]

    @property
    def pitch(self) -> float:
        """Points from one baseline to the next."""
        return self.size * PITCH


def keep_numbers(text: str) -> str:
    """Join the groups of each telephone number with no-break spaces.

    Groups that are too long for one number are taken for several: a new one begins at ``+``, at
    ``0`` once the one before it has nine digits, or where no more digits can belong.
    """

    def join(match: re.Match[str]) -> str:
        groups = match[0].split(" ")
        several = sum(map(_digits, groups)) > _NUMBER_DIGITS
        joined, digits = groups[0], _digits(groups[0])
        for group in groups[1:]:
            fresh = group.startswith("+") or (
                several
                and (
                    (digits >= 9 and group.lstrip("(").startswith("0"))
                    or digits + _digits(group) > _NUMBER_DIGITS
                )
            )
            joined += (" " if fresh else fonts.NO_BREAK_SPACE) + group
            digits = _digits(group) + (0 if fresh else digits)
        return joined

    return _GROUPS.sub(join, text)


def _digits(text: str) -> int:
    return sum(letter.isdigit() for letter in text)


def _pieces(word: str, size: float, room: float) -> list[str]:
    """A word too wide for its column, cut between letters; an accent stays on its letter."""
    pieces = [""]
    for letter in re.findall(r".[\u0300-\u036f]*", word, re.DOTALL):
        if pieces[-1] and fonts.width(pieces[-1] + letter, size) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def wrap(text: str, size: float, room: float) -> tuple[Row, ...] | None:
    """Rows of at most ``room`` points for one line; None if a number in it is wider than that.

    A line without words is one empty row.
    """
    inset = size * INDENT
    rows: list[Row] = []
    row = ""

    def end(text: str) -> None:
        rows.append(Row(text, inset if rows else 0.0))

    for found in re.findall(r" *[^ ]+", keep_numbers(fonts.clean(text))):
        if row and fonts.width(row + found, size) <= room - (inset if rows else 0.0):
            row += found
            continue
        if row:
            end(row)
        row = found.lstrip(" ")
        if fonts.width(row, size) > room - (inset if rows else 0.0):
            if _digits(row):
                return None
            *full, row = _pieces(row, size, room - inset)
            for piece in full:
                end(piece)
    end(row)
    return tuple(rows)


def place(
    lines: Sequence[str], *, size: float, room: float, height: float, columns: int
) -> tuple[Fitted, tuple[str, ...]]:
    """Set the lines in up to ``columns`` columns, each ``room`` wide and ``height`` high (points).

    Returns:
        The columns that are used, and the lines that have no place: those with a number too wide,
        and from the first line that found no room on, all of them.
    """
    most = int(height / (size * PITCH))
    filled: list[list[Row]] = [[]]
    left_over: list[str] = []
    full = False
    for line in lines:
        rows = wrap(line, size, room)
        if full or rows is None:
            left_over.append(line)
            continue
        if len(filled[-1]) + len(rows) > most and len(rows) <= min(TOGETHER, most):
            filled.append([])
        for row in rows:
            if len(filled[-1]) == most:
                filled.append([])
            filled[-1].append(row)
        if len(filled) > columns:
            full = True
            left_over.append(line)
    kept = tuple(tuple(column) for column in filled[:columns])
    return Fitted(size, kept), tuple(left_over)


def sizes(largest: float) -> tuple[float, ...]:
    """The sizes to try, from ``largest`` (at most 12) down to 7 points."""
    steps = int((min(largest, LARGEST) - SMALLEST) / STEP)
    return tuple(SMALLEST + STEP * step for step in range(steps, -1, -1))


def fit(
    lines: Sequence[str], *, room: float, height: float, columns: int, largest: float = USUAL
) -> Fitted:
    """The lines in the largest size, not above ``largest``, in which all of them have a place.

    Raises:
        UnfitError: at 7 points some have none; they are named.
    """
    left_over: tuple[str, ...] = ()
    for size in sizes(largest):
        fitted, left_over = place(lines, size=size, room=room, height=height, columns=columns)
        if not left_over:
            return fitted
    raise UnfitError(left_over)

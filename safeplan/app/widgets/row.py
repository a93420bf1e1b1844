"""A row of a list, and how rows are laid out in cells; nothing here draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from safeplan.app.widgets.wrapping import lines, pad

FOCUS_MARK = "> "
NO_MARK = "  "


@dataclass(frozen=True)
class Row:
    """One line that can be chosen.

    Attributes:
        key: what tells this row from the others; it travels in messages.
        label: the words.
        tag: words at the right edge, or in the second column.
        mark: the sign before the words: ``BOX``, ``TICKED``, ``OPEN_RING``, ``RING`` or "".
        acts: in a list of ticks, this row is not ticked but opened ("Add your own").
        offered: its words are an option or an idea of the guide, and tell nothing of the person.
    """

    key: str
    label: str
    tag: str = ""
    mark: str = ""
    acts: bool = False
    offered: bool = False


BOX, TICKED = "[ ]", "[x]"
OPEN_RING, RING = "( )", "(o)"
# The same while answers are covered: whether it is ticked is an answer.
COVERED_MARKS = {BOX: "[·]", TICKED: "[·]", OPEN_RING: "(·)", RING: "(·)"}


@dataclass(frozen=True)
class Look:
    """How a list is laid out.

    Attributes:
        width: cells in a row, the free column for ``>`` included.
        numbers: whether the first nine rows carry 1 to 9.
        first: the number of the first row, where a list goes on counting from another one.
        zero: whether a tenth row carries 0.
        last: index of a row that carries 0 wherever it stands; -1 for none.
        column: cell at which tags start, as a second column; None sets them at the right edge.
        spaced: whether an empty line stands between rows.
        tag_lines: most lines of a tag in the second column; what is longer ends with an ellipsis,
            since the row leads to the whole.
    """

    width: int
    numbers: bool = True
    zero: bool = False
    column: int | None = None
    spaced: bool = False
    tag_lines: int = 2
    first: int = 1
    last: int = -1


def number_of(index: int, look: Look) -> str:
    """The digit that chooses the row at ``index``, or "" when there is none."""
    if not look.numbers:
        return ""
    if index == look.last:
        return "0"
    number = index + look.first
    if number < 10:
        return str(number)
    return "0" if number == 10 and look.zero else ""


def _before_words(index: int, row: Row, look: Look, marked: bool) -> str:
    number = f"{number_of(index, look) or ' '}  " if look.numbers else ""
    mark = f"{row.mark} " if row.mark else "    " if marked else ""
    return number + mark


def _two_columns(before: str, row: Row, look: Look, column: int) -> list[str]:
    left = lines(row.label, column - 2 - len(NO_MARK) - len(before))
    right = lines(row.tag, look.width - column)
    if len(right) > look.tag_lines:
        right = right[: look.tag_lines]
        right[-1] = right[-1][: look.width - column - 1].rstrip() + "…"
    height = max(len(left), len(right))
    made = []
    for at in range(height):
        words = (before if at == 0 else " " * len(before)) + (left[at] if at < len(left) else "")
        tag = right[at] if at < len(right) else ""
        made.append(pad(words, column - len(NO_MARK)) + tag)
    return made


def _tag_at_edge(before: str, row: Row, look: Look) -> list[str]:
    room = look.width - len(NO_MARK) - len(before)
    tag = cell_len(row.tag)
    if not row.tag or tag + 2 > room // 2:
        words = lines(row.label, room)
        # A tag too wide to stand beside its words stands below them.
        extra = [pad("", 2) + line for line in lines(row.tag, room - 2)] if row.tag else []
        if row.tag and len(words) == 1 and cell_len(words[0]) + 2 + tag <= room:
            words, extra = [pad(words[0], room - tag) + row.tag], []
        both = words + extra
    else:
        both = lines(row.label, room - tag - 2)
        both[0] = pad(both[0], room - tag) + row.tag
    return [(before if at == 0 else " " * len(before)) + line for at, line in enumerate(both)]


def lay_out(rows: Sequence[Row], look: Look) -> list[list[str]]:
    """The lines of each row, without the column of the focus mark, each as wide as the list.

    Args:
        rows: the rows in order.
        look: the layout.

    Returns:
        For each row its lines, the empty one after it included when the list is spaced.
    """
    width = look.width - len(NO_MARK)
    marked = any(row.mark for row in rows)
    drawn: list[list[str]] = []
    for index, row in enumerate(rows):
        before = _before_words(index, row, look, marked)
        if row.tag and look.column is not None and look.column < look.width - 8:
            found = _two_columns(before, row, look, look.column)
        else:
            found = _tag_at_edge(before, row, look)
        drawn.append([pad(line, width) for line in found])
    if look.spaced:
        for lines_of_row in drawn[:-1]:
            lines_of_row.append("")
    return drawn

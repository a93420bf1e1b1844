"""A layout: words side by side, and on a second row when they do not fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement

if TYPE_CHECKING:
    from textual.widget import Widget


def broken(widths: Sequence[int], room: int, gap: int) -> list[list[int]]:
    """Indices of things of these widths, row by row, at most ``room`` cells to a row.

    Args:
        widths: cells of each thing.
        room: cells in a row; a thing that is wider has a row of its own.
        gap: free cells between two things.
    """
    rows: list[list[int]] = []
    used = 0
    for index, width in enumerate(widths):
        if rows and used + gap + width <= room:
            rows[-1].append(index)
            used += gap + width
        else:
            rows.append([index])
            used = width
    return rows


class Flow(Layout):
    """Children from left to right, breaking where the row is full.

    Args:
        gap: free cells between two children.
        height: rows that a child takes.
        centred: whether each row stands in the middle.
    """

    name = "flow"

    def __init__(self, *, gap: int = 1, height: int = 1, centred: bool = False) -> None:
        self.gap, self.height, self.centred = gap, height, centred

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Place the children; see the class."""
        viewport = parent.app.viewport_size
        widths = [child.get_content_width(size, viewport) for child in children]
        placed: list[WidgetPlacement] = []
        for y, row in enumerate(broken(widths, size.width, self.gap)):
            total = sum(widths[i] for i in row) + self.gap * (len(row) - 1)
            x = max((size.width - total) // 2, 0) if self.centred else 0
            for i in row:
                region = Region(x, y * self.height, min(widths[i], size.width), self.height)
                placed.append(WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, children[i]))
                x += widths[i] + self.gap
        return placed

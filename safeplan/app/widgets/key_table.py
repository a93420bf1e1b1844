"""What can be pressed, and what it does, in two columns where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from safeplan.app.widgets.wrapping import cut, pad

GAP = 3
LEAST = 60


class KeyTable(Widget, can_focus=False):
    """Pairs of words, one to a line, or two pairs beside each other.

    Args:
        pairs: the key's name, and what it does.
    """

    DEFAULT_CSS = """
    KeyTable { width: 1fr; height: auto; margin: 0 0 1 0; color: $ink; }
    """

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.pairs = tuple(pairs)

    def put(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show other pairs."""
        self.pairs = tuple(pairs)
        self.refresh(layout=True)

    def _column(self, pairs: Sequence[tuple[str, str]]) -> list[str]:
        widest = max((cell_len(name) for name, _does in pairs), default=0)
        return [pad(name, widest + GAP) + does for name, does in pairs]

    def lines(self, width: int) -> list[str]:
        """The lines at this width."""
        half = (len(self.pairs) + 1) // 2
        left, right = self._column(self.pairs[:half]), self._column(self.pairs[half:])
        one = max(map(cell_len, left), default=0) + 2 * GAP
        if width < LEAST or one + max(map(cell_len, right), default=0) > width:
            return self._column(self.pairs)
        right += [""] * (half - len(right))
        return [(pad(a, one) + b).rstrip() for a, b in zip(left, right, strict=True)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row a line."""
        return len(self.lines(width))

    def render_line(self, y: int) -> Strip:
        """One line."""
        found = self.lines(self.size.width)
        words = cut(found[y], self.size.width) if y < len(found) else ""
        return Strip([Segment(words, self.rich_style)]).adjust_cell_length(
            self.size.width, self.rich_style
        )

"""A code on the screen: black on white, painted cell by cell, in every theme."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from safeplan.app.widgets.cover import DOT, covered
from safeplan.export.qr import Code

# Said outright: a code that is light on dark is not read by many phones.
BLACK_ON_WHITE = Style(color="#000000", bgcolor="#ffffff")


class CodeView(Widget, can_focus=False):
    """One code with its quiet zone, two modules a cell, one above the other."""

    DEFAULT_CSS = """
    CodeView { width: auto; height: auto; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: tuple[str, ...] = ()

    def show(self, code: Code | None) -> None:
        """Show ``code``, or nothing."""
        self._lines = code.half_blocks() if code is not None else ()
        self.display = bool(self._lines)
        self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """A cell for each module, quiet zone included."""
        return len(self._lines[0]) if self._lines else 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A row for every two modules."""
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """One row, nothing added and nothing left out."""
        if y >= len(self._lines):
            return Strip.blank(self.size.width)
        if covered(self):
            return Strip([Segment(DOT * len(self._lines[y]), self.rich_style)])
        return Strip([Segment(self._lines[y], BLACK_ON_WHITE)])

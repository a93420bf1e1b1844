"""Row 1: back, where you are, hide."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import ComposeResult
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from safeplan.app.widgets.buttons import BracketButton
from safeplan.app.widgets.cover import seen
from safeplan.app.widgets.wrapping import cut


class Middle(Widget, can_focus=False):
    """Where you are, in the middle of the window; cut first when there is no room."""

    DEFAULT_CSS = """
    Middle { width: 1fr; height: 1; color: $quiet; }
    """

    words: reactive[str] = reactive("")

    def render_line(self, y: int) -> Strip:
        """The words, centred on the window and not on what the buttons leave."""
        width = self.size.width
        words = cut(seen(self, self.words), max(width - 2, 1))
        wanted = (self.app.size.width - cell_len(words)) // 2 - self.region.x
        before = min(max(wanted, 1), max(width - cell_len(words) - 1, 0))
        style = self.rich_style
        return Strip([Segment(" " * before + words, style)]).adjust_cell_length(width, style)


class TopBar(Widget, can_focus=False):
    """Back on the left, hide on the right.

    Args:
        back: words of the button on the left, or "" for none.
        middle: where you are.
        hide: words of the button on the right, or "" for none.
    """

    DEFAULT_CSS = """
    TopBar { height: 1; layout: horizontal; padding: 0 1 0 0; }
    """

    def __init__(self, back: str, middle: str, *, hide: str) -> None:
        super().__init__(id="top")
        self._back, self._middle, self._hide = back, middle, hide

    def compose(self) -> ComposeResult:
        """Left, middle, right."""
        if self._back:
            yield BracketButton(self._back, "back", id="back")
        middle = Middle(id="middle")
        middle.set_reactive(Middle.words, self._middle)
        yield middle
        if self._hide:
            yield BracketButton(self._hide, "hide", id="hide")

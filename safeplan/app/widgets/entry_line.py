"""A line in which something new is written again and again, with faint words while it is empty."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip

from safeplan.app.widgets.field import BAR, OneLine
from safeplan.app.widgets.wrapping import cut, pad


class EntryLine(OneLine):
    """``| add an item``; what undoes typing undoes the last change once nothing is typed.

    Args:
        hint: words that stand in the line while it is empty.
        text: what was written before.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"entry--hint"}
    DEFAULT_CSS = """
    EntryLine > .entry--hint { color: $quiet; background: $field; }
    """

    def __init__(self, hint: str = "", text: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(text, id=id)
        self.hint = hint

    def clear(self) -> None:
        """Empty the line for the next thing; undo does not bring back what was taken."""
        self.begin("")

    def render_line(self, y: int) -> Strip:
        """The hint, as long as nothing is typed."""
        if self.text or not self.hint:
            return super().render_line(y)
        bar = self.get_component_rich_style("field--bar")
        faint = self.get_component_rich_style("entry--hint")
        words = pad(cut(self.hint, self._room()), self._room() + 1)
        return self._drawn_hint(Strip([Segment(BAR, bar), Segment(words, faint)]))

    def _drawn_hint(self, strip: Strip) -> Strip:
        if not self.has_focus:
            return strip
        at = len(BAR)
        mark = Segment(strip.crop(at, at + 1).text, self.get_component_rich_style("field--cursor"))
        return Strip.join([strip.crop(0, at), Strip([mark]), strip.crop(at + 1)])

    def action_undo(self) -> None:
        """Take back the last thing typed; with nothing typed, the last change of the page."""
        if self._typing.undo():
            self._changed()
        else:
            self.call_later(self.run_action, "screen.undo")

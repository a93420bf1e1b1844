"""The small sheet, to be copied by hand: a line at a time, spaced out, without what it means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from safeplan.app.screens.sheet_title import SheetScreen
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _


def spaced(text: str) -> str:
    """Letters one cell apart and words three, so that they are easy to copy."""
    return "   ".join(" ".join(word) for word in text.split())


class SheetHand(SheetScreen):
    """One line of the sheet, large.

    Args:
        title: the sheet's title.
        lines: the lines that were looked over.
    """

    def __init__(self, title: str, lines: Sequence[str], name: str = "sheet_hand") -> None:
        super().__init__(name=name)
        self.lines = (title, *lines)
        self.at = 0

    def body(self) -> Iterable[Widget]:
        """The line, and which one it is."""
        yield Words("", id="where", quiet=True)
        yield Words("", id="line", classes="-large")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """The next line, the one before, or done."""
        return [
            (_("sheet.next_line"), "next_line"),
            (_("sheet.line_before"), "line_before"),
            (_("button.done"), "done"),
        ]

    def on_mount(self) -> None:
        """The title is the first line."""
        self._show()

    def _show(self) -> None:
        where = _("sheet.line_of").format(number=self.at + 1, count=len(self.lines))
        self.query_one("#where", Words).say(where)
        self.query_one("#line", Words).say(spaced(self.lines[self.at]))

    def do_next_line(self) -> None:
        """The next one; after the last, the focus goes to Done."""
        if self.at + 1 < len(self.lines):
            self.at += 1
            self._show()
        if self.at + 1 == len(self.lines):
            self.set_focus(self.query_one("#do-done"))

    def do_line_before(self) -> None:
        """The one before."""
        self.at = max(self.at - 1, 0)
        self._show()

    def do_done(self) -> None:
        """Home."""
        self.house.go_home()

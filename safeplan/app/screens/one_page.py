"""One page of text, behind a row or a button."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _


class OnePage(Framed):
    """Text to read, and a way back.

    Args:
        where: the page it belongs to.
        heading: the row that led here.
        paragraphs: what it says.
    """

    def __init__(
        self, where: str, heading: str, paragraphs: Sequence[str], name: str = "one_page"
    ) -> None:
        super().__init__(name=name)
        self._where, self._heading, self._paragraphs = where, heading, tuple(paragraphs)

    def middle(self) -> str:
        """The page it belongs to."""
        return self._where

    def heading(self) -> str:
        """The row that led here."""
        return self._heading

    def body(self) -> Iterable[Widget]:
        """The text."""
        for paragraph in self._paragraphs:
            yield Words(paragraph)

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Only a way back."""
        return [(_("button.back"), "back")]

    def action_numbers(self) -> None:
        """The numbers; back to them where they led here."""
        if self.house.screen_stack[-2].name == "numbers":
            self.action_back()
        else:
            super().action_numbers()

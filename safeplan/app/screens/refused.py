"""The file cannot be opened at all: one sentence, and a way out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.strip import BottomStrip
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _


class CannotOpen(Framed):
    """Said before any password was right: it tells nothing of what the file is.

    Args:
        message_id: the vault's sentence.
    """

    PLACES_OPEN = False

    def __init__(self, message_id: str, name: str = "cannot_open") -> None:
        super().__init__(name=name)
        self.message_id = message_id

    def back_words(self) -> str:
        """There is nothing behind it."""
        return ""

    def body(self) -> Iterable[Widget]:
        """The sentence."""
        yield Words(_(self.message_id))

    def strip(self) -> BottomStrip:
        """Nothing is known of the person here."""
        return BottomStrip([_("strip.close")], short=[_("strip.close_short")])

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Close."""
        return [(_("button.close"), "close")]

    def do_close(self) -> None:
        """End."""
        self.house.close()

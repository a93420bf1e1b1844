"""The small pages of the first launch, one key each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from safeplan.app.screens.first.road import OnTheRoad
from safeplan.app.widgets.strip import BottomStrip
from safeplan.language import gettext as _

# Words of the two buttons, where a page has others than Next and Stop and close.
BUTTONS = {
    "moment": ("first.moment.go_on", "button.stop"),
    "not_this": ("button.understand", "button.not_now"),
}


class FirstPage(OnTheRoad):
    """One of the pages that are only read.

    Args:
        page: its id, see ``road.PAGES``.
    """

    def __init__(self, page: str = "moment", name: str = "first") -> None:
        super().__init__(name=name)
        self.page_id = page

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Go on, or stop; declining to agree is the same as stopping."""
        on_words, stop_words = BUTTONS.get(self.page_id, ("button.next", "button.stop"))
        return [(_(on_words), "go_on"), (_(stop_words), "stop")]

    def first_focus(self) -> Widget | None:
        """The first button: Enter goes on."""
        return self.query_one("#do-go_on")

    def body(self) -> Iterable[Widget]:
        """The paragraphs of the page."""
        yield from super().body()

    def strip(self) -> BottomStrip:
        """Before hiding was practised, nothing but how to close."""
        if self.page_id == "moment":
            return BottomStrip([_("strip.close")], short=[_("strip.close_short")])
        return super().strip()

    def on_mount(self) -> None:
        """After practising, the first page says that it worked."""
        if self.page_id == "computer" and self.house.practised:
            self.say(_("practise.done"))

"""Questions that lie closed under a heading of their page, such as "If you ever need it"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.saying import fill
from safeplan.app.screens.framed import Framed
from safeplan.app.screens.onward import open_question, page_of, shown
from safeplan.app.screens.overview import SECOND_COLUMN, field_row
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import BEFORE, CautionBlock
from safeplan.language import gettext as _


class Folded(Framed):
    """What lies under one heading of a page.

    Args:
        section: the page.
        under: the heading.
    """

    def __init__(self, section: str, under: str, name: str = "folded") -> None:
        super().__init__(name=name)
        self.section, self._under = section, under

    def middle(self) -> str:
        """The page's name."""
        return page_of(self.house, self.section).title

    def heading(self) -> str:
        """The heading they lie under."""
        return self._under

    def body(self) -> Iterable[Widget]:
        """The cautions of the page; then its questions."""
        session = self.house.session
        for caution in page_of(self.house, self.section).cautions:
            yield CautionBlock(BEFORE, fill(session, caution.text))
        yield Rows(self._rows(), column=SECOND_COLUMN, id="questions")

    def _rows(self) -> list[Row]:
        session = self.house.session
        fields = shown(page_of(self.house, self.section), self._under)
        return [field_row(session, one) for one in fields]

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Only a way back: a row leads on."""
        return [(_("button.back"), "back")]

    def on_screen_resume(self) -> None:
        """Seen again: answers may be other ones now."""
        self.query_one("#questions", Rows).put(self._rows())

    @on(Rows.Chosen, "#questions")
    def chosen(self, event: Rows.Chosen) -> None:
        """Open that question."""
        event.stop()
        open_question(self.house, event.row.key)

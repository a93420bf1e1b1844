"""In a narrow window: the buttons that had no room, as a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.button_row import ButtonRow
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.language import gettext as _


class OtherAnswers(Framed):
    """The other buttons of the screen below.

    Args:
        of: the screen whose buttons these are.
        offered: words and doings, where they are others than the buttons after the first.
    """

    def __init__(
        self,
        of: Framed,
        offered: Sequence[tuple[str, str]] | None = None,
        name: str = "other_answers",
    ) -> None:
        super().__init__(name=name)
        self.of = of
        self._offered = offered

    def middle(self) -> str:
        """Where the person still is."""
        return self.of.middle()

    def heading(self) -> str:
        """The words of the button that led here."""
        return _("button.others")

    def body(self) -> Iterable[Widget]:
        """One row a button, without the first, which had room."""
        offered = (
            self.of.query_one(ButtonRow).offered[1:] if self._offered is None else self._offered
        )
        yield Rows([Row(does, label) for label, does in offered])

    @on(Rows.Chosen)
    async def chosen(self, event: Rows.Chosen) -> None:
        """Go back, and do it there."""
        event.stop()
        self.house.back()
        await self.of.do(event.row.key)

"""A list of ticks in which Enter goes on, whatever row it stands on."""

from __future__ import annotations

from collections.abc import Sequence

from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows

LONG = 9


class TickRows(Rows):
    """Space, a digit or a click ticks a row, or opens it where it ``acts``; Enter goes on.

    Args:
        rows: the rows.
        enters: keys of the rows that Enter opens too, such as the one for words of one's own.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        *,
        enters: Sequence[str] = (),
        at: str = "",
        id: str | None = None,  # noqa: A002 Textual's own name
    ) -> None:
        super().__init__(rows, at=at, ticks=True, letters=len(rows) > LONG, id=id)
        self._enters = frozenset(enters)

    def action_enter(self) -> None:
        """Go on, or open the row that is there to be opened."""
        if self.row is not None and self.row.key in self._enters:
            self.post_message(self.Chosen(self, self.row))
        else:
            self.post_message(self.Done(self))

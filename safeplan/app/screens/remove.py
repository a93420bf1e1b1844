"""Remove everything: three keys from anywhere, one of them the confirming one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from textual import on
from textual.widget import Widget

from safeplan.app import doors, made
from safeplan.app.doors import Outcome
from safeplan.app.screens.doing import Doing
from safeplan.app.screens.sheet_made import named
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _


class RemoveEverything(Doing):
    """No typed word, no second question; keeping everything has the focus."""

    MIDDLE = "settings.remove"
    HEADING = "doors.remove_title"

    def body(self) -> Iterable[Widget]:
        """What would happen, and the rows."""
        yield self.outcome()
        yield from self.paragraphs(_("doors.remove_text"))
        yield from self._beside()
        yield Rows(self._rows(), id="which")

    def _beside(self) -> Iterable[Widget]:
        """Sheets that lie beside the file: their names are known to the plan, and go with it."""
        folder = Path(self.house.path).parent
        names = tuple(one.name for one in made.still_there(self.house.session.plan, folder))
        if names:
            words = "sheet.still_there" if len(names) == 1 else "sheet.still_there_all"
            yield Words(_(words).format(names=named(names)))
            yield Words(_("doors.remove_sheets"))

    def _rows(self) -> list[Row]:
        keep = Row("keep", _("doors.remove_keep"))
        if not doors.the_vault(self.house).has_notebook:
            return [keep, Row("all", _("doors.remove_all"))]
        return [keep, Row("own", _("doors.remove_own")), Row("all", _("doors.remove_both"))]

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Only back."""
        return [(_("button.back"), "back")]

    @on(Rows.Chosen, "#which")
    def chosen(self, event: Rows.Chosen) -> None:
        """Keep it, or remove it and close."""
        if event.row.key == "keep":
            self.action_back()
        else:
            self.begin(doors.remove(self.house, everything=event.row.key == "all"))

    def ended(self, outcome: Outcome) -> None:
        """An empty window when it is gone; else it is said that it is still there."""
        if outcome.done:
            self.house.close()
        else:
            self.show(outcome)

    def left(self, outcome: Outcome) -> None:
        """Gone is gone, wherever the person is: what was removed must not stand in the window."""
        if outcome.done:
            self.house.close()
        else:
            super().left(outcome)

"""The small sheet: what it looks like to somebody who finds it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.row import OPEN_RING, RING, Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan.picks import TITLE, Picks


class SheetScreen(Framed):
    """What every page of the small sheet shares.

    Args:
        change: whether the page was opened to change one thing; then it leads back.
    """

    def __init__(self, change: bool = False, name: str = "sheet") -> None:
        super().__init__(name=name)
        self.change = change

    @property
    def picks(self) -> Picks:
        """What stands on the sheet now."""
        return Picks(self.house.session.guide, self.house.session.plan)

    def middle(self) -> str:
        """The page's name."""
        return self.house.session.guide.section("pocket").title

    def on_to(self, place: str, **values: object) -> None:
        """The next page, or back to where one thing was to be changed."""
        if self.change:
            self.house.back()
        else:
            self.house.visit(place, **values)

    def do_stop(self) -> None:
        """Home; what was chosen stays chosen."""
        self.leave()
        self.house.go_home()


class Sheet(SheetScreen):
    """Where home leads: to the looks at first, and to the sheet itself once it has one."""

    def on_mount(self) -> None:
        """One of the two takes its place before anything is drawn."""
        found = "sheet_look" if self.picks.title_chosen else "sheet_title"
        self.call_next(self.house.change_to, found)


class SheetTitle(SheetScreen):
    """Twelve ordinary titles; the title is the name of the file too."""

    def heading(self) -> str:
        """What should it look like?"""
        return self.house.session.guide.field(TITLE).prompt

    def body(self) -> Iterable[Widget]:
        """The titles."""
        yield Words(_("sheet.title_help"), quiet=True)
        chosen = self.picks.title_chosen
        rows = [
            Row(one.value, one.label, mark=RING if one.value == chosen else OPEN_RING)
            for one in self.picks.words.titles
        ]
        yield Rows(rows, at=chosen, id="titles")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """A row is the answer."""
        return [(_("sheet.stop"), "stop")]

    @on(Rows.Chosen, "#titles")
    def chosen(self, event: Rows.Chosen) -> None:
        """Keep it and go on."""
        if not self.house.session.read_only:
            self.house.session.put(self.picks.titled(event.row.key))
        self.on_to("sheet_lines")

"""The small sheet: ordinary lines around the person's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.screens.sheet_title import SheetScreen
from safeplan.app.widgets.field import Field, OneLine
from safeplan.app.widgets.row import BOX, TICKED, Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan.picks import FILLER

IDEAS = 8
CHANCE = 32


class SheetFiller(SheetScreen):
    """A field for lines of one's own, and ideas to tick."""

    _ideas: tuple[str, ...] | None = None

    @property
    def ideas(self) -> tuple[str, ...]:
        """Drawn once a visit, another handful each time."""
        if self._ideas is None:
            outside = self.house.outside
            chance = outside.random(CHANCE)
            self._ideas = outside.ordinary(chance, outside.now().date())[:IDEAS]
        return self._ideas

    def heading(self) -> str:
        """Ordinary lines around them."""
        return self.house.session.guide.field(FILLER).prompt

    def body(self) -> Iterable[Widget]:
        """What they are for, the field, and the ideas."""
        yield Words(_("sheet.filler_help"), quiet=True)
        yield OneLine(id="own")
        yield Rows(self._rows(), ticks=True, id="filler")

    def _rows(self) -> list[Row]:
        chosen = self.picks.filler
        rows = [Row(text, text, mark=TICKED) for text in chosen]
        return rows + [Row(text, text, mark=BOX) for text in self.ideas if text not in chosen]

    def first_focus(self) -> Widget | None:
        """The ideas: digits tick them."""
        return self.query_one("#filler")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Next, other ideas, or stop."""
        return [
            (_("button.next"), "next"),
            (_("sheet.other_ideas"), "other_ideas"),
            (_("sheet.stop"), "stop"),
        ]

    @on(Rows.Ticked, "#filler")
    def ticked(self, event: Rows.Ticked) -> None:
        """Put it on, or take it off; the row stays where it is on this visit."""
        text = event.row.key
        picks = self.picks
        self.house.session.put(picks.with_filler(text) if event.on else picks.without_filler(text))
        event.rows.change(text, mark=TICKED if event.on else BOX)

    @on(Field.Entered, "#own")
    def entered(self, event: Field.Entered) -> None:
        """A line of one's own is on it at once; an empty field goes on."""
        if not event.text.strip():
            self.do_next()
            return
        self.leave()
        self.query_one("#filler", Rows).put(self._rows())

    def leave(self) -> None:
        """A line that was typed is kept."""
        for field in self.query("#own").results(Field):
            if field.text.strip() and not self.house.session.read_only:
                self.house.session.put(self.picks.with_filler(field.text))
                field.text = ""

    @on(Rows.Done, "#filler")
    def do_next(self) -> None:
        """To the sheet itself."""
        self.leave()
        self.on_to("sheet_look")

    def do_other_ideas(self) -> None:
        """Another handful."""
        self._ideas = None
        self.query_one("#filler", Rows).put(self._rows())

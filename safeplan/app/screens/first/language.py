"""Choose your language: nothing private is shown, and this may be seen."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget

from safeplan import language
from safeplan.app.screens.first.road import pages, show
from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.strip import BottomStrip
from safeplan.language import gettext as _


class Language(Framed):
    """Languages that have a catalogue, each in its own name.

    Args:
        first: whether the first pages follow; from the settings, it goes back.
    """

    PLACES_OPEN = False

    def __init__(self, first: bool = True, name: str = "language") -> None:
        super().__init__(name=name)
        self.first = first

    def back_words(self) -> str:
        """Nothing is behind it at first."""
        return "" if self.first else _("button.back")

    def heading(self) -> str:
        """Choose your language."""
        return _("language.title")

    def body(self) -> Iterable[Widget]:
        """One row a language."""
        rows = [Row(code, _("language.name." + code)) for code in language.available()]
        yield Rows(rows, at=language.current(), letters=True)

    def strip(self) -> BottomStrip:
        """How to choose; no country is known yet."""
        if not self.first:
            return super().strip()
        short = [_("strip.choose_language_short")]
        return BottomStrip([_("strip.choose_language")], short=short)

    @on(Rows.Chosen)
    def chosen(self, event: Rows.Chosen) -> None:
        """Speak it from here on."""
        self.house.choose_language(event.row.key)
        if self.first:
            show(self.house, pages(self.house)[0])
        else:
            self.house.go_home()

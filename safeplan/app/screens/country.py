"""Which country: it sets the numbers to ring, and can be skipped too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan.model import Answer, Chosen

KEY = "start.country"
SHORT = ("GB", "IE", "US", "CA", "AU", "NZ")
RATHER_NOT = "rather_not"
MORE = "more"


class Country(Framed):
    """The list: a few countries first, then all of them.

    Args:
        all_of_them: whether the whole list is shown.
        before: id of a sentence that stands above it, once; "" for none.
    """

    def __init__(self, all_of_them: bool = False, before: str = "", name: str = "country") -> None:
        super().__init__(name=name)
        self.all_of_them = all_of_them
        self.before = before

    def middle(self) -> str:
        """The page it belongs to."""
        return _("country.where")

    def heading(self) -> str:
        """The prompt of the guide."""
        return self.house.session.guide.field(KEY).prompt

    def body(self) -> Iterable[Widget]:
        """What it is for, and the rows."""
        if self.before:
            yield Words(_(self.before), id="before")
        yield Words(_("country.help"), quiet=True)
        options = self.house.session.guide.field(KEY).options
        names = {option.value: option.label for option in options}
        short = [code for code in SHORT if code in names]
        keys = [*names] if self.all_of_them else [*short, MORE, RATHER_NOT]
        rows = [Row(key, _("country.more") if key == MORE else names[key]) for key in keys]
        chosen = self.house.session.plan.items(KEY)
        at = chosen[0].id if chosen and isinstance(chosen[0], Chosen) else ""
        yield Rows(rows, at=at, letters=True)

    def back_words(self) -> str:
        """At the first launch there is nothing to go back to: the file has been made."""
        return "" if self.at_first else _("button.back")

    @property
    def at_first(self) -> bool:
        """Whether this is still the first launch."""
        return self.house.session.first_time and self.house.session.plan.answer(KEY) is None

    def action_back(self) -> None:
        """Back, where there is something behind it."""
        if self.all_of_them and self.at_first:
            self.house.change_to("country")
        elif not self.at_first:
            super().action_back()

    def buttons(self) -> Sequence[tuple[str, str]]:
        """A row is the answer; there is nothing to press."""
        return []

    @on(Rows.Chosen)
    def chosen(self, event: Rows.Chosen) -> None:
        """Keep it and go home; or show all the countries."""
        if event.row.key == MORE:
            self.house.change_to("country", all_of_them=True)
            return
        if not self.house.session.read_only:
            self.house.session.answer(KEY, Answer("answer", Chosen(event.row.key)))
        self.house.go_home()

"""Helplines: the right number for a country, what is known of it, and another country."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.line_words import (
    COUNTRY,
    country_name,
    emergency_words,
    line_name,
    line_words,
)
from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan.helplines import Emergency, Line, country_of

EMERGENCY = "emergency"
NO_COUNTRY = ("other", "rather_not")


class Helplines(Framed):
    """The list.

    Args:
        country: another country than the person's own; nothing is kept of it.
    """

    def __init__(self, country: str = "", name: str = "helplines") -> None:
        super().__init__(name=name)
        self._other = country

    @property
    def country(self) -> str:
        """Whose lines are shown."""
        return self._other or country_of(self.house.session.plan)

    @property
    def emergency(self) -> Emergency | None:
        """The number to ring in danger."""
        session = self.house.session
        return session.helplines.emergency(self.country) if self.country else None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines, in this person's order."""
        session = self.house.session
        first = session.arrangement.lines_first
        return session.helplines.lines(self.country, first) if self.country else ()

    def middle(self) -> str:
        """The page's name, and the country."""
        guide = self.house.session.guide
        title = guide.section("help").title
        country = country_name(guide, self.country)
        return _("helplines.where").format(title=title, country=country) if country else title

    def heading(self) -> str:
        """Numbers change."""
        return self.house.session.guide.section("help").footer

    def body(self) -> Iterable[Widget]:
        """What a call leaves behind, the numbers, and how far they can be trusted."""
        guide = self.house.session.guide
        rows = self._rows()
        if any(not line.was_checked for line in self.lines):
            yield Words(_("helplines.not_checked"))
        if rows:
            yield Words(guide.field("help.lines_note").text, quiet=True)
            yield Rows(rows, id="lines")
        if not self.lines:
            yield Words(guide.field("help.no_lines_note").text, id="none")
        if rows:
            bill = next(one for one in guide.section("now").cautions if one.id == "now_caution")
            yield Words(bill.text, quiet=True)

    def _rows(self) -> list[Row]:
        number = self.emergency
        rows = [Row(EMERGENCY, _("helplines.emergency"), number.number)] if number else []
        lines = enumerate(self.lines)
        return rows + [
            Row(str(at), line_name(line, self.country), tag=line.phone) for at, line in lines
        ]

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Another country, and what is known of the focused line."""
        found = [(_("helplines.another"), "another")]
        if self._rows():
            found.append((_("helplines.hours_and_languages"), "more"))
        session = self.house.session
        if not self._other and session.helplines.regions(self.country) and not session.read_only:
            found.append((_("helplines.my_region"), "region"))
        return found

    def do_region(self) -> None:
        """Choose the part of the country."""
        self.house.visit("region")

    def on_screen_resume(self) -> None:
        """Seen again: the region may be another one now."""
        super().on_screen_resume()
        for rows in self.query("#lines").results(Rows):
            rows.put(self._rows())

    @on(Rows.Chosen, "#lines")
    def chosen(self, event: Rows.Chosen) -> None:
        """Open that line."""
        self._open(event.row.key)

    def _open(self, key: str) -> None:
        if key == EMERGENCY:
            self.house.visit("helpline", line=self.emergency)
        else:
            self.house.visit("helpline", line=self.lines[int(key)])

    def do_another(self) -> None:
        """Choose another country, to look at."""
        self.house.visit("another_country")

    def do_more(self) -> None:
        """The line with the focus mark."""
        row = self.query_one("#lines", Rows).row
        if row is not None:
            self._open(row.key)


class Helpline(Framed):
    """One number: hours, languages, other ways to reach it.

    Args:
        line: the line, or the number to ring in danger.
    """

    def __init__(self, line: Line | Emergency, name: str = "helpline") -> None:
        super().__init__(name=name)
        self.line = line

    def middle(self) -> str:
        """The page it belongs to."""
        return self.house.session.guide.section("help").title

    def heading(self) -> str:
        """Its name."""
        return self.line.name if isinstance(self.line, Line) else _("helplines.emergency")

    def body(self) -> Iterable[Widget]:
        """The facts."""
        guide = self.house.session.guide
        if isinstance(self.line, Line):
            facts = line_words(guide, self.line)
        else:
            facts = emergency_words(self.line, guide.field("now.silent_note").text)
        yield Words("\n".join(facts), id="facts")
        yield Words(guide.section("help").footer)
        yield Words(guide.field("help.lines_note").text, quiet=True)

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Only a way back."""
        return [(_("button.back"), "back")]


class AnotherCountry(Framed):
    """Every country of the list; choosing one answers no question."""

    def __init__(self, name: str = "another_country") -> None:
        super().__init__(name=name)

    def middle(self) -> str:
        """The page it belongs to."""
        return self.house.session.guide.section("help").title

    def heading(self) -> str:
        """Another country."""
        return _("helplines.another")

    def body(self) -> Iterable[Widget]:
        """The countries."""
        options = self.house.session.guide.field(COUNTRY).options
        rows = [Row(one.value, one.label) for one in options if one.value not in NO_COUNTRY]
        yield Rows(rows, letters=True, numbers=False)

    @on(Rows.Chosen)
    def chosen(self, event: Rows.Chosen) -> None:
        """Its lines; back leads to one's own."""
        self.house.change_to("helplines", country=event.row.key)

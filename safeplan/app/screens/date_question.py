"""A date in any words: what is understood is said, and what is not is kept as it was written."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.screens.onward import SCREENS
from safeplan.app.screens.question import Question
from safeplan.app.widgets.field import Field, OneLine
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan.dates import AHEAD, kept, read_date, spoken
from safeplan.plan.model import Value


def reading(text: str, today: datetime.date) -> str:
    """What is said of a date that was written: how it is read, or that it is kept as it is."""
    text = text.strip()
    if not text:
        return ""
    if read_date(text, today) is None:
        return _("date.kept").format(text=text)
    return _("date.read_as").format(date=spoken(kept(text, today)))


def date_rows(words: Sequence[str]) -> list[Row]:
    """Rows that write a date: those of ``plan.dates`` by their ids."""
    return [Row(word, _(word)) for word in words]


class DateQuestion(Question):
    """A line to write it in, and a few ready ones."""

    @property
    def today(self) -> datetime.date:
        """The day by this computer's clock."""
        return self.house.outside.now().date()

    def answer_body(self) -> Iterable[Widget]:
        """The line, how it is read, and rows that fill it."""
        text = self.written
        yield OneLine(spoken(text), id="answer")
        yield Words(reading(text, self.today), quiet=True, id="reading")
        yield Rows(date_rows(AHEAD), id="ready")

    def reading_body(self) -> Iterable[Widget]:
        """The date, where the file can only be read."""
        text = self.written
        yield Words(spoken(text) or _("page.nothing_written"))

    def value(self) -> Value | None:
        """The day, or the words."""
        return kept(self.query_one("#answer", Field).text, self.today) or None

    def draw_answer(self) -> None:
        """Another date, and how that one is read."""
        text = self.written
        self.query_one("#answer", Field).begin(spoken(text))
        self.query_one("#reading", Words).say(reading(text, self.today))

    @on(Field.Changed, "#answer")
    def changed(self, event: Field.Changed) -> None:
        """Say how it is read."""
        self.query_one("#reading", Words).say(reading(event.text, self.today))

    @on(Field.Entered, "#answer")
    def entered(self, event: Field.Entered) -> None:
        """Enter goes on."""
        event.stop()
        self.do_next()

    @on(Rows.Chosen, "#ready")
    def ready_chosen(self, event: Rows.Chosen) -> None:
        """It fills the line, and stays there to be read: a day was worked out from it."""
        event.stop()
        self.query_one("#answer", Field).text = event.row.label
        self.query_one("#answer", Field).focus()


SCREENS["date"] = DateQuestion

"""One of several, or some of several, as the guide offers them."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget

from safeplan.app.screens.onward import SCREENS
from safeplan.app.screens.options import chosen_before, offered
from safeplan.app.screens.question import Question
from safeplan.app.widgets.row import BOX, OPEN_RING, RING, TICKED, Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.tick_rows import LONG, TickRows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan.model import Chosen, Value
from safeplan.plan.values import Item


class ChoiceQuestion(Question):
    """One row is one answer: a digit, Enter or a click chooses, and goes on."""

    def offers(self) -> dict[str, str]:
        """Words by value, as the rules offer them to this person."""
        placed = self.placed
        options = placed.options if placed is not None else self.field.options
        return offered(self.house.session, options)

    def answer_body(self) -> Iterable[Widget]:
        """The options; the one chosen before has the focus mark."""
        before, rows = chosen_before(self.answer), self._rows()
        yield Rows(rows, at=next(iter(before), ""), letters=len(rows) > LONG, id="answer")

    def _rows(self) -> list[Row]:
        before = chosen_before(self.answer)
        return [
            Row(value, words, mark=RING if value in before else OPEN_RING, offered=True)
            for value, words in self.offers().items()
        ]

    def stands(self) -> object:
        """The marks alone."""
        return [(row.key, row.mark) for row in self.query_one("#answer", Rows).rows]

    def draw_answer(self) -> None:
        """Other marks."""
        self.query_one("#answer", Rows).put(self._rows())

    def value(self) -> Value | None:
        """The option chosen; what is not offered any more stays as it was."""
        before = chosen_before(self.answer)
        now = next(
            (row.key for row in self.query_one("#answer", Rows).rows if row.mark == RING), ""
        )
        if now:
            return before.get(now) or Chosen(now)
        return next(iter(before.values()), None)

    @on(Rows.Chosen, "#answer")
    def chosen(self, event: Rows.Chosen) -> None:
        """This is the answer; go on."""
        event.stop()
        rows = self.query_one("#answer", Rows)
        for row in rows.rows:
            rows.change(row.key, mark=RING if row.key == event.row.key else OPEN_RING)
        self.do_next()


class ChoicesQuestion(ChoiceQuestion):
    """Boxes, where more than one may fit: Space or a digit ticks, Enter goes on."""

    def answer_body(self) -> Iterable[Widget]:
        """The options with their boxes."""
        yield Words(_("checklist.keys"), quiet=True, classes="list-words")
        yield TickRows(self._rows(), id="answer")

    def _rows(self) -> list[Row]:
        before = chosen_before(self.answer)
        return [
            Row(value, words, mark=TICKED if value in before else BOX, offered=True)
            for value, words in self.offers().items()
        ]

    def value(self) -> Value | None:
        """What is ticked, in the order of the guide, and what is not offered any more."""
        before = chosen_before(self.answer)
        rows = self.query_one("#answer", Rows)
        shown = {row.key for row in rows.rows}
        hidden: list[Item] = [one for value, one in before.items() if value not in shown]
        ticked: list[Item] = [before.get(value) or Chosen(value) for value in rows.ticked]
        return (*ticked, *hidden) or None

    @on(Rows.Ticked, "#answer")
    def ticked(self, event: Rows.Ticked) -> None:
        """Show it, and save it."""
        event.stop()
        self.query_one("#answer", Rows).change(event.row.key, mark=TICKED if event.on else BOX)
        self.keep(now=False, said=True)

    @on(Rows.Done, "#answer")
    def done(self, event: Rows.Done) -> None:
        """Enter goes on."""
        event.stop()
        self.do_next()


SCREENS["choice"] = ChoiceQuestion
SCREENS["choices"] = ChoicesQuestion

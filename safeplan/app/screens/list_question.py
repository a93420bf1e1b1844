"""A list: one line, then another, as many as the person likes."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget

from safeplan.app.lines import Lines
from safeplan.app.screens.lines_question import LinesQuestion
from safeplan.app.screens.question import SCREENS
from safeplan.app.widgets.entry_line import EntryLine
from safeplan.app.widgets.field import Field
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan.model import Own, Value
from safeplan.plan.values import items


class ListQuestion(LinesQuestion):
    """Enter adds a line, Enter on an empty one goes on; a line opens to be changed or removed."""

    def answer_body(self) -> Iterable[Widget]:
        """The line to write in, what is there, and ideas from other people."""
        self._take()
        yield EntryLine(id="answer")
        yield Rows(self._rows(), id="lines")
        if self.ideas():
            yield Words(_("question.ideas"), quiet=True, id="ideas-words", classes="list-words")
            yield Rows(self._ideas(), first=len(self.lines.keys) + 1, id="ideas")

    def _take(self) -> None:
        before = self.answer
        self.lines = Lines(items(before.value)) if before is not None else Lines()

    def draw_answer(self) -> None:
        """The lines as they are now; what stood in the line to write in is one of them."""
        self._take()
        self.query_one("#answer", EntryLine).clear()
        self.draw_lines()

    def _rows(self) -> list[Row]:
        return [
            Row(key, self.item_words(self.lines.item(key)), tag=_("list.change"))
            for key in self.lines.keys
        ]

    def item_words(self, item: object) -> str:
        """A line as it is read."""
        return item.text if isinstance(item, Own) else ""

    def _ideas(self) -> list[Row]:
        return [Row(idea, idea, offered=True) for idea in self.ideas() if not self.lines.has(idea)]

    def value(self) -> Value | None:
        """The lines, and what is being written."""
        written = self.query_one("#answer", Field).text.strip()
        lines = self.lines.items
        return (*lines, Own(written)) if written else lines or None

    def draw_lines(self) -> None:
        """Lines first; ideas that were taken are no longer among the ideas."""
        rows = self.query_one("#lines", Rows)
        rows.put(self._rows())
        rows.display = bool(rows.rows)
        for ideas in self.query("#ideas").results(Rows):
            ideas.first = len(rows.rows) + 1
            ideas.put(self._ideas())
            ideas.display = bool(ideas.rows)
            self.query_one("#ideas-words").display = ideas.display

    def on_mount(self) -> None:
        """A list with nothing in it takes no place, and no Tab."""
        if not self.house.session.read_only:
            self.draw_lines()

    @on(Field.Entered, "#answer")
    def entered(self, event: Field.Entered) -> None:
        """Add what is written; go on where nothing is."""
        event.stop()
        line = self.query_one("#answer", EntryLine)
        text = event.text.strip()
        if not text:
            self.do_next()
            return
        line.clear()
        self.lines.add(text)
        self.changed()

    @on(Rows.Chosen, "#lines")
    def line_chosen(self, event: Rows.Chosen) -> None:
        """Change it, or take it off."""
        event.stop()
        self.open_line(event.row.key)

    @on(Rows.Chosen, "#ideas")
    def idea_chosen(self, event: Rows.Chosen) -> None:
        """An idea becomes a line, to be changed or removed like any other."""
        event.stop()
        self.lines.add(event.row.label)
        self.changed()
        if not self.query_one("#ideas", Rows).display:
            self.query_one("#answer", EntryLine).focus()


SCREENS["list"] = ListQuestion

"""Questions answered in words: one line with suggestions, or a long text."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget

from safeplan.app.screens.onward import screen_for
from safeplan.app.screens.question import SCREENS, Question, open_question
from safeplan.app.widgets.field import Field, LongText, OneLine
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan.model import Value

__all__ = ["TextQuestion", "open_question"]


class TextQuestion(Question):
    """A text: short where it has suggestions or may stand on a sheet, else long."""

    def short(self) -> bool:
        """Whether one line is enough for it."""
        if "\n" in self.written:
            return False
        field = self.field
        return bool(field.suggest) or field.pocket != "never" or field.section == "start"

    def answer_body(self) -> Iterable[Widget]:
        """The field, and ideas from other people below it."""
        text = self.written
        if not self.short():
            yield LongText(text, id="answer")
            return
        yield OneLine(text, id="answer")
        if ideas := self.ideas():
            yield Words(_("question.ideas"), quiet=True, classes="list-words")
            yield Rows([Row(idea, idea, offered=True) for idea in ideas], id="ideas")

    def value(self) -> Value | None:
        """What stands in the field, without the spaces around it."""
        text = self.query_one("#answer", Field).text.strip()
        return text or None

    def draw_answer(self) -> None:
        """Other words; several lines do not fit a field of one, and get a screen of their own."""
        field = self.query_one("#answer", Field)
        if isinstance(field, OneLine) and not self.short():
            self.house.switch_to(screen_for(self.house, self.key, self.then))
        else:
            field.begin(self.written)

    @on(Field.Entered)
    def entered(self) -> None:
        """Enter in a one-line field goes on."""
        self.do_next()

    @on(Rows.Chosen, "#ideas")
    def idea_chosen(self, event: Rows.Chosen) -> None:
        """An idea fills the field, and goes on."""
        self.query_one("#answer", Field).text = event.row.label
        self.do_next()


SCREENS["text"] = TextQuestion

"""A page of reading: Enter never passes by lines that were not seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from safeplan.app.saying import fill
from safeplan.app.screens.cautions import FIRST_PAGE
from safeplan.app.screens.onward import SCREENS
from safeplan.app.screens.question import Question
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _


class NoteQuestion(Question):
    """Something to read; nothing is asked, so it can only be put off or put aside."""

    def answer_body(self) -> Iterable[Widget]:
        """The text."""
        field = self.field
        yield Words(fill(self.house.session, field.text, field.text_without_number), id="note")

    def reading_body(self) -> Iterable[Widget]:
        """The same, where the file can only be read."""
        return self.answer_body()

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Next; there is nothing to skip."""
        if self.house.session.read_only:
            return [(_("button.next"), "next")]
        found = [
            (_("button.next"), "next"),
            (_("button.not_for_me"), "not_for_me"),
            (_("button.later"), "later"),
        ]
        if self.field.section == FIRST_PAGE:
            found.append((_("question.skip_rest"), "skip_rest"))
        return found

    def first_focus(self) -> Widget | None:
        """Next, so that Enter reads on."""
        return self.query_one("#do-next")

    def do_next(self) -> None:
        """Scroll as long as more stands below; then go on, with nothing left to come back to."""
        if self.page.more:
            self.action_page_down()
            return
        session = self.house.session
        if self.answer is not None and not session.read_only:
            session.put(session.plan.without(self.key))
        self.onward()


SCREENS["note"] = NoteQuestion

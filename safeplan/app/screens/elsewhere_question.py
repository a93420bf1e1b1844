"""A question that is asked in a place of its own; here stands what was written there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from safeplan.app.saying import answer_words
from safeplan.app.screens.onward import OWN_PLACE, SCREENS
from safeplan.app.screens.question import Question
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan.model import Value


class ElsewhereQuestion(Question):
    """What was answered, to be read, and a way to the place where it is asked."""

    def answer_body(self) -> Iterable[Widget]:
        """The answer as words."""
        said = answer_words(self.house.session, self.field)
        yield Words(said or _("page.nothing_written"), id="answer")

    def value(self) -> Value | None:
        """It stays as it is."""
        return self.answer.value or None if self.answer is not None else None

    def buttons(self) -> Sequence[tuple[str, str]]:
        """The place, where there is one; and the other answers."""
        found = list(super().buttons())
        place = OWN_PLACE.get(self.key, "")
        if place and self.house.leads_to(place) and not self.house.session.read_only:
            found[0] = (_("button.open"), "open_place")
        return found

    def do_open_place(self) -> None:
        """Go there."""
        self.house.visit(OWN_PLACE[self.key])


SCREENS["elsewhere"] = ElsewhereQuestion

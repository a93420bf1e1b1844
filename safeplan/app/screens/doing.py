"""A page from which something is done to the file, a few seconds long; then it is said."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable
from typing import Any

from textual.widget import Widget

from safeplan.app.doors import Outcome
from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _

OUTCOME = "outcome"
PAGE = "one_page"
MARGINS = 4


class Doing(Framed):
    """One thing at a time; the page stays while it is done, and what is refused stands on it."""

    _busy = False

    @staticmethod
    def outcome() -> Widget:
        """Where a refusal will stand."""
        words = Words("", id=OUTCOME)
        words.display = False
        return words

    @staticmethod
    def paragraphs(words: str) -> Iterable[Widget]:
        """A text of several paragraphs."""
        for paragraph in words.split("\n\n"):
            yield Words(paragraph)

    def begin(self, work: Coroutine[Any, Any, Outcome]) -> None:
        """Do it in the background, unless something is being done already."""
        if self._busy:
            work.close()
            return
        self._busy = True
        self.say(_("doors.wait"))
        # Of the app, not of the page: leaving the page must not leave it half done.
        self.house.run_worker(self._wait(work), group="doors")

    async def _wait(self, work: Coroutine[Any, Any, Outcome]) -> None:
        try:
            outcome = await work
        finally:
            self._busy = False
        if self.house.closing:
            return
        if self.is_current:
            self.say("")
            self.ended(outcome)
        else:
            self.left(outcome)

    def left(self, outcome: Outcome) -> None:
        """Say it where the person is by now; what the row does not hold, on a page over it."""
        house, words = self.house, " ".join(outcome.sentences)
        screen = house.screen
        if not outcome.sentences or not isinstance(screen, Framed):
            return
        if len(words) <= house.size.width - MARGINS or not house.session.is_plan:
            screen.say(outcome.sentences[0] if not house.session.is_plan else words)
            return
        screen.leave()
        show = house.change_to if screen.name == PAGE else house.visit
        show(PAGE, where=self.middle(), heading=self.heading(), paragraphs=outcome.sentences)

    def ended(self, outcome: Outcome) -> None:
        """Say what became of it: on a page of its own, or here where it was refused."""
        if outcome.done:
            self.house.change_to(
                PAGE,
                where=self.middle(),
                heading=self.heading(),
                paragraphs=outcome.sentences,
            )
        else:
            self.show(outcome)

    def show(self, outcome: Outcome) -> None:
        """Let what is to be said stand on the page."""
        for words in self.query("#" + OUTCOME).results(Words):
            words.say("\n\n".join(outcome.sentences))
            words.display = bool(outcome.sentences)

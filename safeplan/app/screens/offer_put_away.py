"""After three "Not for me" on one page: it can be put away. Offered once, and never again."""

from __future__ import annotations

from collections.abc import Callable

from safeplan.app.screens.ask_once import AskOnce
from safeplan.language import gettext as _


class OfferPutAway(AskOnce):
    """Put this page away, or keep it.

    Args:
        section: the page.
        keeps: goes on to the next question.
    """

    def __init__(
        self, section: str, keeps: Callable[[], None], name: str = "offer_put_away"
    ) -> None:
        super().__init__("", (), "", self._put_away, keeps, name=name)
        self.section = section
        self._says = (_("question.offer_put_away"), _("question.stays_under_more"))
        self._label = _("button.put_away")

    def middle(self) -> str:
        """The page's name."""
        return self.house.session.pages[self.section].title

    def on_mount(self) -> None:
        """It was offered."""
        session = self.house.session
        session.put(session.plan.with_offered(self.section))

    def _put_away(self) -> None:
        session = self.house.session
        session.put(session.plan.with_put_away(self.section))
        self.house.back()
        if getattr(self.app.screen, "section", "") == self.section:
            self.house.back()

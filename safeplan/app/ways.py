"""The ways from screen to screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from safeplan.app.screens.framed import Framed
from safeplan.app.screens.places import OWN_PAGES, PLACES
from safeplan.app.session import Session

if TYPE_CHECKING:
    from safeplan.app.screens.home import Home


class Ways(App[None], inherit_bindings=False):
    """An app that can be walked through; what leads nowhere is left out."""

    session: Session
    # A home that was laid out while the password was being typed; nobody has seen it yet.
    home_ahead: Home | None = None

    def leads_to(self, place: str) -> bool:
        """Whether there is such a screen."""
        return place in PLACES

    def visit(self, place: str, **values: object) -> None:
        """Show a place over what is seen now; the same place again goes back from it."""
        if isinstance(self.screen, Framed) and self.screen.name == place:
            self.back()
            return
        self.push_screen(PLACES[place](name=place, **values))

    def change_to(self, place: str, **values: object) -> None:
        """Show a place instead of what is seen now."""
        self.switch_screen(PLACES[place](name=place, **values))

    def switch_to(self, screen: Framed) -> None:
        """Show ``screen`` instead of what is seen now."""
        self.switch_screen(screen)

    def back(self) -> None:
        """Go back by one screen, once it has been seen; the first one stays."""
        top = self.screen
        if isinstance(top, Framed):
            top.once_seen(lambda: self._back_from(top))
        else:
            self._back_from(top)

    def _back_from(self, top: Screen[Any]) -> None:
        if self.screen is top and len(self.screen_stack) > 2:
            self.pop_screen()

    def go_home(self) -> None:
        """Show the home screen, with nothing below it."""
        ahead, self.home_ahead = self.home_ahead, None
        if ahead is not None and ahead is self.screen and ahead.fill_in():
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(PLACES["home"](name="home"))

    def drop_home_ahead(self) -> None:
        """Something else is shown first: take the home away that nobody has seen."""
        if self.home_ahead is not None:
            self.home_ahead = None
            self.pop_screen()

    def open_page(self, section: str) -> None:
        """Show a page of the plan, behind its gate each time."""
        page = self.session.pages[section]
        if section in OWN_PAGES and self.leads_to(OWN_PAGES[section]):
            self.visit(OWN_PAGES[section])
            return
        if not page.gate:
            self.visit("page", section=section)
            return
        self.visit(
            "gate",
            title=page.title,
            sentence=page.gate,
            opens=lambda: self.change_to("page", section=section),
            puts_away=lambda: self.session.put(self.session.plan.with_put_away(section)),
        )

"""The road through the first pages: what follows what, and what they share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.strip import BottomStrip
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _

if TYPE_CHECKING:
    from textual.widget import Widget

    from safeplan.app.app import SafeplanApp

# The pages in their order; the second one is practising, the last one the password.
PAGES = ("moment", "practise", "computer", "traces", "stick", "need", "not_this", "password")
PLACE = "first_place"  # is not counted with them: it asks something, and tells nothing to be known


def pages(app: SafeplanApp) -> tuple[str, ...]:
    """The pages this person sees: a file that was made beforehand has its password already."""
    return PAGES if app.fresh else PAGES[:-1]


def road(app: SafeplanApp) -> tuple[str, ...]:
    """All that is shown: before the password of a new file stands where it will be."""
    return (*PAGES[:-1], PLACE, PAGES[-1]) if app.fresh else pages(app)


def show(app: SafeplanApp, page: str) -> None:
    """Show one page of the road."""
    if page in ("practise", PLACE, "password"):
        app.visit(page)
    else:
        app.push_screen(_first_page(page))


def _first_page(page: str) -> Framed:
    from safeplan.app.screens.first.pages import FirstPage

    return FirstPage(page, name=f"first {page}")


def after(app: SafeplanApp, page: str) -> None:
    """Show what follows ``page``; the country after the last one of a file already made."""
    shown = road(app)
    at = shown.index(page) + 1
    if at < len(shown):
        show(app, shown[at])
    else:
        agree(app)
        app.visit("country")


def agree(app: SafeplanApp) -> None:
    """Keep in the plan, and nowhere else, that the person has agreed and how far practice went."""
    session = app.session
    settings = replace(
        session.plan.settings,
        language=app.chosen_language,
        practised=max(session.plan.settings.practised, app.practised),
    )
    session.begin(session.plan)
    session.put(session.plan.with_settings(settings).with_consent())
    session.tell()


class OnTheRoad(Framed):
    """What the first pages share: their number in row 1, and a way to stop on each."""

    PLACES_OPEN = False
    page_id = ""

    def middle(self) -> str:
        """1 of 8."""
        counted = pages(self.house)
        if self.page_id not in counted:
            return ""
        return _("first.where").format(number=counted.index(self.page_id) + 1, count=len(counted))

    def heading(self) -> str:
        """The page's heading."""
        return _("first." + self.page_id + ".title")

    def body(self) -> Iterable[Widget]:
        """The page's paragraphs."""
        text = _("first." + self.page_id + ".text").format(hide_key=_("keys.esc_esc"))
        for paragraph in text.split("\n\n"):
            yield Words(paragraph)

    def strip(self) -> BottomStrip:
        """No number is known yet."""
        hide = _("strip.hide").format(key=_("keys.esc_esc"))
        return BottomStrip((_("strip.emergency_local"), hide))

    def do_go_on(self) -> None:
        """The next page."""
        after(self.house, self.page_id)

    def do_stop(self) -> None:
        """Stop and close: no file is left, and the window is emptied."""
        self.house.close()

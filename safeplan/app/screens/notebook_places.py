"""Where the pages of the household notebook are, and how one comes to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeplan.app.notebook_sitting import Sitting
from safeplan.app.screens.notebook_frame import ROOT, NotebookFrame
from safeplan.app.screens.notebook_item import ItemPage
from safeplan.app.screens.notebook_notes import NotePage, NotesPage
from safeplan.app.screens.notebook_pages import FindPage, HelpPage, PagesPage, ShopPage
from safeplan.app.screens.notebook_print import PrintPage
from safeplan.app.screens.notebook_settings import (
    COPY,
    LARGER,
    PASSWORD,
    REMOVE,
    CopyPage,
    PasswordPage,
    RemovePage,
    SettingsPage,
)
from safeplan.app.screens.notebook_shopping import ListPage
from safeplan.cover.notebook import BOUGHT, LISTS, USUAL, WEEK

if TYPE_CHECKING:
    from safeplan.app.app import SafeplanApp

NOTES = "notes"
OVER: dict[str, type[NotebookFrame]] = {
    "pages": PagesPage,
    "find": FindPage,
    "help": HelpPage,
    "shop": ShopPage,
    "print": PrintPage,
    "settings": SettingsPage,
    PASSWORD: PasswordPage,
    COPY: CopyPage,
    LARGER: CopyPage,
    REMOVE: RemovePage,
}
BESIDE = (USUAL, BOUGHT, NOTES)


def go(app: SafeplanApp, sitting: Sitting, place: str, at: int | None = None) -> None:
    """Open a page.

    This week's list lies below all; another page lies on it, and a thing of a page on that.

    Args:
        app: shows it.
        sitting: the notebook.
        place: "week", "usual", "bought", "notes", "note", or a name in ``OVER``.
        at: the place of one item of a list, or of one note.
    """
    if app.screen.name == place and at is None and place != "note":
        if place in OVER:
            app.back()
        return
    if at is not None and place in LISTS:
        app.push_screen(ItemPage(sitting, at))
    elif place == "note" or at is not None:
        app.push_screen(NotePage(sitting, at))
    elif place in OVER:
        app.push_screen(OVER[place](sitting, name=place))
    else:
        down_to_week(app)
        if place != WEEK:
            app.push_screen(page(sitting, place))


def page(sitting: Sitting, place: str) -> NotebookFrame:
    """The screen of a page."""
    return NotesPage(sitting, name=NOTES) if place == NOTES else ListPage(sitting, name=place)


def down_to_week(app: SafeplanApp) -> None:
    """Take away all that lies on this week's list."""
    while len(app.screen_stack) > ROOT:
        app.pop_screen()

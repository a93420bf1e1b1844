"""The frame of the household notebook: the same rows as everywhere, and a strip of its own.

On the left of row 1 stands the way to the pages; the right of it stays empty. Row 24 names the
pages, finding and help.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from safeplan.app.notebook_sitting import Sitting
from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.button_row import OTHERS, ButtonRow
from safeplan.app.widgets.buttons import BracketButton
from safeplan.app.widgets.heading_line import HeadingLine
from safeplan.app.widgets.strip import BottomStrip
from safeplan.app.widgets.top import TopBar
from safeplan.app.widgets.words import Banner, Heading
from safeplan.language import gettext as _

ROOT = 2


class NotebookFrame(Framed):
    """A page of the notebook.

    Args:
        sitting: the notebook, and what becomes of a change.
        name: which page it is.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "undo", show=False)]

    def __init__(self, sitting: Sitting, *, name: str) -> None:
        super().__init__(name=name)
        self.sitting = sitting
        self._asked = False

    # What a subclass says

    def aside(self) -> str:
        """Words at the right of the heading."""
        return ""

    def redraw(self) -> None:
        """Show the notebook as it is now; called after every change."""

    # What it gives them

    def put(self, words: str = "") -> None:
        """Draw again after a change, and let ``words`` stand below the page."""
        self.redraw()
        self.say(words)

    def go(self, place: str, at: int | None = None) -> None:
        """Open a page, or one thing of it."""
        from safeplan.app.screens.notebook_places import go

        self.leave()
        go(self.house, self.sitting, place, at)

    # How it is made

    def back_words(self) -> str:
        """The way to the pages."""
        return _("notebook.pages")

    def strip(self) -> BottomStrip:
        """The pages that there are, finding, and help."""
        return BottomStrip(
            (),
            (
                (_("notebook.shopping"), "page('week')"),
                (_("notebook.notes"), "page('notes')"),
                (_("notebook.strip_find"), "find"),
                (_("notebook.strip_help"), "keys"),
            ),
        )

    def compose(self) -> ComposeResult:
        """The frame, with nothing at the right of row 1."""
        for widget in super().compose():
            if isinstance(widget, TopBar):
                yield TopBar(self.back_words(), self.middle(), hide="")
            elif isinstance(widget, Heading):
                yield HeadingLine(self.heading(), self.aside(), id="heading")
            else:
                yield widget

    def on_screen_resume(self) -> None:
        """Seen again: another page may have changed something."""
        if self.is_mounted:
            self.redraw()

    def fit(self, width: int, height: int) -> None:
        """The form for this window; the way to the buttons without room has a plain name."""
        for button in self.query(ButtonRow).first().query(BracketButton):
            if button.does == OTHERS:
                button.label = _("notebook.more")
        super().fit(width, height)

    # What is saved

    def show_saving(self) -> None:
        """One sentence when the file does not take what was written."""
        words = "" if self.sitting.kept else _("notebook.not_saved")
        self.query_one(Banner).say(words, retry=False)

    def saved(self) -> None:
        """A change is kept; said only where somebody asked, so that nothing else is covered."""
        self.show_saving()
        if self._asked:
            self._asked = False
            self.say(_("notebook.saved"))

    def action_ask_saved(self) -> None:
        """Answer once all is kept, or try again to keep it."""
        self.leave()
        session = self.sitting.session
        if session.unsaved:
            self._asked = True
            session.try_again()
        elif self.sitting.kept:
            self.say(_("notebook.saved"))

    def say(self, words: str) -> None:
        """Let ``words`` stand below the page, in the notebook's own way of saying it."""
        # Of a file that was damaged and mended, the app around this speaks in words of its own;
        # the notebook's sentence is too long for the row below the page.
        if words == _("vault.mended"):
            self.query_one(Banner).say(_("notebook.went_wrong"), retry=False)
        else:
            super().say(words)

    # What keys and buttons do

    @on(BracketButton.Pressed)
    async def _pressed(self, event: BracketButton.Pressed) -> None:
        event.stop()
        # The plain frame would answer too, and in its own way.
        event.prevent_default()
        does = event.button.does
        if does == "back":
            self.go("pages")
        elif does == OTHERS:
            from safeplan.app.screens.notebook_pages import OtherButtons

            self.app.push_screen(OtherButtons(self.sitting, self))
        else:
            await self.do(does)

    def others(self) -> Iterable[tuple[str, str]]:
        """The buttons that a narrow window has no room for."""
        return self.query_one(ButtonRow).offered[1:]

    def action_page(self, place: str) -> None:
        """Open a page that the strip names."""
        self.go(place)

    def action_numbers(self) -> None:
        """There is nothing behind this key here."""

    def action_find(self) -> None:
        """Find."""
        self.go("find")

    def action_keys(self) -> None:
        """Help."""
        self.go("help")

    def action_back(self) -> None:
        """Keep what was typed and go back; the first page stays."""
        self.leave()
        self.house.back()

    def action_undo(self) -> None:
        """Go one change back."""
        if self.sitting.undo():
            self.put(_("notebook.undone"))

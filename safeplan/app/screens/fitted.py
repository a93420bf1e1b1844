"""The forms that the frame takes: for 80x24, roomy, narrow, and a window too small for any."""

from __future__ import annotations

from textual import events
from textual.widget import Widget
from textual.widgets import Static

from safeplan.app.screens.seen import Seen
from safeplan.app.widgets.button_row import ButtonRow
from safeplan.app.widgets.field import Field
from safeplan.app.widgets.page import Page
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.strip import BottomStrip
from safeplan.app.widgets.words import Banner, Heading, StatusLine
from safeplan.language import gettext as _

# Windows in cells: the least that can be used, the frame itself, and one with room to spare.
LEAST = (40, 12)
FRAME = (80, 24)
ROOMY = (100, 32)
LOW = 16
# Cells of a line of text, in a roomy window and at 80 columns.
TEXT = 76
TEXT_AT_80 = 70


class Fitted(Seen, inherit_bindings=False):
    """A screen that takes the form that fits its window."""

    _had_focus: Widget | None = None

    def first_focus(self) -> Widget | None:
        """What has the focus at first."""
        return None

    def on_resize(self, event: events.Resize) -> None:
        """Another window, another form; nothing that was typed is lost."""
        self.fit(event.size.width, event.size.height)

    def fit(self, width: int, height: int) -> None:
        """Roomy, narrow or too small, by the window's cells."""
        small = width < LEAST[0] or height < LEAST[1]
        narrow = width < FRAME[0] or height < FRAME[1]
        roomy = width >= ROOMY[0] and height >= ROOMY[1]
        for name, on_ in (("-small", small), ("-narrow", narrow), ("-roomy", roomy)):
            self.set_class(on_, name)
        self.set_class(narrow and height < LOW, "-low")
        self._set_edges(width, narrow=narrow, roomy=roomy)
        self.query_one(ButtonRow).fit(narrow=narrow, roomy=roomy)
        self.query_one(BottomStrip).fit(width, narrow=narrow)
        if small:
            now = _("small.now").format(width=width, height=height)
            words = "\n".join((_("small.larger"), now, _("small.close")))
            self.query_one("#too-small", Static).update(words)
        for drawn in (*self.query(Rows), *self.query(Field)):
            drawn.refresh(layout=True)
        self._keep_focus(small=small)

    def _keep_focus(self, *, small: bool) -> None:
        """What had the focus has it again once the window is large enough, or fits it."""
        focused = self.focused
        if small:
            self._had_focus = focused or self._had_focus
        elif self._had_focus is not None:
            had, self._had_focus = self._had_focus, None
            self.call_after_refresh(self.set_focus, had)
        elif focused is not None and not focused.display:
            self.set_focus(self.first_focus())

    def _set_edges(self, width: int, *, narrow: bool, roomy: bool) -> None:
        """Text from column 7, buttons from column 6; in a roomy window in its middle."""
        left, right, below = (2, 2, 0) if narrow else (6, 4, 1)
        if roomy:
            left = right = (width - TEXT) // 2
        elif not narrow:
            right = max(width - left - TEXT_AT_80, 4)
        for kind in (Heading, Page, StatusLine, Banner):
            for widget in self.query(kind):
                bottom = below if kind is Heading else 0
                widget.styles.margin = (0, right, bottom, left)
        self.query_one(ButtonRow).styles.margin = (1 if roomy else 0, 1, below, left - 1)

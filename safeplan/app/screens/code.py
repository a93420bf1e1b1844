"""A code on the screen, for a phone's camera, as large as the window lets it be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.widget import Widget

from safeplan.app.saying import hide_key
from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.button_row import ButtonRow
from safeplan.app.widgets.code_view import CodeView
from safeplan.app.widgets.page import Page
from safeplan.app.widgets.strip import BottomStrip
from safeplan.app.widgets.words import (
    BEFORE,
    Banner,
    CautionBlock,
    Heading,
    StatusLine,
    Words,
)
from safeplan.export.codes import pocket_parts
from safeplan.export.errors import ExportError
from safeplan.export.qr import make_code, screen_version
from safeplan.language import gettext as _

# Columns kept for words beside the code.
BESIDE = 33


class CodeScreen(Framed):
    """It holds what the sheet says, and never what it means.

    Args:
        title: the sheet's title.
        lines: the lines that were looked over.
    """

    def __init__(self, title: str, lines: Sequence[str], name: str = "code") -> None:
        super().__init__(name=name)
        self._title, self._lines = title, tuple(lines)
        self.parts: tuple[str, ...] = ()
        self.part = 0

    def heading(self) -> str:
        """Which part; filled in when the window's size is known."""
        return _("code.of").format(number=1, count=1)

    def body(self) -> Iterable[Widget]:
        """What it holds, and what a phone does with it."""
        yield Words("", id="refused")
        yield Words(_("code.holds"))
        yield CautionBlock(BEFORE, _("code.phone"))
        yield Words(_("code.size"), quiet=True)

    def buttons(self) -> Sequence[tuple[str, str]]:
        """The next part, where there is more than one."""
        return [(_("code.next_part"), "next_part")]

    def strip(self) -> BottomStrip:
        """How to hide, and nothing else: the code takes the room."""
        return BottomStrip([_("strip.hide").format(key=hide_key(self.house.session))])

    def first_focus(self) -> Widget | None:
        """The next part, else back."""
        return self.query_one("#do-next_part" if len(self.parts) > 1 else "#back")

    def compose(self) -> ComposeResult:
        """The code on the left, the frame in what is free."""
        view = CodeView(id="code")
        view.styles.dock = "left"
        yield view
        yield from super().compose()

    def fit(self, width: int, height: int) -> None:
        """Another window, another code: parts are as large as the window lets them be."""
        self._divide(width, height)
        super().fit(width, height)
        self._show()

    def _set_edges(self, width: int, *, narrow: bool, roomy: bool) -> None:
        """Beside the code there are two free columns, and no more."""
        for kind in (Heading, Page, StatusLine, Banner):
            for widget in self.query(kind):
                widget.styles.margin = (0, 1, 1 if kind is Heading else 0, 2)
        self.query_one(ButtonRow).styles.margin = (0, 1, 1, 1)

    def _divide(self, width: int, height: int) -> None:
        shown = self.parts[self.part] if self.parts else ""
        refused = ""
        try:
            largest = screen_version(width - BESIDE, height)
            self.parts = pocket_parts(self._title, self._lines, largest=largest)
        except ExportError as fault:
            self.parts, refused = (), fault.sentence()
        # Another division begins anew: a half of one and a half of another fit nowhere.
        if shown not in self.parts:
            self.part = 0
        self.query_one("#refused", Words).say(refused)
        self.query_one("#refused").display = bool(refused)

    def _show(self) -> None:
        count = len(self.parts)
        code = make_code(self.parts[self.part], self.part + 1, count) if count else None
        view = self.query_one(CodeView)
        view.show(code)
        if code is not None:
            # Where there is room, it stands in the middle and not in a corner.
            free = max(self.app.size.height - len(code.half_blocks()), 0)
            left = 4 if self.has_class("-roomy") else 0
            view.styles.margin = (free // 2, 0, 0, left)
        self.query_one("#heading", Words).say(
            _("code.of").format(number=self.part + 1, count=count) if count else ""
        )
        self.query_one(ButtonRow).button("next_part").display = count > 1
        if self.focused is not None and not self.focused.display:
            self.set_focus(self.first_focus())

    def do_next_part(self) -> None:
        """The next one; after the last, the first again."""
        self.part = (self.part + 1) % len(self.parts)
        self._show()

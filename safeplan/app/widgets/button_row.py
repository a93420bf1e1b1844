"""The row of buttons, which stands above the strip on every screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.layout import Layout
from textual.widget import Widget

from safeplan.app.widgets.buttons import BracketButton
from safeplan.app.widgets.flow import Flow
from safeplan.language import gettext as _

MOST = 4
TALL = 3
OTHERS = "other_answers"


class ButtonRow(Widget, can_focus=False):
    """At most four buttons; what does not fit stands on a second row.

    In a narrow window there are two: the first, and one that opens the others as a list.

    Args:
        buttons: words and what they do (see ``BracketButton``).
    """

    DEFAULT_CSS = """
    ButtonRow { height: auto; width: 1fr; }
    """

    def __init__(self, buttons: Sequence[tuple[str, str]], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        if len(buttons) > MOST:
            raise ValueError(len(buttons))
        self._buttons = tuple(buttons)
        self._flow = Flow()

    @property
    def offered(self) -> tuple[tuple[str, str], ...]:
        """Words and doings of all the buttons."""
        return self._buttons

    def compose(self) -> ComposeResult:
        """The buttons, and the one that stands for the others."""
        for label, does in self._buttons:
            yield BracketButton(label, does, id=f"do-{does}")
        if len(self._buttons) > 2:
            yield BracketButton(_("button.others"), OTHERS, id=f"do-{OTHERS}")

    def render(self) -> str:
        """Nothing of its own."""
        return ""

    def fit(self, *, narrow: bool, roomy: bool) -> None:
        """Take the form for this window."""
        shrunk = narrow and len(self._buttons) > 2
        for index, button in enumerate(self.query(BracketButton)):
            other = button.does == OTHERS
            button.display = other == shrunk if other or index > 0 else True
        height = TALL if roomy else 1
        self._flow = Flow(gap=2 if roomy else 1, height=height)
        self.refresh(layout=True)

    @property
    def layout(self) -> Layout:
        """Side by side."""
        return self._flow

    def button(self, does: str) -> BracketButton:
        """The button that does this."""
        return self.query_one(f"#do-{does}", BracketButton)

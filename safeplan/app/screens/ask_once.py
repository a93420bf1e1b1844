"""One question before something goes away; keeping it has the focus."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual.widget import Widget

from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _


class AskOnce(Framed):
    """Keep it, or not.

    Args:
        middle: where the person is.
        says: what would happen, and what stays, each a paragraph.
        label: words of the button that does it.
        does: what that button does, with this screen still there.
        keeps: what keeping does; going back when None.
    """

    def __init__(
        self,
        middle: str,
        says: Sequence[str],
        label: str,
        does: Callable[[], None],
        keeps: Callable[[], None] | None = None,
        name: str = "ask_once",
    ) -> None:
        super().__init__(name=name)
        self._middle, self._says, self._label = middle, tuple(says), label
        self._does, self._keeps = does, keeps

    def middle(self) -> str:
        """Where the person is."""
        return self._middle

    def body(self) -> Iterable[Widget]:
        """What would happen."""
        for words in self._says:
            yield Words(words)

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Keep it, first."""
        return [(_("button.keep"), "keep"), (self._label, "it")]

    def do_keep(self) -> None:
        """Nothing is changed."""
        if self._keeps is not None:
            self._keeps()
        else:
            self.house.back()

    def do_it(self) -> None:
        """Do it."""
        self._does()

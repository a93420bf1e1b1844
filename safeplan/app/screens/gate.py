"""Before a hard page or question: one sentence, and the choice to skip it. Shown each time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual.widget import Widget

from safeplan.app.saying import fill
from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _


class Gate(Framed):
    """The soft gate; Skip has the focus, so that opening takes one more key on purpose.

    Args:
        title: the page's name.
        sentence: the gate's own sentence, whole.
        opens: what opening does.
        skips: what skipping does; going back when None.
        puts_away: what putting the page away does; the button is left out when None.
        opens_page: id of the page it stands before.
    """

    def __init__(
        self,
        title: str,
        sentence: str,
        opens: Callable[[], None],
        skips: Callable[[], None] | None = None,
        puts_away: Callable[[], None] | None = None,
        opens_page: str = "",
        name: str = "gate",
    ) -> None:
        super().__init__(name=name)
        self._title, self._sentence = title, sentence
        self._opens, self._skips, self._puts_away = opens, skips, puts_away
        self._page = opens_page
        self.section = ""

    def middle(self) -> str:
        """The page's name."""
        return self._title

    def body(self) -> Iterable[Widget]:
        """The sentence, and that nothing is owed."""
        yield Words(fill(self.house.session, self._sentence))
        yield Words(_("gate.hard"))
        yield Words(_("gate.another_day"))

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Open, Skip, and away with it."""
        found = [(_("button.open"), "open"), (_("button.skip"), "skip")]
        if self._puts_away is not None and not self.house.session.read_only:
            found.append((_("button.put_away"), "put_away"))
        return found

    def first_focus(self) -> Widget | None:
        """Skip."""
        return self.query_one("#do-skip")

    def do_open(self) -> None:
        """Go in."""
        # From now on the person is on that page: no second gate of the same page.
        self.section = self._page
        self._opens()

    def do_skip(self) -> None:
        """Pass by."""
        if self._skips is not None:
            self._skips()
        else:
            self.house.back()

    def do_put_away(self) -> None:
        """Put the page away; it is still there."""
        if self._puts_away is not None:
            self._puts_away()
            self.house.back()

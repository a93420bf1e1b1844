"""One entry of the log, found by a word or a day; past its gate only, and each kept closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.screens.incident import SECTION, Incident
from safeplan.app.screens.incident_log import when
from safeplan.app.screens.looking import MOST, Looking
from safeplan.app.screens.onward import page_of
from safeplan.app.widgets.field import Field, OneLine
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan import log


class LogFind(Looking):
    """A field, and the days of what was found below it as it is typed.

    Args:
        words: what is looked for at first.
    """

    def __init__(self, words: str = "", name: str = "log_find") -> None:
        super().__init__(name=name)
        self.section = SECTION
        self._words = words

    def middle(self) -> str:
        """The page's name."""
        return page_of(self.house, SECTION).title

    def heading(self) -> str:
        """A word, or a day."""
        return _("log.find_heading")

    def body(self) -> Iterable[Widget]:
        """The field, the days, and whether there are more."""
        yield OneLine(self._words, id="words")
        yield Rows([], id="found")
        yield Words("", id="count")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Only a way back."""
        return [(_("button.back"), "back")]

    def on_mount(self) -> None:
        """Words that were typed before are looked for at once."""
        self.look()

    def on_screen_resume(self) -> None:
        """Seen again: one may be gone."""
        super().on_screen_resume()
        if self.query("#words"):
            self.look()

    @on(Field.Changed, "#words")
    def typed(self, event: Field.Changed) -> None:
        """Look again."""
        event.stop()
        self.look()

    @on(Field.Entered, "#words")
    def entered(self) -> None:
        """Enter goes into the rows."""
        rows = self.query_one("#found", Rows)
        if rows.rows:
            self.set_focus(rows)

    def look(self) -> None:
        """The entries of the log that hold the words, the newest first."""
        words = self.query_one("#words", Field).text.strip()
        entries, today = self.entries(), self.house.outside.now().date()
        found = entries.find(words, today) if entries is not None else ()
        ids = [one.id for one in found if one.where == "log"]
        there = {one.id: one for one in log.incidents(self.house.session.plan)}
        closed = _("page.kept_closed")
        rows = [Row(one, when(there[one]), tag=closed) for one in ids[:MOST]]
        shown = self.query_one("#found", Rows)
        shown.put(rows)
        shown.display = bool(rows)
        said = ""
        if len(ids) > MOST:
            said = _("find.more").format(count=len(ids) - MOST)
        elif words and entries is not None and not ids:
            said = _("log.none_found").format(word=words)
        self.query_one("#count", Words).say(said)

    @on(Rows.Chosen, "#found")
    def chosen(self, event: Rows.Chosen) -> None:
        """Read it."""
        event.stop()
        self.app.push_screen(Incident(event.row.key))

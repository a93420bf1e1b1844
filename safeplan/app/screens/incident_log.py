"""What happened: the entries, the newest first, each kept closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.room_left import low_words
from safeplan.app.screens.gate import Gate
from safeplan.app.screens.incident import Incident
from safeplan.app.screens.incident_writing import IncidentWriting
from safeplan.app.screens.onward import SCREENS, open_question
from safeplan.app.screens.question import Question
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan import log
from safeplan.plan.dates import spoken
from safeplan.plan.model import Answer, Chosen, Record, Value

SECTION = "log"
NOT_KEPT = "log.no_log_note"
NO = "no"


def when(entry: Record) -> str:
    """When it was, in the person's own words where they gave any."""
    said = (spoken(entry.text("date")), " ".join(entry.text("time").split()))
    return "   ".join(one for one in said if one) or _("log.no_day")


class IncidentLog(Question):
    """The list. What was written can be read there, and added to; never changed."""

    def __init__(self, key: str = log.KEY, name: str = "question") -> None:
        super().__init__(key, name=name)
        self._open_lines = False

    def heading(self) -> str:
        """Facts here."""
        return _("log.newest_first")

    def answer_body(self) -> Iterable[Widget]:
        """The entries, or that there is none."""
        yield Words(_("log.nothing"), id="nothing")
        yield Rows(self._rows(), id="answer")

    def reading_body(self) -> Iterable[Widget]:
        """The same, where the file can only be read."""
        return self.answer_body()

    def on_mount(self) -> None:
        """An empty list takes no place, and no Tab; room that runs out is said in time."""
        self.draw()
        self.say(low_words(self.house.session.vault))

    def _rows(self) -> list[Row]:
        return [
            Row(one.id, when(one), tag=self._first_line(one))
            for one in log.incidents(self.house.session.plan)
        ]

    def _first_line(self, entry: Record) -> str:
        if not self._open_lines:
            return _("page.kept_closed")
        return next(iter(entry.text("what").splitlines()), "")

    def draw(self) -> None:
        """Show the entries as they are now."""
        rows = self.query_one("#answer", Rows)
        rows.put(self._rows())
        rows.display = bool(rows.rows)
        self.query_one("#nothing").display = not rows.rows

    def on_screen_resume(self) -> None:
        """Seen again: there may be one more, and what was being written is left now."""
        session = self.house.session
        if not session.read_only:
            session.put(log.closed(session.plan))
        self.draw()

    def value(self) -> Value | None:
        """The entries; each was saved as it was written."""
        return self.house.session.plan.records(self.key) or None

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Write one, see the first lines for this visit, keep no log."""
        lines = (_("log.show_first_lines"), "show_first_lines")
        find = (_("log.find_one"), "find_one")
        if self.house.session.read_only:
            return [lines, find, (_("button.back"), "back")]
        return [(_("log.write_one"), "write_one"), lines, find, (_("log.stop"), "stop")]

    @on(Rows.Chosen, "#answer")
    def opened(self, event: Rows.Chosen) -> None:
        """Read one."""
        event.stop()
        self.app.push_screen(Incident(event.row.key))

    def do_write_one(self) -> None:
        """A new entry."""
        self.app.push_screen(IncidentWriting())

    def do_show_first_lines(self) -> None:
        """Open, or close again, the first lines; for this visit only."""
        self._open_lines = not self._open_lines
        self.draw()

    def do_find_one(self) -> None:
        """By a word or a day."""
        self.house.visit("log_find")

    def do_stop(self) -> None:
        """Keep no log; what is written stays, and is not shown."""
        session = self.house.session
        session.answer(log.SAFE, Answer("answer", Chosen(NO)))
        open_question(self.house, NOT_KEPT, instead=True)


class LogPlace(Gate):
    """The gate before the log, as the first screen leads to it.

    Args:
        words: what is looked for in it; "" for the whole list.
    """

    def __init__(self, name: str = "log", words: str = "") -> None:
        self._words = words
        super().__init__("", "", self._enter, opens_page=SECTION, name=name)

    def middle(self) -> str:
        """The page's name."""
        return self.house.session.pages[SECTION].title

    def body(self) -> Iterable[Widget]:
        """The page's own sentence."""
        self._sentence = self.house.session.guide.section(SECTION).gate
        return super().body()

    def _enter(self) -> None:
        if self._words and log.is_open(self.house.session.plan):
            self.house.change_to("log_find", words=self._words)
        elif log.is_open(self.house.session.plan):
            open_question(self.house, log.KEY, instead=True)
        else:
            self.house.change_to("page", section=SECTION)


SCREENS["log"] = IncidentLog

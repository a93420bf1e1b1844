"""One entry of the log, to be read; notes are added below it, with their own date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app import contacts
from safeplan.app.saying import fill
from safeplan.app.screens.ask_once import AskOnce
from safeplan.app.screens.framed import Framed
from safeplan.app.screens.onward import page_of
from safeplan.app.widgets.field import Field, LongText
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan import log
from safeplan.plan.dates import spoken
from safeplan.plan.model import Record

SECTION = log.KEY.split(".")[0]


class Incident(Framed):
    """What was written, as it was written.

    Args:
        entry: its id.
    """

    def __init__(self, entry: str, name: str = "incident") -> None:
        super().__init__(name=name)
        self.entry = entry
        self.section = SECTION

    def middle(self) -> str:
        """The page's name."""
        return page_of(self.house, SECTION).title

    def body(self) -> Iterable[Widget]:
        """Each part that was filled in, and the notes in the order they were added."""
        session = self.house.session
        record = contacts.one_of(session.plan, log.KEY, self.entry) or Record(self.entry)
        for part in session.guide.field(log.KEY).subfields:
            value = record.values.get(part.id)
            if not value:
                continue
            said = value if isinstance(value, str) else contacts.words_of(session, part, value)
            yield Words(fill(session, part.label), quiet=True, classes="list-words")
            yield Words(spoken(said))
        for note in log.notes(record):
            added = _("log.added").format(date=spoken(note.text("date")))
            yield Words(added, quiet=True, classes="list-words")
            yield Words(note.text("text"))

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Add a note, take it off, go back."""
        if self.house.session.read_only:
            return [(_("button.back"), "back")]
        return [
            (_("log.add_note"), "add_note"),
            (_("button.back"), "back"),
            (_("button.remove"), "remove"),
        ]

    def do_add_note(self) -> None:
        """Below it, with today's date."""
        self.house.switch_to(IncidentNote(self.entry))

    def do_remove(self) -> None:
        """Ask once; the button that keeps it has the focus."""
        says = (_("log.remove_ask"), _("log.remove_for_good"))
        screen = AskOnce(self.middle(), says, _("button.remove"), self._remove)
        self.app.push_screen(screen)

    def _remove(self) -> None:
        session = self.house.session
        session.put(log.erase_incident(session.plan, self.entry))
        self.house.back()
        self.house.back()


class IncidentNote(Framed):
    """A note below an entry; once it is left it stays as it is.

    Args:
        entry: the entry's id.
    """

    def __init__(self, entry: str, name: str = "incident_note") -> None:
        super().__init__(name=name)
        self.entry = entry
        self.section = SECTION
        self._note = ""
        self._stood = ""

    def on_screen_resume(self) -> None:
        """Seen again: below an entry that is gone nothing can be added."""
        if contacts.one_of(self.house.session.plan, log.KEY, self.entry) is None:
            self.house.back()

    def middle(self) -> str:
        """The page's name."""
        return page_of(self.house, SECTION).title

    def heading(self) -> str:
        """What comes to mind later."""
        return _("log.note_heading")

    def body(self) -> Iterable[Widget]:
        """The box, and the day that is written beside it."""
        yield LongText(id="answer")
        today = spoken(self.house.outside.now().date().isoformat())
        yield Words(_("log.added").format(date=today), quiet=True)

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Done."""
        return [(_("button.done"), "done")]

    def keep(self, *, now: bool) -> None:
        """Put the note below the entry; what is typed on this page is one note."""
        session = self.house.session
        text = self.query_one("#answer", Field).text.strip()
        record = contacts.one_of(session.plan, log.KEY, self.entry)
        if record is None:
            return
        if text == self._stood:
            session.put(session.plan, now=now)
            return
        self._stood = text
        below = tuple(one for one in log.notes(record) if one.id != self._note)
        plan = contacts.with_part(session.plan, log.KEY, self.entry, log.NOTES, below)
        self._note = ""
        if text:
            plan = log.add_note(plan, self.entry, text, self.house.outside.now())
            written = contacts.one_of(plan, log.KEY, self.entry)
            self._note = log.notes(written)[-1].id if written is not None else ""
        session.put(plan, now=now)

    def leave(self) -> None:
        """Any key that leaves has saved first."""
        self.keep(now=True)

    @on(Field.Changed)
    def typed(self, event: Field.Changed) -> None:
        """Saved after a pause."""
        self.say("")
        self.keep(now=False)

    def do_done(self) -> None:
        """Back to the list."""
        self.action_back()

"""Notes: the list, newest first, and one note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.notebook_sitting import Sitting, followed
from safeplan.app.screens.notebook_frame import NotebookFrame
from safeplan.app.widgets.entry_line import EntryLine
from safeplan.app.widgets.field import Field, LongText
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.cover.lines import day_of
from safeplan.cover.notebook import Note
from safeplan.cover.notes import add_note, change_note, newest_first, remove_note
from safeplan.language import gettext as _

LINES = 10


class NotesPage(NotebookFrame):
    """The notes, each by its title and its day."""

    def middle(self) -> str:
        """Where you are."""
        return _("notebook.notes")

    def heading(self) -> str:
        """What stands here."""
        return _("notebook.notes")

    def body(self) -> Iterable[Widget]:
        """The list."""
        rows = self._rows()
        listed = Rows(rows, id="list", classes="listed")
        empty = Words(_("notebook.empty"), id="empty")
        listed.display, empty.display = bool(rows), not rows
        yield listed
        yield empty

    def buttons(self) -> Sequence[tuple[str, str]]:
        """A new one."""
        return ((_("notebook.add_note"), "add"),)

    def redraw(self) -> None:
        """Show the notes as they are now."""
        rows = self._rows()
        listed = self.query_one("#list", Rows)
        if not rows and listed.has_focus:
            self.query_one("#do-add").focus()
        listed.put(rows)
        listed.display = bool(rows)
        self.query_one("#empty").display = not rows

    def _rows(self) -> list[Row]:
        return [
            Row(str(at), note.title or _first_line(note), tag=day_of(note.date))
            for at, note in newest_first(self.sitting.notebook)
        ]

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.go("note", int(event.row.key))

    def do_add(self) -> None:
        """Begin a note."""
        self.go("note")


class NotePage(NotebookFrame):
    """One note. Words are kept as they are typed; all that is typed at one sitting is one step.

    Args:
        sitting: the notebook.
        at: the place of the note; None for a new one, which begins with its first letter.
    """

    def __init__(self, sitting: Sitting, at: int | None) -> None:
        super().__init__(sitting, name="note")
        # From where all that is typed here is one step; and the history as this page left it.
        self._start = self._last = sitting.history
        self._new = at is None
        self.at = len(sitting.notebook.notes) if at is None else at
        self._gone = False
        self._stood = (self.note.title, self.note.text)

    @property
    def note(self) -> Note:
        """The note as it is now."""
        notes = self.sitting.notebook.notes
        return notes[self.at] if self.at < len(notes) else Note("")

    def middle(self) -> str:
        """Where you are."""
        return _("notebook.notes")

    def heading(self) -> str:
        """What is asked for first."""
        return _("notebook.note")

    def aside(self) -> str:
        """The day it was last changed."""
        return day_of(self.note.date or self.sitting.today().isoformat())

    def body(self) -> Iterable[Widget]:
        """Its title and its text."""
        yield EntryLine(_("notebook.note_title"), text=self.note.title, id="title")
        yield LongText(self.note.text, rows=LINES, id="text")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Back, or away with it."""
        return ((_("notebook.done"), "done"), (_("notebook.remove"), "remove"))

    def first_focus(self) -> Widget | None:
        """The title of a new note, the text of another."""
        return self.query_one("#title" if self._new else "#text")

    def on_mount(self) -> None:
        """From here on only what is typed is written."""
        self._stood = self._written()

    def redraw(self) -> None:
        """What another page changed meanwhile stands here too; a note that is gone is left."""
        if self._gone:
            return
        if not self._catch_up():
            self._gone = True
            self.house.back()
            return
        if self._written() == self._stood != (self.note.title, self.note.text):
            self.query_one("#title", EntryLine).begin(self.note.title)
            self.query_one("#text", LongText).begin(self.note.text)
            self._stood = self._written()

    def _catch_up(self) -> bool:
        """Go on from what other pages made of the notebook; False where this note is gone."""
        history, before = self.sitting.history, self._last.now.notes
        if history is self._last:
            return True
        self._start = self._last = history
        if self.at < len(before):
            self._new = False
            place = followed(self.at, before, history.now.notes)
            self.at = len(history.now.notes) if place is None else place
            return place is not None
        self.at = len(history.now.notes)
        return True

    def _written(self) -> tuple[str, str]:
        return self.query_one("#title", EntryLine).text, self.query_one("#text", LongText).text

    def leave(self) -> None:
        """Keep what was written, at once."""
        self._write(now=True)

    @on(Field.Changed)
    def _changed(self, event: Field.Changed) -> None:
        event.stop()
        self._write(now=False)

    @on(Field.Entered)
    def _entered(self, event: Field.Entered) -> None:
        event.stop()
        self.query_one("#text").focus()

    def _write(self, *, now: bool) -> None:
        if self._gone:
            return
        title, text = self._written()
        if (title, text) == self._stood:
            # Nobody wrote here; the note may be another one by now, or gone.
            self.sitting.put(self.sitting.notebook, now=now)
            return
        self._stood = (title, text)
        # Words for a note that is gone make a new one: nothing that is typed is lost.
        self._new = not self._catch_up() or self._new
        before, today = self._start.now, self.sitting.today()
        if not self._new:
            changed = change_note(before, self.at, title, text, today)
        elif title.strip() or text.strip():
            changed = add_note(before, title, text, today)
        else:
            changed = before
        self.sitting.put(changed, now=now, since=self._start)
        self._last = self.sitting.history

    def do_done(self) -> None:
        """Back to the notes."""
        self.action_back()

    def do_remove(self) -> None:
        """Take it away, and say how it comes back."""
        self.leave()
        self._gone = True
        words = ""
        if self.at < len(self.sitting.notebook.notes):
            self.sitting.put(remove_note(self.sitting.notebook, self.at))
            words = _("notebook.removed")
        self._back_saying(words)

    def action_undo(self) -> None:
        """Nothing typed: the change before is undone, and seen where it was made."""
        if self.sitting.undo():
            self._gone = True
            self._back_saying(_("notebook.undone"))

    def _back_saying(self, words: str) -> None:
        self.house.back()
        if isinstance(self.house.screen, NotebookFrame):
            self.house.screen.put(words)


def _first_line(note: Note) -> str:
    return next((line.strip() for line in note.text.splitlines() if line.strip()), "-")

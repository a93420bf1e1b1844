"""The notebook's own settings: its password, a copy, a larger file, an end.

They are the same, to the last word, whether something else is in the file or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app import doors, other_files
from safeplan.app.doors import Outcome
from safeplan.app.link import Purpose
from safeplan.app.room_left import pages_left, size_of
from safeplan.app.screens.doing import Doing
from safeplan.app.screens.notebook_frame import NotebookFrame
from safeplan.app.widgets.entry_line import EntryLine
from safeplan.app.widgets.field import Field
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.vault.format import SIZES

PASSWORD, COPY, LARGER, REMOVE = "password", "copy", "larger", "remove"


class SettingsPage(NotebookFrame):
    """A row for each."""

    MIDDLE = "notebook.settings"
    HEADING = "notebook.window"

    def body(self) -> Iterable[Widget]:
        """The rows."""
        yield Rows(
            [
                Row(PASSWORD, _("notebook.change_password")),
                Row(COPY, _("doors.copy")),
                Row(LARGER, _("doors.larger"), tag=self._room()),
                Row(REMOVE, _("settings.remove")),
            ],
            id="list",
        )

    def _room(self) -> str:
        vault = self.sitting.session.vault
        return "" if vault is None else _("doors.room_tag").format(pages=pages_left(vault))

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.go(event.row.key)


class NotebookDoing(Doing, NotebookFrame):
    """A page from which something is done; it is said on the same page, done or not."""

    MIDDLE = "notebook.settings"

    def ended(self, outcome: Outcome) -> None:
        """Say it here."""
        self.show(outcome)


class PasswordPage(NotebookDoing):
    """The password of now once, the new one twice, all at the line."""

    HEADING = "notebook.change_password"

    def body(self) -> Iterable[Widget]:
        """What comes next."""
        yield self.outcome()
        yield from self.paragraphs(_("notebook.change_text"))

    def buttons(self) -> Sequence[tuple[str, str]]:
        """To the line, with or without words that are made for it."""
        return ((_("button.next"), "next"), (_("doors.make_six"), "six"))

    def do_next(self) -> None:
        """The person chooses."""
        self.begin(doors.change_password(self.house, Purpose.NEW))

    def do_six(self) -> None:
        """Six words are made and shown at the line."""
        self.begin(doors.change_password(self.house, Purpose.WORDS))


class CopyPage(NotebookDoing):
    """A copy, or a larger file, to a place that is typed."""

    def heading(self) -> str:
        """The row that led here."""
        return _("doors.copy" if self.name == COPY else "doors.larger")

    def body(self) -> Iterable[Widget]:
        """What is made, and the line."""
        yield self.outcome()
        yield Words(_("notebook.copy_text" if self.name == COPY else "notebook.larger_text"))
        yield EntryLine(hint=_("notebook.place"), id="line")

    def first_focus(self) -> Widget | None:
        """The line."""
        return self.query_one("#line")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Make it."""
        return ((_("doors.make_file"), "make"),)

    @on(Field.Entered)
    def _entered(self, event: Field.Entered) -> None:
        event.stop()
        self.do_make()

    def do_make(self) -> None:
        """Make it, if a place is named."""
        typed = self.query_one("#line", EntryLine).text.strip()
        if not typed:
            self.show(Outcome((_("doors.no_place_named"),)))
        elif self.name == COPY:
            self.begin(other_files.copy(self.house, typed))
        else:
            now = size_of(doors.the_vault(self.house))
            larger = next((size for size in SIZES if size > now), now)
            self.begin(other_files.write_new(self.house, typed, larger, both=False))


class RemovePage(NotebookDoing):
    """Two keys, one of them the confirming one."""

    HEADING = "notebook.remove_title"

    def body(self) -> Iterable[Widget]:
        """What would happen, and two rows."""
        yield self.outcome()
        yield from self.paragraphs(_("notebook.remove_text"))
        rows = (("keep", "doors.remove_keep"), ("all", "doors.remove_all"))
        yield Rows([Row(key, _(words)) for key, words in rows], id="list")

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        if event.row.key == "keep":
            self.action_back()
        else:
            self.begin(doors.remove(self.house, everything=False))

    def ended(self, outcome: Outcome) -> None:
        """An empty window when it is gone."""
        if outcome.done:
            self.house.close()
        else:
            self.show(outcome)

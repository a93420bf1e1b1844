"""Passwords: change this one, add or remove the notebook's, and the code for paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app import doors
from safeplan.app.link import Purpose
from safeplan.app.screens.doing import Doing
from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.vault.format import RECOVERY


class Passwords(Framed):
    """What can be done with passwords; a file that can only be read says so instead."""

    MIDDLE = "settings.title"
    HEADING = "settings.passwords"

    def body(self) -> Iterable[Widget]:
        """One thing a row."""
        refusal = doors.the_vault(self.house).refusal
        if refusal is not None:
            yield Words(_(refusal.message_id))
        else:
            yield Rows(self._rows(), id="passwords")

    def _rows(self) -> list[Row]:
        beside = doors.the_vault(self.house).has_notebook
        second = "remove_notebook" if beside else "add_notebook"
        return [Row(place, _("doors." + place)) for place in ("change_password", second, "code")]

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Only back."""
        return [(_("button.back"), "back")]

    def on_screen_resume(self) -> None:
        """Seen again: there may be a notebook now, or none."""
        super().on_screen_resume()
        for rows in self.query(Rows):
            rows.put(self._rows())

    @on(Rows.Chosen, "#passwords")
    def chosen(self, event: Rows.Chosen) -> None:
        """Open it."""
        self.house.visit("recovery_code" if event.row.key == "code" else event.row.key)


class ChangePassword(Doing):
    """The password of now once, the new one twice, all at the line."""

    MIDDLE = "settings.title"
    HEADING = "doors.change_password"

    def body(self) -> Iterable[Widget]:
        """What makes a good one, and what comes next."""
        yield self.outcome()
        yield from self.paragraphs(_("doors.change_text"))

    def buttons(self) -> Sequence[tuple[str, str]]:
        """To the line, with or without words that are made for it."""
        return [
            (_("button.next"), "go_on"),
            (_("doors.make_six"), "six"),
            (_("button.back"), "back"),
        ]

    def first_focus(self) -> Widget | None:
        """The first button."""
        return self.query_one("#do-go_on")

    def do_go_on(self) -> None:
        """The person chooses."""
        self.begin(doors.change_password(self.house, Purpose.NEW))

    def do_six(self) -> None:
        """Six words are made and shown at the line."""
        self.begin(doors.change_password(self.house, Purpose.WORDS))


class AddNotebook(Doing):
    """Both sides are told; Not now has the focus."""

    MIDDLE = "first.second.where"
    HEADING = "first.second.title"

    def body(self) -> Iterable[Widget]:
        """What it is, what it is not, and three rows."""
        yield self.outcome()
        yield from self.paragraphs(_("first.second.text"))
        rows = (
            ("no", "button.not_now"),
            ("yes", "first.second.yes"),
            ("more", "first.second.more"),
        )
        yield Rows([Row(key, _(words)) for key, words in rows], id="second")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Only back."""
        return [(_("button.back"), "back")]

    @on(Rows.Chosen, "#second")
    def chosen(self, event: Rows.Chosen) -> None:
        """Go back, tell more, or go to the line."""
        if event.row.key == "no":
            self.action_back()
        elif event.row.key == "yes":
            self.begin(doors.add_notebook(self.house))
        else:
            self.house.visit(
                "one_page",
                where=self.middle(),
                heading=_("first.more.title"),
                paragraphs=_("doors.notebook_more").split("\n\n"),
            )


class RemoveNotebook(Doing):
    """Two keys, one of them the confirming one; keeping it has the focus."""

    MIDDLE = "first.second.where"
    HEADING = "doors.remove_notebook"

    def body(self) -> Iterable[Widget]:
        """What would happen, and two rows."""
        yield self.outcome()
        yield from self.paragraphs(_("doors.remove_notebook_text"))
        rows = (("keep", "button.keep_it"), ("remove", "doors.remove_it"))
        yield Rows([Row(key, _(words)) for key, words in rows], id="which")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Only back."""
        return [(_("button.back"), "back")]

    @on(Rows.Chosen, "#which")
    def chosen(self, event: Rows.Chosen) -> None:
        """Keep it, or not."""
        if event.row.key == "keep":
            self.action_back()
        else:
            self.begin(doors.remove_notebook(self.house))


class RecoveryCode(Doing):
    """A code for paper; who came in by one chooses a password first."""

    MIDDLE = "settings.title"
    HEADING = "doors.code"

    @property
    def _by_code(self) -> bool:
        return doors.the_vault(self.house).kind == RECOVERY

    def body(self) -> Iterable[Widget]:
        """What it does, what it risks, and how it is shown."""
        yield self.outcome()
        vault = doors.the_vault(self.house)
        if self._by_code:
            yield Words(_("doors.came_by_code"))
            return
        yield from self.paragraphs(_("doors.code_text"))
        if vault.has_code:
            yield Words(_("doors.code_replaced"))

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Make one, or go back."""
        first = (_("doors.change_password"), "change") if self._by_code else None
        return [first or (_("doors.code_make"), "make"), (_("button.back"), "back")]

    def first_focus(self) -> Widget | None:
        """Going back: nothing is made by one key too many."""
        return self.query_one("#do-back")

    def do_make(self) -> None:
        """The password once more, then the code; the app ends with it."""
        self.begin(doors.make_code(self.house))

    def do_change(self) -> None:
        """Choose a password first."""
        self.house.change_to("change_password")

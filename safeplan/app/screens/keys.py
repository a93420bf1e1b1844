"""Keys and settings: what can I press, and the few choices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.widget import Widget

from safeplan.app.actions import on_page_of_keys
from safeplan.app.room_left import pages_left
from safeplan.app.screens.framed import Framed
from safeplan.app.screens.onward import open_question
from safeplan.app.setting_words import tags
from safeplan.app.themes import CHOICES
from safeplan.app.widgets.key_table import KeyTable
from safeplan.app.widgets.row import OPEN_RING, RING, Row
from safeplan.app.widgets.rows import Rows
from safeplan.language import gettext as _

# Rows of the settings: the place each leads to, and the id of its words. At most ten, and the last
# one is always 0; what leads nowhere is left out.
ROWS: dict[str, str] = {
    "hide_settings": "settings.hide",
    "lock_settings": "settings.lock",
    "colours": "settings.colours",
    "cursor_settings": "settings.cursor",
    "plain_settings": "settings.plain",
    "language": "settings.language",
    "country": "settings.country",
    "passwords": "settings.passwords",
    "pulled_settings": "settings.pulled",
    "remove": "settings.remove",
}
# Rows of their second page.
MORE: dict[str, str] = {
    "cover": "settings.cover",
    "by_heart": "settings.by_heart",
    "practise_again": "settings.practise",
    "copy": "doors.copy",
    "room": "doors.room",
    "larger": "doors.larger",
    "check": "doors.check",
}

# Rows that need a file to be open.
OF_THE_FILE = frozenset({"passwords", "remove", "copy", "room", "larger", "check"})
# Rows that lead to a question of the plan.
QUESTIONS = {"by_heart": "now.memorise"}
# Rows that do what a key does.
DOES = frozenset({"cover"})


class Keys(Framed):
    """One page that answers "what can I press?"; F1 again, or Esc, returns."""

    MIDDLE = "settings.title"

    PLACES: ClassVar[dict[str, str]] = ROWS

    def body(self) -> Iterable[Widget]:
        """The keys, then the settings."""
        yield KeyTable(self._keys())
        yield Rows(self._rows(), zero_last=True, id="settings")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """The second page."""
        return [(_("doors.more_settings"), "more")]

    def do_more(self) -> None:
        """The second page, over this one."""
        self.house.visit("more_settings")

    def _keys(self) -> list[tuple[str, str]]:
        """Names of keys and what they do; what leads nowhere is left out."""
        shown = [
            action
            for action in on_page_of_keys()
            if action.id not in ("numbers", "find") or self.house.leads_to(action.id)
        ]
        first = [(action.name, action.help) for action in shown]
        also = [pair for action in shown for pair in action.also]
        pairs = [(_(name), _(does)) for name, does in (*first, *also)]
        recorded = self.house.session.plan.settings.hide_key_name
        return [*pairs, (recorded, _("keys.ctrl_q_does"))] if recorded else pairs

    def _rows(self) -> list[Row]:
        settings = self.house.session.plan.settings
        words_beside = tags(settings, covered=self.house.covered)
        return [
            Row(place, _(words), tag=words_beside.get(place, ""))
            for place, words in self.PLACES.items()
            if self._leads(place)
        ]

    def _leads(self, place: str) -> bool:
        """Whether the row leads to a place, or to a question of the plan."""
        if place in OF_THE_FILE and self.house.session.vault is None:
            return False
        return place in DOES or place in QUESTIONS or self.house.leads_to(place)

    def on_screen_resume(self) -> None:
        """Seen again: a choice may be another one now."""
        super().on_screen_resume()
        for rows in self.query(Rows):
            rows.put(self._rows())
        for table in self.query(KeyTable):
            table.put(self._keys())

    def first_focus(self) -> Widget | None:
        """The settings."""
        return self.query_one("#settings")

    @on(Rows.Chosen, "#settings")
    def chosen(self, event: Rows.Chosen) -> None:
        """Open that choice."""
        if event.row.key in DOES:
            self.action_cover()
            event.rows.put(self._rows())
        elif event.row.key in QUESTIONS:
            open_question(self.house, QUESTIONS[event.row.key])
        elif event.row.key == "language":
            self.house.visit("language", first=False)
        else:
            self.house.visit(event.row.key)


class MoreKeys(Keys):
    """The second page of settings: what is wanted now and then."""

    HEADING = "doors.more_settings"

    PLACES: ClassVar[dict[str, str]] = MORE

    def body(self) -> Iterable[Widget]:
        """The rows alone."""
        yield Rows(self._rows(), id="settings")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Only back."""
        return [(_("button.back"), "back")]

    def _rows(self) -> list[Row]:
        vault = self.house.session.vault
        if vault is None:
            return super()._rows()
        pages = _("doors.room_tag").format(pages=pages_left(vault))
        return [replace(row, tag=pages) if row.key == "room" else row for row in super()._rows()]


class Colours(Framed):
    """Evening, Daylight or Plain; seen at once."""

    MIDDLE = "settings.title"
    HEADING = "settings.colours"

    def body(self) -> Iterable[Widget]:
        """The three."""
        yield Rows(self._rows(), at=self.house.session.plan.settings.theme)

    def _rows(self) -> list[Row]:
        now = self.house.session.plan.settings.theme
        return [
            Row(name, _("colours." + name), mark=RING if name == now else OPEN_RING)
            for name in CHOICES
        ]

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Back, with the colours that are seen."""
        return [(_("button.back"), "back")]

    @on(Rows.Chosen)
    def chosen(self, event: Rows.Chosen) -> None:
        """Show them, and keep the choice."""
        session = self.house.session
        session.set(replace(session.plan.settings, theme=event.row.key))
        self.house.show_theme(event.row.key)
        event.rows.put(self._rows())

"""Hiding, as the person wants it: a key of their own beside the fixed ones, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from textual import on
from textual.widget import Widget

from safeplan.app.key_names import name_of, used_here
from safeplan.app.screens.framed import Framed
from safeplan.app.setting_words import hide_key_words, hide_page_words
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.strip import BottomStrip
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _

KEY, FIXED, PAGE, PRACTISE = "hide_key", "fixed_only", "hide_page", "practise_again"


class HideSettings(Framed):
    """Which key hides, what it leaves, and trying it."""

    MIDDLE = "settings.title"
    HEADING = "hide_settings.title"

    def body(self) -> Iterable[Widget]:
        """What always holds, then what can be chosen."""
        yield Words(_("hide_settings.always"))
        yield Rows(self._rows(), id="choices")

    def _rows(self) -> list[Row]:
        settings = self.house.session.plan.settings
        rows = [Row(KEY, _("hide_settings.key"), tag=hide_key_words(settings))]
        if settings.hide_key:
            rows.append(Row(FIXED, _("hide_settings.fixed_only")))
        rows.append(Row(PAGE, _("hide_settings.page"), tag=hide_page_words(settings)))
        rows.append(Row(PRACTISE, _("hide_settings.practise")))
        return rows

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Back, with what holds now."""
        return [(_("button.back"), "back")]

    def on_screen_resume(self) -> None:
        """Seen again: another key may have been recorded."""
        super().on_screen_resume()
        for rows in self.query(Rows):
            rows.put(self._rows())
        self.show_hide_key()

    @on(Rows.Chosen, "#choices")
    def chosen(self, event: Rows.Chosen) -> None:
        """Go there, or take the recorded key away."""
        event.stop()
        if event.row.key != FIXED:
            self.house.visit(event.row.key)
            return
        session = self.house.session
        session.set(replace(session.plan.settings, hide_key="", hide_key_name=""))
        event.rows.put(self._rows())
        self.show_hide_key()
        self.say(_("hide_settings.removed"))


class HideKey(Framed):
    """The next key that is pressed is the one; the guard hears it, and tells its bytes."""

    MIDDLE = "settings.title"
    HEADING = "hide_key.title"

    def __init__(self, name: str = KEY) -> None:
        super().__init__(name=name)

    def body(self) -> Iterable[Widget]:
        """What makes a good one, and what to do where nothing happens."""
        for words in ("advice", "nothing", "back"):
            yield Words(_("hide_key." + words))

    def strip(self) -> BottomStrip:
        """The number and how to hide: no other key does what it does elsewhere."""
        return BottomStrip(self.house.strip_words())

    def first_focus(self) -> Widget | None:
        """Nothing is to be pressed but the key; the cursor stands where Esc leads."""
        return self.query_one("#back")

    def press_back(self) -> None:
        """The key Escape leads back, as the page says: the guard waits for a key."""

    def on_mount(self) -> None:
        """From now on the guard waits for it."""
        self._wait()

    def _wait(self) -> None:
        self.run_worker(self._record, thread=True, group="record")

    def _record(self) -> None:
        """In a thread: comes back with a key, or when Escape was pressed."""
        pressed = self.house.link.record_key()
        self.app.call_from_thread(self._pressed, pressed)

    def _pressed(self, pressed: bytes | None) -> None:
        if pressed is None:
            self.house.back()
        elif not pressed or used_here(pressed):
            self._wait()  # before the words ask for another one
            self.say(_("hide_key.cannot"))
        else:
            self._take(pressed)

    def _take(self, pressed: bytes) -> None:
        """Let it hide from now on; it is tried once, as on the day."""
        session = self.house.session
        name = name_of(pressed)
        session.set(replace(session.plan.settings, hide_key=pressed.hex(), hide_key_name=name))
        self.house.change_to(PRACTISE)

"""One choice of the settings, kept and obeyed as soon as it is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.widget import Widget

from safeplan.app.screens.framed import Framed
from safeplan.app.setting_words import ASK, lock_words, on_off
from safeplan.app.widgets.row import OPEN_RING, RING, Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import BEFORE, NOTICED, CautionBlock, Words
from safeplan.language import gettext as _
from safeplan.plan.model import Settings

MOST_MINUTES = 30
ON, OFF = "on", "off"
HIDE = "hide"


class Setting(Framed):
    """A list of which one row holds; a subclass gives the words, and reads and writes it."""

    MIDDLE = "settings.title"

    DIGITS: ClassVar[bool] = True

    def offers(self) -> Mapping[str, str]:
        """Words by key, in their order."""
        return {}

    def now(self, settings: Settings) -> str:
        """The key that holds."""
        raise NotImplementedError

    def changed(self, settings: Settings, key: str) -> Settings:
        """The settings with this choice."""
        raise NotImplementedError

    def before(self) -> Iterable[Widget]:
        """What has to be read first."""
        return ()

    def body(self) -> Iterable[Widget]:
        """What has to be read first, then the choices."""
        yield from self.before()
        at = self.now(self.house.session.plan.settings)
        yield Rows(self._rows(), at=at, numbers=self.DIGITS, id="choices")

    def _rows(self) -> list[Row]:
        now = self.now(self.house.session.plan.settings)
        return [
            Row(key, words, mark=RING if key == now else OPEN_RING)
            for key, words in self.offers().items()
        ]

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Back, with what holds now."""
        return [(_("button.back"), "back")]

    @on(Rows.Chosen, "#choices")
    def chosen(self, event: Rows.Chosen) -> None:
        """Keep it, and let it hold from now on."""
        event.stop()
        session = self.house.session
        session.set(self.changed(session.plan.settings, event.row.key))
        event.rows.put(self._rows())
        self.obey()

    def obey(self) -> None:
        """What the app itself has to do with the choice."""


class LockSetting(Setting):
    """After how many minutes without a key the line stands again."""

    HEADING = "lock_settings.title"
    DIGITS = False  # the rows are numbers themselves

    def offers(self) -> Mapping[str, str]:
        """Off, and each minute to half an hour."""
        return {str(minutes): lock_words(minutes) for minutes in range(MOST_MINUTES + 1)}

    def now(self, settings: Settings) -> str:
        """The minutes."""
        return str(settings.lock_minutes)

    def changed(self, settings: Settings, key: str) -> Settings:
        """The minutes, as a number."""
        return replace(settings, lock_minutes=int(key))

    def before(self) -> Iterable[Widget]:
        """What off means."""
        yield CautionBlock(BEFORE, _("lock_settings.caution"))


class PulledSetting(Setting):
    """What a pulled stick does."""

    HEADING = "pulled.title"

    def offers(self) -> Mapping[str, str]:
        """Hide, or ask."""
        return {HIDE: _("pulled.hide_row"), ASK: _("pulled.ask_row")}

    def now(self, settings: Settings) -> str:
        """One of the two."""
        return ASK if settings.pulled_stick == ASK else HIDE

    def changed(self, settings: Settings, key: str) -> Settings:
        """The other one, perhaps."""
        return replace(settings, pulled_stick=key)

    def before(self) -> Iterable[Widget]:
        """What ask takes away."""
        yield CautionBlock(NOTICED, _("pulled.caution"))


class CursorSetting(Setting):
    """Whether the terminal's own cursor is seen."""

    HEADING = "cursor.title"

    def offers(self) -> Mapping[str, str]:
        """Off, or on."""
        return {OFF: on_off(False), ON: on_off(True)}

    def now(self, settings: Settings) -> str:
        """One of the two."""
        return ON if settings.cursor else OFF

    def changed(self, settings: Settings, key: str) -> Settings:
        """The other one, perhaps."""
        return replace(settings, cursor=key == ON)

    def before(self) -> Iterable[Widget]:
        """Who it is for."""
        yield Words(_("cursor.help"), quiet=True)

    def obey(self) -> None:
        """Show it, or hide it."""
        self.house.show_cursor(self.house.session.plan.settings.cursor)

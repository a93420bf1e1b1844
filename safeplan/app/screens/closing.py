"""Close for today: what to take along, then an empty window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _


class CloseForToday(Framed):
    """The last screen; closing finishes the saving first."""

    def back_words(self) -> str:
        """Back is a button here."""
        return ""

    def heading(self) -> str:
        """Before you go."""
        return _("close.title")

    def body(self) -> Iterable[Widget]:
        """What to take along, and that all is kept."""
        session = self.house.session
        yield Words(_("close.take"))
        if not session.read_only and not session.refused:
            yield Words(_("close.all_kept"), id="kept")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Close, or stay."""
        return [(_("button.close"), "close"), (_("button.back"), "back")]

    def do_close(self) -> None:
        """Finish what is owed to the stick, then end."""
        self.run_worker(self._close(), exclusive=True)

    async def _close(self) -> None:
        if self.house.session.unsaved:
            self.say(_("close.saving"))
        if await self.house.session.settle():
            self.house.close()
        else:
            self.house.visit("cannot_close")


class CannotClose(Framed):
    """Something is not on the stick: only the person decides to leave it behind."""

    def back_words(self) -> str:
        """Nothing behind it is worth losing words for."""
        return _("button.back")

    def body(self) -> Iterable[Widget]:
        """The banner says what happened; this says what closing means."""
        yield Words(self.house.saving_words()[0] or _("vault.not_saved"))

    def show_saving(self) -> None:
        """The page says it already."""

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Try again, or close without the last words."""
        return [(_("button.try_again"), "try_again"), (_("close.without"), "close_without")]

    def do_try_again(self) -> None:
        """Save, and close when it worked."""
        self.run_worker(self._again(), exclusive=True)

    async def _again(self) -> None:
        if await self.house.session.settle():
            self.house.close()
        else:
            self.query_one(Words).say(self.house.saving_words()[0])

    def do_close_without(self) -> None:
        """Leave the last words behind."""
        self.house.close()

"""Close for today: what to take along, then an empty window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from textual.widget import Widget

from safeplan.app import made
from safeplan.app.exporting import Forgotten, forget_files
from safeplan.app.screens.framed import Framed
from safeplan.app.screens.sheet_made import named
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
        yield Words(_("close.take"))
        kept = Words(_("close.all_kept"), id="kept")
        kept.display = self._all_kept()
        yield kept
        names = self.files()
        if names:
            words = "sheet.still_there" if len(names) == 1 else "sheet.still_there_all"
            yield Words(_(words).format(names=named(names)), id="files")

    def _all_kept(self) -> bool:
        """Whether it is so: saved and read back, on a stick that is there."""
        session = self.house.session
        owed = session.unsaved or session.refused or session.stick_out
        return not session.read_only and not owed

    def show_saving(self) -> None:
        """The sentence stands there as long as it is true."""
        super().show_saving()
        for kept in self.query("#kept"):
            kept.display = self._all_kept()

    def files(self) -> tuple[str, ...]:
        """Names of sheets that still lie beside the file."""
        folder = Path(self.house.path).parent
        return tuple(one.name for one in made.still_there(self.house.session.plan, folder))

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Close, with or without what lies beside it, or stay."""
        found = [(_("button.close"), "close"), (_("button.back"), "back")]
        names = self.files()
        if names:
            one = _("sheet.forget_and_close")
            all_ = _("sheet.forget_all_and_close")
            found.insert(1, (one if len(names) == 1 else all_, "forget"))
        return found

    def do_forget(self) -> None:
        """Take the sheets away first, in the background."""
        names = self.files()
        self.run_worker(
            lambda: forget_files(self.house, names, self.post_message), thread=True, exclusive=True
        )

    def on_forgotten(self, event: Forgotten) -> None:
        """Close when they are gone; else say why not, and stay."""
        session = self.house.session
        session.put(made.without_names(session.plan, event.names))
        if event.sentence:
            self.say(event.sentence)
        else:
            self.do_close()

    def do_close(self) -> None:
        """Finish what is owed to the stick, then end."""
        self.run_worker(self._close(), exclusive=True)

    async def _close(self) -> None:
        if self.house.session.unsaved:
            self.say(_("close.saving"))
        session = self.house.session
        # Not waited for where it stands in another file: this one may never take it.
        if session.elsewhere or await session.settle():
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
        found = [(_("button.try_again"), "try_again")]
        elsewhere = self.house.elsewhere_words()
        if elsewhere:
            found.append((elsewhere, "elsewhere"))
        return [*found, (_("close.without"), "close_without")]

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

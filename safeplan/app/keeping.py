"""Saving, as far as a person is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from safeplan.app.messages import Mended, NotSaved, Saved
from safeplan.app.saying import elsewhere_words, is_too_large, saving_words, strip_words
from safeplan.app.screens.framed import Framed
from safeplan.app.session import Session
from safeplan.app.widgets.words import StatusLine
from safeplan.language import gettext as _

if TYPE_CHECKING:
    from safeplan.vault.vault import Vault


class Keeping(App[None], inherit_bindings=False):
    """An app that saves in the background, and says so where the person is."""

    session: Session
    # Whether it ends as soon as what is being done is done; no other page is shown any more.
    closing = False

    def keep_in(self, vault: Vault) -> None:
        """Save in this file from now on."""
        keeper = self.session.attach(vault, self.post_message)
        if not vault.read_only:
            self.run_worker(keeper.run(), group="keeper")

    def strip_words(self) -> tuple[str, ...]:
        """The number to ring, and how to hide."""
        return strip_words(self.session)

    def saving_words(self) -> tuple[str, bool]:
        """What the banner says, and whether another try makes sense."""
        return saving_words(self.session)

    def elsewhere_words(self) -> str:
        """Words of the banner's button to another place; "" for none."""
        return elsewhere_words(self.session)

    def is_too_large(self) -> bool:
        """Whether the file is too small for what was written."""
        return is_too_large(self.session)

    def on_saved(self, event: Saved) -> None:
        """Say it where the person is, unless something was written since."""
        if not isinstance(self.screen, Framed):
            return
        if self.session.unsaved:
            self.screen.show_saving()
        else:
            self.screen.saved()

    def on_not_saved(self, event: NotSaved) -> None:
        """Say it where the person is; what was written stays here."""
        if isinstance(self.screen, Framed):
            for line in self.screen.query(StatusLine):
                if line.said == _("status.saved"):
                    line.said = ""
            self.screen.show_saving()

    def on_mended(self, event: Mended) -> None:
        """Damage was found, and mended."""
        if isinstance(self.screen, Framed):
            self.screen.say(_("vault.mended"))

    def ask_saved(self) -> None:
        """Answer "Saved." as soon as it is true."""
        if self.session.unsaved:
            if isinstance(self.screen, Framed):
                self.screen.say("")
            self.session.try_again()
        elif isinstance(self.screen, Framed) and not self.session.read_only:
            self.screen.say("")
            self.screen.saved()

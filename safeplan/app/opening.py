"""Opening the file, in a thread: the guard gives roots, the vault says yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeplan.vault.errors import NotOpened as WrongPassword
from safeplan.vault.errors import VaultError

if TYPE_CHECKING:
    from safeplan.app.app import SafeplanApp


def open_file(app: SafeplanApp) -> None:
    """Wait for passwords until one opens the file; blocks, so it runs in a thread."""
    app.session.prepare()
    while True:
        try:
            vault = app.outside.open_vault(app.path, app.link.derive)
        except WrongPassword:
            app.link.refused()
            continue
        except VaultError as refused:
            app.call_from_thread(app.cannot_open, refused.message_id)
        else:
            # The first screen stands before the window is let go, so that nothing flickers.
            app.call_from_thread(app.show_opened, vault)
        app.link.opened()
        app.session.tell()
        return

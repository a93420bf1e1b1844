"""Opening the file, in a thread: the guard gives roots, the vault says yes or no."""

from __future__ import annotations

import asyncio
from threading import Event
from typing import TYPE_CHECKING

from safeplan.vault.errors import NotOpened as WrongPassword
from safeplan.vault.errors import VaultError

if TYPE_CHECKING:
    from safeplan.app.app import SafeplanApp

SLOW_TYPIST = 0.5  # seconds; who has not typed a password by then leaves room for other work


class Way:
    """How far the opening has come, for what is loaded beside it: that steps aside meanwhile.

    On two cores, whatever runs beside the derivation makes a person wait longer for the plan.
    """

    def __init__(self) -> None:
        self.ready = Event()  # all that the first screen needs is there
        self.begun = Event()  # the password was typed, and its root is here
        self.over = Event()  # the first screen has been drawn
        self._first_wait_over = False

    def let_pass(self) -> None:
        """Come back when nobody waits for the opening; called between two pieces of work."""
        if not self._first_wait_over:
            self.ready.wait()
            self.begun.wait(SLOW_TYPIST)
            self._first_wait_over = True
        if self.begun.is_set():
            self.over.wait()

    def end(self) -> None:
        """Hold up nothing any more."""
        for event in (self.ready, self.begun, self.over):
            event.set()


def open_file(app: SafeplanApp, way: Way) -> None:
    """Wait for passwords until one opens the file; blocks, so it runs in a thread."""
    try:
        app.session.prepare()
        app.call_from_thread(lay_out_ahead, app)  # type: ignore[arg-type]  # either may be given
        way.ready.set()
        _until_opened(app, way)
        app.call_from_thread(app.call_after_refresh, way.end)
    except BaseException:
        way.end()
        raise


def _until_opened(app: SafeplanApp, way: Way) -> None:
    def derive(salt: bytes) -> bytes:
        root = app.link.derive(salt)
        way.begun.set()
        return root

    while True:
        try:
            vault = app.outside.open_vault(app.path, derive)
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


async def lay_out_ahead(app: SafeplanApp) -> bool:
    """Lay out the home of an empty plan while the password is being typed.

    Nothing of it is seen: it is done only while the window is the guard's. What is opened is filled
    into it, or, where something else has to be shown first, it is taken away.

    Returns:
        Whether it was done.
    """
    if not getattr(app._driver, "held", False):
        return False
    from safeplan.app.screens.home import Home

    drawn = asyncio.Event()
    home = Home(name="home")
    await app.push_screen(home)
    home.call_after_refresh(drawn.set)
    await drawn.wait()
    app.home_ahead = home
    return True

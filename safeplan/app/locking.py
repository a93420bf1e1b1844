"""The lock, seen from the app: a line before it, saving at it, and the same place after it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual.app import App

from safeplan.app.carry_on import Spot, spot, with_spot, without_spot
from safeplan.app.messages import ClosingSoon, StaysOpen, StickBack, StickOut
from safeplan.app.screens.framed import Framed
from safeplan.app.session import Session
from safeplan.app.widgets.field import Field
from safeplan.app.widgets.words import StatusLine
from safeplan.language import gettext as _

if TYPE_CHECKING:
    from safeplan.app.app import SafeplanApp
    from safeplan.app.screens.question import Question


class Hearing:
    """Hands on what the guard says unasked; called from the link's own thread."""

    def __init__(self, app: SafeplanApp) -> None:
        self._app = app

    def closing_soon(self) -> None:
        """See `safeplan.app.listening.Listener`."""
        self._app.post_message(ClosingSoon())

    def stays_open(self) -> None:
        """See `safeplan.app.listening.Listener`."""
        self._app.post_message(StaysOpen())

    def save_for_lock(self) -> None:
        """See `safeplan.app.listening.Listener`."""
        self._app.call_from_thread(self._app.save_for_lock)  # type: ignore[arg-type]

    def stick_out(self) -> None:
        """See `safeplan.app.listening.Listener`."""
        self._app.post_message(StickOut())

    def stick_back(self) -> None:
        """See `safeplan.app.listening.Listener`."""
        self._app.post_message(StickBack())


class Locking(App[None], inherit_bindings=False):
    """An app that the guard ends by itself, with nothing lost."""

    session: Session

    def on_closing_soon(self, event: ClosingSoon) -> None:
        """Say so, in a line that stands still."""
        if isinstance(self.screen, Framed):
            self.screen.say(_("lock.closing_soon"))

    def on_stays_open(self, event: StaysOpen) -> None:
        """The line has served."""
        for screen in self.screen_stack:
            for line in screen.query(StatusLine):
                if line.said == _("lock.closing_soon"):
                    line.said = ""

    def on_stick_out(self, event: StickOut) -> None:
        """Say that it is out, and that what was written is still here."""
        self._stick(out=True)

    def on_stick_back(self, event: StickBack) -> None:
        """Save what could not be saved."""
        self._stick(out=False)
        if isinstance(self.screen, Framed):
            self.screen.say(_("doors.stick_back"))
        self.session.stick_is_back()

    def _stick(self, *, out: bool) -> None:
        self.session.stick_out = out
        if isinstance(self.screen, Framed):
            self.screen.show_saving()

    async def save_for_lock(self) -> bool:
        """Put what is half written into the file, and where it was written.

        Returns:
            Whether all of it is there.
        """
        session, screen = self.session, self.screen
        if session.vault is None or session.read_only:
            return True
        from safeplan.app.screens.question import Question

        with suppress(Exception):  # a screen that cannot tell must not keep the rest from saving
            if isinstance(screen, Framed):
                screen.leave()
        if session.is_plan and isinstance(screen, Question):
            session.put(with_spot(session.plan, self._spot(screen)))
        return await session.kept()

    @staticmethod
    def _spot(screen: Question) -> Spot:
        focused = screen.focused
        if isinstance(focused, Field) and focused.id is not None:
            return Spot(screen.key, focused.id, focused.at)
        return Spot(screen.key)


def go_on_after_lock(app: SafeplanApp) -> bool:
    """Show the question that was open when the line came back, over the home screen.

    Returns:
        Whether there was one. A hard page still stands behind its gate.
    """
    from safeplan.app.screens.onward import open_question
    from safeplan.app.screens.question import Question

    session = app.session
    kept = spot(session.plan)
    if kept is None:
        return False
    session.put(without_spot(session.plan), now=False)
    if not app.link.again or not session.guide.has_field(kept.key):
        return False
    open_question(app, kept.key, offer=False)
    screen = app.screen
    if isinstance(screen, Question) and kept.field:
        app.call_after_refresh(_put_cursor, screen, kept)
    return True


def _put_cursor(screen: Question, kept: Spot) -> None:
    for field in screen.query(Field):
        if field.id == kept.field:
            screen.set_focus(field)
            field.at = kept.at

"""The road in: the line before anything, with the app warming up behind it."""

from __future__ import annotations

from safeplan.guard import shield, wire
from safeplan.guard.asking import Asking
from safeplan.guard.quick import be_quick
from safeplan.guard.sequences import BREAK, CLEAR
from safeplan.guard.vaultfile import read_salts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from safeplan.guard.loop import App


class _NotNeeded(Exception):  # noqa: N818
    """The app wants the window before any password: it has something else to say."""


class Opening(Asking):
    """The line before anything: a password until one opens."""

    def go(self) -> None:
        """Come back when the window is the app's."""
        try:
            self._go()
        finally:
            self.forget()

    def _go(self) -> None:
        guard = self.guard
        if not guard.line_stands:
            self.head()
        self.prompt("password", stands=guard.line_stands)
        guard.line_stands = False
        app = self._start()
        shield.keep_out()
        self.pin()
        be_quick()
        while True:
            try:
                self._one_line()
                outcome = self._try(app, self._salts())
            except _NotNeeded:
                outcome = wire.OPENED
            if outcome == wire.OPENED:
                guard.end_kdf()
                guard.window.say(CLEAR)
                app.tell(wire.DRAW)
                return
            if outcome == wire.NO_MEMORY:
                app = self._start()
                self.remark("no_memory")
            else:
                guard.start_kdf(app)
                self.remark("does_not_open")
            self.prompt("password")

    def _salts(self) -> tuple[bytes, bytes]:
        """Read at each try: the file may have been mended. One that is gone was pulled out."""
        try:
            return read_salts(self.guard.path)
        except OSError:
            return self.guard.leave()

    def _start(self) -> App:
        """What derives first: it is wanted first."""
        app = self.guard.start_app()
        self.guard.start_kdf(app)
        return app

    def unasked(self, messages: list[tuple[bytes, bytes]]) -> None:
        """See `Asking`: a file that cannot be opened at all is told by the app, on its page."""
        if messages != [(wire.OPENED, b"")]:
            raise wire.WireError
        self.forget()
        raise _NotNeeded

    def while_deriving(self, messages: list[tuple[bytes, bytes]]) -> None:
        """See `Asking`: the same, where the password was typed before the app could say it."""
        self.unasked(messages)

    def _one_line(self) -> None:
        while not self.type(self.line) or not len(self.line):
            self.line.clear()
        self.guard.window.say(BREAK + BREAK)

    def _try(self, app: App, salts: tuple[bytes, bytes]) -> bytes:
        """One password: root A, then root B if half A opened nothing."""
        kdf = self.guard.kdf
        if kdf is not None:
            self.hand_over(kdf, wire.STEPS, salts)
        self.forget()
        if kdf is None:
            return wire.NO_MEMORY
        if self.hear_verdict(tell=True) != wire.DERIVED:
            return wire.NO_MEMORY
        app.tell(wire.ROOTS)
        letter, _ = self.hear_app(wire.OPENED + wire.OTHER_HALF + wire.REFUSED)
        if letter != wire.OTHER_HALF:
            return letter
        kdf.say(wire.NEXT)
        if self.hear_verdict(tell=True) != wire.DERIVED:
            return wire.NO_MEMORY
        self.guard.end_kdf()
        app.tell(wire.ROOTS)
        letter, _ = self.hear_app(wire.OPENED + wire.REFUSED)
        return letter

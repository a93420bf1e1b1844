"""The guard on Linux and macOS: one select for everything, signals as bytes on a pipe."""

# ruff: noqa: E402, S101 - the type checker reads no further where this is the wrong system

from __future__ import annotations

import sys

assert sys.platform != "win32"  # there it is safeplan.guard.windows.system

import _signal  # type: ignore[import-not-found]  # signal itself would load enum
import os
import select
import time

from safeplan.guard.ground import ENDING, LOCKING, RESUMING
from safeplan.guard.idle import Clocks
from safeplan.guard.loop import CRASHED, HIDE, READ_SIZE, Guard, Heard, Leave, Lock
from safeplan.guard.procs import App, Kdf, standard_programs
from safeplan.guard.stick import Stick, Watch
from safeplan.guard.wipe import Window

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass

__all__ = ["SystemGuard", "Window", "standard_programs", "system_clocks"]


def system_clocks() -> Clocks:
    """The clocks of this system.

    Python's monotonic clock stands still in sleep on both; macOS calls the other one monotonic.
    """
    number = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return Clocks(time.monotonic, lambda: time.clock_gettime(number))


class SystemGuard(Guard):
    """See `Guard`."""

    def set_up(self) -> None:
        """See `Guard`."""
        self._watch: Watch | None = None
        self._wake = self._hear_signals()

    def begin_watch(self, place: str) -> None:
        """See `Guard`."""
        self._watch = Watch(lambda: Stick(place))

    def new_app(self, mode: str) -> App:
        """See `Guard`."""
        return App(self.programs.app, (self.path, mode), self.window.child_fd)

    def new_kdf(self, app: App, *, judge: bool, shows: bool) -> Kdf:
        """See `Guard`."""
        terminal = self.window.child_fd if shows else -1
        return Kdf(self.programs.kdf, app.root, judge=judge, terminal=terminal)

    def listen(self, heard: Heard, longest: float) -> bool:
        """See `Guard`."""
        app, kdf, window = self.app, self.kdf, self.window
        reading = [window.fd, self._wake]
        writing = []
        if app is not None:
            reading.append(app.said)
            if app.backlog:
                writing.append(app.keys)
        if kdf is not None:
            reading.append(kdf.verdict)
        if self._watch is not None:
            reading.append(self._watch.said)
        ready, writable, _ = select.select(reading, writing, [], longest)
        if app is not None:
            if app.said in ready:
                self.hear_app(app, os.read(app.said, READ_SIZE), heard)
            if writable:
                app.flush()
        if self._wake in ready:
            self._take_signals()
        if kdf is not None and kdf.verdict in ready:
            heard.verdict = self.hear_kdf(kdf, kdf.hear())
        if self._watch is not None and self._watch.said in ready:
            self.hear_watch(os.read(self._watch.said, READ_SIZE)[-1:])
        if window.fd not in ready:
            return False
        self._read_keys()
        return True

    def _read_keys(self) -> None:
        self.keys_read(0)
        try:
            size = os.readv(self.window.fd, [self.buffer])
        except BlockingIOError:
            return
        except OSError as error:
            raise Leave(HIDE) from error
        if not size:
            raise Leave(HIDE)
        self.keys_read(size)

    # Signals ------------------------------------------------------------------------------------

    def _hear_signals(self) -> int:
        """Turn signals into bytes on a pipe; answers its read end."""
        wake, woken = os.pipe()
        os.set_blocking(wake, False)
        os.set_blocking(woken, False)
        for number in (*ENDING, LOCKING, RESUMING, _signal.SIGCHLD):
            _signal.signal(number, _nothing)
        _signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
        _signal.pthread_sigmask(_signal.SIG_SETMASK, [])
        return wake

    def _take_signals(self) -> None:
        try:
            numbers = os.read(self._wake, READ_SIZE)
        except BlockingIOError:
            return
        if any(number in numbers for number in ENDING):
            raise Leave(HIDE)
        if self.app is not None and self.app.reap():
            raise Leave(HIDE if self.app.lost_its_pages else CRASHED)
        if RESUMING in numbers:
            self._take_again()
        if LOCKING in numbers:
            raise Lock

    def _take_again(self) -> None:
        """A shell that goes on with a stopped program has set the terminal for itself."""
        try:
            if os.tcgetpgrp(self.window.fd) == os.getpgrp():
                self.window.raw()
        except Exception as error:
            raise Leave(HIDE) from error


def _nothing(number: int, frame: object) -> None:
    """A signal's handler; the byte on the wake-up pipe does the work."""

"""The guard's life: one wait for everything that can happen, and the way out of it.

It is on the screen before anything else is loaded, owns the keys and the terminal's modes as long
as the program lives, and is the one that empties the window. What it says to the others stands in
`safeplan.guard.wire`; the roads that it takes a person along stand in `safeplan.guard.roads`.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # signal itself would load enum
import os
import select
import time

from safeplan.guard import keys, presses, wire
from safeplan.guard.idle import CLOSING_SOON, LOCK, STAYS_OPEN, Clocks, Idle
from safeplan.guard.procs import App, Kdf, Programs
from safeplan.guard.sentences import Sentences
from safeplan.guard.stick import Stick, Watch
from safeplan.guard.wipe import Window

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

READ_SIZE = 1 << 16
_ENDING = (_signal.SIGTERM, _signal.SIGHUP, _signal.SIGINT, _signal.SIGQUIT)
_LOCKING = _signal.SIGTSTP
_IGNORED = (_signal.SIGTTIN, _signal.SIGTTOU, _signal.SIGPIPE)
TICK = 1.0  # seconds between two looks at the clocks: sleep is noticed when it is over
_SIGBUS = _signal.SIGBUS

_NOTICES = {CLOSING_SOON: wire.CLOSING_SOON, STAYS_OPEN: wire.STAYS_OPEN}

# Why it ends
HIDE = 0
CLOSED = 1  # in good order
CRASHED = 2


class Leave(Exception):  # noqa: N818
    """The guard's life is over; ``why`` is HIDE, CLOSED or CRASHED."""

    def __init__(self, why: int) -> None:
        self.why = why


class Lock(Exception):  # noqa: N818
    """The line is to stand again: too long without a key, the computer slept, or SIGTSTP."""


def system_clocks() -> Clocks:
    """The clocks of this system.

    Python's monotonic clock stands still in sleep on both; macOS calls the other one monotonic.
    """
    number = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return Clocks(time.monotonic, lambda: time.clock_gettime(number))


class Heard:
    """What one wait brought.

    Attributes:
        events: Keys, as the scanner tells them; runs are places in `Guard.buffer`.
        messages: Letter and payload of what the app said, without what any road does alike.
        verdict: What the process that derives said; empty for nothing.
        hide: Hide was asked for while practising.
    """

    __slots__ = ("events", "hide", "messages", "verdict")

    def __init__(self) -> None:
        self.events: list[keys.Event] = []
        self.messages: list[tuple[bytes, bytes]] = []
        self.verdict = b""
        self.hide = False


class Guard:
    """Everything that the roads share.

    Attributes:
        buffer: Where keys are read to; zeroed by `forget_keys`.
        practising: Whether the next hide is for practice.
        settings: What the app told last.
        idle: When the line is to stand again.
        again: Whether what is open now was left by a lock before.
    """

    def __init__(
        self,
        window: Window,
        sentences: Sentences,
        programs: Programs,
        path: str,
        *,
        fresh: bool,
        clocks: Clocks | None = None,
    ) -> None:
        self.idle = Idle(clocks or system_clocks())
        self.window = window
        self.sentences = sentences
        self.programs = programs
        self.path = path
        self.fresh = fresh
        self.scanner = keys.Scanner()
        self.settings = wire.Settings()
        self.practising = False
        self.again = False
        self.app: App | None = None
        self.kdf: Kdf | None = None
        self.buffer = bytearray(READ_SIZE)
        self._zeros = bytes(READ_SIZE)
        self._read = 0
        self._status = wire.StatusReader()
        self._watch: Watch | None = None
        self._wake = self._hear_signals()

    # The others ---------------------------------------------------------------------------------

    def start_app(self) -> App:
        """Start the app anew; one that lives is ended, and so is what derives for it."""
        self.end_others()
        self._status = wire.StatusReader()
        mode = "fresh" if self.fresh else "again" if self.again else "open"
        self.app = App(self.programs.app, (self.path, mode), self.window.child_fd)
        return self.app

    def start_kdf(self, app: App, *, judge: bool = False, shows: bool = False) -> Kdf:
        """Start what derives anew; one that lives is ended, with the password it holds."""
        if self.kdf is not None:
            self.kdf.end()
        terminal = self.window.child_fd if shows else -1
        self.kdf = Kdf(self.programs.kdf, app.root, judge=judge, terminal=terminal)
        return self.kdf

    def end_kdf(self) -> None:
        """No process holds a password from now on."""
        if self.kdf is not None:
            self.kdf.end()
            self.kdf = None

    def end_others(self) -> None:
        """End app and kdf."""
        self.end_kdf()
        if self.app is not None:
            self.app.end()
            self.app = None

    def leave(self, why: int = HIDE) -> NoReturn:
        """Go, from wherever the roads have led."""
        raise Leave(why)

    def begin(self) -> None:
        """Something is open from now on: count the time, and look after the stick."""
        self.idle.begin()
        if self._watch is None and self.path:
            try:
                self._watch = Watch(Stick(self.path))
            except OSError:
                return  # there is no file yet, or it cannot be told any more

    # Waiting ------------------------------------------------------------------------------------

    def wait(self, longest: float | None = None) -> Heard:
        """Wait until something happens, or ``longest`` seconds.

        Raises:
            Leave: It is time to go: the hide key, a signal, the app's end, no more terminal.
            Lock: It is time for the line.
        """
        heard = Heard()
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
        ready, writable, _ = select.select(reading, writing, [], self._patience(longest))
        if app is not None:
            if app.said in ready:
                self._hear_app(app, heard)
            if writable:
                app.flush()
        if self._wake in ready:
            self._take_signals()
        if kdf is not None and kdf.verdict in ready:
            heard.verdict = self._hear_kdf(kdf)
        now = time.monotonic()
        if window.fd in ready:
            self._read_keys()
            heard.events += self.scanner.feed(self.buffer, self._read, now)
        else:
            heard.events += self.scanner.settle(now)
        if heard.events and heard.events[-1][0] == keys.QUIT:
            heard.events.pop()
            self._hide_asked(heard)
        if self._watch is not None and self._watch.said in ready:
            self._hear_watch(self._watch)
        self._look_at_clocks(heard.events)
        return heard

    def _look_at_clocks(self, events: list[keys.Event]) -> None:
        """Do what is due by the clocks; a key that ends a sleep, or comes too late, is nobody's."""
        self._do_what_is_due()
        if any(presses.is_press(event) for event in events):
            self.idle.press()
            self._do_what_is_due()

    def _do_what_is_due(self) -> None:
        due = self.idle.look()
        if due == LOCK:
            raise Lock
        if self.app is not None and due in _NOTICES:
            self.app.notice(_NOTICES[due])

    def _hear_watch(self, watch: Watch) -> None:
        letter = os.read(watch.said, READ_SIZE)[-1:]
        if not (self.idle.armed and self.settings.ask_when_pulled):
            if letter == wire.PULLED:
                raise Leave(HIDE)
        elif self.app is not None:
            self.app.notice(letter)

    def forget_keys(self) -> None:
        """Overwrite what the last wait read."""
        self.buffer[: self._read] = self._zeros[: self._read]
        self._read = 0

    def _patience(self, longest: float | None) -> float:
        deadline = self.scanner.deadline
        soonest = TICK if longest is None else min(longest, TICK)
        if deadline is None:
            return soonest
        return min(soonest, max(0.0, deadline - time.monotonic()))

    def _read_keys(self) -> None:
        self._read = 0
        try:
            self._read = os.readv(self.window.fd, [self.buffer])
        except BlockingIOError:
            return
        except OSError as error:
            raise Leave(HIDE) from error
        if not self._read:
            raise Leave(HIDE)

    def _hear_app(self, app: App, heard: Heard) -> None:
        data = os.read(app.said, READ_SIZE)
        if not data:
            app.gone()
            raise Leave(_why_it_died(app))
        for letter, payload in self._status.feed(data):
            if letter == wire.QUIT:
                raise Leave(CLOSED)
            if letter == wire.HIDE:
                self._hide_asked(heard)
            elif letter == wire.PRACTISE:
                self.practising = True
            elif letter == wire.PRACTISE_OVER:
                self.practising = False
                app.tell(wire.PRACTISE_OFF)
            elif letter == wire.SETTINGS:
                self._set(wire.Settings.unpack(payload))
            elif letter == wire.REST:
                self.idle.rest()
            elif letter == wire.REST_OVER:
                self.idle.rest_over()
            else:
                heard.messages.append((letter, payload))

    def _set(self, settings: wire.Settings) -> None:
        self.settings = settings
        self.scanner.hide_key = settings.hide_key
        self.sentences.name = settings.name or self.sentences.name
        self.idle.minutes = settings.lock_minutes
        self.idle.longest_pause = settings.longest_pause
        if not self.idle.armed:  # a file was made that had not been there
            self.begin()

    def _hear_kdf(self, kdf: Kdf) -> bytes:
        letter = kdf.hear()
        if letter:
            return letter
        # It ended without a word. Killed from outside means that the system had no memory left.
        kdf.gone(0.5)
        self.end_kdf()
        if kdf.status is not None and not os.WIFSIGNALED(kdf.status):
            raise Leave(CRASHED)
        return wire.NO_MEMORY

    def _hide_asked(self, heard: Heard) -> None:
        if not self.practising:
            raise Leave(HIDE)
        heard.hide = True

    # Signals ------------------------------------------------------------------------------------

    def _hear_signals(self) -> int:
        """Turn signals into bytes on a pipe; answers its read end."""
        wake, woken = os.pipe()
        os.set_blocking(wake, False)
        os.set_blocking(woken, False)
        for number in _IGNORED:
            _signal.signal(number, _signal.SIG_IGN)
        for number in (*_ENDING, _LOCKING, _signal.SIGCHLD):
            _signal.signal(number, _nothing)
        _signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
        _signal.pthread_sigmask(_signal.SIG_SETMASK, [])
        return wake

    def _take_signals(self) -> None:
        try:
            numbers = os.read(self._wake, READ_SIZE)
        except BlockingIOError:
            return
        if any(number in numbers for number in _ENDING):
            raise Leave(HIDE)
        if self.app is not None and self.app.reap():
            raise Leave(_why_it_died(self.app))
        if _LOCKING in numbers:
            raise Lock


def _nothing(number: int, frame: object) -> None:
    """A signal's handler; the byte on the wake-up pipe does the work."""


def _why_it_died(app: App) -> int:
    """A page of the program could not be read any more: the stick is out, which means hide."""
    status = app.status
    if status is not None and os.WIFSIGNALED(status) and os.WTERMSIG(status) == _SIGBUS:
        return HIDE
    return CRASHED

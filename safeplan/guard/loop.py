"""The guard's life: one wait for everything that can happen, and the way out of it.

It is on the screen before anything else is loaded, owns the keys and the terminal's modes as long
as the program lives, and is the one that empties the window. What it says to the others stands in
`safeplan.guard.wire`; the roads that it takes a person along stand in `safeplan.guard.roads`.
"""

from __future__ import annotations

import os
import sys
import time

from safeplan.guard import keys, presses, wire
from safeplan.guard.idle import CLOSING_SOON, LOCK, STAYS_OPEN, Clocks, Idle
from safeplan.guard.sentences import Sentences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from safeplan.guard.programs import Programs

    if sys.platform == "win32":
        from safeplan.guard.windows.console import Window
        from safeplan.guard.windows.procs import App as App
        from safeplan.guard.windows.procs import Kdf as Kdf
    else:
        from safeplan.guard.procs import App as App
        from safeplan.guard.procs import Kdf as Kdf
        from safeplan.guard.wipe import Window

READ_SIZE = 1 << 16
TICK = 1.0  # seconds between two looks at the clocks: sleep is noticed when it is over

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


class Heard:
    """What one wait brought.

    Attributes:
        events: Keys, as the scanner tells them; runs are places in `Guard.buffer`.
        messages: Letter and payload of what the app said, without what any road does alike.
        verdict: What the process that derives said; empty for nothing.
        practice: Whether hide may be for practice here.
        hide: Hide was asked for while practising.
    """

    __slots__ = ("events", "hide", "messages", "practice", "verdict")

    def __init__(self, practice: bool = False) -> None:
        self.practice = practice
        self.events: list[keys.Event] = []
        self.messages: list[tuple[bytes, bytes]] = []
        self.verdict = b""
        self.hide = False


class Guard:
    """Everything that the roads share, whatever the system.

    What only a system can do stands in its own kind of guard: `set_up`, `begin_watch`, `new_app`,
    `new_kdf` and `listen`.

    Attributes:
        buffer: Where keys are read to; zeroed by `forget_keys`.
        practising: Whether the next hide is for practice.
        settings: What the app told last.
        idle: When the line is to stand again.
        again: Whether what is open now was left by a lock before.
        line_stands: Whether the line was written before any of this was loaded.
    """

    def __init__(
        self,
        window: Window,
        sentences: Sentences,
        programs: Programs,
        path: str,
        *,
        fresh: bool,
        clocks: Clocks,
    ) -> None:
        self.idle = Idle(clocks)
        self.window = window
        self.sentences = sentences
        self.programs = programs
        self.path = path
        self.fresh = fresh
        self.scanner = keys.Scanner()
        self.settings = wire.Settings()
        self.practising = False
        self.again = False
        self.line_stands = not fresh
        self.app: App | None = None
        self.kdf: Kdf | None = None
        self.buffer = bytearray(READ_SIZE)
        self._zeros = bytes(READ_SIZE)
        self._read = 0
        self._status = wire.StatusReader()
        self._watched = ""
        self.set_up()

    # The others ---------------------------------------------------------------------------------

    def start_app(self) -> App:
        """Start the app anew; one that lives is ended, and so is what derives for it."""
        self.end_others()
        self._status = wire.StatusReader()
        mode = "fresh" if self.fresh else "again" if self.again else "open"
        self.app = self.new_app(mode)
        return self.app

    def start_kdf(self, app: App, *, judge: bool = False, shows: bool = False) -> Kdf:
        """Start what derives anew; one that lives is ended, with the password it holds."""
        if self.kdf is not None:
            self.kdf.end()
        self.kdf = self.new_kdf(app, judge=judge, shows=shows)
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
        self.look_after()

    def look_after(self) -> None:
        """Look after the stick: the file on it, or, before it is made, the folder it goes to."""
        if not self.path:
            return
        there = os.path.lexists(self.path)
        place = self.path if there else os.path.dirname(os.path.abspath(self.path))
        if place == self._watched or not (there or os.path.isdir(place)):
            return
        try:
            self.begin_watch(place)
        except OSError:
            return  # it cannot be told any more
        self._watched = place

    # What the systems do each in their own way ---------------------------------------------------

    def set_up(self) -> None:
        """Make ready what this system waits with; the last part of being made."""
        raise NotImplementedError

    def begin_watch(self, place: str) -> None:
        """Look after the stick from now on, once a second; `hear_watch` is told of each change.

        Args:
            place: A file or a folder on it.

        Raises:
            OSError: It is not there.
        """
        raise NotImplementedError

    def new_app(self, mode: str) -> App:
        """Start the app.

        Args:
            mode: ``open``, ``again`` or ``fresh``.
        """
        raise NotImplementedError

    def new_kdf(self, app: App, *, judge: bool, shows: bool) -> Kdf:
        """Start what derives for ``app``; ``shows`` when it will draw on the terminal."""
        raise NotImplementedError

    def listen(self, heard: Heard, longest: float) -> bool:
        """Wait for anything, at most ``longest`` seconds, and tell it.

        What the others said goes through `hear_app`, `hear_kdf` and `hear_watch`. Keys are read
        into `buffer`, and their number is set by `keys_read`.

        Returns:
            Whether keys were read.
        """
        raise NotImplementedError

    # Waiting ------------------------------------------------------------------------------------

    def wait(self, longest: float | None = None, *, practice: bool = False) -> Heard:
        """Wait until something happens, or ``longest`` seconds.

        Only who carries out a practice says ``practice``; everywhere else hide is in earnest,
        whatever the app has asked for.

        Raises:
            Leave: It is time to go: the hide key, a signal, the app's end, no more terminal.
            Lock: It is time for the line.
        """
        heard = Heard(practice)
        came = self.listen(heard, self._patience(longest))
        now = time.monotonic()
        if came:
            heard.events += self.scanner.feed(self.buffer, self._read, now)
        else:
            heard.events += self.scanner.settle(now)
        if heard.events and heard.events[-1][0] == keys.QUIT:
            heard.events.pop()
            self._hide_asked(heard)
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

    def hear_watch(self, letter: bytes) -> None:
        """The stick is out, or back."""
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

    def keys_read(self, size: int) -> None:
        """So many bytes of `buffer` are keys from now on."""
        self._read = size

    def hear_app(self, app: App, data: bytes, heard: Heard) -> None:
        """What the app said; ``data`` as it was read, nothing when it has ended.

        Raises:
            Leave: That was its end, or it asks for the end.
        """
        if not data:
            app.gone()
            raise Leave(HIDE if app.lost_its_pages else CRASHED)
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

    def hear_kdf(self, kdf: Kdf, letter: bytes) -> bytes:
        """The verdict in what was read; nothing was, when it has ended.

        Raises:
            Leave: It fell over.
        """
        if letter:
            return letter
        # It ended without a word. Killed from outside means that the system had no memory left.
        kdf.gone(0.5)
        self.end_kdf()
        if kdf.fell_over:
            raise Leave(CRASHED)
        return wire.NO_MEMORY

    def _hide_asked(self, heard: Heard) -> None:
        if not (self.practising and heard.practice):
            raise Leave(HIDE)
        heard.hide = True

"""The roads of a person through the guard: opening, being asked, practising, running.

Each road is a loop over `Guard.wait`; whatever ends the program comes out of there as `Leave`.
"""

from __future__ import annotations

import errno
import os
import stat
import time

from safeplan.guard import keys, line, shield, wire
from safeplan.guard.wipe import CLEAR, PASTE_ON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from safeplan.guard.loop import Guard, Heard
    from safeplan.guard.procs import App, Kdf

SIZES = (1 << 20, 4 << 20, 16 << 20, 64 << 20)  # bytes; a vault is one of these
LONG_WAIT = 1.0  # seconds after which a person is told that something is going on

BREAK = b"\r\n"
_FRESH_ROW = b"\r\x1b[K"

# How a try at the line came out, where it is no remark.
_BACK = "<"
_AFRESH = "^"
_ROOTS = ">"


def refusal(path: str) -> str:
    """Why ``path`` cannot be a vault, as the id of a sentence; empty when it can."""
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):
            return "not_a_file"
        if found.st_size not in SIZES:
            return "wrong_size"
        read_salts(path)
    except OSError as error:
        return "not_allowed" if error.errno in (errno.EACCES, errno.EPERM) else "cannot_read"
    return ""


def read_salts(path: str) -> tuple[bytes, bytes]:
    """The salts of both halves of a vault.

    Raises:
        OSError: It cannot be read.
    """
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        half = os.fstat(fd).st_size // 2
        return _read_salt(fd, 0), _read_salt(fd, half)
    finally:
        os.close(fd)


def _read_salt(fd: int, at: int) -> bytes:
    salt = os.pread(fd, wire.SALT_SIZE, at)
    if len(salt) != wire.SALT_SIZE:
        raise OSError(errno.EIO, "")
    return salt


def walk(guard: Guard) -> None:
    """The whole way, from the line to the end, and back to the line at each lock."""
    while True:
        if guard.fresh:
            guard.window.say(CLEAR + guard.sentences.name + BREAK)
            guard.start_app()
            shield.keep_out()
        else:
            Opening(guard).go()
        run(guard)
        guard.end_others()
        guard.practising = False
        guard.window.wipe()
        guard.fresh = not os.path.lexists(guard.path)


class Asking:
    """A line at which a person types, in an empty window.

    Attributes:
        line: What is being typed.
    """

    def __init__(self, guard: Guard) -> None:
        self.guard = guard
        self.line = line.Line(self._stars)
        self.again = line.Line(self._stars)
        self._prompt = b""
        self._drawn = 0
        self._ahead = bytearray(line.CAPACITY)
        self._ahead_length = 0

    def head(self) -> None:
        """Empty the window and write whose line this is."""
        self.guard.window.say(CLEAR + PASTE_ON + self.guard.sentences.name + BREAK + BREAK)

    def remark(self, key: str) -> None:
        """One sentence and an empty row, on a row of its own."""
        self.guard.window.say(_FRESH_ROW + self.guard.sentences[key] + BREAK + BREAK)

    def prompt(self, key: str) -> None:
        """Begin a row for typing."""
        self._prompt = self.guard.sentences[key] + b" "
        self._drawn = 0
        self.guard.window.say(self._prompt)

    def forget(self) -> None:
        """Wipe all that was typed."""
        self.line.zero()
        self.again.zero()
        self._ahead[:] = bytes(len(self._ahead))
        self._ahead_length = 0

    def type(self, into: line.Line, verdict: Callable[[bytes], bool] | None = None) -> bool:
        """Let the person type a line; answers False when they press Escape.

        Args:
            into: Where it goes.
            verdict: Told what the process that derives says meanwhile; True gives up the line.
        """
        self._drawn = 0
        if self._from_ahead(into):
            return True
        while True:
            heard = self.guard.wait()
            try:
                if heard.verdict and verdict is not None and verdict(heard.verdict):
                    return True
                for at, event in enumerate(heard.events):
                    if event[0] == keys.ESCAPE:
                        return False
                    if self._take(event, into):
                        self._keep_ahead(heard.events[at + 1 :])
                        return True
            finally:
                self.guard.forget_keys()

    def _take(self, event: keys.Event, into: line.Line) -> bool:
        buffer = self.guard.buffer
        kind, start, stop, _ = event
        if kind == keys.PASTED:
            for at in range(start, stop):
                into.pasted(buffer[at])
        elif kind == keys.PLAIN:
            for at in range(start, stop):
                if into.key(buffer[at]) == line.DONE:
                    self._keep(at + 1, stop)
                    return True
        return False

    def _keep_ahead(self, events: list[keys.Event]) -> None:
        """What came in one piece with Enter is the beginning of the next line."""
        for kind, start, stop, _ in events:
            if kind == keys.PLAIN:
                self._keep(start, stop)

    def _keep(self, start: int, stop: int) -> None:
        for at in range(start, stop):
            if self._ahead_length < len(self._ahead):
                self._ahead[self._ahead_length] = self.guard.buffer[at]
                self._ahead_length += 1

    def _from_ahead(self, into: line.Line) -> bool:
        length, self._ahead_length = self._ahead_length, 0
        for at in range(length):
            byte, self._ahead[at] = self._ahead[at], 0
            if into.key(byte) == line.DONE:
                left = length - at - 1
                for place in range(left):
                    self._ahead[place] = self._ahead[at + 1 + place]
                for place in range(left, length):
                    self._ahead[place] = 0
                self._ahead_length = left
                return True
        return False

    def _stars(self, count: int) -> None:
        """Draw or take away stars, as many as fit into the row."""
        if not self.guard.settings.stars:
            return
        room = self.guard.window.columns - len(self._prompt.decode("utf-8", "replace")) - 1
        wanted = min(count, max(room, 0))
        if wanted > self._drawn:
            self.guard.window.say(b"*" * (wanted - self._drawn))
        elif wanted < self._drawn:
            self.guard.window.say(b"\b \b" * (self._drawn - wanted))
        self._drawn = wanted

    def redraw(self, into: line.Line) -> None:
        """The row for typing again, below a remark."""
        self._drawn = 0
        self.guard.window.say(self._prompt)
        into.redraw()

    def hand_over(self, kdf: Kdf, mode: bytes, salts: tuple[bytes, ...]) -> None:
        """Give the typed line to the process that derives."""
        with self.line.view as words:
            kdf.give(wire.job_head(mode, salts, len(words)), words)

    def hear_verdict(self, *, tell: bool = False) -> bytes:
        """Wait for the process that derives; keys do nothing but hide.

        Args:
            tell: Say that something is going on when it takes long.
        """
        told_at = time.monotonic() + LONG_WAIT if tell else None
        while True:
            left = None if told_at is None else max(0.0, told_at - time.monotonic())
            heard = self.guard.wait(left)
            self.guard.forget_keys()
            if heard.verdict:
                return heard.verdict
            if told_at is not None and time.monotonic() >= told_at:
                self.guard.window.say(self.guard.sentences["opening"])
                told_at = None

    def hear_app(self, expected: bytes) -> tuple[bytes, bytes]:
        """Wait for one of the ``expected`` letters from the app.

        Raises:
            WireError: It says something else.
        """
        while True:
            heard = self.guard.wait()
            self.guard.forget_keys()
            for letter, payload in heard.messages:
                if letter not in expected:
                    raise wire.WireError
                return letter, payload


class Opening(Asking):
    """The line before anything: a password until one opens."""

    def go(self) -> None:
        """Come back when the window is the app's."""
        guard = self.guard
        self.head()
        self.prompt("password")
        app = self._start()
        shield.keep_out()
        while True:
            self._one_line()
            outcome = self._try(app, self._salts())
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

    def _one_line(self) -> None:
        while not self.type(self.line) or not len(self.line):
            self.line.clear()
        self.guard.window.say(BREAK + BREAK)

    def _try(self, app: App, salts: tuple[bytes, bytes]) -> bytes:
        """One password: root A, then root B if half A opened nothing."""
        kdf = self.guard.kdf
        if kdf is None:
            return wire.NO_MEMORY
        self.hand_over(kdf, wire.STEPS, salts)
        self.forget()
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


class Ask(Asking):
    """The app wants a password: of what is open, or a new one, typed twice."""

    def __init__(self, guard: Guard, app: App, request: wire.Ask) -> None:
        super().__init__(guard)
        self.app = app
        self.request = request
        self._verdict = b""

    def go(self) -> None:
        """Come back when the window is the app's again."""
        self.guard.window.wipe()
        self.head()
        letter = wire.DRAW if self._until_settled() else wire.BACKED_OUT
        self.guard.end_kdf()
        self.forget()
        self.guard.window.wipe()
        self.app.tell(letter)

    def _until_settled(self) -> bool:
        """Ask until the app is content; False when the person backs out."""
        while True:
            kdf = self.guard.start_kdf(self.app, judge=self.request.judged)
            outcome = self._judged(kdf) if self.request.judged else self._plain(kdf)
            self.forget()
            self.guard.end_kdf()
            if outcome == _BACK:
                return False
            if outcome == _ROOTS:
                self.app.tell(wire.ROOTS)
                letter, _ = self.hear_app(wire.ASK_DONE + wire.ANOTHER + wire.REFUSED)
                if letter == wire.ASK_DONE:
                    return True
                outcome = "does_not_open" if letter == wire.REFUSED else "choose_another"
            if outcome == _AFRESH:
                self.guard.window.say(_FRESH_ROW)
            else:
                self.remark(outcome)

    def _plain(self, kdf: Kdf) -> str:
        """One line; answers a remark to ask again with, _BACK, or _ROOTS when they are there."""
        self.prompt("password")
        while True:
            if not self.type(self.line):
                return _BACK
            if len(self.line):
                break
        self.guard.window.say(BREAK + BREAK)
        self.hand_over(kdf, wire.TOGETHER, self.request.salts)
        self.forget()
        return self._roots()

    def _judged(self, kdf: Kdf) -> str:
        """A new password, judged while it is typed again; answers as `_plain`."""
        self._verdict = b""
        self.prompt("new_password")
        if not self.type(self.line):
            return _BACK
        self.guard.window.say(BREAK)
        too_long = self.line.overflowed
        self.hand_over(kdf, wire.JUDGED, self.request.salts)
        if self.request.lines == 2:
            outcome = self._again()
            if outcome:
                return outcome
        if not self._verdict:
            self._verdict = self.hear_verdict()
            if self._verdict == wire.GUESSABLE:
                self.remark("guessable")
        if self._verdict == wire.CANNOT_BE_TAKEN or too_long:
            return "choose_another"
        if self._verdict == wire.NO_MEMORY:
            return "no_memory"
        kdf.say(wire.GO)
        return self._roots()

    def _again(self) -> str:
        """The second line. Nothing when it is the same and was judged, else as `_plain`.

        A remark on an easy password always stands above a line that is still to be typed: typing
        it once more keeps it, and Escape leads back to the first line.
        """
        self.prompt("same_again")
        while True:
            entered = self.type(self.again, self._hear)
            if self._verdict == wire.CANNOT_BE_TAKEN:
                return "choose_another"
            if self._verdict == wire.NO_MEMORY:
                return "no_memory"
            if not entered:
                return _AFRESH
            self.guard.window.say(BREAK)
            if not self.line.same_as(self.again):
                return "not_the_same"
            if self._verdict:
                return ""
            self.again.zero()
            self._hear(self.hear_verdict())
            if self._verdict != wire.GUESSABLE:
                return ""

    def _hear(self, verdict: bytes) -> bool:
        """What was found of the first line; True when the second need not be typed."""
        self._verdict = verdict
        if verdict == wire.GUESSABLE:
            self.remark("guessable")
            self.redraw(self.again)
        return verdict in (wire.CANNOT_BE_TAKEN, wire.NO_MEMORY)

    def _roots(self) -> str:
        return _ROOTS if self.hear_verdict(tell=True) == wire.DERIVED else "no_memory"


def run(guard: Guard) -> None:
    """The app has the window: hand on the keys, do what it asks; come back for a lock."""
    app = guard.app
    if app is None:
        raise wire.WireError
    while True:
        heard = guard.wait()
        if heard.events:
            app.type(typed(heard, guard.buffer))
            guard.forget_keys()
        for letter, payload in heard.messages:
            if letter == wire.LOCK:
                return
            if letter == wire.ASK:
                Ask(guard, app, wire.Ask.unpack(payload)).go()
            elif letter == wire.OPENED:
                app.tell(wire.DRAW)
            else:
                raise wire.WireError
        if heard.hide and guard.practising:
            practise(guard, app)


ESCAPE_ALONE = b"\x1b[27u"  # says Escape in one piece, whatever is typed next


def typed(heard: Heard, buffer: bytearray) -> list[bytes | memoryview]:
    """The bytes for the app, in order, from what one wait brought."""
    view = memoryview(buffer)
    pieces: list[bytes | memoryview] = []
    for kind, start, stop, sequence in heard.events:
        if kind == keys.ESCAPE:
            pieces.append(ESCAPE_ALONE)
        elif kind == keys.SEQUENCE:
            pieces.append(sequence)
        else:
            pieces.append(view[start:stop])
    return pieces


def practise(guard: Guard, app: App) -> None:
    """Hide as on the day, but end nothing: after Enter the app draws again."""
    guard.window.wipe()
    app.tell(wire.HOLD)
    guard.window.swallow(guard.buffer)
    guard.window.wipe()
    guard.practising = False
    guard.scanner.reset()
    guard.window.say(guard.sentences["press_enter"])
    while True:
        heard = guard.wait()
        pressed = any(
            kind == keys.PLAIN and guard.buffer.find(b"\r", start, stop) >= 0
            for kind, start, stop, _ in heard.events
        )
        guard.forget_keys()
        if pressed:
            break
    guard.window.wipe()
    app.tell(wire.PRACTISED)

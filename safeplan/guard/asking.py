"""A line at which a person types a password, and the waiting that belongs to it."""

from __future__ import annotations

import time

from safeplan.guard import keys, line, wire
from safeplan.guard.pinned import pin
from safeplan.guard.sequences import BREAK, head

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from safeplan.guard.loop import Guard, Kdf

LONG_WAIT = 1.0  # seconds after which a person is told that something is going on

FRESH_ROW = b"\r\x1b[K"


class Asking:
    """A line at which a person types, in an empty window.

    Attributes:
        line: What is being typed.
    """

    def __init__(self, guard: Guard) -> None:
        self.guard = guard
        self.stars = line.Stars(guard.window.say)
        self.line = line.Line(self.stars)
        self.again = line.Line(self.stars)
        self._prompt = b""
        self._ahead = bytearray(line.CAPACITY)
        self._ahead_length = 0

    def pin(self) -> None:
        """Keep what is typed out of the swap file; once more than the line, since it loads."""
        pin(self.guard.buffer, self.line.place, self.again.place, self._ahead)

    def head(self) -> None:
        """Empty the window and write whose line this is."""
        self.guard.window.say(head(self.guard.sentences.name))

    def remark(self, key: str) -> None:
        """One sentence and an empty row, on a row of its own."""
        self.guard.window.say(FRESH_ROW + self.guard.sentences[key] + BREAK + BREAK)

    def prompt(self, key: str, *, stands: bool = False) -> None:
        """Begin a row for typing; ``stands`` where it was written already."""
        self._prompt = self.guard.sentences.prompt(key)
        self._begin_row()
        if not stands:
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
        if self._from_ahead(into):
            return True
        while True:
            heard = self.guard.wait()
            try:
                if heard.messages:
                    self.unasked(heard.messages)
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

    def unasked(self, messages: list[tuple[bytes, bytes]]) -> None:
        """The app speaks while the person types, though nobody asked it.

        Raises:
            WireError: There is nothing that it may say here.
        """
        raise wire.WireError

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

    def redraw(self, into: line.Line) -> None:
        """The row for typing again, below a remark."""
        self._begin_row()
        self.guard.window.say(self._prompt)
        into.redraw()

    def _begin_row(self) -> None:
        shown = self.guard.settings.stars
        self.stars.begin(self._prompt, self.guard.window.columns if shown else 0)

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
        while self.guard.kdf is not None:
            left = None if told_at is None else max(0.0, told_at - time.monotonic())
            heard = self.guard.wait(left)
            self.guard.forget_keys()
            if heard.messages:
                self.while_deriving(heard.messages)
            if heard.verdict:
                return heard.verdict
            if told_at is not None and time.monotonic() >= told_at:
                self.guard.window.say(self.guard.sentences["opening"])
                told_at = None
        return wire.NO_MEMORY  # it ended before it was needed

    def while_deriving(self, messages: list[tuple[bytes, bytes]]) -> None:
        """What the app said meanwhile: nothing that is waited for."""

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

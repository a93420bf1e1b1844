"""The road that the app asks for: a password once more, or a new one, typed twice and judged."""

from __future__ import annotations

from safeplan.guard import wire
from safeplan.guard.asking import FRESH_ROW, Asking
from safeplan.guard.making import show_words
from safeplan.guard.sequences import BREAK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from safeplan.guard.loop import App, Guard, Kdf

# How a try came out, where it is no remark.
_BACK = "<"
_AFRESH = "^"
_ROOTS = ">"


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
        self.pin()
        self.head()
        try:
            letter = wire.DRAW if self._ready() and self._until_settled() else wire.BACKED_OUT
        finally:
            self.guard.end_kdf()
            self.forget()
        self.guard.window.wipe()
        self.app.tell(letter)

    def _ready(self) -> bool:
        """Show six words first, where they are wanted; False when the person backs out."""
        return self.request.purpose != wire.WORDS or show_words(self, self.app)

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
                self.guard.window.say(FRESH_ROW)
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

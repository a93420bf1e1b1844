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

from safeplan.guard import keys, shield, wire
from safeplan.guard.procs import App, Kdf, Programs, fill_stdio, standard_programs
from safeplan.guard.sentences import Sentences, language
from safeplan.guard.wipe import NoTerminal, Window

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

READ_SIZE = 1 << 16
_ENDING = (_signal.SIGTERM, _signal.SIGHUP, _signal.SIGINT, _signal.SIGQUIT)
_IGNORED = (_signal.SIGTSTP, _signal.SIGTTIN, _signal.SIGTTOU, _signal.SIGPIPE)
_SIGBUS = _signal.SIGBUS

# Why it ends
HIDE = 0
CLOSED = 1  # in good order
CRASHED = 2


class Leave(Exception):  # noqa: N818
    """The guard's life is over; ``why`` is HIDE, CLOSED or CRASHED."""

    def __init__(self, why: int) -> None:
        self.why = why


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
    """

    def __init__(
        self, window: Window, sentences: Sentences, programs: Programs, path: str, *, fresh: bool
    ) -> None:
        self.window = window
        self.sentences = sentences
        self.programs = programs
        self.path = path
        self.fresh = fresh
        self.scanner = keys.Scanner()
        self.settings = wire.Settings()
        self.practising = False
        self.app: App | None = None
        self.kdf: Kdf | None = None
        self.buffer = bytearray(READ_SIZE)
        self._zeros = bytes(READ_SIZE)
        self._read = 0
        self._status = wire.StatusReader()
        self._wake = self._hear_signals()

    # The others ---------------------------------------------------------------------------------

    def start_app(self) -> App:
        """Start the app anew; one that lives is ended, and so is what derives for it."""
        self.end_others()
        self._status = wire.StatusReader()
        words = (self.path, "fresh" if self.fresh else "open")
        self.app = App(self.programs.app, words, self.window.child_fd)
        return self.app

    def start_kdf(self, app: App, *, judge: bool = False) -> Kdf:
        """Start what derives anew; one that lives is ended, with the password it holds."""
        if self.kdf is not None:
            self.kdf.end()
        self.kdf = Kdf(self.programs.kdf, app.root, judge=judge)
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

    # Waiting ------------------------------------------------------------------------------------

    def wait(self, longest: float | None = None) -> Heard:
        """Wait until something happens, or ``longest`` seconds.

        Raises:
            Leave: It is time to go: the hide key, a signal, the app's end, no more terminal.
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
        return heard

    def forget_keys(self) -> None:
        """Overwrite what the last wait read."""
        self.buffer[: self._read] = self._zeros[: self._read]
        self._read = 0

    def _patience(self, longest: float | None) -> float | None:
        deadline = self.scanner.deadline
        if deadline is None:
            return longest
        left = max(0.0, deadline - time.monotonic())
        return left if longest is None else min(left, longest)

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
                self.settings = wire.Settings.unpack(payload)
                self.scanner.hide_key = self.settings.hide_key
                self.sentences.name = self.settings.name or self.sentences.name
            else:
                heard.messages.append((letter, payload))

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
        for number in (*_ENDING, _signal.SIGCHLD):
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

    # The end ------------------------------------------------------------------------------------

    def depart(self, why: int) -> None:
        """Empty the window, end the others, give the terminal back. No step stops the next."""
        leave_behind = b""
        if why == CRASHED:
            leave_behind = self.sentences["stopped"] + b"\r\n"
        elif why == HIDE and self.settings.page:
            leave_behind = self.settings.page + b"\r\n"
        for step in (
            self.window.wipe,
            self._kill,
            self.window.wipe,
            lambda: self.window.say(leave_behind),
            lambda: self.window.swallow(self.buffer),
            self.window.restore,
        ):
            try:
                step()
            except Exception:  # noqa: S112 - there is nobody left to tell
                continue

    def _kill(self) -> None:
        for process in (self.app, self.kdf):
            if process is not None:
                process.kill()
        for process in (self.app, self.kdf):
            if process is not None:
                process.gone()


def _nothing(number: int, frame: object) -> None:
    """A signal's handler; the byte on the wake-up pipe does the work."""


def _why_it_died(app: App) -> int:
    """A page of the program could not be read any more: the stick is out, which means hide."""
    status = app.status
    if status is not None and os.WIFSIGNALED(status) and os.WTERMSIG(status) == _SIGBUS:
        return HIDE
    return CRASHED


def refuse(sentence: bytes) -> None:
    """Say one sentence where a shell's errors go, and end."""
    os.write(2, sentence + b"\n")
    os._exit(1)


def main(argv: list[str], programs: Programs | None = None) -> None:
    """Guard a vault; never returns.

    Args:
        argv: ``[VAULT] [--fresh] [--name=NAME]``.
        programs: What to run beside it; those of the product by default.
    """
    shield.no_core_file()
    fill_stdio()
    path, fresh, name = "", False, b""
    for word in argv:
        if word == "--fresh":
            fresh = True
        elif word.startswith("--name="):
            name = os.fsencode(word[7:])[: wire.NAME_SIZE]
        else:
            path = word
    from safeplan.guard import roads, vaultfile

    sentences = Sentences(language(os.environ), name)
    fresh = not path or (fresh and not os.path.exists(path)) or not os.path.lexists(path)
    if not fresh:
        refusal = vaultfile.refusal(path)
        if refusal:
            refuse(sentences[refusal])
    try:
        window = Window()
    except NoTerminal:
        refuse(sentences["no_terminal"])
        return
    guard = Guard(window, sentences, programs or standard_programs(), path, fresh=fresh)
    why = CRASHED
    try:
        window.raw()
        roads.walk(guard)
    except Leave as leave:
        why = leave.why
    except BaseException:  # noqa: S110 - a traceback would tell; the person gets the line instead
        pass
    guard.depart(why)
    os._exit(0)

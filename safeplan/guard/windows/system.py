"""The guard on Windows: one wait for everything, with threads that bring what cannot be waited for.

The console's input is waited for as it is. What comes through pipes, from Ctrl-Break and from the
look after the stick lies in one mailbox; the end of a process is the end of its pipe.
"""

# ruff: noqa: E402, S101 - the type checker reads no further where this is the wrong system

from __future__ import annotations

import sys

assert sys.platform == "win32"

import _winapi
import os

from safeplan.guard.idle import Clocks
from safeplan.guard.loop import HIDE, Guard, Heard, Leave
from safeplan.guard.windows import control, kernel, stick
from safeplan.guard.windows.console import Window, complain
from safeplan.guard.windows.pipes import Mailbox, listen
from safeplan.guard.windows.procs import App, Kdf, standard_programs
from safeplan.guard.windows.records import size_report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


__all__ = ["SystemGuard", "Window", "complain", "end", "open_window"]
__all__ += ["hold_signals", "standard_programs", "system_clocks"]

_CONTROL = object()  # senders of what is in the mailbox, beside the app and what derives
_STICK = object()


def system_clocks() -> Clocks:
    """The clocks of this system; Python's own goes on while the computer sleeps."""
    return Clocks(kernel.seconds_awake, kernel.seconds_since_start)


def open_window() -> Window:
    """The console to ask on.

    Raises:
        NoTerminal: There is none, or none that can be emptied.
    """
    return Window()


def hold_signals() -> None:
    """There are none; Ctrl-C is a key here, and Ctrl-Break is heard as soon as a guard is made."""


def end(status: int) -> NoReturn:
    """End this process, now, whatever its threads wait for."""
    _winapi.TerminateProcess(_winapi.GetCurrentProcess(), status)
    os._exit(status)


class SystemGuard(Guard):
    """See `Guard`."""

    def set_up(self) -> None:
        """See `Guard`."""
        self.window.entitle(self.sentences.name)
        self._mail = Mailbox()
        self._later: list[tuple[object, bytes]] = []
        self._handler = control.hear(lambda: self._mail.put(_CONTROL, b""))

    def begin_watch(self, place: str) -> None:
        """See `Guard`."""
        stick.watch(place, lambda letter: self._mail.put(_STICK, letter))

    def new_app(self, mode: str) -> App:
        """See `Guard`."""
        app = App(self.programs.app, (self.path, mode), self.window.child_fd)
        listen(app.said, lambda data: self._mail.put(app, data))
        return app

    def new_kdf(self, app: App, *, judge: bool, shows: bool) -> Kdf:
        """See `Guard`."""
        terminal = self.window.child_fd if shows else -1
        kdf = Kdf(self.programs.kdf, app.root, judge=judge, terminal=terminal)
        listen(kdf.hand_over_verdict(), lambda data: self._mail.put(kdf, data), 1)
        return kdf

    def listen(self, heard: Heard, longest: float) -> bool:
        """See `Guard`."""
        handles = [self.window.keys, self._mail.event]
        if not kernel.wait_for_any(handles, 0.0 if self._later else longest) and not self._later:
            return False
        letters, self._later = self._later + self._mail.take(), []
        for sender, data in letters:
            # One verdict at a time: the end of the process often comes with its last word.
            if sender is self.kdf and heard.verdict:
                self._later.append((sender, data))
            else:
                self._take(sender, data, heard)
        return self._read_keys()

    def _take(self, sender: object, data: bytes, heard: Heard) -> None:
        if sender is _CONTROL:
            raise Leave(HIDE)
        if sender is _STICK:
            self.hear_watch(data)
        elif sender is self.app and self.app is not None:
            self.hear_app(self.app, data, heard)
        elif sender is self.kdf and self.kdf is not None:
            heard.verdict = self.hear_kdf(self.kdf, data)

    def _read_keys(self) -> bool:
        try:
            size = self.window.read_now(self.buffer)
        except OSError as error:
            raise Leave(HIDE) from error
        self._tell_size()
        if size:
            self.keys_read(size)
        return bool(size)

    def _tell_size(self) -> None:
        """Let the app know another size of the window, between two sequences, not inside one."""
        translator = self.window.translator
        if not translator.resized or self.scanner.deadline is not None:
            return
        translator.resized = False
        if self.app is not None:
            rows, columns = self.window.size or (translator.rows, translator.columns)
            self.app.type([size_report(rows, columns)])

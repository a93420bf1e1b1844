"""What the first line stands on, on Linux and macOS, and no more than that."""

# ruff: noqa: E402, S101 - the type checker reads no further where this is the wrong system

from __future__ import annotations

import sys

assert sys.platform != "win32"  # there it is safeplan.guard.windows.system

import _signal  # type: ignore[import-not-found]  # signal itself would load enum
import os

from safeplan.guard.wipe import NoTerminal, Window

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

ENDING = (
    *(_signal.SIGTERM, _signal.SIGHUP, _signal.SIGINT, _signal.SIGQUIT),
    # Nobody sends these, but each would end the guard with the plan still in the window.
    *(_signal.SIGUSR1, _signal.SIGUSR2, _signal.SIGALRM, _signal.SIGVTALRM, _signal.SIGPROF),
    *(_signal.SIGXCPU, _signal.SIGIO),
)
LOCKING = _signal.SIGTSTP
RESUMING = _signal.SIGCONT
_IGNORED = (_signal.SIGTTIN, _signal.SIGTTOU, _signal.SIGPIPE)
# Terminals that show an escape sequence as letters, or of which nothing is known.
UNABLE = ("", "dumb", "unknown")


def hold_signals() -> None:
    """Keep signals waiting until the guard hears them: none may end it and leave its line there."""
    for number in _IGNORED:
        _signal.signal(number, _signal.SIG_IGN)
    _signal.pthread_sigmask(_signal.SIG_BLOCK, (*ENDING, LOCKING))


def open_window() -> Window:
    """The terminal to ask on.

    Raises:
        NoTerminal: There is none, or none that can be emptied.
    """
    if os.environ.get("TERM", "") in UNABLE:
        raise NoTerminal
    return Window()


def complain(sentence: bytes) -> None:
    """Write where a shell's errors go."""
    os.write(2, sentence + b"\n")


def end(status: int) -> NoReturn:
    """End this process, now."""
    os._exit(status)

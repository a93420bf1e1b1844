"""Ctrl-Break, the window's X, and the end of the session: heard as the wish to hide."""

# ruff: noqa: E402, S101 - the type checker reads no further where this is the wrong system

from __future__ import annotations

import sys

assert sys.platform == "win32"

import _thread

from safeplan.guard.windows import kernel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_KEYS = (0, 1)  # Ctrl-C and Ctrl-Break
_LAST = (2, 5, 6)  # the window is closed, the person logs off, the computer is shut down
# Seconds that Windows leaves to a program whose window was closed are five; it ends ours when the
# answer is there, so the answer waits until the guard has ended by itself.
_WAIT = 4.5


_kept: list[object] = []  # what Windows calls must stay where it is


def ignore() -> None:
    """Do nothing at Ctrl-C and Ctrl-Break; closing the window ends this process as ever."""
    handler = kernel.HANDLER(lambda kind: kind in _KEYS)
    kernel.add_handler(handler)
    _kept.append(handler)


def hear(tell: Callable[[], None]) -> object:
    """Call ``tell`` from a thread of Windows' own; the answer must be kept as long as it is to."""
    forever = _thread.allocate_lock()
    forever.acquire()

    def heard(kind: int) -> int:
        tell()
        if kind in _LAST:
            forever.acquire(timeout=_WAIT)
        return True

    handler = kernel.HANDLER(heard)
    kernel.add_handler(handler)
    return handler

"""Writing to the console from a thread of its own, and waiting for it no longer than a moment.

A console makes a writer wait while somebody marks text in it. What is written stays in order; a
wipe goes before everything that has not begun.
"""

# ruff: noqa: SIM105 - contextlib takes longer to load than all that is used here

from __future__ import annotations

import _thread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class Pen:
    """Does one thing after another."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Callable[[], None], _thread.LockType]] = []
        self._turn = _thread.allocate_lock()
        self._wake = _thread.allocate_lock()
        self._wake.acquire()
        _thread.start_new_thread(self._run, ())

    def do(self, act: Callable[[], None], longest: float, *, first: bool = False) -> bool:
        """Have ``act`` done; answers whether it was, within ``longest`` seconds.

        Args:
            act: What writes; a fault of it is nobody's.
            longest: How long to wait; it is done all the same when its turn comes.
            first: Drop what has not begun, and do this next.
        """
        done = _thread.allocate_lock()
        done.acquire()
        with self._turn:
            if first:
                self._waiting.clear()
            self._waiting.append((act, done))
            if self._wake.locked():
                self._wake.release()
        return done.acquire(timeout=longest)

    def _run(self) -> None:
        while True:
            self._wake.acquire()
            while True:
                with self._turn:
                    if not self._waiting:
                        break
                    act, done = self._waiting.pop(0)
                try:
                    act()
                except Exception:  # noqa: S110 - there is nobody to tell
                    pass
                done.release()

"""The road of the lock: what is open is saved, its process ends, and the line stands again."""

# ruff: noqa: SIM105 - contextlib takes longer to load than all that is used here

from __future__ import annotations

import time

from safeplan.guard import wire
from safeplan.guard.loop import Lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from safeplan.guard.loop import App, Guard

# Seconds for the app to save what is not saved. One save may have to wait two of them for the one
# before; what has not been saved by then cannot be.
SAVE_LONGEST = 5.0


def lock(guard: Guard) -> None:
    """Empty the window, let the app save, end it; the caller shows the line."""
    open_ = guard.idle.armed
    guard.again = guard.again or open_
    guard.idle.end()
    guard.window.wipe()
    if open_ and guard.app is not None:
        try:
            _let_it_save(guard, guard.app)
        except Lock:
            pass  # it slept once more, and waits for nothing now
    guard.end_others()
    guard.practising = False
    guard.scanner.reset()
    guard.window.wipe()


def _let_it_save(guard: Guard, app: App) -> None:
    app.notice(wire.LOCK_NOW)
    end = time.monotonic() + SAVE_LONGEST
    while True:
        left = end - time.monotonic()
        if left <= 0:
            return
        heard = guard.wait(left)
        guard.forget_keys()
        for letter, _ in heard.messages:
            if letter == wire.HELD:
                guard.window.wipe()
            elif letter == wire.LOCK:
                return

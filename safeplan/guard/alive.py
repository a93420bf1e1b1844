"""From behind the first line to the end: the guard is made, walks its roads, and goes."""

from __future__ import annotations

import os
import sys
import time

from safeplan.guard import roads, shield
from safeplan.guard.loop import CRASHED, HIDE, Guard, Leave
from safeplan.guard.programs import WAIT_FOR_DEAD, Programs

if sys.platform == "win32":
    from safeplan.guard.windows import system
else:
    from safeplan.guard import posix as system

TYPE_CHECKING = False
if TYPE_CHECKING:
    from safeplan.guard.idle import Clocks
    from safeplan.guard.sentences import Sentences


def live(
    window: system.Window,
    sentences: Sentences,
    path: str,
    programs: Programs | None,
    clocks: Clocks | None,
    *,
    fresh: bool,
) -> None:
    """Guard a vault until the end, and leave nothing; comes back when the terminal is given back.

    Args:
        window: Takes every key already; unless ``fresh``, the first line stands in it.
        sentences: What is said.
        path: The vault; empty for none.
        programs: What to run beside it; those of the product by default.
        clocks: The system's by default.
        fresh: Whether the vault is still to be made.
    """
    shield.no_core_file()
    guard = system.SystemGuard(
        window,
        sentences,
        programs or system.standard_programs(),
        path,
        fresh=fresh,
        clocks=clocks or system.system_clocks(),
    )
    why = CRASHED
    try:
        roads.walk(guard)
    except Leave as leave:
        why = leave.why
    except BaseException:  # noqa: S110 - a traceback would tell; the person gets the line instead
        pass
    depart(guard, why)


def depart(guard: Guard, why: int) -> None:
    """Empty the window, end the others, give the terminal back. No step stops the next."""
    for step in (
        guard.window.wipe,
        lambda: _kill(guard),
        guard.window.wipe_at_last,
        lambda: guard.window.say(_left_behind(guard, why)),
        lambda: guard.window.swallow(guard.buffer),
        guard.window.restore,
    ):
        try:
            step()
        except Exception:  # noqa: S112 - there is nobody left to tell
            continue


def _left_behind(guard: Guard, why: int) -> bytes:
    """What stands in the window afterwards."""
    if why == CRASHED and not guard.fresh and not os.path.lexists(guard.path):
        why = HIDE  # the stick is out, and the app was the first to stumble over it
    if why == CRASHED:
        return guard.sentences["stopped"] + b"\r\n"
    return guard.settings.page + b"\r\n" if why == HIDE and guard.settings.page else b""


def _kill(guard: Guard) -> None:
    others = [process for process in (guard.app, guard.kdf) if process is not None]
    for process in others:
        process.kill()
    end = time.monotonic() + WAIT_FOR_DEAD
    for process in others:
        process.gone(max(0.0, end - time.monotonic()))

"""From the first line to the last: what is refused before anything, and how the guard goes."""

from __future__ import annotations

import os
import sys
import time

from safeplan.guard import shield, wire
from safeplan.guard.idle import Clocks
from safeplan.guard.loop import CRASHED, HIDE, Guard, Leave
from safeplan.guard.programs import WAIT_FOR_DEAD, Programs
from safeplan.guard.sentences import Sentences, language
from safeplan.guard.sequences import NoTerminal

if sys.platform == "win32":
    from safeplan.guard.windows import system
else:
    from safeplan.guard import posix as system


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


def refuse(sentence: bytes) -> None:
    """Say one sentence where a shell's errors go, and end."""
    system.complain(sentence)
    system.end(1)


def main(argv: list[str], programs: Programs | None = None, clocks: Clocks | None = None) -> None:
    """Guard a vault; never returns.

    Args:
        argv: ``[VAULT] [--fresh] [--name=NAME]``.
        programs: What to run beside it; those of the product by default.
        clocks: The system's by default.
    """
    shield.no_core_file()
    system.fill_stdio()
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
        window = system.open_window()
    except NoTerminal:
        refuse(sentences["no_terminal"])
        return
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
        window.raw()
        roads.walk(guard)
    except Leave as leave:
        why = leave.why
    except BaseException:  # noqa: S110 - a traceback would tell; the person gets the line instead
        pass
    depart(guard, why)
    system.end(0)

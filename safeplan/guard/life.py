"""The beginning of the guard's life: what is refused before anything, and the first line.

A person waits for that line, so nothing is loaded for it that it does not need. The rest, which
stands behind `safeplan.guard.alive`, is loaded once it is there to be read.
"""

from __future__ import annotations

import os
import sys

from safeplan.guard import vaultfile
from safeplan.guard.sentences import NAME_SIZE, Sentences, language
from safeplan.guard.sequences import NoTerminal, head

TYPE_CHECKING = False
if TYPE_CHECKING:
    from safeplan.guard.idle import Clocks
    from safeplan.guard.programs import Programs

    if sys.platform == "win32":
        from safeplan.guard.windows.console import Window
    else:
        from safeplan.guard.wipe import Window

if sys.platform == "win32":
    from safeplan.guard.windows import system
else:
    from safeplan.guard import ground as system

SCRATCH = 4096  # bytes of typing that are dropped at a time


def fill_stdio() -> None:
    """Make sure that no pipe gets one of the numbers 0, 1 and 2."""
    fd = os.open(os.devnull, os.O_RDWR)
    while fd < 3:
        fd = os.dup(fd)
    os.close(fd)


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
    fill_stdio()
    path, fresh, name = "", False, b""
    for word in argv:
        if word == "--fresh":
            fresh = True
        elif word.startswith("--name="):
            name = os.fsencode(word[7:])[:NAME_SIZE]
        else:
            path = word
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
    # From here on no signal ends this process: it would leave its line, and a terminal that
    # shows nothing of what is typed.
    system.hold_signals()
    try:
        window.raw()
        if not fresh:
            window.say(head(sentences.name) + sentences.prompt("password"))
        from safeplan.guard import alive

        alive.live(window, sentences, path, programs, clocks, fresh=fresh)
    except BaseException:
        _give_back(window, sentences["stopped"] if os.path.lexists(path) or fresh else b"")
    system.end(0)


def _give_back(window: Window, sentence: bytes) -> None:
    """The rest could not be loaded: empty the window and give it back. No step stops the next."""
    for step in (
        window.wipe,
        lambda: window.say(sentence + b"\r\n" if sentence else b""),
        lambda: window.swallow(bytearray(SCRATCH)),
        window.restore,
    ):
        try:
            step()
        except Exception:  # noqa: S112 - there is nobody left to tell
            continue

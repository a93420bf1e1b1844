"""Words that are shown once, on the terminal itself, and wiped: never on a stream that is kept."""

from __future__ import annotations

import sys
import time

from safeplan.commands.refused import RefusedError
from safeplan.guard import keys
from safeplan.guard.sequences import CLEAR, NoTerminal

if sys.platform == "win32":
    from safeplan.guard.windows.console import Window
else:
    from safeplan.guard.wipe import Window

ENTER = b"\r\n"
READ_SIZE = 4096


def show_once(*lines: str, path: str = "/dev/tty") -> None:
    """Show lines in an empty window until Enter, then empty the window and its scrollback.

    The keys that hide empty it too, and end the command without a word.

    Args:
        lines: what is shown, each followed by an empty line.
        path: of the terminal.

    Raises:
        RefusedError: there is no terminal to show it on.
        KeyboardInterrupt: a key that hides was pressed; the window is empty.
    """
    try:
        window = Window(path)
    except NoTerminal:
        raise RefusedError("cli.no_terminal") from None
    try:
        window.raw()
        window.say(CLEAR + b"\x1b[2J" + b"\r\n\r\n".join(line.encode() for line in lines) + b" ")
        _until_enter(window)
    finally:
        window.wipe()
        window.restore()
        window.close()


def _until_enter(window: Window) -> None:
    """Only Enter goes on: a key struck by chance would lose what is shown once."""
    scanner, typed = keys.Scanner(), bytearray(READ_SIZE)
    while True:
        deadline = scanner.deadline
        left = None if deadline is None else max(0.0, deadline - time.monotonic())
        size = window.read(typed, left)
        if size == 0:
            return
        now = time.monotonic()
        events = scanner.settle(now) if size is None else scanner.feed(typed, size, now)
        for kind, start, stop, _ in events:
            if kind == keys.QUIT:
                raise KeyboardInterrupt
            if kind == keys.PLAIN and any(byte in ENTER for byte in typed[start:stop]):
                return

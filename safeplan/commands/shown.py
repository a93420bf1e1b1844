"""Words that are shown once, on the terminal itself, and wiped: never on a stream that is kept."""

from __future__ import annotations

import sys

from safeplan.commands.refused import RefusedError
from safeplan.guard.sequences import CLEAR, NoTerminal

if sys.platform == "win32":
    from safeplan.guard.windows.console import Window
else:
    from safeplan.guard.wipe import Window

ENTER = b"\r\n"
READ_SIZE = 4096


def show_once(*lines: str, path: str = "/dev/tty") -> None:
    """Show lines in an empty window until Enter, then empty the window and its scrollback.

    Args:
        lines: what is shown, each followed by an empty line.
        path: of the terminal.

    Raises:
        RefusedError: there is no terminal to show it on.
    """
    try:
        window = Window(path)
    except NoTerminal:
        raise RefusedError("cli.no_terminal") from None
    typed = bytearray(READ_SIZE)
    try:
        window.raw()
        window.say(CLEAR + b"\x1b[2J" + b"\r\n\r\n".join(line.encode() for line in lines) + b" ")
        # Only Enter: a key struck by chance would lose what is shown once.
        while size := window.read(typed, None):
            if any(byte in ENTER for byte in typed[:size]):
                break
    finally:
        window.wipe()
        window.restore()
        window.close()

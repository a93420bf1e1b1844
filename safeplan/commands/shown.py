"""Words that are shown once, on the terminal itself, and wiped: never on a stream that is kept."""

from __future__ import annotations

from safeplan.commands.refused import RefusedError
from safeplan.guard.wipe import CLEAR, NoTerminal, Window

ENTER = b"\r\n"


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
    key = bytearray(1)
    try:
        window.raw()
        window.say(CLEAR + b"\x1b[2J" + b"\r\n\r\n".join(line.encode() for line in lines) + b" ")
        # Only Enter: a key struck by chance would lose what is shown once.
        while window.read(key, None) != 0 and key not in ENTER:
            pass
    finally:
        window.wipe()
        window.restore()
        window.close()

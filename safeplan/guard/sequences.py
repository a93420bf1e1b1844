"""What is written to a window, whatever the system."""

from __future__ import annotations

WIPE = b"".join(
    (
        b"\x18\x1b\\",  # end whatever sequence or string was cut in the middle
        b"\x1b[?2026l",  # a terminal that holds a frame back lets go of it
        b"\x0f\x1b(B",  # plain letters
        b"\x1b[?6l\x1b[r\x1b[m",  # no margins, no colours, so that all of it is erased, and dark
        b"\x1b[999;999H\x1b[1J",  # erase in place: pushes nothing into the scrollback
        b"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l",  # mouse
        b"\x1b[?1004l\x1b[?2004l\x1b[?2048l",  # focus, paste and size reports
        b"\x1b[?7h",  # wrap lines
        b"\x1b[?1049l",  # the first screen; what it showed before we came goes too
        b"\x1b[?6l\x1b[r\x1b[m",
        b"\x1b[999;999H\x1b[1J\x1b[H\x1b[2J",  # 2J first: it may push the screen up ...
        b"\x1b[3J\x1b[H",  # ... and 3J empties what was pushed
        b"\x1b[?25h",  # the cursor is seen again
    )
)
CLEAR = b"\x1b[m\x1b[999;999H\x1b[1J\x1b[H\x1b[?25h"  # an empty window to write a line on
PASTE_ON = b"\x1b[?2004h"
BREAK = b"\r\n"


def head(name: bytes) -> bytes:
    """An empty window, and whose line follows.

    Args:
        name: What the program calls itself.
    """
    return CLEAR + PASTE_ON + name + BREAK + BREAK


class NoTerminal(Exception):  # noqa: N818
    """There is no terminal to ask on."""

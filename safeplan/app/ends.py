"""The ends of pipes that a process of ours is given as numbers on its command line."""

from __future__ import annotations

import sys


def descriptor(number: str) -> int:
    """The descriptor of one that is given: itself, or on Windows the handle by that number."""
    if sys.platform == "win32":
        import msvcrt

        return msvcrt.open_osfhandle(int(number), 0)
    else:
        return int(number)

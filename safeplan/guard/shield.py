"""What each process does for itself, so that its memory does not end up on a disk.

Executing a program resets both, so the guard, the app and the process that derives each call this
after they have started; the guard only after its line stands, since ctypes takes its time.
"""

from __future__ import annotations

import sys

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
SIGKILL = 9


def no_core_file() -> None:
    """Let no crash of this process, or of one that it starts, write its memory to a file."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError):
        pass


def keep_out(*, die_with_parent: bool = False) -> None:
    """Keep other programs of the same user from reading this process's memory (Linux).

    Args:
        die_with_parent: End this process, whatever it is doing, when the one that started it ends.
    """
    if sys.platform != "linux":
        return
    try:
        import ctypes

        prctl = ctypes.CDLL(None, use_errno=True).prctl
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
        if die_with_parent:
            prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)
    except (ImportError, OSError, AttributeError):
        pass

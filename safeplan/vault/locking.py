"""One writer at a time: a lock of the system, which ends by itself when a program ends."""

from __future__ import annotations

import errno
import os
import sys

_HELD_ELSEWHERE = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}


def lock(fd: int) -> bool:
    """Take the lock of an open file; closing the file gives it back.

    Returns:
        False when another program holds it. True also where the file system has no locks: there the
        generations read before each write stand guard alone.
    """
    if sys.platform == "win32":
        from safeplan.vault import windows

        return windows.lock(fd)
    else:
        import fcntl

        try:
            # Of the open file and not of the process: closing another one does not drop it.
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            return fault.errno not in _HELD_ELSEWHERE
        return True


def flush(fd: int) -> None:
    """Ask that everything written be on the medium.

    Raises:
        OSError: it may not be.
    """
    if sys.platform == "darwin":
        import contextlib
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
            return
    os.fsync(fd)

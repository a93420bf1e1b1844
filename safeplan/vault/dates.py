"""The dates of a file, which are put back after each write: they would tell when it was used."""

from __future__ import annotations

import contextlib
import os
import sys


def put_back(fd: int, dates: os.stat_result) -> None:
    """Give an open file the dates it had; a system that refuses loses no data by it.

    Args:
        fd: Of the file, open for writing.
        dates: What it had, as `os.fstat` told.
    """
    if sys.platform == "win32":
        from safeplan.vault import windows

        windows.put_back(fd, dates)
    elif os.utime in os.supports_fd:
        with contextlib.suppress(OSError):
            os.utime(fd, ns=(dates.st_atime_ns, dates.st_mtime_ns))

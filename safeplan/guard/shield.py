"""What each process does for itself, so that it tells nothing: not to a disk, not to a list.

Executing a program resets all of it, so the guard, the app and the process that derives each call
this after they have started; the guard only after its line stands, since ctypes takes its time.
"""

from __future__ import annotations

import os
import sys

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_NAME = 15
SIGKILL = 9

NAME = b"python3"
_START, _END = 47, 48  # fields of /proc/self/stat: where the words of the command line lie


def no_core_file() -> None:
    """Let no crash of this process, or of one that it starts, write its memory to a file."""
    if sys.platform == "win32":
        from safeplan.guard.windows.kernel import no_reports

        no_reports()
    else:
        try:
            import resource

            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        except (ImportError, OSError, ValueError):
            pass


def deaf() -> None:
    """Leave Ctrl-C and its like to the guard: Windows tells every process of a console of them."""
    if sys.platform == "win32":
        from safeplan.guard.windows import control

        control.ignore()


def dull_command_line() -> None:
    """Let lists of processes show a dull word instead of the names of files (Linux).

    The words of the command line lie in this process's own memory, and whoever lists processes
    reads them there; they are written over. Call before `keep_out`, which shuts this way too.
    """
    if sys.platform == "linux":
        _write_over_command_line()


def _write_over_command_line() -> None:
    try:
        fd = os.open("/proc/self/stat", os.O_RDONLY)
        try:
            # The name stands in brackets and may hold anything; what follows it are numbers.
            fields = os.read(fd, 4096).rpartition(b")")[2].split()
        finally:
            os.close(fd)
        start, end = int(fields[_START - 2]), int(fields[_END - 2])
        if not 0 < start < end:
            return
        import ctypes

        # The two places are the kernel's own answer, and the stack that they lie on is writable.
        ctypes.memmove(start, NAME[: end - start - 1].ljust(end - start, b"\0"), end - start)
    except (ImportError, OSError, ValueError, IndexError, OverflowError):
        pass


def keep_out(*, die_with_parent: bool = False) -> None:
    """Keep other programs of the same user from reading this process's memory (Linux).

    On Windows, which has no such switch, the guard keeps all of itself in memory, and no more.

    Args:
        die_with_parent: End this process, whatever it is doing, when the one that started it ends.
    """
    dull_command_line()
    if sys.platform == "linux":
        _keep_out(die_with_parent=die_with_parent)
    elif sys.platform == "win32" and not die_with_parent:
        from safeplan.guard.windows.resident import keep_program_meanwhile

        keep_program_meanwhile()


def _keep_out(*, die_with_parent: bool) -> None:
    try:
        import ctypes

        prctl = ctypes.CDLL(None, use_errno=True).prctl
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
        prctl(PR_SET_NAME, NAME, 0, 0, 0)
        if die_with_parent:
            prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)
    except (ImportError, OSError, AttributeError):
        pass
    from safeplan.guard.pinned import pin_all

    pin_all()

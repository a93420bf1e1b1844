"""Handing the terminal to the guard; loads nothing, since a person waits for it."""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def open_at_once(vault: str) -> NoReturn:
    """Become the guard of ``vault``; this process does not come back.

    Windows lets no process become another: there this one starts the guard and waits for its end.
    """
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    start = os.path.join(package, "guard", "start.py")
    python = sys.executable
    if sys.platform == "win32":
        from safeplan.guard.windows.starting import run_and_wait

        run_and_wait((python, "-I", "-S", "-B", start, os.path.abspath(vault)))
    else:
        # What is ignored stays so until the guard says otherwise: a Ctrl-C while Python itself
        # starts would print a traceback with paths.
        _signal.signal(_signal.SIGINT, _signal.SIG_IGN)
        os.execv(python, [python, "-I", "-S", "-B", start, os.path.abspath(vault)])  # noqa: S606

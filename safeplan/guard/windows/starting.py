"""Starting the guard, and waiting until it has ended: a process of Windows becomes no other one."""

# ruff: noqa: E402, S101 - the type checker reads no further where this is the wrong system

from __future__ import annotations

import sys

assert sys.platform == "win32"

import _signal  # type: ignore[import-not-found]
import _winapi
import os

from safeplan.guard.windows.command_line import command_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

_FOREVER = 0xFFFFFFFF


class _Nothing:
    """What `CreateProcess` reads: nothing is asked for."""

    dwFlags = wShowWindow = hStdInput = hStdOutput = hStdError = 0  # noqa: N815
    lpAttributeList = None  # noqa: N815


def run_and_wait(command: tuple[str, ...]) -> NoReturn:
    """Execute ``command`` on this console, wait for its end, and end as it did.

    Ctrl-C and its like are its own from now on.
    """
    for number in (_signal.SIGINT, _signal.SIGBREAK):
        _signal.signal(number, _signal.SIG_IGN)
    process, thread, _, _ = _winapi.CreateProcess(
        command[0], command_line(command), None, None, True, 0, dict(os.environ), None, _Nothing()
    )
    _winapi.CloseHandle(thread)
    _winapi.WaitForSingleObject(process, _FOREVER)
    os._exit(_winapi.GetExitCodeProcess(process))

"""Textual's driver, for an app that is typed to through a pipe and draws on the terminal.

The terminal's modes, the keys and the last word on the window are the guard's; this end reads a
pipe until it ends, and writes to the terminal only while it may.
"""

from __future__ import annotations

import sys

from safeplan.app.drawing import Outlet, quiet

if sys.platform == "win32":
    from safeplan.app.windows_driver import HeldDriver
else:
    from safeplan.app.posix_driver import HeldDriver

__all__ = ["HeldDriver", "Outlet", "quiet"]

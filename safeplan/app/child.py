"""How the guard starts the app: ``child.py PATH open|again|fresh STATUS CONTROL ROOT NOTICES``.

Keys come from descriptor 0, the terminal is descriptor 1, and what would be an error goes nowhere:
a crash is told by the guard, in one line.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safeplan.app.link import Link

_FOREIGN = ("TEXTUAL", "COLUMNS", "LINES", "ESCDELAY", "FORCE_COLOR", "TTY_", "UNICODE_VERSION")
# Textual gathers what changed until its next frame. At its own 60 frames a second each letter, and
# the first screen, would be seen 8 ms later than it could be; nothing here is ever animated.
_FRAMES = "240"  # a second


def clean_environment() -> None:
    """Drop what would let the environment change the size, or have Textual write files."""
    for name in list(os.environ):
        if name.startswith(_FOREIGN):
            del os.environ[name]
    os.environ["TEXTUAL_FPS"] = _FRAMES


def start(argv: Sequence[str], run: Callable[[Link, str, bool], None] | None = None) -> None:
    """Build the link, run the app, and end; never returns.

    Args:
        argv: ``PATH``, ``open``, ``again`` (after the lock) or ``fresh``, and the numbers of the
            four pipes.
        run: Called with link, path (empty for none) and fresh; the product's app by default.
    """
    # Nothing that is loaded now is ever garbage, and looking for some is a quarter of the work.
    gc.disable()
    clean_environment()
    code = 1
    try:
        from safeplan.guard import shield

        shield.deaf()
        shield.no_core_file()
        shield.keep_out(die_with_parent=True)
        from safeplan.app.ends import descriptor
        from safeplan.app.pipe_link import PipeLink

        path, mode, said, control, root, notices = argv
        fresh = mode == "fresh"
        pipes = (descriptor(number) for number in (said, control, root, notices))
        link = PipeLink(*pipes, fresh=fresh, again=mode == "again")
        if run is None:
            from safeplan.app.app import run as run_app

            run = run_app
        run(link, path, fresh)
        link.quit()
        code = 0
    except BaseException:  # noqa: S110 - the guard has the one line for it
        pass
    finally:
        os._exit(code)


if __name__ == "__main__":
    start(sys.argv[1:])

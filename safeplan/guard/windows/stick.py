"""Whether the stick is still there: looked at once a second, by a thread of its own.

Every file system of Windows has a number of its own, which changes with the stick. No folder is
held open for this: a held folder keeps Windows from letting go of a stick.
"""

from __future__ import annotations

import _thread
import os
import time

from safeplan.guard import wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

EVERY = 1.0  # seconds


def watch(path: str, tell: Callable[[bytes], None], every: float = EVERY) -> None:
    """Tell, once for each change, that the stick is out (`wire.PULLED`) or back (`wire.THERE`).

    Args:
        path: A file on it.
        tell: Called from a thread.
        every: Seconds between two looks.

    Raises:
        OSError: It is gone already.
    """
    whole = os.path.abspath(path)
    device = os.stat(whole).st_dev

    def there() -> bool:
        try:
            return os.stat(whole).st_dev == device
        except OSError:
            return False

    def run() -> None:
        was = True
        while True:
            time.sleep(every)
            now = there()
            if now != was:
                was = now
                tell(wire.THERE if now else wire.PULLED)

    _thread.start_new_thread(run, ())

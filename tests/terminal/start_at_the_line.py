"""A guard to which something happens when its first line stands and the rest is not loaded yet.

``start_at_the_line.py MISSING|PULLED|SIGNAL|KEY VAULT``: the rest cannot be loaded, while the file
is there or is not; a signal comes before it is; or it waits until a key lies in the terminal.
"""

import os
import sys
from types import ModuleType

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))

NAME = "safeplan.guard.alive"


def live(*arguments: object, **named: object) -> None:
    import select

    what = sys.argv[1]
    if what == "PULLED":
        os.rename(sys.argv[2], sys.argv[2] + ".away")
    if what in ("MISSING", "PULLED"):
        raise ImportError
    if what == "KEY":
        with open("/dev/tty", "rb", buffering=0) as terminal:
            select.select([terminal], [], [])
    else:
        os.kill(os.getpid(), int(what))
    del sys.modules[NAME], sys.modules["safeplan.guard"].alive
    from safeplan.guard import alive

    alive.live(*arguments, **named)  # type: ignore[arg-type]


if __name__ == "__main__":
    from safeplan import guard
    from safeplan.guard import life

    instead = ModuleType(NAME)
    instead.live = live  # type: ignore[attr-defined]
    sys.modules[NAME] = guard.alive = instead
    life.main(sys.argv[2:])

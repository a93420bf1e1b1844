"""The guard as the product starts it, but beside the programs of the tests.

``start_test_guard.py APP KDF VAULT [--fresh] [--name=NAME]``

Where LC_CLOCKS names a file, it holds two numbers: seconds by which the clock that stands still in
sleep, and the one that goes on, are ahead of the real one.
"""

import _signal  # type: ignore[import-not-found]
import os
import sys

# As in the product's own beginning: until the guard listens, Ctrl-C ends it without a word.
_signal.signal(_signal.SIGINT, _signal.SIG_DFL)

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))


def main() -> None:
    import time

    from safeplan.guard import life
    from safeplan.guard.idle import Clocks
    from safeplan.guard.programs import Programs

    def ahead(which: int) -> float:
        with open(os.environ["LC_CLOCKS"], encoding="ascii") as stream:
            return time.monotonic() + float(stream.read().split()[which])

    python = (sys.executable, "-I", "-B")
    app, kdf, *rest = sys.argv[1:]
    clocks = Clocks(lambda: ahead(0), lambda: ahead(1)) if "LC_CLOCKS" in os.environ else None
    life.main(rest, Programs(app=(*python, app), kdf=(*python, kdf)), clocks)


if __name__ == "__main__":
    main()

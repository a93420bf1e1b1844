"""The guard as the product starts it, but beside the programs of the tests.

``start_test_guard.py APP KDF VAULT [--fresh] [--name=NAME]``

Where LC_CLOCKS names a file, it holds two numbers: seconds by which the clock that stands still in
sleep, and the one that goes on, are ahead of the real one.
"""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from safeplan.guard import life, procs
from safeplan.guard.idle import Clocks


def ahead(which: int) -> float:
    with open(os.environ["LC_CLOCKS"], encoding="ascii") as stream:
        return time.monotonic() + float(stream.read().split()[which])


if __name__ == "__main__":
    python = (sys.executable, "-I", "-B")
    app, kdf, *rest = sys.argv[1:]
    clocks = Clocks(lambda: ahead(0), lambda: ahead(1)) if "LC_CLOCKS" in os.environ else None
    life.main(rest, procs.Programs(app=(*python, app), kdf=(*python, kdf)), clocks)

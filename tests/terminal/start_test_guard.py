"""The guard as the product starts it, but beside the programs of the tests.

``start_test_guard.py APP KDF VAULT [--fresh] [--name=NAME]``
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from safeplan.guard import life, procs

if __name__ == "__main__":
    python = (sys.executable, "-I", "-B")
    app, kdf, *rest = sys.argv[1:]
    life.main(rest, procs.Programs(app=(*python, app), kdf=(*python, kdf)))

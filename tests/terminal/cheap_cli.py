"""The commands, with a derivation that tests can pay and without the two seconds between writes."""

import sys
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))


def main() -> int:
    from safeplan import cli
    from safeplan.commands import opened
    from safeplan.guard import procs

    kdf = (sys.executable, "-B", str(ROOT / "tests" / "terminal" / "cheap_kdf.py"))
    procs.standard_programs = lambda: procs.Programs(app=("unused",), kdf=kdf)
    vars(opened)["time"] = SimpleNamespace(sleep=lambda _seconds: None)
    return cli.main()


if __name__ == "__main__":
    sys.exit(main())

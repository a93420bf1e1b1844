"""A program of ours under watch: ``audited.py REPORT cli|app|kdf|guard ARGUMENTS``.

The guard starts the other two under watch as well. The derivation is the tests' cheap one.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))


def main() -> None:
    from tests.audit import watch

    report, what, *arguments = sys.argv[1:]
    watch.install(report)
    here = (sys.executable, "-I", "-B", str(Path(__file__).resolve()), report)
    from safeplan.guard import procs

    programs = procs.Programs(app=(*here, "app"), kdf=(*here, "kdf"))
    if what == "kdf":
        from safeplan.app import kdf
        from tests.terminal.cheap_kdf import CHEAP

        kdf.main(arguments, CHEAP)
    elif what == "app":
        from safeplan.app import child

        child.start(arguments)
    elif what == "guard":
        from safeplan.guard import life

        life.main(arguments, programs)
    else:
        from safeplan import cli

        procs.standard_programs = lambda: programs
        sys.exit(cli.main(arguments))


if __name__ == "__main__":
    main()

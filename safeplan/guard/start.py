"""Where the guard begins; executed by path, before anything heavy is loaded."""

import _signal  # type: ignore[import-not-found]
import os
import sys

# Until the guard listens, Ctrl-C ends it without a word: a traceback would tell.
_signal.signal(_signal.SIGINT, _signal.SIG_DFL)

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))

if __name__ == "__main__":
    from safeplan.guard.life import main

    main(sys.argv[1:])

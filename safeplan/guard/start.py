"""Where the guard begins; executed by path, before anything heavy is loaded."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))

if __name__ == "__main__":
    from safeplan.guard.life import main

    main(sys.argv[1:])

"""Asks for a password as the commands do, and says in hex what it got."""

import os
import sys

from safeplan.app.derive import Refused, ask_on_terminal
from safeplan.guard.wipe import NoTerminal

if __name__ == "__main__":
    try:
        print("got", ask_on_terminal("Password:").hex())
    except Refused:
        print("refused")
    except NoTerminal:
        os.write(int(sys.argv[2]), b"no terminal")

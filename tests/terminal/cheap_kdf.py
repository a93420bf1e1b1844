"""The process that derives, at a cost that tests can pay. The product cannot select this."""

import sys

from safeplan.app import kdf
from safeplan.vault.keys import Profile

CHEAP = Profile("cheap", 64, 1, 1)

if __name__ == "__main__":
    kdf.main(sys.argv[1:], CHEAP)

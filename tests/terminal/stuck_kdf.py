"""A process that derives for ever: it holds a password and answers nothing."""

import os
import sys

if __name__ == "__main__":
    while os.read(int(sys.argv[2]), 4096):
        pass

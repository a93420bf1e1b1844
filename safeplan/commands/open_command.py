"""``open``: hand the terminal to the guard, before anything heavy is loaded."""

from __future__ import annotations

import argparse
import os
import sys
from importlib.resources import files
from pathlib import Path

from safeplan.commands.refused import RefusedError


def run(options: argparse.Namespace) -> int:
    """Become the guard; this process does not come back.

    Raises:
        RefusedError: there is no terminal to draw on.
    """
    if options.vault is None:
        return _no_path()
    if not (os.isatty(0) and os.isatty(1)):
        raise RefusedError("cli.no_terminal")
    start = str(files("safeplan") / "guard" / "start.py")
    vault = str(Path(options.vault).absolute())
    python = sys.executable
    os.execv(python, [python, "-I", "-S", "-B", start, vault])  # noqa: S606 no shell is meant
    return 1

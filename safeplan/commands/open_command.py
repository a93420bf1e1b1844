"""``open``: hand the terminal to the guard, before anything heavy is loaded."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from safeplan.commands.at_once import open_at_once
from safeplan.commands.refused import RefusedError

SIZES = frozenset(mib << 20 for mib in (1, 4, 16, 64))


def run(options: argparse.Namespace) -> int:
    """Become the guard; this process does not come back.

    Raises:
        RefusedError: no vault was named and none stands alone beside the launcher, or there is no
            terminal to draw on.
    """
    vault = _beside(Path(sys.argv[0])) if options.vault is None else Path(options.vault)
    if vault is None:
        raise RefusedError("cli.no_vault_named", status=2)
    if not (os.isatty(0) and os.isatty(1)):
        raise RefusedError("cli.no_terminal")
    open_at_once(str(vault))


def _beside(launcher: Path) -> Path | None:
    """The one file beside the launcher that could be a vault, by its size alone."""
    try:
        found = [
            entry
            for entry in launcher.absolute().parent.iterdir()
            if entry.is_file() and not entry.is_symlink() and entry.stat().st_size in SIZES
        ]
    except OSError:
        return None
    return found[0] if len(found) == 1 else None

"""``password``: let another password open what this one opens."""

from __future__ import annotations

import argparse
import sys

from safeplan.commands.opened import opened
from safeplan.language import gettext as _
from safeplan.vault.errors import HalfChanged


def run(options: argparse.Namespace) -> int:
    """Change it, under a new key, in a plan as in a notebook.

    Raises:
        RefusedError: the new one cannot be taken; nothing was changed.
        VaultError: the vault does not open, or the change was not finished, as its sentence says.
    """
    with opened(options, write=True) as held:
        had_code = held.vault.has_code
        roots = held.new_roots("cli.ask_new")
        try:
            held.vault.change_passphrase(roots, sleep=held.wait)
        except HalfChanged:
            if had_code:
                sys.stdout.write(_("cli.code_void") + "\n")
            raise
    sys.stdout.write(_("cli.changed") + "\n")
    if had_code:
        sys.stdout.write(_("cli.code_void") + "\n")
    return 0

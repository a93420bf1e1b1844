"""``notebook``: add a household notebook beside the plan, or take it away."""

from __future__ import annotations

import argparse
import sys

from safeplan.commands.new_command import first_notebook
from safeplan.commands.opened import Opened, opened
from safeplan.language import gettext as _
from safeplan.vault.errors import NotThisPassword


def run(options: argparse.Namespace) -> int:
    """Add or remove; from the plan alone, which knows what is in use.

    Raises:
        NotThisPassword: a notebook's password, whether a plan is in the file or not.
        VaultError: the vault does not open, there is no place, or none to remove.
    """
    with opened(options, write=True) as held:
        if not held.vault.is_plan:
            raise NotThisPassword
        if options.add:
            _add(held)
        else:
            held.vault.remove_notebook(sleep=held.wait)
    sys.stdout.write(_("cli.notebook_added" if options.add else "cli.notebook_removed") + "\n")
    return 0


def _add(held: Opened) -> None:
    roots = held.new_roots("cli.ask_new_second")
    held.vault.add_notebook(roots, first_notebook(), sleep=held.wait)

"""``recovery``: make a code for paper that opens the plan when its password is forgotten."""

from __future__ import annotations

import argparse
import os
import sys

from safeplan.commands.opened import opened
from safeplan.commands.passwords import Password
from safeplan.commands.refused import RefusedError
from safeplan.commands.shown import show_once
from safeplan.language import gettext as _
from safeplan.vault.errors import NotThisPassword
from safeplan.vault.recovery import new_code


def run(options: argparse.Namespace) -> int:
    """Make one, keep its door, and only then show it, once.

    Raises:
        NotThisPassword: a notebook's password, whether a plan is in the file or not.
        RefusedError: nobody got the code that was made.
        VaultError: the vault does not open, or no code can be relied on, as its sentence says.
    """
    with opened(options, write=True) as held:
        if not held.vault.is_plan:
            raise NotThisPassword
        had_code = held.vault.has_code
        code = new_code(os.urandom)
        with Password(bytearray(code, "ascii"), held.passwords.deriver) as words:
            roots = words.roots(held.vault.salts)
        held.vault.add_code(roots, sleep=held.wait)
    if options.passphrase_fd is None:
        show_once(_("cli.code_shown"), code, _("cli.code_enter"))
    else:
        try:
            sys.stdout.write(code + "\n")
            sys.stdout.flush()
        except OSError:
            raise RefusedError("cli.code_lost") from None
    sys.stdout.write(_("cli.code_made") + "\n")
    if had_code:
        sys.stdout.write(_("cli.code_void") + "\n")
    return 0

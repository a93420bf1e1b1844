"""``remove``: overwrite what the password opens; what else is in the file stays."""

from __future__ import annotations

import argparse
import sys

from safeplan.commands.opened import opened
from safeplan.commands.refused import RefusedError
from safeplan.language import gettext as _


def run(options: argparse.Namespace) -> int:
    """Remove it, after the password was given once more on a terminal.

    Raises:
        RefusedError: the second one was not the same; nothing was removed.
        VaultError: the vault does not open, or it is still there.
    """
    with opened(options, write=True) as held:
        if options.passphrase_fd is None:
            with held.passwords.existing("cli.ask_remove") as again:
                if not held.vault.matches(again.root(held.vault.salts.a)):
                    raise RefusedError("cli.not_the_same")
        held.vault.remove(everything=options.all, sleep=held.wait)
    sys.stdout.write(_("cli.removed") + "\n")
    return 0

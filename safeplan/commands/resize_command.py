"""``resize``: carry what the passwords open into a new file of another size."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from safeplan.commands.opened import Opened, opened
from safeplan.commands.refused import RefusedError
from safeplan.language import gettext as _
from safeplan.vault.errors import AlreadyThere
from safeplan.vault.format import Roots, Salts
from safeplan.vault.vault import Vault, new_salts

MIB = 1 << 20


class _Carried:
    """What goes along, and the roots that it has in the new file."""

    def __init__(self, vault: Vault, roots: Roots) -> None:
        self.is_plan = vault.is_plan
        self.had_code = vault.has_code
        self.part = roots, vault.payload


def run(options: argparse.Namespace) -> int:
    """Make the new file with new salts and keys; the old one is only read.

    Raises:
        RefusedError: both passwords open the same.
        VaultError: the old file does not open, or what is in it does not fit; nothing was made.
    """
    to = Path(options.to)
    if os.path.lexists(to):
        raise AlreadyThere
    salts = new_salts()
    with opened(options, write=False) as held:
        carried = [_Carried(held.vault, held.password.roots(salts))]
        if options.both:
            carried.append(_second(options, held, salts))
    parts = {each.is_plan: each.part for each in carried}
    if len(parts) < len(carried):
        raise RefusedError("cli.not_this_password")
    Vault.create(
        to, size=options.size * MIB, salts=salts, plan=parts.get(True), notebook=parts.get(False)
    )
    sys.stdout.write(_("cli.resized") + "\n")
    if any(each.had_code for each in carried):
        sys.stdout.write(_("cli.code_void") + "\n")
    return 0


def _second(options: argparse.Namespace, held: Opened, salts: Salts) -> _Carried:
    words = held.passwords.existing("cli.ask_other")
    with words, Vault.open(options.vault, words.root, write=False) as vault:
        return _Carried(vault, words.roots(salts))

"""``new``: make a vault, with a plan, a notebook or both in it."""

from __future__ import annotations

import argparse
import datetime
import os
import random
import sys
from pathlib import Path

from safeplan.app.six_words import six_words
from safeplan.commands.passwords import Password, Passwords
from safeplan.commands.refused import RefusedError
from safeplan.commands.shown import show_once
from safeplan.cover import notebook as notebooks
from safeplan.cover.seed import seed
from safeplan.language import current
from safeplan.language import gettext as _
from safeplan.plan import model
from safeplan.vault.errors import AlreadyThere
from safeplan.vault.format import Roots, Salts
from safeplan.vault.vault import Vault, new_salts

MIB = 1 << 20


def run(options: argparse.Namespace) -> int:
    """Ask for one password or two, and make the file.

    Raises:
        RefusedError: a password cannot be taken.
        VaultError: the file cannot be made; nothing is left behind.
    """
    path = Path(options.vault)
    if os.path.lexists(path):
        raise AlreadyThere
    passwords = Passwords(options.passphrase_fd)
    salts = new_salts()
    chosen = _made(passwords) if options.make_words else passwords.new("cli.ask_new")
    first = _roots(chosen, salts)
    second = _roots(passwords.new("cli.ask_new_second"), salts) if options.cover else None
    if first == second:
        raise RefusedError("cli.choose_another")
    sheet = None if options.notebook else (first, model.dumps(model.Plan()))
    kept = first if options.notebook else second
    beside = None if kept is None else (kept, first_notebook())
    Vault.create(path, size=options.size * MIB, salts=salts, plan=sheet, notebook=beside)
    sys.stdout.write(_("cli.made") + "\n")
    return 0


def _made(passwords: Passwords) -> Password:
    """Six words, shown on the terminal alone until they can be typed.

    Raises:
        RefusedError: there is no terminal, or the person would rather not.
    """
    if not passwords.asks:
        raise RefusedError("cli.words_need_terminal", status=2)
    words = six_words(current(), os.urandom)
    while True:
        show_once(_("cli.words_shown"), words, _("cli.words_enter"))
        typed = passwords.existing("cli.ask_words")
        if typed.is_same(words.encode()):
            return typed
        typed.forget()


def _roots(password: Password, salts: Salts) -> Roots:
    with password:
        return password.roots(salts)


def first_notebook() -> bytes:
    """A first notebook unlike any other, so that none can be known by its first page."""
    return notebooks.dumps(seed(random.SystemRandom(), datetime.date.today()))

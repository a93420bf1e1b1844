"""A vault opened for a command: whichever side the password leads to."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from safeplan.commands.passwords import Password, Passwords
from safeplan.commands.refused import RefusedError
from safeplan.cover import notebook as notebooks
from safeplan.plan import model
from safeplan.vault.format import Roots
from safeplan.vault.vault import Vault


@dataclass(frozen=True)
class Opened:
    """What the password opened.

    Attributes:
        vault: the open vault.
        password: the one that opened it; it derives the root of any further salt.
        passwords: where further passwords come from.
    """

    vault: Vault
    password: Password
    passwords: Passwords

    @property
    def form(self) -> str:
        """``plan`` or ``notebook``, as the payload says; a newer program's other forms pass too."""
        said = json.loads(self.vault.payload).get("form")
        return said if isinstance(said, str) else ""

    def plan(self) -> model.Plan:
        """The plan.

        Raises:
            RefusedError: the password leads to a notebook, whether or not a plan is beside it.
        """
        if self.form != "plan":
            raise RefusedError("cli.not_this_password")
        return model.loads(self.vault.payload)

    def save(self, plan: model.Plan) -> None:
        """Save the plan in one half, wait, then bring the other half level.

        Raises:
            VaultError: it was not saved; the last saved one still opens.
        """
        self.vault.save(model.dumps(plan), sleep=self.wait)
        self.vault.settle(self.wait)

    @staticmethod
    def wait(seconds: float) -> None:
        """The pause between two writes (`safeplan.vault.rule`)."""
        time.sleep(seconds)

    def new_roots(self, prompt: str) -> Roots:
        """Have a new password chosen, and derive it for this file.

        Raises:
            RefusedError: it cannot be taken.
        """
        with self.passwords.new(prompt) as chosen:
            return chosen.roots(self.vault.salts)

    def notebook(self) -> notebooks.Notebook:
        """The household notebook; only where ``form`` says so."""
        return notebooks.loads(self.vault.payload)


@contextmanager
def opened(options: argparse.Namespace, *, write: bool) -> Iterator[Opened]:
    """Open the vault that the options name, and close it whatever happens.

    Args:
        options: the parsed command, with ``vault`` and ``passphrase_fd``.
        write: whether the command is going to save. A vault that can only be read is refused then,
            before anything is done.

    Raises:
        VaultError: it does not open, or cannot be written.
    """
    path = Path(options.vault)
    # Size and kind are looked at before anybody is asked for a password.
    Vault.read_salts(path)
    passwords = Passwords(options.passphrase_fd)
    password = passwords.existing("cli.ask")
    with Vault.open(path, password.root, write=write) as vault:
        if write and vault.refusal is not None:
            raise vault.refusal
        yield Opened(vault, password, passwords)

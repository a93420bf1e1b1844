"""Other files: a copy to the last byte, and a new file with what is open in it."""

from __future__ import annotations

import asyncio
import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from safeplan.app.doors import CAME_BACK, Outcome, answered, the_vault
from safeplan.app.exporting import still_the_same
from safeplan.app.link import Purpose
from safeplan.language import gettext as _
from safeplan.vault.errors import AlreadyThere, NotOpened, VaultError
from safeplan.vault.format import SALT, Roots, Salts
from safeplan.vault.vault import Vault, new_salts

if TYPE_CHECKING:
    from safeplan.app.app import SafeplanApp

Part = tuple[Roots, bytes]


def place(path: str, typed: str) -> Path:
    """Where a person means: beside the file, unless they say more.

    Args:
        path: of the file that is open.
        typed: a name, a path, or a folder that is there; then the file keeps its name.
    """
    named = Path(typed.strip())
    with contextlib.suppress(RuntimeError):  # no such home: a name like any other
        named = named.expanduser()
    found = Path(path).parent / named
    # Not `Path.is_dir`: it lets through what a disk says of a name that it cannot hold.
    return found / Path(path).name if os.path.isdir(found) else found


def place_now(app: SafeplanApp, vault: Vault, typed: str) -> Path:
    """The same, once it is sure that what lies beside the file lies on its stick.

    Raises:
        Gone: the stick is out: the file would be made on the computer instead.
        Different: it is another stick.
    """
    to = place(app.path, typed)
    if Path(app.path).parent in to.parents:
        still_the_same(app.path, vault)
    return to


@answered
async def copy(app: SafeplanApp, typed: str) -> Outcome:
    """Copy the file, and read the copy back."""
    vault = the_vault(app)
    to = place_now(app, vault, typed)
    await app.session.alone(lambda: vault.copy_to(to, sleep=app.outside.wait))
    return Outcome((_("cli.copied"),), done=True)


@answered
async def write_new(app: SafeplanApp, typed: str, size: int, *, both: bool) -> Outcome:
    """Make a new file with what is open now, saved or not, under new salts and keys.

    Args:
        app: what is open in it; its file is only read.
        typed: where the new one goes.
        size: in bytes, one of `safeplan.vault.format.SIZES`.
        both: whether the notebook beside a plan goes along; its password is asked for too.
    """
    vault = the_vault(app)
    to = place_now(app, vault, typed)
    if os.path.lexists(to):
        raise AlreadyThere
    salts = new_salts(app.outside.random)
    roots = await asyncio.to_thread(_roots, app, vault, salts)
    if roots is None:
        return CAME_BACK
    beside = await asyncio.to_thread(_beside, app, vault, salts) if both else None
    if both and beside is None:
        return CAME_BACK
    keeper = app.session.keeper
    # What is typed while the new file is written is not in it.
    written = keeper.version if keeper is not None else 0
    own = roots, app.session.latest()
    plan, notebook = (own, beside) if vault.is_plan else (None, own)
    await app.session.make_file(
        lambda: app.outside.create_vault(
            to, size=size, salts=salts, plan=plan, notebook=notebook, random=app.outside.random
        )
    )
    if keeper is not None:
        keeper.is_elsewhere(written)
    void = (_("cli.code_void"),) if vault.has_code else ()
    return Outcome((_("doors.new_file_made"), *void), done=True)


def _roots(app: SafeplanApp, vault: Vault, salts: Salts) -> Roots | None:
    """Roots of the password of what is open, for the new file; blocks."""
    found = app.link.ask(Purpose.CONFIRM, (vault.salts.a, *salts), 1)
    while found is not None and not vault.matches(found[0], "A"):
        found = app.link.ask_again()
    if found is None:
        return None
    app.link.ask_done()
    return Roots(*found[1:])


def _beside(app: SafeplanApp, vault: Vault, salts: Salts) -> Part | None:
    """What another password of the file opens, and its roots for the new file; blocks.

    Raises:
        VaultError: the file cannot be read; the window is the app's again.
    """
    found = app.link.ask(Purpose.OTHER_BOX, (vault.salts.a, *salts), 1)
    try:
        while found is not None:
            payload = _opened(app, vault, found[0])
            if payload is not None:
                app.link.ask_done()
                return Roots(*found[1:]), payload
            found = app.link.ask_again()
    except VaultError:
        app.link.ask_done()
        raise
    return None


def _opened(app: SafeplanApp, vault: Vault, root: bytes) -> bytes | None:
    """What a root opens in half A; None for nothing, and for what is open already."""
    try:
        other = app.outside.open_vault(
            app.path, lambda salt: root if salt == vault.salts.a else bytes(SALT), write=False
        )
    except NotOpened:
        return None
    with other:
        return None if other.is_plan or vault.matches(root, "A") else other.payload

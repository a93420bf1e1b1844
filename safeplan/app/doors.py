"""What can be done to the file beside saving: other passwords, a code, a notebook, an end.

Every password is typed at the guard's line, and only roots come here. What takes seconds is done
in a thread, while nobody saves; each answers what is to be said of it.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec

from safeplan.app.exporting import confirmed
from safeplan.app.link import Purpose
from safeplan.cover import notebook, seed
from safeplan.language import gettext as _
from safeplan.vault.errors import HalfChanged, VaultError
from safeplan.vault.format import Roots
from safeplan.vault.vault import Vault

if TYPE_CHECKING:
    from safeplan.app.app import SafeplanApp

Given = ParamSpec("Given")
LINES = 2


@dataclass(frozen=True)
class Outcome:
    """What became of it.

    Attributes:
        sentences: what is to be said; none where the person came back from the line.
        done: whether it was done.
    """

    sentences: tuple[str, ...] = ()
    done: bool = False


CAME_BACK = Outcome()


def answered(
    work: Callable[Given, Coroutine[Any, Any, Outcome]],
) -> Callable[Given, Coroutine[Any, Any, Outcome]]:
    """Let a refusal of the vault be an outcome, with its own sentence."""

    @wraps(work)
    async def told(*values: Given.args, **named: Given.kwargs) -> Outcome:
        try:
            return await work(*values, **named)
        except VaultError as refused:
            return Outcome((_(refused.message_id),))

    return told


def the_vault(app: SafeplanApp) -> Vault:
    """What is open; these places are not shown before something is."""
    assert app.session.vault is not None  # noqa: S101
    return app.session.vault


def new_roots(app: SafeplanApp, vault: Vault, purpose: Purpose = Purpose.NEW) -> Roots | None:
    """Have a new password chosen, one that opens nothing of this file yet; blocks.

    Args:
        app: its link leads to the line.
        vault: the file.
        purpose: ``NEW``, or ``WORDS`` to have six words made for it.

    Raises:
        VaultError: the file cannot be asked; the window is the app's again.
    """
    found = app.link.ask(purpose, tuple(vault.salts), LINES)
    try:
        while found is not None and vault.taken(Roots(*found)):
            found = app.link.choose_another()
    except VaultError:
        app.link.ask_done()
        raise
    if found is None:
        return None
    app.link.ask_done()
    return Roots(*found)


def first_notebook(chance: Callable[[int], bytes], today: date) -> bytes:
    """The payload of a notebook unlike any other, so that none is known by its first page."""
    drawn = random.Random(chance(32))  # noqa: S311 draws a shopping list
    return notebook.dumps(seed.seed(drawn, today))


@answered
async def change_password(app: SafeplanApp, purpose: Purpose) -> Outcome:
    """Let another password open what is open; the one of now is asked for first."""
    vault = the_vault(app)
    if not await asyncio.to_thread(confirmed, app, vault):
        return CAME_BACK
    roots = await asyncio.to_thread(new_roots, app, vault, purpose)
    if roots is None:
        return CAME_BACK
    void = (_("cli.code_void"),) if vault.has_code else ()
    try:
        await app.session.alone(lambda: vault.change_passphrase(roots, sleep=app.outside.wait))
    except HalfChanged as refused:  # it is finished by itself, and nobody speaks of the code then
        return Outcome((_(refused.message_id), *void))
    return Outcome((_("cli.changed"), *void), done=True)


@answered
async def add_notebook(app: SafeplanApp) -> Outcome:
    """Put a household notebook beside the plan, with a password of its own."""
    vault = the_vault(app)
    roots = await asyncio.to_thread(new_roots, app, vault)
    if roots is None:
        return CAME_BACK
    pages = first_notebook(app.outside.random, app.outside.now().date())
    await app.session.alone(lambda: vault.add_notebook(roots, pages, sleep=app.outside.wait))
    return Outcome((_("cli.notebook_added"), _("first.second.five_things")), done=True)


@answered
async def remove_notebook(app: SafeplanApp) -> Outcome:
    """Overwrite the notebook beside the plan."""
    vault = the_vault(app)
    await app.session.alone(lambda: vault.remove_notebook(sleep=app.outside.wait))
    return Outcome((_("cli.notebook_removed"),), done=True)


@answered
async def make_code(app: SafeplanApp) -> Outcome:
    """Make a recovery code; where it works, the app ends with it, by the road of the lock."""
    vault = the_vault(app)
    if not await asyncio.to_thread(confirmed, app, vault):
        return CAME_BACK
    found = await asyncio.to_thread(app.link.ask, Purpose.CODE, tuple(vault.salts), 1)
    if found is None:
        return Outcome((_("vault.too_little_memory"),))
    roots, kept = Roots(*found), False
    try:
        await app.session.alone(lambda: vault.add_code(roots, sleep=app.outside.wait))
        kept = True
    finally:
        await asyncio.to_thread(lambda: app.link.code_done(kept=kept))
    return Outcome((_("doors.code_not_shown"),))


@answered
async def remove(app: SafeplanApp, *, everything: bool) -> Outcome:
    """Overwrite what is open, and what it knows of beside it; then nothing is saved any more."""
    vault = the_vault(app)
    if vault.refusal is not None:  # another try would not help, whatever is done with the stick
        return Outcome((_(vault.refusal.message_id),))

    def work() -> None:
        vault.remove(everything=everything, sleep=app.outside.wait)

    try:
        await app.session.alone(work, last=True)
    except VaultError:
        return Outcome((_("doors.not_removed"),))
    return Outcome(done=True)


@answered
async def check(app: SafeplanApp) -> Outcome:
    """Look which copies are whole; nothing of what they hold is shown."""
    report = await app.session.alone(the_vault(app).whole)
    said = []
    for half in report.halves:
        state = "doors.half_whole" if half.whole else "doors.half_damaged"
        said.append(_(state).format(half=half.half))
    said.append(_("cli.check_whole" if report.whole else "doors.mends_itself"))
    return Outcome(tuple(said), done=report.whole)

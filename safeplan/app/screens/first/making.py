"""Making the file: roots are held here between the guard's line and the new file, then let go."""

from __future__ import annotations

import asyncio
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from safeplan.app.link import Purpose
from safeplan.plan.model import dumps
from safeplan.vault.errors import VaultError

if TYPE_CHECKING:
    from safeplan.app.app import SafeplanApp
    from safeplan.vault.format import Roots, Salts

LINES = 2


class Making:
    """From two passwords to an open file. Nothing is on the disk before ``make``.

    Attributes:
        busy: whether the file is being made, or the second password asked for.
        size: bytes that it will have, one of ``safeplan.vault.format.SIZES``.
    """

    def __init__(self, app: SafeplanApp) -> None:
        self._app = app
        self.busy = False
        self.size = app.outside.size
        self._plan: Roots | None = None
        self._notebook: Roots | None = None

    @cached_property
    def _salts(self) -> Salts:
        from safeplan.vault.vault import new_salts

        return new_salts(self._app.outside.random)

    async def ask_plan(self, purpose: Purpose = Purpose.NEW) -> bool:
        """Have the first password typed, twice; False if the person came back without one.

        Args:
            purpose: ``NEW``, or ``WORDS`` to have six words made for it.
        """
        self._plan = await asyncio.to_thread(self._ask, None, purpose)
        return self._plan is not None

    async def ask_notebook(self) -> bool:
        """Have the second one typed; the same as the first cannot be taken."""
        self._notebook = await asyncio.to_thread(self._ask, self._plan)
        return self._notebook is not None

    def _ask(self, taken: Roots | None, purpose: Purpose = Purpose.NEW) -> Roots | None:
        from safeplan.vault.format import Roots

        link = self._app.link
        found = link.ask(purpose, tuple(self._salts), LINES)
        while found is not None and taken is not None and set(found) & set(taken):
            found = link.choose_another()
        if found is None:
            return None
        link.ask_done()
        return Roots(*found)

    async def make(self) -> str:
        """Make the file, open it, and keep the plan in it from now on.

        Returns:
            The id of a sentence when it could not be made, else "".
        """
        try:
            await self._app.session.make_file(self._make)
        except VaultError as refused:
            return refused.message_id
        self._plan = self._notebook = None
        return ""

    def _make(self) -> None:
        app, roots = self._app, self._plan
        if roots is None:
            return
        app.outside.create_vault(
            app.path,
            size=self.size,
            salts=self._salts,
            plan=(roots, dumps(app.session.plan)),
            notebook=self._notebook_door(),
            random=app.outside.random,
        )
        salts = self._salts
        vault = app.outside.open_vault(
            app.path, lambda salt: roots.a if salt == salts.a else roots.b
        )
        app.call_from_thread(app.keep_in, vault)

    def _notebook_door(self) -> tuple[Roots, bytes] | None:
        from safeplan.app.doors import first_notebook

        if self._notebook is None:
            return None
        return self._notebook, first_notebook(self._app.outside.random, date.today())

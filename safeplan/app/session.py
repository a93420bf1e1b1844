"""What is open: the plan, the file it rests in, and how saving stands."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from safeplan.app.crash import stopped_at, without_stop
from safeplan.app.keeper import Done, Keeper, Sleep
from safeplan.plan.model import Answer, Plan, Settings, dumps

if TYPE_CHECKING:
    from textual.message import Message

    from safeplan.plan.guide import Guide
    from safeplan.plan.helplines import Helplines
    from safeplan.plan.tailoring import Arrangement, Page
    from safeplan.vault.vault import Vault


class Session:
    """One person's sitting, from the first screen to the close.

    Args:
        sleep: waits for so many seconds.
        tell: is told the settings, after the opening and at each change.

    ``plan`` is never changed in place: ``put`` replaces it, and the new one is saved in the
    background.
    """

    def __init__(
        self,
        *,
        sleep: Sleep = asyncio.sleep,
        tell: Callable[[Settings], None] = lambda settings: None,
    ) -> None:
        self.plan = Plan()
        self.vault: Vault | None = None
        self.keeper: Keeper | None = None
        self.first_time = False
        self.is_plan = False
        self.stopped = ""
        self.stick_out = False
        self._tell = tell
        # Telling words that the person keeps on the sheet, for this sitting alone.
        self.kept_words: frozenset[str] = frozenset()
        self._sleep = sleep
        self._making: set[asyncio.Future[Any]] = set()
        self._arranged: tuple[Plan, Arrangement] | None = None

    @cached_property
    def guide(self) -> Guide:
        """Pages, questions and cautions, in the language in use."""
        from safeplan.plan.guide import load_guide

        return load_guide()

    @cached_property
    def helplines(self) -> Helplines:
        """Numbers to ring."""
        from safeplan.plan.helplines import load_helplines

        return load_helplines()

    def prepare(self) -> None:
        """Read what every plan is shown with, while the person is still typing the password."""
        _ = self.helplines, self.arrangement

    def relearn(self) -> None:
        """Read the guide again, in another language."""
        self.__dict__.pop("guide", None)
        self._arranged = None

    @property
    def arrangement(self) -> Arrangement:
        """Which pages stand in the menu, in what order, behind which cautions."""
        from safeplan.plan.tailoring import arrange

        if self._arranged is None or self._arranged[0] is not self.plan:
            self._arranged = (self.plan, arrange(self.guide, self.plan))
        return self._arranged[1]

    @property
    def pages(self) -> dict[str, Page]:
        """Every page by its id, wherever it stands."""
        arranged = self.arrangement
        return {page.id: page for page in (*arranged.menu, *arranged.more, *arranged.put_away)}

    @property
    def log_is_safe(self) -> bool:
        """Whether the person has said that keeping a log is safe for them."""
        page = self.pages.get("log")
        return page is not None and page.on_home

    def attach(self, vault: Vault, post: Callable[[Message], object]) -> Keeper:
        """Keep what is written in this file from now on."""
        self.vault = vault
        self.keeper = Keeper(vault, post, self._sleep)
        return self.keeper

    @property
    def read_only(self) -> bool:
        """Whether the file can be read but not written."""
        return self.vault is not None and self.vault.read_only

    @property
    def unsaved(self) -> bool:
        """Whether something is not on the stick yet."""
        return self.keeper is not None and self.keeper.unsaved

    @property
    def refused(self) -> str:
        """Why the last save did not work; "" when it did."""
        return self.keeper.refused if self.keeper is not None else ""

    # Changing the plan

    def begin(self, plan: Plan) -> None:
        """Let ``plan`` be what was opened or made."""
        self.plan, self.is_plan = plan, True
        self.stopped = stopped_at(plan)
        if self.stopped:
            # The person is told in this sitting; the next one has nothing to tell.
            self.put(without_stop(plan), now=False)

    def tell(self) -> None:
        """Let the guard know how things are set."""
        if self.is_plan:
            self._tell(self.plan.settings)

    def put(self, plan: Plan, *, now: bool = True) -> None:
        """Let ``plan`` be the plan, and save it at once, or after a second without typing."""
        if plan == self.plan:
            if now and self.keeper is not None and self.unsaved:
                self.keeper.try_again()
            return
        self.plan = plan
        if self.keeper is not None and not self.read_only:
            self.keeper.put(lambda: dumps(plan), now=now)

    def answer(self, key: str, answer: Answer, *, now: bool = True) -> None:
        """Write down one answer."""
        self.put(self.plan.with_answer(key, answer), now=now)

    def set(self, settings: Settings) -> None:
        """Keep other settings."""
        self.put(self.plan.with_settings(settings))
        self._tell(settings)

    def try_again(self) -> None:
        """Save once more what was refused."""
        if self.keeper is not None:
            self.keeper.try_again()

    async def make_file(self, work: Callable[[], Done]) -> Done:
        """Make another file, in a thread; nobody closes before it is whole, or is away again."""
        making = asyncio.ensure_future(asyncio.to_thread(work))
        self._making.add(making)
        making.add_done_callback(self._made)
        return await asyncio.shield(making)

    def _made(self, making: asyncio.Future[Any]) -> None:
        self._making.discard(making)
        if not making.cancelled():
            making.exception()  # looked at, also where nobody waits for it any more

    @property
    def busy(self) -> bool:
        """Whether a file is being made, or something is done to this one."""
        return bool(self._making) or (self.keeper is not None and self.keeper.busy)

    async def at_rest(self) -> None:
        """Wait until nothing is half made and nothing half done."""
        if self._making:
            await asyncio.wait(set(self._making))
        if self.keeper is not None:
            await self.keeper.at_rest()

    def stick_is_back(self) -> None:
        """Take the file up again, and save what could not be saved."""
        if self.keeper is not None and not self.read_only:
            self.keeper.is_back()

    @property
    def wrote_just_now(self) -> bool:
        """Whether another write has to wait for the two seconds after the last one."""
        return self.keeper is not None and self.keeper.wrote_just_now

    async def alone(self, work: Callable[[], Done], *, last: bool = False) -> Done:
        """Do something else with the file, in a thread; see `Keeper.alone`."""
        if self.keeper is None or self.read_only:
            return await self.make_file(work)
        return await self.keeper.alone(work, last=last)

    def latest(self) -> bytes:
        """All that was written so far, as it would be saved."""
        found = self.keeper.latest() if self.keeper is not None else None
        if found is not None:
            return found
        return self.vault.payload if self.vault is not None else dumps(self.plan)

    async def kept(self) -> bool:
        """Save at once; True when one copy of all is on the stick, or nothing is ever written."""
        if self.keeper is None or self.read_only:
            return True
        return await self.keeper.kept()

    @property
    def elsewhere(self) -> bool:
        """Whether what is not on this stick stands in another file."""
        return self.keeper is not None and self.keeper.elsewhere

    async def settle(self) -> bool:
        """Finish saving; True when all is on the stick, or when nothing is ever written."""
        if self.keeper is None or self.read_only:
            return True
        return await self.keeper.settle()

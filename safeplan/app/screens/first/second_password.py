"""A second password for a household notebook? Both sides are told; Not now has the focus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget

from safeplan.app.screens.first.road import OnTheRoad, agree
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.language import gettext as _

if TYPE_CHECKING:
    from safeplan.app.app import SafeplanApp


class SecondPassword(OnTheRoad):
    """The choice; the file is made after it, whichever way it goes."""

    page_id = "second"

    def __init__(self, name: str = "second_password") -> None:
        super().__init__(name=name)

    def middle(self) -> str:
        """The name of this place."""
        return _("first.second.where")

    def body(self) -> Iterable[Widget]:
        """What it is, what it is not, and three rows."""
        yield from super().body()
        yield Rows(
            [
                Row("no", _("button.not_now")),
                Row("yes", _("first.second.yes")),
                Row("more", _("first.second.more")),
            ],
            id="second",
        )

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Nothing has been written yet."""
        return [(_("button.stop"), "stop")]

    @on(Rows.Chosen, "#second")
    def chosen(self, event: Rows.Chosen) -> None:
        """Make the file with one password or two, or tell more first."""
        if event.row.key == "more":
            self.house.visit("second_password_more")
        elif not self.house.making.busy:
            # Once, and of the app: the thread goes on, also where this page is left meanwhile.
            self.house.making.busy = True
            self.house.run_worker(self._make(with_notebook=event.row.key == "yes"))

    async def _make(self, *, with_notebook: bool) -> None:
        house = self.house
        try:
            await self._made(house, with_notebook=with_notebook)
        finally:
            house.making.busy = False

    async def _made(self, house: SafeplanApp, *, with_notebook: bool) -> None:
        making = house.making
        if with_notebook and not await making.ask_notebook():
            return
        self.say(_("first.second.making"))
        refused = await making.make()
        if refused:
            self.say(_(refused))
            return
        agree(house)
        # Said once, and only on this side.
        house.visit("country", before="first.second.five_things" if with_notebook else "")


class SecondPasswordMore(OnTheRoad):
    """Both sides, in more words."""

    page_id = "more"

    def __init__(self, name: str = "second_password_more") -> None:
        super().__init__(name=name)

    def middle(self) -> str:
        """The same place."""
        return _("first.second.where")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Only back."""
        return [(_("button.back"), "back")]

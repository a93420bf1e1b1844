"""Your password: what makes a good one; it is typed at the guard's line, twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from safeplan.app.link import Purpose
from safeplan.app.screens.first.road import OnTheRoad
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _


class NewPassword(OnTheRoad):
    """The eighth page; Next leads to the guard's own line."""

    page_id = "password"

    def __init__(self, name: str = "password") -> None:
        super().__init__(name=name)

    def body(self) -> Iterable[Widget]:
        """What makes a good one, and what comes next."""
        yield from super().body()
        yield Words(_("first.password.next"), quiet=True)

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Go to the line, or stop."""
        return [
            (_("button.next"), "go_on"),
            (_("doors.make_six"), "six"),
            (_("button.stop"), "stop"),
        ]

    def first_focus(self) -> Widget | None:
        """The first button."""
        return self.query_one("#do-go_on")

    def do_go_on(self) -> None:
        """To the line; the person may come back from it without one."""
        self.run_worker(self._ask(Purpose.NEW), exclusive=True)

    def do_six(self) -> None:
        """To the line, where six words are made and shown before they are typed."""
        self.run_worker(self._ask(Purpose.WORDS), exclusive=True)

    async def _ask(self, purpose: Purpose) -> None:
        if await self.house.making.ask_plan(purpose):
            self.house.visit("second_password")

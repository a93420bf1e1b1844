"""Which part of the country: its own lines stand alone then, beside those of the whole country."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from textual import on
from textual.widget import Widget

from safeplan.app.line_words import region_name
from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.row import OPEN_RING, RING, Row
from safeplan.app.widgets.rows import Rows
from safeplan.language import gettext as _
from safeplan.plan.helplines import country_of

EVERY = "every"


class Region(Framed):
    """The regions that have lines of their own, and all of them."""

    def __init__(self, name: str = "region") -> None:
        super().__init__(name=name)

    def middle(self) -> str:
        """The page it belongs to."""
        return self.house.session.guide.section("help").title

    def heading(self) -> str:
        """Which region."""
        return _("helplines.my_region")

    def body(self) -> Iterable[Widget]:
        """The regions."""
        session = self.house.session
        now = country_of(session.plan)
        regions = session.helplines.regions(now)
        rows = [
            Row(one, region_name(one), mark=RING if one == now else OPEN_RING) for one in regions
        ]
        every = OPEN_RING if now in regions else RING
        yield Rows([*rows, Row(EVERY, _("helplines.all_regions"), mark=every)], at=now)

    def buttons(self) -> Sequence[tuple[str, str]]:
        """A row is the answer."""
        return [(_("button.back"), "back")]

    @on(Rows.Chosen)
    def chosen(self, event: Rows.Chosen) -> None:
        """Keep it with the settings, and go back to the lines."""
        session = self.house.session
        region = "" if event.row.key == EVERY else event.row.key
        session.set(replace(session.plan.settings, region=region))
        self.house.back()

"""Two looks at the file: how much room is left, and whether all of it is whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from safeplan.app import doors
from safeplan.app.doors import Outcome
from safeplan.app.room_left import pages_left
from safeplan.app.screens.doing import Doing
from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan import log


class RoomLeft(Framed):
    """About how many pages, and what can be done when they run out."""

    MIDDLE = "settings.title"
    HEADING = "doors.room"

    def body(self) -> Iterable[Widget]:
        """The number, and what it means."""
        pages = pages_left(doors.the_vault(self.house))
        yield Words(_("doors.room_text").format(pages=pages))
        yield Words(_("doors.room_more"))

    def buttons(self) -> Sequence[tuple[str, str]]:
        """A larger one, or back."""
        return [(_("button.back"), "back"), (_("doors.larger"), "larger")]

    def do_larger(self) -> None:
        """To the page that makes one."""
        self.house.change_to("larger")


class CheckFile(Doing):
    """Looked at as soon as it is opened; shows nothing of what is kept."""

    MIDDLE = "settings.title"
    HEADING = "doors.check"

    def body(self) -> Iterable[Widget]:
        """What will be found."""
        yield self.outcome()
        yield Words(_("doors.check_text"), quiet=True)

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Back, or look again."""
        return [(_("button.back"), "back"), (_("doors.check_again"), "look")]

    def on_mount(self) -> None:
        """Look."""
        self.do_look()

    def do_look(self) -> None:
        """Look at both copies."""
        self.begin(doors.check(self.house))

    def ended(self, outcome: Outcome) -> None:
        """Say it here, and whether the log is in its order."""
        order = log.order(self.house.session.plan)
        said = outcome.sentences
        if order.entries:
            said = (*said, _("cli.order_whole" if order.whole else "cli.order_broken"))
        self.show(Outcome(said))

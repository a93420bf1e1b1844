"""A quiet minute, running: still lines, and at most two that change a word. Any key ends it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import events
from textual.widget import Widget

from safeplan.app.screens.quiet import PracticeScreen
from safeplan.app.widgets.strip import BottomStrip
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan.practices import HALF_MINUTE, Practice

# Keys that do what they do everywhere; every other one ends it.
GO_ELSEWHERE = frozenset(
    {
        *("tab", "shift+tab", "enter", "space", "escape", "f1", "f2", "f3"),
        *("pagedown", "pageup", "ctrl+q", "ctrl+c", "ctrl+l"),
    }
)
TIMER = "quiet"


class QuietStill(PracticeScreen):
    """Lines to follow at one's own pace; with a time where the practice has one.

    Nothing on it moves, and where no word is the person's own the lock may wait for it.
    """

    def __init__(self, practice: Practice, name: str = "quiet_still") -> None:
        super().__init__(practice, name)
        self._resting = False

    def doing(self) -> Iterable[Widget]:
        """The lines, as a block in the middle; below them what may change."""
        yield Words("\n\n".join(self.practice.lines), id="lines", classes="quiet-lines")
        if self.practice.minutes:
            yield Words("", id="breath", classes="quiet-lines")
            yield Words("", id="left", classes="quiet-lines")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Stop here."""
        return [(_("quiet.stop_here"), "stop")]

    def strip(self) -> BottomStrip:
        """The number and how to hide, and nothing else to read."""
        return BottomStrip(self.house.strip_words(), [])

    def first_focus(self) -> Widget | None:
        """Stop here, so that Enter does."""
        return self.query_one("#do-stop")

    # The time

    def on_mount(self) -> None:
        """It begins at once, and the lock may wait where nothing of the plan is shown."""
        if self.practices.shows_nothing_of_a_plan(self.house.session.guide, self.practice):
            self._resting = True
            self.house.link.rest()
        if self.practice.minutes:
            self.run_worker(self._pass_time(), group=TIMER, exclusive=True)

    async def _pass_time(self) -> None:
        """Say each half minute how much is left; at the end say so, and wait."""
        settings = self.house.session.plan.settings
        for left in range(self.practice.minutes * 60 // HALF_MINUTE, 0, -1):
            if settings.time_left:
                self._say("left", _("quiet.left_" + str(left)))
            await self._half_minute(breathing=settings.breathing)
        self._say("breath", "")
        self._say("left", _("quiet.that_is_all"))

    async def _half_minute(self, *, breathing: bool) -> None:
        sleep = self.house.outside.sleep
        if not breathing:
            await sleep(HALF_MINUTE)
            return
        breath = self.practices.breathing
        for _turn in range(HALF_MINUTE // (breath.in_seconds + breath.out_seconds)):
            self._say("breath", breath.in_)
            await sleep(breath.in_seconds)
            self._say("breath", breath.out)
            await sleep(breath.out_seconds)

    def _say(self, where: str, words: str) -> None:
        for line in self.query(f"#{where}").results(Words):
            line.say(words)

    # Ending it

    def on_key(self, event: events.Key) -> None:
        """Any key ends it; those that lead somewhere do that."""
        super().on_key(event)
        if not event._stop_propagation and event.key not in GO_ELSEWHERE:
            event.stop()
            self.do_stop()

    def do_stop(self) -> None:
        """Back to the list; nothing is asked."""
        self.action_back()

    def _lead(self, place: str) -> None:
        """Elsewhere it does not go on behind what is seen."""
        if self.PLACES_OPEN and self.house.leads_to(place):
            self.house.back()
            self.house.visit(place)

    def on_unmount(self) -> None:
        """The lock counts again."""
        if self._resting:
            self._resting = False
            self.house.link.rest_over()

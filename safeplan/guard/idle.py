"""When the line is to stand again: after minutes without a key, or after the computer slept.

Pure: what the clocks say is passed in. Two clocks are needed, one that stands still while the
computer sleeps, and one that goes on; when their distance has jumped, it slept.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

SOON = 30.0  # seconds before the end at which a person is told
SLEPT = 1.0  # seconds by which the clocks part when the computer slept; less is a slow reading
MOST_MINUTES = 30

NOTHING = 0
CLOSING_SOON = 1
STAYS_OPEN = 2
LOCK = 3


class Clocks:
    """The two clocks, in seconds from any beginning.

    Attributes:
        steady: Stands still while the computer sleeps.
        boot: Goes on while the computer sleeps.
    """

    __slots__ = ("boot", "steady")

    def __init__(self, steady: Callable[[], float], boot: Callable[[], float]) -> None:
        self.steady = steady
        self.boot = boot


class Idle:
    """Counts the time without a key.

    Attributes:
        armed: Whether anything is open that could be locked; sleep is noticed either way.
        minutes: Minutes without a key until the line stands again; 0 is never.
        longest_pause: Minutes for which a page that shows nothing of the plan may hold that off.
    """

    def __init__(self, clocks: Clocks) -> None:
        self._clocks = clocks
        self.armed = False
        self.minutes = 2
        self.longest_pause = 6
        self._pressed = clocks.steady()
        self._resting_since: float | None = None
        self._told = False
        self._apart = self._distance()

    def begin(self) -> None:
        """Something was opened just now."""
        self.armed = True
        self.press()

    def end(self) -> None:
        """Nothing is open any more; what the clocks did until now is forgotten."""
        self.armed = False
        self._resting_since = None
        self._told = False
        self._apart = self._distance()

    def press(self) -> None:
        """A key was pressed."""
        self._pressed = self._clocks.steady()

    def rest(self) -> None:
        """A page that shows nothing of the plan is open, and needs no keys."""
        self._resting_since = self._clocks.steady()

    def rest_over(self) -> None:
        """That page was left; the time counts from here."""
        if self._resting_since is not None:
            self._resting_since = None
            self.press()

    def slept(self) -> bool:
        """Whether the computer slept since this was asked last."""
        apart = self._distance()
        jumped = apart - self._apart > SLEPT
        self._apart = apart
        return jumped

    def look(self) -> int:
        """What is due now: NOTHING, CLOSING_SOON, STAYS_OPEN (after that) or LOCK."""
        if self.slept():
            return LOCK
        end = self._end()
        if end is None:
            told, self._told = self._told, False
            return STAYS_OPEN if told else NOTHING
        now = self._clocks.steady()
        if now >= end:
            return LOCK
        soon = now >= end - SOON
        if soon == self._told:
            return NOTHING
        self._told = soon
        return CLOSING_SOON if soon else STAYS_OPEN

    def _end(self) -> float | None:
        minutes = min(self.minutes, MOST_MINUTES)
        if not self.armed or minutes <= 0:
            return None
        end = self._pressed + minutes * 60.0
        if self._resting_since is not None:
            end = max(end, self._resting_since + self.longest_pause * 60.0)
        return end

    def _distance(self) -> float:
        return self._clocks.boot() - self._clocks.steady()

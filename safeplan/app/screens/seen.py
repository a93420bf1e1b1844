"""A screen that stands whole before it is taken away."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen

MOST_TURNS = 100  # of the loop, after which a screen is ready though messages still come


class Seen(Screen[None], inherit_bindings=False):
    """A screen that knows when it has been drawn for the first time.

    One that is taken away while its parts are still being put up would stumble over those that
    are missing.
    """

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._seen = False
        self._once_seen: list[Callable[[], None]] = []
        self._turns = 0

    def on_mount(self) -> None:
        """Its parts are up and drawn after this."""
        self.call_after_refresh(self._now_seen)

    def once_seen(self, do: Callable[[], None]) -> None:
        """Do something once the screen stands whole: at once, if it does."""
        if self._seen:
            do()
        else:
            self._once_seen.append(do)

    def more_is_coming(self) -> bool:
        """Whether messages are on their way to this screen; asked once a turn of its loop."""
        self._turns += 1
        # The next message may have been looked at already, and is in no queue then.
        coming = self.message_queue_size > 0 or self._pending_message is not None
        return coming and self._turns <= MOST_TURNS

    def _now_seen(self) -> None:
        self._seen = True
        waiting, self._once_seen = self._once_seen, []
        for do in waiting:
            do()

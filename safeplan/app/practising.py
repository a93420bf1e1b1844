"""Practising to hide: while it lasts, the key empties the window and ends nothing.

Only one practice is ever asked for at a time, and none is left on: a key that practises where the
person means it would be worse than no key.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import App

from safeplan.app.keeper import Sleep

if TYPE_CHECKING:
    from safeplan.app.link import Link

BETWEEN = 0.05


class Practising(App[None], inherit_bindings=False):
    """An app in which hiding can be practised."""

    link: Link
    practised: int = 0
    _wanted: Callable[[], None] | None = None
    _asked: bool = False

    def practise(self, done: Callable[[], None]) -> None:
        """Let the next hide be for practice, and call ``done`` when it was."""
        self._wanted = done
        if not self._asked:
            self._asked = True
            self.link.practise_now()  # before the page is drawn, and read, and tried
            self.run_worker(self._wait, thread=True, group="practise")

    def _wait(self) -> None:
        """In a thread: comes back when the window was emptied, or when nobody practises."""
        hidden = self.link.practise()
        self.call_from_thread(self._ended, hidden)

    def _ended(self, hidden: bool) -> None:
        self._asked = False
        done, self._wanted = self._wanted, None
        if done is None:
            return
        if hidden:
            self.practised += 1
            done()
        else:
            # Wanted again while the last practice was being called off.
            self.practise(done)

    def practise_over(self, sleep: Sleep) -> None:
        """From now on the key hides in earnest."""
        self._wanted = None
        self.link.practise_over()
        if self._asked:
            self.run_worker(self._call_off(sleep), group="practise-over")

    async def _call_off(self, sleep: Sleep) -> None:
        """Say it until it was heard: the practice may only just be beginning."""
        while self._asked and self._wanted is None:
            self.link.practise_over()
            await sleep(BETWEEN)

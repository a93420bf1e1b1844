"""Who is told what the guard says unasked."""

from __future__ import annotations

from typing import Protocol


class Listener(Protocol):
    """The app's ear for the guard; called from a thread of the link's own."""

    def closing_soon(self) -> None:
        """The line will stand again soon, unless a key is pressed."""

    def stays_open(self) -> None:
        """A key was pressed after that."""

    def save_for_lock(self) -> None:
        """Save what is not saved; comes back when it is, or cannot be."""

    def stick_out(self) -> None:
        """The stick is out, and the person wants to be asked."""

    def stick_back(self) -> None:
        """The stick is back."""

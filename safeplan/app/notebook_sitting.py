"""One sitting with the household notebook: what it is now, how to go back, and who keeps it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from safeplan.cover.history import History
from safeplan.cover.notebook import Notebook, dumps

if TYPE_CHECKING:
    from safeplan.app.session import Session


def followed(at: int, before: Sequence[object], after: Sequence[object]) -> int | None:
    """Where a thing stands after a change that another page made; None when it is gone.

    Args:
        at: its place in ``before``.
        before: all of its kind as they were.
        after: all of its kind as they are now.

    Returns:
        The place of the same thing; else the same place where only that one has other words.
    """
    one = before[at]
    if at < len(after) and after[at] == one:
        return at
    if one in after:
        return after.index(one)
    others = (*before[:at], *before[at + 1 :])
    rest = (*after[:at], *after[at + 1 :])
    return at if at < len(after) and rest[: len(others)] == others else None


class Sitting:
    """The notebook while it is open. A change gives a new notebook, which is saved behind it.

    Args:
        notebook: what was read from the file.
        session: holds the open file, and saves.
        today: tells the day.
    """

    def __init__(
        self, notebook: Notebook, session: Session, today: Callable[[], date] = date.today
    ) -> None:
        self.history = History(notebook)
        self.session = session
        self.today = today

    @property
    def notebook(self) -> Notebook:
        """The notebook as it is now."""
        return self.history.now

    def put(self, notebook: Notebook, *, now: bool = True, since: History | None = None) -> None:
        """Let ``notebook`` be the notebook, and save it.

        Args:
            notebook: the new one.
            now: save at once, or after a second without typing.
            since: all that was changed since then is one step; typing in one note is.
        """
        if notebook != self.notebook:
            self.history = (since or self.history).then(notebook)
            self._keep(now=now)
        elif now and self.session.unsaved:
            self.session.try_again()

    def undo(self) -> bool:
        """Go one step back; False where there is none."""
        before = self.history.undone()
        if before is self.history:
            return False
        self.history = before
        self._keep(now=True)
        return True

    @property
    def kept(self) -> bool:
        """Whether saving works as far as is known."""
        return not self.session.read_only and not self.session.refused

    def _keep(self, *, now: bool) -> None:
        notebook = self.notebook
        if self.session.keeper is not None and not self.session.read_only:
            self.session.keeper.put(lambda: dumps(notebook), now=now)

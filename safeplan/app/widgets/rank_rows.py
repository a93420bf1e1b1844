"""A list put in order: Space picks a row up, arrows move it, Space puts it down. No dragging."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from textual.message import Message

from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows


class RankRows(Rows):
    """Rows that can be moved.

    With the mouse, or by digits: choose a row, then choose where it goes.

    Args:
        rows: the rows, in their order.
        fixed: keys of the rows at the end that stay there and are opened instead.
        picked_up: the tag of the row that is picked up.
    """

    @dataclass
    class Ordered(Message):
        """A row stands in another place now."""

        rows: RankRows
        row: Row

        @property
        def control(self) -> RankRows:
            """The list."""
            return self.rows

    def __init__(
        self,
        rows: Sequence[Row],
        *,
        fixed: Collection[str] = (),
        picked_up: str = "",
        id: str | None = None,  # noqa: A002 Textual's own name
    ) -> None:
        super().__init__(rows, ticks=True, id=id)
        self._fixed = frozenset(fixed)
        self._picked_up = picked_up
        self.held = ""

    @property
    def movable(self) -> int:
        """How many rows can be moved."""
        return sum(row.key not in self._fixed for row in self.rows)

    def hold(self, key: str) -> None:
        """Pick the row up, or put down what is held for ""."""
        self.held = key
        self._tag()

    def _tag(self) -> None:
        self.put(
            [replace(row, tag=self._picked_up if row.key == self.held else "") for row in self.rows]
        )

    def move(self, key: str, to: int) -> None:
        """Put the row ``key`` in the place ``to``, counted from 0, among those that move."""
        rows = [row for row in self.rows if row.key != key]
        row = self.rows[self.index_of(key)]
        to = min(max(to, 0), self.movable - 1)
        if self.index_of(key) == to:
            return
        rows.insert(to, row)
        self.put(rows)
        self.index = to
        self.post_message(self.Ordered(self, row))

    def step(self, by: int) -> None:
        """Move the row under the focus mark up (-1) or down (1)."""
        if self.row is not None and self.row.key not in self._fixed:
            self.move(self.row.key, self.index + by)

    def action_down(self) -> None:
        """The next row; or the row that is held, one place down."""
        if self.held:
            self.step(1)
        else:
            super().action_down()

    def action_up(self) -> None:
        """The row before; or the row that is held, one place up."""
        if self.held:
            self.step(-1)
        else:
            super().action_up()

    def action_first(self) -> None:
        """The first row; what is held goes there."""
        if self.held:
            self.move(self.held, 0)
        else:
            super().action_first()

    def action_last(self) -> None:
        """The last row; what is held goes there."""
        if self.held:
            self.move(self.held, self.movable - 1)
        else:
            super().action_last()

    def action_enter(self) -> None:
        """Put down what is held; open a row that is opened; else go on."""
        if self.held:
            self.hold("")
        elif self.row is not None and self.row.key in self._fixed:
            self.post_message(self.Chosen(self, self.row))
        else:
            self.post_message(self.Done(self))

    def choose(self, index: int) -> None:
        """Pick the row up; or put down, there, what is held. A fixed row is opened."""
        if not 0 <= index < len(self.rows):
            return
        row = self.rows[index]
        if row.key in self._fixed:
            self.hold("")
            self.index = index
            self.post_message(self.Chosen(self, row))
        elif not self.held:
            self.index = index
            self.hold(row.key)
        else:
            self.move(self.held, index)
            self.hold("")

    def on_blur(self) -> None:
        """Leaving the list puts down what is held."""
        if self.held:
            self.hold("")

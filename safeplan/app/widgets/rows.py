"""A list that draws whole rows itself, so that no row moves when the focus does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from safeplan.app.widgets.cover import covered, seen
from safeplan.app.widgets.page import bring_into_view, park
from safeplan.app.widgets.row import (
    COVERED_MARKS,
    FOCUS_MARK,
    NO_MARK,
    TICKED,
    Look,
    Row,
    lay_out,
    number_of,
)

SPACED_UP_TO = 10
RIGHT_MARGIN = 2


class Rows(Widget, can_focus=True, inherit_bindings=False):
    """Rows to choose from; one Tab stop, moved in with Up and Down.

    Args:
        rows: the rows.
        at: key of the row that holds the focus mark first.
        ticks: Space, digits and clicks tick; Enter posts ``Done``.
        letters: a letter moves to the next row that begins with it (long lists).
        numbers: whether digits stand before the first nine rows.
        zero: whether a tenth row is chosen by 0.
        zero_last: whether the last row is chosen by 0, however many there are.
        column: cell of a second column for the tags, at full width.
        first: number of the first row, where the digits go on from another list above.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "down", show=False),
        Binding("up", "up", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("enter", "enter", show=False),
        Binding("space", "space", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--row", "rows--focus"}
    DEFAULT_CSS = """
    Rows { height: auto; width: 1fr; margin: 0 0 1 0; }
    Rows > .rows--row { color: $ink; }
    Rows > .rows--focus { color: $focus-ink; background: $focus-ground; text-style: bold; }
    """

    index: reactive[int] = reactive(0, repaint=True)

    @dataclass
    class Chosen(Message):
        """A row was chosen: Enter, its digit, or a click."""

        rows: Rows
        row: Row

        @property
        def control(self) -> Rows:
            """The list."""
            return self.rows

    @dataclass
    class Ticked(Message):
        """A row was ticked or unticked by the person; ``on`` is how it is now."""

        rows: Rows
        row: Row
        on: bool

        @property
        def control(self) -> Rows:
            """The list."""
            return self.rows

    @dataclass
    class Done(Message):
        """Enter in a list of ticks: go on."""

        rows: Rows

        @property
        def control(self) -> Rows:
            """The list."""
            return self.rows

    @dataclass
    class Moved(Message):
        """The focus mark stands on another row."""

        rows: Rows
        row: Row

        @property
        def control(self) -> Rows:
            """The list."""
            return self.rows

    def __init__(
        self,
        rows: Sequence[Row],
        *,
        at: str = "",
        ticks: bool = False,
        letters: bool = False,
        numbers: bool = True,
        zero: bool = False,
        zero_last: bool = False,
        column: int | None = None,
        first: int = 1,
        id: str | None = None,  # noqa: A002 Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.rows = tuple(rows)
        self.ticks = ticks
        self.letters = letters
        self.first = first
        self._numbers, self._zero, self._column = numbers, zero, column
        self._zero_last = zero_last
        self._drawn: list[tuple[int, str]] = []
        self._drawn_for: tuple[object, ...] = ()
        self.set_reactive(Rows.index, self.index_of(at))

    # What stands in the list

    def index_of(self, key: str) -> int:
        """Index of the row with this key; the first row when there is none."""
        return next((i for i, row in enumerate(self.rows) if row.key == key), 0)

    @property
    def row(self) -> Row | None:
        """The row under the focus mark, or None in an empty list."""
        return self.rows[self.index] if self.rows else None

    @property
    def ticked(self) -> tuple[str, ...]:
        """Keys of the rows that are ticked, in order."""
        return tuple(row.key for row in self.rows if row.mark == TICKED)

    def put(self, rows: Sequence[Row]) -> None:
        """Show other rows; the focus mark stays on the same key where that is still there."""
        key = self.row.key if self.row else ""
        self.rows = tuple(rows)
        kept = next((i for i, row in enumerate(self.rows) if row.key == key), None)
        self.index = kept if kept is not None else min(self.index, max(len(self.rows) - 1, 0))
        self.refresh(layout=True)

    def change(self, key: str, **parts: str) -> None:
        """Change parts of one row (``label``, ``tag``, ``mark``); the others stay."""
        self.put([replace(row, **parts) if row.key == key else row for row in self.rows])  # type: ignore[arg-type]

    # Drawing

    def _look(self, width: int) -> Look:
        spaced = self.screen.has_class("-roomy") and len(self.rows) <= SPACED_UP_TO
        column = self._column if width >= 60 else None
        room = width - (RIGHT_MARGIN if width >= 60 else 0)
        last = len(self.rows) - 1 if self._zero_last else -1
        return Look(room, self._numbers, self._zero, column, spaced, first=self.first, last=last)

    def _lines(self, width: int) -> list[tuple[int, str]]:
        look = self._look(width)
        drawn_for = (self.rows, look, covered(self))
        if self._drawn_for != drawn_for:
            rows = [self._seen(row) for row in self.rows] if covered(self) else self.rows
            drawn = lay_out(rows, look)
            self._drawn = [(i, line) for i, lines in enumerate(drawn) for line in lines]
            self._drawn_for = drawn_for
        return self._drawn

    def _seen(self, row: Row) -> Row:
        """A row as it is drawn while the person's words are covered."""
        label = row.label if row.offered else seen(self, row.label)
        mark = COVERED_MARKS.get(row.mark, row.mark)
        return replace(row, label=label, tag=seen(self, row.tag), mark=mark)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the rows take at this width."""
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        """One line of the list, its whole width."""
        plain = self.get_component_rich_style("rows--row")
        drawn = self._lines(self.size.width)
        if y >= len(drawn):
            return Strip.blank(self.size.width, plain)
        at, line = drawn[y]
        focused = self.has_focus and at == self.index and line != ""
        style = self.get_component_rich_style("rows--focus") if focused else plain
        first = y == 0 or drawn[y - 1][0] != at
        mark = FOCUS_MARK if focused and first else NO_MARK
        strip = Strip([Segment(mark + line, style)])
        return strip.extend_cell_length(self.size.width, plain)

    def _span(self, index: int) -> tuple[int, int]:
        drawn = enumerate(self._lines(self.size.width))
        ys = [y for y, (at, line) in drawn if at == index and line]
        return (ys[0], ys[-1] + 1) if ys else (0, 1)

    def come_into_view(self) -> None:
        """Bring the focused row into view, and park the terminal's cursor on it."""
        if not self.is_attached:
            return  # its screen was left before this could be done
        top, bottom = self._span(self.index)
        if self.has_focus:
            bring_into_view(self, Region(0, top, self.size.width, bottom - top))
            park(self, Offset(0, top))

    # Moving

    def watch_index(self, old: int, new: int) -> None:
        """Follow the focus mark."""
        if old != new and self.row is not None and self.is_attached:
            self.call_after_refresh(self.come_into_view)
            self.post_message(self.Moved(self, self.row))

    def on_focus(self) -> None:
        """The list has the focus."""
        self.call_after_refresh(self.come_into_view)

    def on_resize(self) -> None:
        """Lines break elsewhere now."""
        self.call_after_refresh(self.come_into_view)

    def action_down(self) -> None:
        """Next row; after the last one, out of the list."""
        if self.index + 1 < len(self.rows):
            self.index += 1
        else:
            self.screen.focus_next()

    def action_up(self) -> None:
        """Row before; before the first one, out of the list."""
        if self.index > 0:
            self.index -= 1
        else:
            self.screen.focus_previous()

    def action_first(self) -> None:
        """First row."""
        self.index = 0

    def action_last(self) -> None:
        """Last row."""
        self.index = max(len(self.rows) - 1, 0)

    # Choosing

    def action_enter(self) -> None:
        """Choose the row; in a list of ticks, go on."""
        if self.row is None:
            return
        if self.ticks and not self.row.acts:
            self.post_message(self.Done(self))
        else:
            self.post_message(self.Chosen(self, self.row))

    def action_space(self) -> None:
        """Tick the row."""
        if self.row is not None and self.ticks:
            self.choose(self.index)

    def choose(self, index: int) -> None:
        """Choose or tick the row at ``index``, as its digit or a click does."""
        if not 0 <= index < len(self.rows):
            return
        self.index = index
        row = self.rows[index]
        if self.ticks and not row.acts:
            self.post_message(self.Ticked(self, row, row.mark != TICKED))
        else:
            self.post_message(self.Chosen(self, row))

    def digit(self, digit: str) -> bool:
        """Choose the row that this digit stands before; False if there is none."""
        look = self._look(self.size.width)
        for index in range(len(self.rows)):
            if number_of(index, look) == digit:
                self.focus()
                self.choose(index)
                return True
        return False

    def on_key(self, event: events.Key) -> None:
        """A letter moves to the next row that begins with it."""
        letter = event.character
        if not self.letters or not letter or not letter.isalpha():
            return
        count = len(self.rows)
        for step in range(1, count + 1):
            index = (self.index + step) % count
            if self.rows[index].label.casefold().startswith(letter.casefold()):
                self.index = index
                event.stop()
                event.prevent_default()
                return

    def on_click(self, event: events.Click) -> None:
        """A whole row is the target."""
        event.stop()
        drawn = self._lines(self.size.width)
        if event.y < len(drawn) and drawn[event.y][1]:
            self.choose(drawn[event.y][0])

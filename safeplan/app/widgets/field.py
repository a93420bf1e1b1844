"""The two fields in which a person writes: one line, and a long text.

They keep no clipboard, select nothing, never blink, and finish no word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip

from safeplan.app.widgets.cover import typed
from safeplan.app.widgets.own_keys import OwnKeys
from safeplan.app.widgets.page import bring_into_view, park
from safeplan.app.widgets.typing import Typing
from safeplan.app.widgets.wrapping import pad, spans

BAR = "| "


class Field(OwnKeys, can_focus=True, inherit_bindings=False):
    """What both fields share.

    Args:
        text: what was written before.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move('left')", show=False),
        Binding("right", "move('right')", show=False),
        Binding("home", "move('home')", show=False),
        Binding("end", "move('end')", show=False),
        Binding("backspace", "erase_before", show=False),
        Binding("delete", "erase_after", show=False),
        Binding("ctrl+z", "undo", show=False),
        Binding("enter", "enter", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"field--text", "field--bar", "field--cursor"}
    DEFAULT_CSS = """
    Field { width: 1fr; height: auto; margin: 0 0 1 0; }
    Field > .field--text { color: $ink; background: $field; }
    Field > .field--bar { color: $rule; background: $field; }
    Field > .field--cursor { color: $focus-ink; background: $focus-ground; text-style: bold; }
    """
    ONE_LINE: ClassVar[bool] = True

    @dataclass
    class Changed(Message):
        """The text is another now."""

        field: Field
        text: str

        @property
        def control(self) -> Field:
            """The field."""
            return self.field

    @dataclass
    class Entered(Message):
        """Enter in a one-line field: go on."""

        field: Field
        text: str

        @property
        def control(self) -> Field:
            """The field."""
            return self.field

    @dataclass
    class Left(Message):
        """The focus went elsewhere: what was written is saved now."""

        field: Field
        text: str

        @property
        def control(self) -> Field:
            """The field."""
            return self.field

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._typing = Typing(text, one_line=self.ONE_LINE)
        self._scroll = 0

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self._typing.text

    @text.setter
    def text(self, text: str) -> None:
        if text != self._typing.text:
            self._typing.replace(text)
            self._changed()

    def begin(self, text: str) -> None:
        """Hold ``text`` as if it had stood there from the first: no step leads back from it."""
        self._typing = Typing(text, one_line=self.ONE_LINE)
        self._moved()

    @property
    def at(self) -> int:
        """Letters before the cursor."""
        return self._typing.at

    @at.setter
    def at(self, at: int) -> None:
        self._typing.move(min(max(at, 0), len(self.text)))
        self._moved()

    # Where things are

    def rows_shown(self) -> int:
        """Rows of the window that the field takes."""
        return 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The rows of the field; they do not follow the text."""
        return self.rows_shown()

    def _room(self) -> int:
        """Cells for text; the last one is for the cursor."""
        return max(self.size.width - len(BAR) - 1, 1)

    def _lines(self) -> list[tuple[int, int]]:
        return spans(self.text, self._room())

    def _line_of(self, at: int) -> int:
        found = 0
        for index, (start, _end) in enumerate(self._lines()):
            if at >= start:
                found = index
        return found

    def _cursor(self) -> tuple[int, int]:
        """Column (cells, without the bar) and line of the cursor in the whole text."""
        line = self._line_of(self._typing.at)
        start = self._lines()[line][0]
        return min(cell_len(self.text[start : self._typing.at]), self._room()), line

    # Drawing

    def come_into_view(self) -> None:
        """Keep the cursor in view and the terminal's own cursor on it."""
        column, line = self._cursor()
        self._scroll = min(max(self._scroll, line - self.size.height + 1), line)
        if self.has_focus:
            spot = Offset(len(BAR) + column, line - self._scroll)
            bring_into_view(self, Region(0, spot.y, 1, 1))
            park(self, spot)

    def render_line(self, y: int) -> Strip:
        """The bar and one line of the text."""
        text = self.get_component_rich_style("field--text")
        bar = self.get_component_rich_style("field--bar")
        line = y + self._scroll
        lines = self._lines()
        words = typed(self, self.text[slice(*lines[line])]) if line < len(lines) else ""
        return self._drawn(words, bar, text, self._cursor() if self.has_focus else None, line)

    def _drawn(
        self, words: str, bar: object, text: object, cursor: tuple[int, int] | None, line: int
    ) -> Strip:
        strip = Strip([Segment(BAR, bar), Segment(words, text)])  # type: ignore[arg-type]
        strip = strip.adjust_cell_length(self.size.width, text)  # type: ignore[arg-type]
        if cursor is None or cursor[1] != line:
            return strip
        at = len(BAR) + cursor[0]
        below = strip.crop(at, at + 1).text or " "
        wide = max(cell_len(below), 1)
        mark = Strip([Segment(below, self.get_component_rich_style("field--cursor"))])
        return Strip.join([strip.crop(0, at), mark, strip.crop(at + wide, self.size.width)])

    # Events

    def on_focus(self) -> None:
        """The field can be typed in now."""
        self.stayed()
        self.call_after_refresh(self.come_into_view)

    def on_blur(self) -> None:
        """Another thing has the focus."""
        self.post_message(self.Left(self, self.text))

    def on_resize(self) -> None:
        """Lines break elsewhere now."""
        self.call_after_refresh(self.come_into_view)

    def on_key(self, event: events.Key) -> None:
        """A printable key is text, and no shortcut; keys of the field act in the same order."""
        if self.acts(event):
            return
        if event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            if self._typing.insert(event.character):
                self._changed()

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text is text, whatever it holds."""
        event.stop()
        if self._typing.insert(event.text):
            self._changed()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the click was."""
        event.stop()
        lines = self._lines()
        line = min(max(event.y + self._scroll, 0), len(lines) - 1)
        start, end = lines[line]
        at = start
        while at < end and cell_len(self.text[start : at + 1]) <= event.x - len(BAR):
            at += 1
        self._typing.move(at)
        self._moved()

    def _moved(self) -> None:
        self.come_into_view()
        self.refresh()

    def _changed(self) -> None:
        self._moved()
        self.post_message(self.Changed(self, self.text))

    def action_move(self, where: str) -> None:
        """Move the cursor by one character, or to an end of its line."""
        typing = self._typing
        start, end = self._lines()[self._line_of(typing.at)]
        if where == "left":
            typing.left()
        elif where == "right":
            typing.right()
        else:
            typing.move(start if where == "home" else end)
        self._moved()

    def action_erase_before(self) -> None:
        """Erase to the left."""
        if self._typing.erase_before():
            self._changed()

    def action_erase_after(self) -> None:
        """Erase to the right."""
        if self._typing.erase_after():
            self._changed()

    def action_undo(self) -> None:
        """Take back the last thing typed."""
        if self._typing.undo():
            self._changed()

    def action_enter(self) -> None:
        """Go on."""
        self.post_message(self.Entered(self, self.text))


class OneLine(Field):
    """A field of one row; a longer text moves sideways under it."""

    def _lines(self) -> list[tuple[int, int]]:
        return [(0, len(self.text))]

    def _first(self) -> int:
        """First character in view, so that the cursor stands in the row."""
        first = 0
        while cell_len(self.text[first : self._typing.at]) > self._room():
            first += 1
        return first

    def _cursor(self) -> tuple[int, int]:
        return cell_len(self.text[self._first() : self._typing.at]), 0

    def render_line(self, y: int) -> Strip:
        """The part of the text that the cursor is in."""
        text = self.get_component_rich_style("field--text")
        bar = self.get_component_rich_style("field--bar")
        words = self.text[self._first() :] if self.has_focus else self.text
        words = pad(typed(self, words), self._room())
        return self._drawn(words, bar, text, self._cursor() if self.has_focus else None, 0)


class LongText(Field):
    """A field of several rows; Enter makes a new line and Tab leaves it.

    Args:
        text: what was written before.
        rows: rows at 80x24; there are more where there is room.
    """

    ONE_LINE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "line(-1)", show=False),
        Binding("down", "line(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]

    def __init__(self, text: str = "", *, rows: int = 6, id: str | None = None) -> None:  # noqa: A002
        super().__init__(text, id=id)
        self._rows = rows

    def rows_shown(self) -> int:
        """Fourteen where there is room, fewer in a low window."""
        if self.screen.has_class("-roomy"):
            return max(self._rows, 14)
        return min(self._rows, 4) if self.screen.has_class("-narrow") else self._rows

    def action_enter(self) -> None:
        """A new line."""
        self._typing.insert("\n")
        self._changed()

    def action_line(self, by: int) -> None:
        """Move the cursor up or down, in the same column."""
        column, line = self._cursor()
        lines = self._lines()
        wanted = min(max(line + by, 0), len(lines) - 1)
        start, end = lines[wanted]
        at = start
        while at < end and cell_len(self.text[start : at + 1]) <= column:
            at += 1
        # The end of a broken line is the start of the next: stay on this one.
        broken = wanted + 1 < len(lines) and lines[wanted + 1][0] == end
        self._typing.move(at - 1 if broken and at == end and at > start else at)
        self._moved()

    def action_page(self, by: int) -> None:
        """Move by what the field shows."""
        self.action_line(by * max(self.size.height - 1, 1))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the cursor."""
        event.stop()
        self.action_line(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the cursor."""
        event.stop()
        self.action_line(-1)

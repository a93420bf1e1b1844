"""Buttons: words in brackets, with one free cell for the focus mark."""

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
from textual.widget import Widget

from safeplan.app.widgets.cover import seen
from safeplan.app.widgets.page import bring_into_view, park


class BracketButton(Widget, can_focus=True, inherit_bindings=False):
    """``[ Words ]``; Enter, Space or a click presses it.

    Args:
        label: the words, already in the person's language.
        does: what it stands for; it travels in ``Pressed``, and the screen looks for a method
            ``do_<does>``.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "press", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"button--words", "button--focus"}
    DEFAULT_CSS = """
    BracketButton { height: 1; width: auto; }
    BracketButton > .button--words { color: $accent-ink; }
    BracketButton > .button--focus {
        color: $focus-ink; background: $focus-ground; text-style: bold;
    }
    """

    @dataclass
    class Pressed(Message):
        """The button was pressed."""

        button: BracketButton

        @property
        def control(self) -> BracketButton:
            """The button."""
            return self.button

    def __init__(self, label: str, does: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.label = label
        self.does = does

    @property
    def words(self) -> str:
        """What is drawn between the two free cells."""
        return f"[ {seen(self, self.label, button=True)} ]"

    @property
    def cells(self) -> int:
        """Cells it takes, one on each side included."""
        return cell_len(self.words) + 2

    def rename(self, label: str) -> None:
        """Let it have other words."""
        if label != self.label:
            self.label = label
            self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """The words and a cell on each side."""
        return self.cells

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row, three where there is room."""
        return 1

    def render_line(self, y: int) -> Strip:
        """The words stand in the middle row."""
        width, height = self.size
        style = self.get_component_rich_style("button--words")
        if y != height // 2:
            return Strip.blank(width, style)
        if not self.has_focus:
            return Strip([Segment(f" {self.words} ", style)]).adjust_cell_length(width, style)
        focus = self.get_component_rich_style("button--focus")
        bold = Segment(">", style)
        return Strip([bold, Segment(self.words, focus), Segment(" ", style)]).adjust_cell_length(
            width, style
        )

    def on_focus(self) -> None:
        """Park the terminal's cursor on the words."""
        self.call_after_refresh(self.come_into_view)

    def come_into_view(self) -> None:
        """Let the page show it, and park the terminal's cursor on it."""
        if self.has_focus:
            bring_into_view(self, Region(0, 0, *self.size))
            park(self, Offset(1, self.size.height // 2))

    def action_press(self) -> None:
        """Press it."""
        self.post_message(self.Pressed(self))

    def on_click(self, event: events.Click) -> None:
        """A click presses."""
        event.stop()
        self.action_press()

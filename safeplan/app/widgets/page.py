"""The part of a screen between the top row and the buttons; it scrolls only when it must."""

from __future__ import annotations

from dataclasses import dataclass

from textual.containers import VerticalScroll
from textual.geometry import Offset, Region
from textual.message import Message
from textual.widget import Widget


class Page(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Holds what a screen says and asks."""

    DEFAULT_CSS = """
    Page { height: 1fr; scrollbar-size: 0 0; }
    """

    @dataclass
    class Scrolled(Message):
        """There may be more, or less, below than before."""

        more: bool

    @property
    def more(self) -> bool:
        """Whether something stands below what is seen."""
        return self.scroll_offset.y < self.max_scroll_y

    def tell(self) -> None:
        """Say whether there is more below."""
        self.post_message(self.Scrolled(self.more))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The page was scrolled."""
        super().watch_scroll_y(old_value, new_value)
        self.call_after_refresh(self.tell)

    def on_mount(self) -> None:
        """Look once all is laid out, and again whenever the contents change their height."""
        self.watch(self, "virtual_size", self._changed_height)

    def _changed_height(self) -> None:
        self.call_after_refresh(self.tell)

    def on_resize(self) -> None:
        """The window has another height: what has the focus stays in view."""
        self.call_after_refresh(self.tell)
        show = getattr(self.screen.focused, "come_into_view", None)
        if show is not None:
            self.call_after_refresh(show)


def park(widget: Widget, spot: Offset) -> None:
    """Put the terminal's own cursor on a cell of ``widget``; readers and magnifiers follow it.

    The cursor is moved with what is drawn, so the widget is drawn again when it moves.
    """
    at = widget.region.offset + spot
    if widget.app.cursor_position != at:
        widget.app.cursor_position = at
        widget.refresh()


def bring_into_view(widget: Widget, region: Region) -> None:
    """Scroll the page that holds ``widget`` so that ``region`` of it is seen.

    Args:
        widget: anything inside a page; nothing happens elsewhere.
        region: cells within the widget.
    """
    node = widget
    while isinstance(node.parent, Widget):
        region = region.translate(node.virtual_region.offset)
        node = node.parent
        if isinstance(node, Page):
            top = int(node.scroll_target_y)
            top = min(max(top, region.bottom - node.size.height), region.y)
            if top != node.scroll_target_y:
                node.scroll_to(y=top, animate=False, force=True, immediate=True)
            return

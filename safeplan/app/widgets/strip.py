"""Row 24: the number to ring, how to hide, and the few keys worth knowing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Size
from textual.layout import Layout
from textual.strip import Strip
from textual.widget import Widget

from safeplan.app.widgets.flow import Flow
from safeplan.app.widgets.page import park

DOT = "·"
# Where the strip is wider than the window, these go, one after the other.
FIRST_LEFT_OUT = ("cover", "find", "numbers", "keys")


class StripWords(Widget, can_focus=False):
    """Words on the strip that are only read."""

    DEFAULT_CSS = """
    StripWords { width: auto; height: 1; color: $quiet; }
    """

    def __init__(self, words: str, *, dot: bool = False, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self.words, self.dot = words, dot

    @property
    def cells(self) -> int:
        """Cells of the dot, the words, and the free ones around them."""
        return cell_len(self.words) + (3 if self.dot else 2)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All its cells."""
        return self.cells

    def render_line(self, y: int) -> Strip:
        """Drawn the same whether anything has the focus or not."""
        dot = DOT if self.dot else ""
        return Strip([Segment(f"{dot} {self.words} ", self.rich_style)])


class StripKey(StripWords, can_focus=True, inherit_bindings=False):
    """Words on the strip that a key, a click or Enter carries out."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "press", show=False)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"strip--focus"}
    DEFAULT_CSS = """
    StripKey > .strip--focus { color: $focus-ink; background: $focus-ground; text-style: bold; }
    """

    def __init__(self, words: str, action: str, *, dot: bool) -> None:
        super().__init__(words, dot=dot)
        self.does = action

    def render_line(self, y: int) -> Strip:
        """The cell before the words is kept free for the focus mark."""
        plain = self.rich_style
        if not self.has_focus:
            return super().render_line(y)
        focus = self.get_component_rich_style("strip--focus")
        dot = DOT if self.dot else ""
        return Strip([Segment(f"{dot}>", plain), Segment(self.words, focus), Segment(" ", plain)])

    def on_focus(self) -> None:
        """Park the terminal's cursor on the words."""
        self.come_into_view()

    def come_into_view(self) -> None:
        """It is always in view."""
        park(self, Offset(2 if self.dot else 1, 0))

    async def action_press(self) -> None:
        """Carry it out, as its key does."""
        await self.run_action(f"screen.{self.does}")

    async def on_click(self, event: events.Click) -> None:
        """A click carries it out."""
        event.stop()
        await self.action_press()


class BottomStrip(Widget, can_focus=False):
    """The strip.

    Args:
        words: sentences that are only read: the number first, then how to hide.
        keys: words and actions that can be carried out here.
        short: what stands in a window too narrow for ``words``; the same when empty.
        kept: the action that is left out last.
    """

    DEFAULT_CSS = """
    BottomStrip { height: auto; width: 1fr; }
    """

    def __init__(
        self,
        words: Sequence[str],
        keys: Sequence[tuple[str, str]] = (),
        *,
        short: Sequence[str] = (),
        kept: str = "",
    ) -> None:
        super().__init__(id="strip")
        self._kept = kept
        self._words, self._keys, self._short = tuple(words), tuple(keys), tuple(short)

    def compose(self) -> ComposeResult:
        """Words, then keys."""
        for index, words in enumerate(self._words):
            yield StripWords(words, dot=index > 0)
        for index, (words, action) in enumerate(self._keys):
            yield StripKey(words, action, dot=bool(self._words) or index > 0)

    def render(self) -> str:
        """Nothing of its own."""
        return ""

    def fit(self, width: int, *, narrow: bool) -> None:
        """In a narrow window: the number and how to hide, and no more.

        Elsewhere a key whose words have no room is left to the page of keys, which names it.
        """
        keys = list(self.query(StripKey))
        for key in keys:
            key.display = not narrow
        for action in sorted(FIRST_LEFT_OUT, key=lambda one: one == self._kept):
            shown = [one for one in self.query(StripWords) if one.display]
            if sum(one.cells for one in shown) > width:
                for key in keys:
                    key.display = key.display and key.does != action
        if self._short:
            said = [one for one in self.query(StripWords) if not isinstance(one, StripKey)]
            for one, words in zip(said, self._short if narrow else self._words, strict=True):
                one.words = words
                one.refresh(layout=True)

    def take(self, other: BottomStrip) -> None:
        """Say what ``other`` would say; one that says more or less is left to the next screen."""
        if len(other._words) != len(self._words) or self._short:
            return
        self._words, self._keys, self._kept = other._words, other._keys, other._kept
        said = [one for one in self.query(StripWords) if not isinstance(one, StripKey)]
        named = {action: words for words, action in self._keys}
        new = [*zip(said, self._words, strict=False)]
        new += [(one, named.get(one.does, one.words)) for one in self.query(StripKey)]
        for one, words in new:
            if one.words != words:
                one.words = words
                one.refresh(layout=True)

    @property
    def layout(self) -> Layout:
        """Side by side, in the middle."""
        return Flow(gap=0, centred=True)

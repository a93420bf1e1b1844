"""A heading with a few quiet words at its right edge."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from safeplan.app.widgets.cover import seen
from safeplan.app.widgets.words import Heading
from safeplan.app.widgets.wrapping import cut


class HeadingLine(Heading):
    """``This week                      usual shop``, in one row at any width.

    Args:
        text: the heading, bold at the left.
        aside: words at the right; left out where there is no room.
    """

    DEFAULT_CSS = """
    HeadingLine { text-style: none; height: 1; }
    """

    def __init__(self, text: str, aside: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(text, id=id)
        self.aside = aside

    def put(self, text: str, aside: str) -> None:
        """Show another heading and other words beside it."""
        self.aside = aside
        self.say(text)

    def render(self) -> Content:
        """Both ends of the row."""
        width = self.size.width
        text = cut(seen(self, self.text), max(width, 1))
        aside = seen(self, self.aside)
        free = width - cell_len(text) - cell_len(aside)
        if not aside or free < 2:
            return Content.styled(text, "bold")
        return Content.assemble((text, "bold"), " " * free, (aside, "$quiet"))

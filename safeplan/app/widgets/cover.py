"""What a widget draws of its words, where the person's own may be covered with dots."""

from __future__ import annotations

from rich.cells import cell_len
from textual.widget import Widget

DOT = "·"
# As many whatever they stand for: a length tells Yes from No.
DOTS = DOT * 8


def covered(widget: Widget) -> bool:
    """Whether the person's words are covered now."""
    return bool(getattr(widget.app, "covered", False))


def seen(widget: Widget, text: str, *, button: bool = False) -> str:
    """``text`` as it may be drawn: whole, or with dots for what the person wrote.

    Args:
        widget: what draws it.
        text: any words.
        button: whether they stand on a button.
    """
    cover = getattr(widget.app, "cover", None)
    return str(cover(text, button=button)) if covered(widget) and cover is not None else text


def typed(widget: Widget, words: str) -> str:
    """What is typed, or a dot in each of its cells, so that the cursor stands where it stands."""
    return "".join(DOT * cell_len(one) for one in words) if covered(widget) else words

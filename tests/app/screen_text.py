"""The window as text, row by row, as a person reads it."""

from __future__ import annotations

from typing import Any

from textual.app import App


def rows(app: App[Any]) -> list[str]:
    """Rows of the screen that is seen, without the spaces at their ends."""
    screen = app.screen
    lines = screen._compositor.render_strips(screen.size)
    return ["".join(segment.text for segment in strip).rstrip() for strip in lines]


def text(app: App[Any]) -> str:
    """The whole window, without what is blank below it."""
    return "\n".join(rows(app)).rstrip() + "\n"


def row_with(app: App[Any], words: str) -> int:
    """Number of the first row that holds these words."""
    return next(at for at, row in enumerate(rows(app)) if words in row)

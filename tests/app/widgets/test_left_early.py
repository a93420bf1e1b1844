"""What was put off until something is drawn, and comes when its screen has been left."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widget import Widget

from safeplan.app.themes import COLOURS, EVENING
from safeplan.app.widgets.field import LongText, OneLine
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows


class House(App[None]):
    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(COLOURS[EVENING])

    def compose(self) -> ComposeResult:
        yield self.widget


@pytest.mark.parametrize("kind", ["rows", "line", "text"])
async def test_nothing_is_brought_into_view_that_is_gone(kind: str) -> None:
    widget = {
        "rows": Rows([Row("tea", "Tea"), Row("toast", "Toast")]),
        "line": OneLine("tea"),
        "text": LongText("tea"),
    }[kind]
    async with House(widget).run_test() as pilot:
        await pilot.pause()
        await widget.remove()
        widget.come_into_view()

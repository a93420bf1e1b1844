"""A small house for the notebook's pages: the same frame and colours, a file kept in memory."""

import asyncio
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from rich.cells import cell_len
from textual.app import App
from textual.binding import BindingType
from textual.message import Message

import safeplan.app
from safeplan.app.actions import bindings
from safeplan.app.messages import NotSaved, Saved
from safeplan.app.notebook_sitting import Sitting
from safeplan.app.screens.framed import Framed
from safeplan.app.screens.notebook import open_notebook
from safeplan.app.screens.notebook_frame import NotebookFrame
from safeplan.app.session import Session
from safeplan.app.themes import COLOURS, EVENING, themes
from safeplan.cover.notebook import Item, Note, Notebook, dumps, loads
from safeplan.vault.errors import Full
from safeplan.vault.format import Salts
from safeplan.vault.vault import Room

TODAY = date(2026, 11, 25)
BOOK = Notebook(
    shop="usual shop",
    items=(
        Item("tomatoes", "4"),
        Item("oat milk", "2", "l"),
        Item("washing powder"),
        Item("potatoes", "2", "kg", ticked=True),
        Item("bin bags"),
        Item("rice", "1", "kg", ticked=True),
        Item("salt", place="usual"),
        Item("eggs", "6", place="usual"),
        Item("leeks", "3", place="bought", date="2026-11-18"),
    ),
    notes=(
        Note("Bins", "Black bin Tuesday.", "2026-11-03"),
        Note("Boiler", "Pressure was 0.8, topped up to 1.4.", "2026-11-14"),
    ),
)


class File:
    """A file that takes what it is given, or is full."""

    read_only = False
    needs_level = False
    mended = False

    def __init__(self, payload: bytes) -> None:
        self.payload = payload
        self.salts: Salts | None = None
        self.full = False
        self.saves = 0

    def save(self, payload: bytes) -> None:
        """Keep it, unless there is no room."""
        if self.full:
            raise Full
        self.payload = payload
        self.saves += 1

    def room(self) -> Room:
        """Most of it is free."""
        return Room(1 << 10, 1 << 17)

    def level(self) -> None:
        """There is one copy."""

    def reattach(self) -> None:
        """It is never pulled out."""

    @property
    def notebook(self) -> Notebook:
        """What stands in the file."""
        return loads(self.payload)


async def no_pause(seconds: float) -> None:
    """A second passes at once."""
    await asyncio.sleep(0)


class House(App[None], inherit_bindings=False):
    """What the pages need of the program around them."""

    CSS_PATH = str(Path(safeplan.app.__file__).parent / "app.tcss")
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(first=True)]

    def __init__(self, book: Notebook | bytes = BOOK) -> None:
        super().__init__()
        self.animation_level = "none"
        for theme in themes():
            self.register_theme(theme)
        self.theme = EVENING
        self.file = File(book if isinstance(book, bytes) else dumps(book))
        self.session = Session(sleep=no_pause)
        self.sitting: Sitting | None = None
        self.hidden = 0
        self.path = ""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(COLOURS[EVENING])

    def on_mount(self) -> None:
        keeper = self.session.attach(self.file, self.post_message)  # type: ignore[arg-type]
        self.run_worker(keeper.run())
        self.sitting = open_notebook(self, lambda: TODAY)  # type: ignore[arg-type]

    def back(self) -> None:
        if len(self.screen_stack) > 2:
            self.pop_screen()

    def action_hide(self) -> None:
        self.hidden += 1

    def on_saved(self, event: Saved) -> None:
        self._tell(event)

    def on_not_saved(self, event: NotSaved) -> None:
        self._tell(event)

    def _tell(self, event: Message) -> None:
        if isinstance(self.screen, Framed):
            self.screen.saved() if isinstance(event, Saved) else self.screen.show_saving()

    # What tests look at

    @property
    def book(self) -> Notebook:
        """The notebook now."""
        assert self.sitting is not None
        return self.sitting.notebook

    @property
    def front(self) -> NotebookFrame:
        """The page that is seen."""
        assert isinstance(self.screen, NotebookFrame)
        return self.screen

    def seen(self) -> str:
        """The window as plain text, row by row."""
        return window(self)


def window(app: App[Any]) -> str:
    """What is seen, as plain text with all its rows."""
    strips = app.screen._compositor.render_strips(app.size)
    rows = ["".join(segment.text for segment in strip) for strip in strips]
    assert len(rows) == app.size.height
    assert all(cell_len(row) <= app.size.width for row in rows)
    return "\n".join(row.rstrip() for row in rows) + "\n"

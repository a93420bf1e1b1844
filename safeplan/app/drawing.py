"""What the driver of every system does: drawing when the guard lets it, and nothing that tells."""

from __future__ import annotations

import io
import os
import re
import sys
import threading
from typing import TYPE_CHECKING, Any

from textual.driver import Driver

if TYPE_CHECKING:
    from textual._xterm_parser import XTermParser
    from textual.app import App

# Strings to the terminal: the clipboard, titles, links. None may carry a word out of here.
_OSC = re.compile("\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?")
_CURSOR_ON, _CURSOR_OFF = "\x1b[?25h", "\x1b[?25l"
# The keyboard modes are left as they were: the guard reads what comes either way.
_KEYBOARD = re.compile("\x1b\\[[<>=][0-9;]*u")


def quiet(data: str) -> str:
    """``data`` without strings to the terminal, bells and keyboard modes."""
    if "\x1b]" in data:
        data = _OSC.sub("", data)
    if data.endswith("u"):
        data = _KEYBOARD.sub("", data)
    return data.replace("\x07", "") if "\x07" in data else data


class Outlet:
    """The way to the terminal, with a gate; the writer thread writes to it as to a file."""

    def __init__(self, fd: int) -> None:
        # Windows' console takes letters, not bytes, which `open` knows; and no more than 32 KiB at
        # once, which a buffer knows.
        buffering = -1 if sys.platform == "win32" else 0
        raw = open(fd, "wb", buffering=buffering, closefd=False)  # noqa: SIM115
        self._stream = io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="")
        self._lock = threading.Lock()
        self._open = False

    def write(self, text: str) -> None:
        """Write, if the gate is open; what comes while it is shut is gone."""
        with self._lock:
            if self._open:
                self._stream.write(text)

    def flush(self) -> None:
        """Push what was written out to the terminal."""
        with self._lock:
            if self._open:
                self._stream.flush()

    def fileno(self) -> int:
        """The terminal's descriptor."""
        return self._stream.fileno()

    def shut(self) -> None:
        """Close the gate; nothing is on its way when this comes back."""
        with self._lock:
            if self._open:
                self._stream.flush()
            self._open = False

    def reopen(self, first: str) -> None:
        """Open the gate, and write ``first``."""
        with self._lock:
            self._open = True
            self._stream.write(first)
            self._stream.flush()


class Holding(Driver):
    """Draws when the guard lets it; the app's ``link``, where it has one, is told of it.

    To be mixed in before the driver of a system.
    """

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        stdout = sys.__stdout__
        self._outlet = Outlet(1 if stdout is None else stdout.fileno())
        self._file: Any = self._outlet
        self._starting = False
        self._started = ""
        self._held = True
        self._told = False
        self._cursor = ""
        self.take_over()

    @property
    def can_suspend(self) -> bool:
        """Never: the shell is the guard's to give back."""
        return False

    @property
    def held(self) -> bool:
        """Whether the window is the guard's: nothing that is drawn is seen."""
        return self._held

    def start_application_mode(self) -> None:
        """Start, and keep what was written, to be written again after each hold."""
        self._starting, self._started = True, ""
        self.start_drawing()
        self._starting = False
        link = getattr(self._app, "link", None)
        if link is not None and not self._told:
            self._told = True
            link.attach(self)

    def take_over(self) -> None:
        """Undo what Textual's own driver has set up and the guard looks after; the last of init."""

    def parse(self, parser: XTermParser, text: str) -> None:
        """Hand on what ``text`` means, and what a silence says of a half sequence."""
        # Half a character is no text yet, and no text at all would end the parser.
        if text:
            for message in parser.feed(text):
                self.process_message(message)
        for message in parser.tick():
            self.process_message(message)

    def start_drawing(self) -> None:
        """Write what a terminal is told first, and begin to read keys."""
        raise NotImplementedError

    def write(self, data: str) -> None:
        """Write to the terminal, less what would tell or make a noise."""
        data = quiet(data)
        if self._starting:
            self._started += data
        if data and not self._held:
            super().write(data)  # type: ignore[safe-super]

    def show_cursor(self, on: bool) -> None:
        """Let the terminal's own cursor be seen, where the screen has put it, or not."""
        self._cursor = _CURSOR_ON if on else _CURSOR_OFF
        self.write(self._cursor)

    def hold(self) -> None:
        """See `safeplan.app.link.Drawing`; from any thread but the writer's."""
        self._held = True
        self._outlet.shut()

    def release(self) -> None:
        """See `safeplan.app.link.Drawing`."""
        self._held = False
        self._outlet.reopen(self._started + self._cursor)
        self._loop.call_soon_threadsafe(self._draw_again)

    def _draw_again(self) -> None:
        self._app.refresh(layout=True)
        for screen in self._app.screen_stack:
            screen.refresh(layout=True)

    def close(self) -> None:
        """The app has ended; one that fell over ends the process, so that the guard can tell.

        Nothing after this is sure to be reached: a thread may be waiting for what never comes.
        """
        super().close()
        if self._app.return_code:
            try:
                last_words = getattr(self._app, "last_words", None)
                if last_words is not None:
                    last_words()
            finally:
                os._exit(self._app.return_code)

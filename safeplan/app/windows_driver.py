"""Textual's driver for Windows, typed to through a pipe; see `safeplan.app.driver`.

The console's modes are the guard's: this end sets none, and reads no record of the console.
"""

# ruff: noqa: E402, S101 - the type checker reads no further where this is the wrong system

from __future__ import annotations

import sys

assert sys.platform == "win32"

import os
from codecs import getincrementaldecoder
from queue import Empty, SimpleQueue
from threading import Thread

from textual._xterm_parser import XTermParser
from textual.drivers._writer_thread import WriterThread
from textual.drivers.windows_driver import WindowsDriver

from safeplan.app.drawing import Holding

READ_SIZE = 1 << 16
TICK = 0.01  # seconds between looks at a half sequence, while there is one
KEYS = 0  # the descriptor that is typed to

SECOND_SCREEN, NO_CURSOR, FOCUS = "\x1b[?1049h", "\x1b[?25l", "\x1b[?1004h"


class HeldDriver(Holding, WindowsDriver):
    """See `Holding`."""

    def start_drawing(self) -> None:
        """See `Holding`."""
        self._writer_thread = WriterThread(self._file)
        self._writer_thread.start()
        self.write(SECOND_SCREEN)
        self._enable_mouse_support()
        self.write(NO_CURSOR)
        self.write(FOCUS)
        self._enable_bracketed_paste()
        typed: SimpleQueue[bytes] = SimpleQueue()
        Thread(target=self._read, args=(typed,), daemon=True).start()
        Thread(target=self._parse, args=(typed,), daemon=True).start()

    def disable_input(self) -> None:
        """Take no more keys; the threads end with the process."""
        self.exit_event.set()

    @staticmethod
    def _read(typed: SimpleQueue[bytes]) -> None:
        """Read what is typed until the pipe ends, which means: the guard is gone."""
        while data := _read_some():
            typed.put(data)
        os._exit(0)

    def _parse(self, typed: SimpleQueue[bytes]) -> None:
        """Hand what is typed to the parser."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            try:
                data = typed.get(timeout=TICK if parser._timeout_time is not None else None)
            except Empty:
                data = b""
            self.parse(parser, decode(data))


def _read_some() -> bytes:
    try:
        return os.read(KEYS, READ_SIZE)
    except OSError:
        return b""

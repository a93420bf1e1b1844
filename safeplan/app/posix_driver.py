"""Textual's driver for Linux and macOS, typed to through a pipe; see `safeplan.app.driver`."""

# ruff: noqa: E402, S101 - the type checker reads no further where this is the wrong system

from __future__ import annotations

import sys

assert sys.platform != "win32"  # there it is safeplan.app.windows_driver

import os
import select
import signal
from codecs import getincrementaldecoder

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from safeplan.app.drawing import Holding

READ_SIZE = 1 << 16
TICK = 0.01  # seconds between looks at a half sequence, while there is one


class HeldDriver(Holding, LinuxDriver):
    """See `Holding`."""

    def take_over(self) -> None:
        """See `Holding`."""
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        signal.signal(signal.SIGCONT, signal.SIG_DFL)
        # The queries that this allows are answered by the terminal, not by what stdin is.
        self.input_tty = True

    def start_drawing(self) -> None:
        """See `Holding`."""
        LinuxDriver.start_application_mode(self)  # type: ignore[no-untyped-call]

    def disable_input(self) -> None:
        """Take no more keys; the reading thread ends with the process."""
        self.exit_event.set()

    def run_input_thread(self) -> None:
        """Hand what is typed to the parser until the pipe ends, which means: the guard is gone."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        fd = self.fileno
        while not self.exit_event.is_set():
            waiting = TICK if parser._timeout_time is not None else None
            data = b""
            if select.select([fd], [], [], waiting)[0]:
                data = os.read(fd, READ_SIZE)
                if not data:
                    os._exit(0)
            self.parse(parser, decode(data))

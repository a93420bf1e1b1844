"""The console: what is typed, what is written, its modes, and making it empty."""

# ruff: noqa: SIM105 - contextlib takes longer to load than all that is used here
# ruff: noqa: E402, S101 - the type checker reads no further where this is the wrong system

from __future__ import annotations

import sys

assert sys.platform == "win32"

import _winapi
import ctypes
import msvcrt
import os
import time

from safeplan.guard.sequences import WIPE, NoTerminal
from safeplan.guard.windows import kernel
from safeplan.guard.windows.pen import Pen
from safeplan.guard.windows.records import SIZE, WORST, Translator

SAY_BUDGET = 0.25  # seconds for a console that does not take what is written
WIPE_BUDGET = 0.05  # seconds until others are killed, whose writing may be in the way
LAST_BUDGET = 2.0  # seconds for the wipe after which this process may go
SWALLOW_SILENCE = 0.35  # seconds without a key after which no more are coming
SWALLOW_LONGEST = 2.0
MOST_RECORDS = 512  # read at once

# Keys come as a terminal would send them, Ctrl-C too; the mouse marks nothing, so that it can make
# no writer wait; another size is told.
_TYPING = kernel.VIRTUAL_INPUT | kernel.EXTENDED_FLAGS | kernel.WINDOW_INPUT
_DRAWING = kernel.PROCESSED_OUTPUT | kernel.WRAP | kernel.VIRTUAL_OUTPUT


class Window:
    """The console, from opening to giving it back as it was.

    Attributes:
        keys: Handle of its input; it can be waited for.
        child_fd: Descriptor of its output, for those that draw.
        translator: What is typed goes through it.

    Raises:
        NoTerminal: This process has no console, or one that knows no sequences.
    """

    def __init__(self, path: str = "") -> None:
        self.translator = Translator()
        try:
            self.keys = _open("CONIN$")
            self._screen = _open("CONOUT$")
            self._before = kernel.console_mode(self.keys), kernel.console_mode(self._screen)
            self.child_fd = os.open("CONOUT$", os.O_RDWR)
        except OSError as error:
            raise NoTerminal from error
        if not kernel.set_console_mode(self._screen, _DRAWING):
            raise NoTerminal
        self._title = kernel.title()
        info = kernel.buffer_info(self._screen)
        self._colours = 7 if info is None else info.attributes
        records = bytearray(MOST_RECORDS * SIZE)
        self._records = (ctypes.c_ubyte * len(records)).from_buffer(records)
        self._view = memoryview(records)
        self._pen = Pen()

    def raw(self) -> None:
        """Every key reaches us, and none is shown or acted on by the console."""
        kernel.set_console_mode(self.keys, _TYPING)
        kernel.set_console_mode(self._screen, _DRAWING)

    def restore(self) -> None:
        """Give the console back exactly as it was."""
        kernel.set_console_mode(self.keys, self._before[0])
        kernel.set_console_mode(self._screen, self._before[1])
        if kernel.title() != self._title:
            kernel.set_title(self._title)

    def entitle(self, name: bytes) -> None:
        """Have ``name`` stand above the window until it is given back.

        Whoever started us has written our command line there.
        """
        kernel.set_title(name.decode("utf-8", "replace"))

    def close(self) -> None:
        """Let go of the console, once it has been given back."""
        _winapi.CloseHandle(self.keys)
        _winapi.CloseHandle(self._screen)
        os.close(self.child_fd)

    # What is typed ------------------------------------------------------------------------------

    def read_now(self, into: bytearray) -> int:
        """Read what was typed, without waiting; answers how many bytes it became, often none.

        Raises:
            OSError: The console is gone.
        """
        most = min(MOST_RECORDS, len(into) // WORST, kernel.records_waiting(self.keys))
        if not most:
            return 0
        count = kernel.read_records(self.keys, ctypes.addressof(self._records), most)
        try:
            return self.translator.translate(self._view, count, into)
        finally:
            ctypes.memset(self._records, 0, count * SIZE)

    def read(self, into: bytearray, longest: float | None) -> int | None:
        """Read keys; None when none came within ``longest`` seconds, 0 when none ever will."""
        end = None if longest is None else time.monotonic() + longest
        try:
            while True:
                left = 1.0 if end is None else max(0.0, end - time.monotonic())
                if kernel.wait_for_any([self.keys], left):
                    size = self.read_now(into)
                    if size:
                        return size
                if end is not None and time.monotonic() >= end:
                    return None
        except OSError:
            return 0

    def swallow(self, scratch: bytearray) -> None:
        """Take keys and drop them until a moment of silence, so that none reaches the shell.

        Args:
            scratch: Where they are read to; it is zeroed.
        """
        end = time.monotonic() + SWALLOW_LONGEST
        while True:
            left = min(SWALLOW_SILENCE, end - time.monotonic())
            if left <= 0 or not self.read(scratch, left):
                break
        scratch[:] = bytes(len(scratch))
        kernel.drop_records(self.keys)

    # What is written ----------------------------------------------------------------------------

    @property
    def size(self) -> tuple[int, int] | None:
        """Rows and columns that are seen; None where nobody knows."""
        info = kernel.buffer_info(self._screen)
        if info is None:
            return None
        seen = info.window
        return seen.bottom - seen.top + 1, seen.right - seen.left + 1

    @property
    def columns(self) -> int:
        """Width in cells; 80 where nobody knows."""
        size = self.size
        return 80 if size is None else size[1]

    def say(self, text: bytes) -> None:
        """Write ``text``, as far as the console takes it within a moment."""
        words = text.decode("utf-8", "replace")
        self._pen.do(lambda: kernel.write(self._screen, words), SAY_BUDGET)

    def wipe(self, budget: float = WIPE_BUDGET) -> bool:
        """Empty the window and what was scrolled up; answers whether the console has done so.

        By sequences, which reach what a program drew on a second screen, and what a terminal
        keeps that stands behind the console; then by the console's own calls, which know nothing
        of sequences that were cut in two.
        """
        return self._pen.do(self._erase, budget, first=True)

    def wipe_at_last(self) -> None:
        """Empty it once more, now that nobody else writes, and wait longer for it."""
        self.wipe(LAST_BUDGET)

    def _erase(self) -> None:
        try:
            kernel.write(self._screen, WIPE.decode("ascii"))
        except OSError:
            pass
        kernel.fill_with_spaces(self._screen, self._colours)


def complain(sentence: bytes) -> None:
    """Write where a shell's errors go, in letters that a console shows rightly."""
    try:
        kernel.write(msvcrt.get_osfhandle(2), sentence.decode("utf-8", "replace") + "\r\n")
    except OSError:
        os.write(2, sentence + b"\r\n")


def _open(name: str) -> int:
    access, shared, there = kernel.READ_AND_WRITE, kernel.SHARED, kernel.THERE
    return _winapi.CreateFile(name, access, shared, 0, there, 0, 0)

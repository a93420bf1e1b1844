"""The window: making it empty, whatever state it was left in, and the terminal's modes.

Everything is written to a description of the terminal of the guard's own, which never blocks.
The terminal's flags are shared with the shell; those of this description are not.
"""

# ruff: noqa: SIM105 - contextlib takes longer to load than all that is used here
# ruff: noqa: E402, S101 - the type checker reads no further where this is the wrong system

from __future__ import annotations

import os
import select
import sys

assert sys.platform != "win32"  # there it is safeplan.guard.windows.console

import termios
import time

from safeplan.guard.sequences import CLEAR, PASTE_ON, WIPE, NoTerminal

__all__ = ["CLEAR", "PASTE_ON", "WIPE", "NoTerminal", "Window"]

WIPE_BUDGET = 0.25  # seconds for a terminal that does not take the wipe
SAY_BUDGET = 0.25
SWALLOW_SILENCE = 0.35  # seconds without a key after which no more are coming
SWALLOW_LONGEST = 2.0


class Window:
    """The terminal, from opening to giving it back as it was.

    Raises:
        NoTerminal: The process has no terminal of its own.
    """

    def __init__(self, path: str = "/dev/tty") -> None:
        try:
            flags = os.O_RDWR | os.O_NOCTTY
            self.fd = os.open(path, flags | os.O_NONBLOCK)
            self.child_fd = os.open(path, flags)
            self._before = termios.tcgetattr(self.fd)
        except (OSError, termios.error) as error:
            raise NoTerminal from error
        self._takes = True  # what was said last

    def raw(self) -> None:
        """Every key reaches us as a byte, and none is shown or acted on by the terminal."""
        mode = termios.tcgetattr(self.fd)
        mode[0] &= ~(
            termios.BRKINT
            | termios.ICRNL
            | termios.IGNCR
            | termios.INLCR
            | termios.ISTRIP
            | termios.IXON
            | termios.IXOFF
            | termios.PARMRK
        )
        mode[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        mode[6][termios.VMIN] = 1
        mode[6][termios.VTIME] = 0
        termios.tcsetattr(self.fd, termios.TCSANOW, mode)

    def restore(self) -> None:
        """Give the terminal back exactly as it was."""
        try:
            termios.tcsetattr(self.fd, termios.TCSANOW, self._before)
        except (OSError, termios.error):
            pass

    def read(self, into: bytearray, longest: float | None) -> int | None:
        """Read keys; None when none came within ``longest`` seconds, 0 when none ever will."""
        if not select.select([self.fd], [], [], longest)[0]:
            return None
        try:
            return os.readv(self.fd, [into])
        except BlockingIOError:
            return None
        except OSError:
            return 0

    def close(self) -> None:
        """Let go of the terminal, once it has been given back."""
        os.close(self.fd)
        os.close(self.child_fd)

    @property
    def columns(self) -> int:
        """Width in cells; 80 where nobody knows."""
        try:
            return os.get_terminal_size(self.fd).columns or 80
        except OSError:
            return 80

    def say(self, text: bytes) -> None:
        """Write ``text``, as far as the terminal takes it within a moment.

        One that took nothing is not waited for again until it takes something: keys are not
        heard meanwhile.
        """
        give_up = time.monotonic() + (SAY_BUDGET if self._takes else 0.0)
        rest = memoryview(text)
        while rest:
            try:
                rest = rest[os.write(self.fd, rest) :]
            except BlockingIOError:
                left = give_up - time.monotonic()
                if left <= 0 or not select.select([], [self.fd], [], left)[1]:
                    self._takes = False
                    return
            except OSError:
                return
        self._takes = True

    def wipe(self, budget: float = WIPE_BUDGET) -> bool:
        """Empty the window and its scrollback; answers whether the terminal took all of it.

        A writer that is blocked holds the terminal's lock: flushing what it wrote and stopping
        and starting the output wakes it. A flush drops what was queued of the wipe as well, so
        after a short write the whole string is sent again.
        """
        give_up = time.monotonic() + budget
        while True:
            try:
                if os.write(self.fd, WIPE) == len(WIPE):
                    return True
            except BlockingIOError:
                pass
            except OSError:
                return False
            if time.monotonic() >= give_up:
                return False
            self._unblock()

    def wipe_at_last(self) -> None:
        """Empty it once more, now that nobody else writes."""
        self.wipe()

    def _unblock(self) -> None:
        try:
            termios.tcflush(self.fd, termios.TCOFLUSH)
            termios.tcflow(self.fd, termios.TCOOFF)
            termios.tcflow(self.fd, termios.TCOON)
            select.select([], [self.fd], [], 0.002)
        except (OSError, termios.error):
            pass

    def swallow(self, scratch: bytearray) -> None:
        """Take keys and drop them until a moment of silence, so that none reaches the shell.

        Args:
            scratch: Where they are read to; it is zeroed.
        """
        end = time.monotonic() + SWALLOW_LONGEST
        while True:
            left = min(SWALLOW_SILENCE, end - time.monotonic())
            if left <= 0:
                break
            try:
                if not select.select([self.fd], [], [], left)[0]:
                    break
                if not os.readv(self.fd, [scratch]):
                    break
            except BlockingIOError:
                continue
            except OSError:
                break
        scratch[:] = bytes(len(scratch))
        try:
            termios.tcflush(self.fd, termios.TCIFLUSH)
        except (OSError, termios.error):
            pass

"""Pipes, which cannot be waited for on Windows: a thread for each end that somebody waits at."""

# ruff: noqa: E402, S101 - the type checker reads no further where this is the wrong system

from __future__ import annotations

import sys

assert sys.platform == "win32"

import _thread
import _winapi
import msvcrt
import os

from safeplan.guard.windows import kernel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

ROOM = 1 << 16  # bytes that a pipe holds: no message of the guard's makes it wait


def pipe() -> tuple[int, int]:
    """The descriptors of a new pipe, for reading and for writing; nothing inherits them."""
    read, write = _winapi.CreatePipe(None, ROOM)
    return msvcrt.open_osfhandle(read, os.O_RDONLY), msvcrt.open_osfhandle(write, 0)


class Mailbox:
    """What the threads bring, in order, and an event that is set when there is something.

    Attributes:
        event: Handle of the event.
    """

    def __init__(self) -> None:
        self.event = kernel.make_event()
        self._turn = _thread.allocate_lock()
        self._letters: list[tuple[object, bytes]] = []

    def put(self, sender: object, data: bytes) -> None:
        """From any thread: ``data`` of ``sender``; none means that no more will come."""
        with self._turn:
            self._letters.append((sender, data))
        kernel.set_event(self.event)

    def take(self) -> list[tuple[object, bytes]]:
        """Everything that has come."""
        with self._turn:
            letters, self._letters = self._letters, []
        return letters


def listen(fd: int, tell: Callable[[bytes], None], size: int = 4096) -> None:
    """Read a pipe to its end from a thread, and close it there.

    The thread owns the descriptor: closing one that another thread waits at would wait too.
    """

    def run() -> None:
        data = b"-"
        while data:
            try:
                data = os.read(fd, size)
            except OSError:
                data = b""
            tell(data)
        os.close(fd)

    _thread.start_new_thread(run, ())


class Feeder:
    """Writes to a pipe from a thread, so that whoever does not read makes nobody wait.

    Args:
        fd: Write end; it is closed by the thread.
        most: Bytes that may wait; what comes when there are more is dropped.
    """

    def __init__(self, fd: int, most: int = 1 << 16) -> None:
        self._fd = fd
        self._most = most
        self._waiting = bytearray()
        self._over = False
        self._turn = _thread.allocate_lock()
        self._wake = _thread.allocate_lock()
        self._wake.acquire()
        _thread.start_new_thread(self._run, ())

    def put(self, pieces: list[bytes | memoryview]) -> None:
        """Write these, in order, after what was put before; waits for nothing."""
        with self._turn:
            for piece in pieces:
                if len(self._waiting) < self._most:
                    self._waiting += piece
            self._go_on()

    def close(self) -> None:
        """Write no more, and close the pipe."""
        with self._turn:
            self._over = True
            self._go_on()

    def _go_on(self) -> None:
        if self._wake.locked():
            self._wake.release()

    def _run(self) -> None:
        while True:
            self._wake.acquire()
            with self._turn:
                data, self._waiting = self._waiting, bytearray()
                over = self._over
            if over or not self._write(data):
                break
        os.close(self._fd)

    def _write(self, data: bytearray) -> bool:
        try:
            with memoryview(data) as view:
                rest = view[:]
                while rest:
                    rest = rest[os.write(self._fd, rest) :]
                rest.release()
        except OSError:
            return False
        data[:] = bytes(len(data))
        return True

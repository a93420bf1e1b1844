"""Passwords for the commands: asked for at a masked line, derived in a process of its own.

No command ever derives by itself: what makes text of a password dies before its root is used.
"""

from __future__ import annotations

import os
import sys
import time

from safeplan.guard import keys, line, wire
from safeplan.vault.errors import TooLittleMemory

if sys.platform == "win32":
    from safeplan.guard.windows import procs
    from safeplan.guard.windows.console import Window
else:
    from safeplan.guard import procs
    from safeplan.guard.wipe import Window

READ_SIZE = 4096


class Refused(Exception):  # noqa: N818
    """The person would rather not: Escape, Ctrl-C, Ctrl-Q, or the terminal is gone."""


class Deriver:
    """Derives roots, each time in a process that dies afterwards.

    Args:
        command: What is executed; the product's program by default.
    """

    def __init__(self, command: tuple[str, ...] | None = None) -> None:
        self._command = procs.standard_programs().kdf if command is None else command

    def root(self, words: bytearray, salt: bytes) -> bytes:
        """The root for ``salt``; ``words`` are bytes as typed, and stay as they are.

        Raises:
            TooLittleMemory: The derivation could not be done here.
        """
        return self.roots(words, (salt,))[0]

    def roots(self, words: bytearray, salts: tuple[bytes, ...]) -> tuple[bytes, ...]:
        """A root for each of one to three salts of 32 bytes.

        Raises:
            TooLittleMemory: The derivation could not be done here.
        """
        root, written = procs.pipe()
        kdf = procs.Kdf(self._command, written)
        os.close(written)
        try:
            self._give(kdf, wire.TOGETHER, salts, words)
            if kdf.hear() != wire.DERIVED:
                raise TooLittleMemory
            return tuple(os.read(root, wire.ROOT_SIZE) for _ in salts)
        finally:
            kdf.end()
            os.close(root)

    def judge(self, words: bytearray) -> bytes:
        """What is to be said of a new password.

        Returns:
            `wire.WILL_DO`, `wire.GUESSABLE` (it may be kept) or `wire.CANNOT_BE_TAKEN`.

        Raises:
            TooLittleMemory: It could not be judged here.
        """
        root, written = procs.pipe()
        kdf = procs.Kdf(self._command, written, judge=True)
        os.close(written)
        try:
            self._give(kdf, wire.JUDGED, (bytes(wire.SALT_SIZE),), words)
            verdict = kdf.hear()
        finally:
            kdf.end()
            os.close(root)
        if verdict not in (wire.WILL_DO, wire.GUESSABLE, wire.CANNOT_BE_TAKEN):
            raise TooLittleMemory
        return verdict

    @staticmethod
    def _give(kdf: procs.Kdf, mode: bytes, salts: tuple[bytes, ...], words: bytearray) -> None:
        with memoryview(words) as view:
            kdf.give(wire.job_head(mode, salts, len(view)), view)


def ask_on_terminal(prompt: str, path: str = "/dev/tty") -> bytearray:
    """Have a line typed behind ``prompt``, shown as stars.

    Returns:
        The bytes as typed; the caller overwrites them when done.

    Raises:
        NoTerminal: There is none (`safeplan.guard.wipe`).
        Refused: The person pressed Escape or one of the keys that hide.
    """
    window = Window(path)
    buffer = bytearray(READ_SIZE)
    stars = line.Stars(window.say)
    typed = line.Line(stars)
    words = prompt.encode() + b" "
    try:
        window.raw()
        stars.begin(words, window.columns)
        window.say(words)
        _type(window, typed, buffer)
        with typed.view as view:
            return bytearray(view)
    finally:
        typed.zero()
        buffer[:] = bytes(READ_SIZE)
        window.say(b"\r\n")
        window.restore()
        window.close()


def _type(window: Window, typed: line.Line, buffer: bytearray) -> None:
    scanner = keys.Scanner()
    while True:
        deadline = scanner.deadline
        left = None if deadline is None else max(0.0, deadline - time.monotonic())
        size = window.read(buffer, left)
        now = time.monotonic()
        if size == 0:
            raise Refused
        events = scanner.settle(now) if size is None else scanner.feed(buffer, size, now)
        for kind, start, stop, _ in events:
            if kind in (keys.ESCAPE, keys.QUIT):
                raise Refused
            for at in range(start, stop):
                if kind == keys.PASTED:
                    typed.pasted(buffer[at])
                elif typed.key(buffer[at]) == line.DONE:
                    return

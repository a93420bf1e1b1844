"""Where the passwords of a command come from: the terminal, or a descriptor, one a line.

Never from arguments or the environment, which other programs of the computer can read. The bytes
are handed to the short-lived process that derives, and overwritten here.
"""

from __future__ import annotations

import io

from safeplan.app.derive import Deriver, Refused, ask_on_terminal
from safeplan.commands.refused import RefusedError
from safeplan.guard import wire
from safeplan.guard.sequences import NoTerminal
from safeplan.language import gettext as _
from safeplan.vault.format import Roots, Salts

LONGEST = 4096  # bytes of a line that are taken; a person types fewer


class Password:
    """One password, as bytes that can be overwritten."""

    def __init__(self, words: bytearray, deriver: Deriver) -> None:
        self._words = words
        self._deriver = deriver

    def root(self, salt: bytes) -> bytes:
        """The root of 32 bytes for a salt of 32 bytes (RFC 9106), from a process that dies.

        Raises:
            TooLittleMemory: it could not be derived here.
        """
        return self._deriver.root(self._words, salt)

    def roots(self, salts: Salts) -> Roots:
        """The roots for both halves of a file.

        Raises:
            TooLittleMemory: they could not be derived here.
        """
        return Roots(*self._deriver.roots(self._words, tuple(salts)))

    def is_same(self, words: bytes) -> bool:
        """Whether these words were typed, whatever stands between them."""
        return bytes(self._words).split() == words.split()

    def forget(self) -> None:
        """Overwrite it; it opens nothing afterwards."""
        self._words[:] = bytes(len(self._words))

    def __enter__(self) -> Password:
        return self

    def __exit__(self, *exception: object) -> None:
        self.forget()


class Passwords:
    """The passwords that a command needs, in their order.

    Args:
        descriptor: read one a line from it; None to ask on the terminal.
        deriver: makes roots of them.
    """

    def __init__(self, descriptor: int | None, deriver: Deriver | None = None) -> None:
        self._descriptor = descriptor
        self.deriver = deriver or Deriver()

    @property
    def asks(self) -> bool:
        """Whether somebody is asked on a terminal."""
        return self._descriptor is None

    def existing(self, prompt: str) -> Password:
        """A password that is already in use.

        Args:
            prompt: id of the words shown before the line.

        Raises:
            RefusedError: none was given.
        """
        return Password(self._line(prompt), self.deriver)

    def new(self, prompt: str) -> Password:
        """A password that is chosen now; typed twice on the terminal, once on a descriptor.

        Raises:
            RefusedError: none was given, two were unlike, or it cannot be taken.
        """
        words = self._line(prompt)
        if self._descriptor is None:
            again = self._line("cli.ask_again")
            same = words == again
            again[:] = bytes(len(again))
            if not same:
                words[:] = bytes(len(words))
                raise RefusedError("cli.not_the_same")
        if self.deriver.judge(words) == wire.CANNOT_BE_TAKEN:
            words[:] = bytes(len(words))
            raise RefusedError("cli.choose_another")
        return Password(words, self.deriver)

    def _line(self, prompt: str) -> bytearray:
        if self._descriptor is not None:
            return self._read(self._descriptor)
        try:
            return ask_on_terminal(_(prompt))
        except (Refused, NoTerminal):
            raise RefusedError("cli.no_password") from None

    @staticmethod
    def _read(descriptor: int) -> bytearray:
        """One line, byte by byte, so that the next password stays in the pipe."""
        line = bytearray()
        byte = bytearray(1)
        try:
            with io.FileIO(descriptor, closefd=False) as stream:
                while stream.readinto(byte) and byte != b"\n":
                    if len(line) == LONGEST:
                        raise RefusedError("cli.choose_another")
                    line += byte
        except (OSError, ValueError, TypeError, OverflowError):
            raise RefusedError("cli.no_descriptor") from None
        if line.endswith(b"\r"):  # Windows ends a line with two bytes; no password holds this one
            del line[-1:]
        if not line:
            raise RefusedError("cli.no_password")
        return line

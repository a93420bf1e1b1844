"""The short-lived process that turns a password into roots, and dies with it.

``kdf.py judge|derive JOB VERDICT ROOT``: the numbers of three pipes, whose messages stand in
`safeplan.guard.wire`. Text is made of the password here alone, since text cannot be wiped.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from safeplan.app.ends import descriptor
from safeplan.guard import shield, wire

if TYPE_CHECKING:
    from safeplan.vault.keys import Profile

HARD_TO_GUESS = 10  # decimal digits of guesses below which a password is remarked on
WIDTH = 80  # columns of a window that does not say
ROWS_BESIDE = 5  # above and below a code: the name, one sentence, what to press
# A terminal that knows no bright white keeps the white before it.
BLACK_ON_WHITE, PLAIN = "\x1b[30;47;107m", "\x1b[0m"
JUDGED_LENGTH = 72  # characters; the estimator takes no more, and more are never easy


class _Over(Exception):  # noqa: N818
    """The guard has closed the pipe: nobody waits for this any more."""


def _read(fd: int, size: int) -> bytearray:
    data = bytearray(size)
    filled = 0
    with io.FileIO(fd, closefd=False) as stream, memoryview(data) as view:
        while filled < size:
            more = stream.readinto(view[filled:])
            if not more:
                raise _Over
            filled += more
    return data


def easy_to_guess(text: str) -> bool:
    """Whether a stranger with a program would soon have tried ``text``."""
    from zxcvbn import zxcvbn

    return bool(zxcvbn(text[:JUDGED_LENGTH])["guesses_log10"] < HARD_TO_GUESS)


def judge(typed: bytearray) -> bytes:
    """What is to be said of a new password: CANNOT_BE_TAKEN, GUESSABLE or WILL_DO."""
    from safeplan.vault import keys

    try:
        text = typed.decode("utf-8")
    except UnicodeDecodeError:
        return wire.CANNOT_BE_TAKEN
    if keys.unsuitable(text):
        return wire.CANNOT_BE_TAKEN
    return wire.GUESSABLE if easy_to_guess(" ".join(text.split())) else wire.WILL_DO


def show(text: str, terminal: int = 1) -> None:
    """Write words on the terminal, no row of it longer than the window is wide.

    Args:
        text: words with spaces between them.
        terminal: its descriptor, where every line break has to be said in full.
    """
    try:
        columns = os.get_terminal_size(terminal).columns
    except OSError:
        columns = 0
    rows = [""]
    for word in text.split():
        longer = f"{rows[-1]} {word}".strip()
        if rows[-1] and len(longer) >= (columns or WIDTH):
            rows.append(word)
        else:
            rows[-1] = longer
    _write(terminal, "\r\n".join(rows) + "\r\n\r\n")


def show_for_camera(code: str, terminal: int = 1) -> bool:
    """Paint a recovery code for a camera; False when the window is too small for it.

    Args:
        code: letters, digits and hyphens.
        terminal: its descriptor.
    """
    from safeplan.export.qr import make_code

    rows = make_code(code, dense=True).half_blocks()
    try:
        columns, height = os.get_terminal_size(terminal)
    except OSError:
        return False
    if columns < len(rows[0]) or height < len(rows) + ROWS_BESIDE:
        return False
    _write(terminal, "".join(f"{BLACK_ON_WHITE}{row}{PLAIN}\r\n" for row in rows))
    return True


def _write(terminal: int, text: str) -> None:
    # Windows' console takes letters, not bytes, which `open` knows.
    with open(terminal, "w", encoding="utf-8", newline="", closefd=False) as stream:
        stream.write(text)


class _Job:
    """One password, and where its roots go."""

    def __init__(self, job: int, verdict: int, root: int, profile: Profile) -> None:
        self._job = job
        self._verdict = verdict
        self._root = root
        self._profile = profile

    def run(self) -> None:
        head = _read(self._job, wire.JOB_HEAD_SIZE)
        size = wire.SALT_SIZE
        salts = [bytes(head[2 + at * size : 2 + (at + 1) * size]) for at in range(head[1])]
        typed = _read(self._job, int.from_bytes(head[-2:], "little"))
        mode = bytes(head[:1])
        if mode in (wire.MAKE_WORDS, wire.MAKE_CODE):
            self._make(mode, salts)
            return
        if mode == wire.JUDGED:
            verdict = judge(typed)
            self._say(verdict)
            if verdict == wire.CANNOT_BE_TAKEN or _read(self._job, 1) != wire.GO:
                return
        if mode == wire.STEPS:
            for at, salt in enumerate(salts):
                if at and _read(self._job, 1) != wire.NEXT:
                    return
                self._hand_over(self._derive(typed, salt))
        else:
            self._hand_over(b"".join(self._derive(typed, salt) for salt in salts))

    def _make(self, mode: bytes, salts: list[bytes]) -> None:
        """Make words, hand over their roots if it is a code, show them, and wait for the end."""
        from safeplan.app.six_words import six_words
        from safeplan.language import from_environment
        from safeplan.vault.recovery import new_code

        if mode == wire.MAKE_WORDS:
            made = six_words(from_environment(os.environ), os.urandom)
        else:
            made = new_code(os.urandom)
            words = bytearray(made, "ascii")
            self._hand_over(b"".join(self._derive(words, salt) for salt in salts))
            if _read(self._job, 1) != wire.GO:
                return
        show(made)
        self._say(wire.SHOWN)
        for_camera = False
        while _read(self._job, 1) == wire.GO:
            for_camera = not for_camera and show_for_camera(made)
            if not for_camera:
                show(made)
            self._say(wire.SHOWN)

    def _derive(self, typed: bytearray, salt: bytes) -> bytes:
        from safeplan.vault import keys

        # Bytes that are no text open nothing, after the same work as any other password.
        words = keys.normalise(typed.decode("utf-8", "replace"))
        return keys.derive_root(words, salt, self._profile)

    def _hand_over(self, roots: bytes) -> None:
        os.write(self._root, roots)
        self._say(wire.DERIVED)

    def _say(self, letter: bytes) -> None:
        os.write(self._verdict, letter)


def main(argv: Sequence[str], profile: Profile | None = None) -> None:
    """Do one job, and end; never returns.

    Args:
        argv: ``judge`` or ``derive``, and the numbers of the three pipes.
        profile: Cost of the derivation. The product never gives one: it is the format's.
    """
    code = 1
    try:
        shield.deaf()
        shield.no_core_file()
        shield.keep_out(die_with_parent=True)
        # All that takes time to load is loaded while the person types.
        from cryptography.hazmat.primitives.kdf import argon2  # noqa: F401

        from safeplan.vault import keys
        from safeplan.vault.errors import TooLittleMemory

        warm, job, verdict, root = argv[0], *(descriptor(number) for number in argv[1:])
        if warm == "judge":
            easy_to_guess("warm")
        try:
            _Job(job, verdict, root, profile or keys.STANDARD).run()
        except (MemoryError, TooLittleMemory):
            os.write(verdict, wire.NO_MEMORY)
        code = 0
    except (_Over, BrokenPipeError):
        code = 0
    except BaseException:  # noqa: S110 - a traceback would hold the password
        pass
    finally:
        os._exit(code)


if __name__ == "__main__":
    main(sys.argv[1:])

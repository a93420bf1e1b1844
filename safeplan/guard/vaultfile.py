"""What the guard looks at in a vault itself: that it can be one, and its two salts.

A file that cannot be one is refused before anything is asked for. Everything else in it is noise
to the guard.
"""

from __future__ import annotations

import errno
import os
import stat

SIZES = (1 << 20, 4 << 20, 16 << 20, 64 << 20)  # bytes; a vault is one of these
SALT_SIZE = 32  # bytes at the beginning of each half
_PLAIN = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def refusal(path: str) -> str:
    """Why ``path`` cannot be a vault, as the id of a sentence; empty when it can."""
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):
            return "not_a_file"
        if found.st_size not in SIZES:
            return "wrong_size"
        read_salts(path)
    except OSError as error:
        return "not_allowed" if error.errno in (errno.EACCES, errno.EPERM) else "cannot_read"
    return ""


def read_salts(path: str) -> tuple[bytes, bytes]:
    """The salts of both halves of a vault.

    Raises:
        OSError: It cannot be read.
    """
    fd = os.open(path, os.O_RDONLY | _PLAIN)
    try:
        half = os.fstat(fd).st_size // 2
        return _read_salt(fd, 0), _read_salt(fd, half)
    finally:
        os.close(fd)


def _read_salt(fd: int, at: int) -> bytes:
    os.lseek(fd, at, os.SEEK_SET)
    salt = os.read(fd, SALT_SIZE)
    if len(salt) != SALT_SIZE:
        raise OSError(errno.EIO, "")
    return salt

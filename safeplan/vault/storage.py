"""The disk: one file, opened once, written in place.

The folder is held open, and the file under its name is compared with the one that was opened before
each write, so that nothing is ever written to another stick or made where the stick was.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import threading
from typing import Protocol

from safeplan.vault.dates import put_back
from safeplan.vault.errors import (
    AlreadyThere,
    Busy,
    Different,
    Gone,
    NotAFile,
    NotAllowed,
    NotSaved,
    ReadBackDiffers,
    ReadOnly,
    VaultError,
    answer,
)
from safeplan.vault.folder import Folder, StrPath
from safeplan.vault.locking import flush, lock

_NO_ATIME = getattr(os, "O_NOATIME", 0)
_STEP = 1 << 20


class OpenFile(Protocol):
    """What the vault needs of an open file.

    Attributes:
        size: its length in bytes, which never changes.
        refusal: why nothing can be written, or None.
    """

    size: int
    refusal: type[VaultError] | None

    def read(self, offset: int, length: int, *, fresh: bool = False) -> bytes | None:
        """Bytes at a place; None where they cannot be read. ``fresh``: past the cache if it can."""

    def write(self, offset: int, data: bytes) -> None:
        """Write in place; ``sync`` makes it last."""

    def sync(self) -> None:
        """Put the dates back and ask that all be on the medium."""

    def close(self) -> None:
        """Give the file and its lock back."""


class Disk(Protocol):
    """Where vaults are opened and made."""

    def open(self, path: StrPath, *, write: bool = True) -> OpenFile:
        """Open what is there."""

    def create(self, path: StrPath, data: bytes | bytearray) -> None:
        """Make a new file, whole or not at all."""


def _identity(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_dev, status.st_ino, status.st_size


def _write_all(fd: int, data: bytes | bytearray | memoryview) -> None:
    view = memoryview(data)
    while view:
        written = os.write(fd, view[:_STEP])
        if written == 0:
            raise NotSaved
        view = view[written:]


def _forget(fd: int, offset: int, length: int) -> None:
    """Have the system read a part from the device again, and not from its own memory."""
    with contextlib.suppress(OSError):
        if sys.platform == "linux" and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(fd, offset, length, os.POSIX_FADV_DONTNEED)
        elif sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(fd, fcntl.F_NOCACHE, 1)


class Storage:
    """A file on a real disk."""

    def __init__(self, folder: Folder, fd: int, refusal: type[VaultError] | None) -> None:
        self._folder = folder
        self._fd = fd
        self._dates = os.fstat(fd)
        self._identity = _identity(self._dates)
        self._turn = threading.Lock()
        self.size = self._dates.st_size
        self.refusal = refusal

    @classmethod
    def open(cls, path: StrPath, *, write: bool = True) -> Storage:
        """Open a regular file that is there, for reading alone if nothing else is granted.

        Raises:
            Missing, NotAFile, NotAllowed: with nothing opened.
        """
        folder = Folder(path, flushed=False)
        try:
            # Looked at first: opening a device can do something by itself.
            if not stat.S_ISREG(folder.stat().st_mode):
                raise NotAFile
            fd, refusal = _granted(folder, write)
        except OSError as fault:
            folder.close()
            raise answer(fault, NotAllowed) from None
        except VaultError:
            folder.close()
            raise
        made = cls(folder, fd, refusal)
        if not stat.S_ISREG(made._dates.st_mode):
            made.close()
            raise NotAFile
        return made

    @classmethod
    def create(cls, path: StrPath, data: bytes | bytearray) -> None:
        """Make a file where none is, flush it and its folder, and read it back.

        Raises:
            AlreadyThere, Missing, NotAllowed, ReadOnly, Full, ReadBackDiffers, NotSaved: there is
                no new file then.
        """
        folder = Folder(path, flushed=True)
        try:
            try:
                fd = folder.open(os.O_RDWR | os.O_CREAT | os.O_EXCL)
            except OSError as fault:
                # Some systems name what stands there before they say that something does.
                with contextlib.suppress(OSError):
                    folder.stat()
                    raise AlreadyThere from None
                raise answer(fault, NotAllowed) from None
            try:
                _fill(fd, folder, data)
            except BaseException:
                with contextlib.suppress(OSError):
                    folder.unlink()
                raise
            finally:
                os.close(fd)
        finally:
            folder.close()

    def read(self, offset: int, length: int, *, fresh: bool = False) -> bytes | None:
        """Bytes at a place, or None where the medium does not give them.

        Raises:
            Gone: the whole device is away.
        """
        self._refuse_closed()
        if fresh:
            _forget(self._fd, offset, length)
        parts = []
        try:
            with self._turn:
                os.lseek(self._fd, offset, os.SEEK_SET)
                while length:
                    part = os.read(self._fd, min(length, _STEP))
                    if not part:
                        return None
                    parts.append(part)
                    length -= len(part)
        except OSError as fault:
            refused = answer(fault)
            if isinstance(refused, Gone):
                raise refused from None
            return None
        return b"".join(parts)

    def write(self, offset: int, data: bytes) -> None:
        """Write in place.

        Raises:
            VaultError: the file's refusal; ``Gone`` or ``Different`` with nothing written; ``Full``
                or ``NotSaved``, and then the bytes there are old, new or torn.
        """
        if self.refusal is not None:
            raise self.refusal
        self._refuse_closed()
        if offset < 0 or offset + len(data) > self.size:
            raise ValueError(offset)
        try:
            now = self._folder.stat()
        except OSError:
            raise Gone from None
        if _identity(now) != self._identity:
            raise Different
        try:
            with self._turn:
                os.lseek(self._fd, offset, os.SEEK_SET)
                _write_all(self._fd, data)
        except OSError as fault:
            raise self._answer(fault) from None

    def sync(self) -> None:
        """Put the dates back and flush.

        Raises:
            NotSaved: what was written may not be on the medium.
        """
        self._refuse_closed()
        put_back(self._fd, self._dates)
        try:
            flush(self._fd)
        except OSError as fault:
            raise self._answer(fault) from None

    def _refuse_closed(self) -> None:
        # A folder that was let go is no folder: its name would be looked for where we stand.
        if self._fd < 0:
            raise Gone

    def _answer(self, fault: OSError) -> VaultError:
        """What a fault means; a stick that was pulled says no more than that a write failed."""
        refused = answer(fault)
        if type(refused) is NotSaved:
            now = self._folder.found_anew()
            if now is None or _identity(now) != self._identity:
                return Gone()
        return refused

    def close(self) -> None:
        """Close the file, which gives back its lock; a second call does nothing."""
        if self._fd >= 0:
            fd, self._fd = self._fd, -1
            with contextlib.suppress(OSError):
                os.close(fd)
            self._folder.close()


def _granted(folder: Folder, write: bool) -> tuple[int, type[VaultError] | None]:
    """The file, opened as far as the system and other programs allow."""
    refusal: type[VaultError] = ReadOnly
    if write:
        try:
            fd = _quietly(folder, os.O_RDWR)
        except OSError:
            pass
        else:
            if lock(fd):
                return fd, None
            os.close(fd)
            refusal = Busy
    return _quietly(folder, os.O_RDONLY), refusal


def _quietly(folder: Folder, flags: int) -> int:
    """Opened so that reading leaves no date, where that is granted."""
    try:
        return folder.open(flags | _NO_ATIME)
    except PermissionError:
        return folder.open(flags)


def _fill(fd: int, folder: Folder, data: bytes | bytearray) -> None:
    dates = os.fstat(fd)
    try:
        _write_all(fd, data)
        put_back(fd, dates)
        flush(fd)
        if folder.fd is not None:
            # Some file systems cannot flush a folder; the file itself is down by now.
            with contextlib.suppress(OSError):
                os.fsync(folder.fd)
        _forget(fd, 0, 0)
        os.lseek(fd, 0, os.SEEK_SET)
        view = memoryview(data)
        while view:
            part = os.read(fd, min(len(view), _STEP))
            if not part or part != view[: len(part)]:
                raise ReadBackDiffers
            view = view[len(part) :]
    except OSError as fault:
        raise answer(fault) from None

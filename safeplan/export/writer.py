"""The one place from which a file leaves: a new one, whole, or none at all.

No temporary file and no rename: on a stick either would leave a second name behind. The file is
made under its own name, which must be free, and taken away again if anything fails.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

from safeplan.export.errors import ExportError

NAME_MOST = 60

_REASONS = {
    errno.EEXIST: "export.file_there",
    errno.ELOOP: "export.file_there",
    errno.EISDIR: "export.file_there",
    errno.ENOSPC: "export.file_full",
    errno.EDQUOT: "export.file_full",
    errno.EFBIG: "export.file_full",
    errno.EROFS: "export.file_read_only",
    errno.ENOENT: "export.file_no_folder",
    errno.ENOTDIR: "export.file_no_folder",
    errno.EACCES: "export.file_not_allowed",
    errno.EPERM: "export.file_not_allowed",
    errno.ENAMETOOLONG: "export.file_name",
    errno.EINVAL: "export.file_name",
}
# Names that mean a device on Windows, with any ending.
_DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{d}{n}" for d in ("COM", "LPT") for n in range(1, 10))}
_ASIDE = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


class Disk:
    """The calls that touch the disk; tests pass one that fails."""

    def create(self, path: Path) -> int:
        """A descriptor of a file that was not there before."""
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _ASIDE, 0o600)

    def change(self, path: Path) -> int:
        """A descriptor of a file that is there."""
        return os.open(path, os.O_RDWR | _ASIDE)

    def write(self, descriptor: int, data: memoryview) -> int:
        """How many bytes were taken."""
        return os.write(descriptor, data)

    def read(self, descriptor: int, size: int) -> bytes:
        """The next bytes, at most ``size``."""
        return os.read(descriptor, size)

    def sync(self, descriptor: int) -> None:
        """Wait until the disk says that it holds everything."""
        os.fsync(descriptor)

    def remove(self, path: Path) -> None:
        """Take the name away."""
        os.unlink(path)


def file_name(title: str, ending: str, number: int | None = None) -> str:
    """The sheet's title as a file name that every system takes.

    Args:
        title: what the sheet is called.
        ending: ``pdf`` or ``png``.
        number: which of several, from 1.
    """
    kept = "".join(
        " " if letter in '<>:"/\\|?*' or unicodedata.category(letter)[0] == "C" else letter
        for letter in unicodedata.normalize("NFC", title)
    )
    stem = " ".join(kept.split())[:NAME_MOST].strip(" .")
    if not stem or stem.split(".")[0].upper() in _DEVICES:
        stem = f"{stem} 1".strip()
    return f"{stem}.{ending}" if number is None else f"{stem} {number}.{ending}"


def write_new(path: Path, data: bytes, disk: Disk | None = None) -> None:
    """Write a new file, wait for the disk, and read it back.

    Raises:
        ExportError: ``export.file_*``; no file is left then.
    """
    disk = disk or Disk()
    try:
        descriptor = disk.create(path)
    except (OSError, ValueError) as fault:
        raise _reason(fault, path) from None
    whole = False
    try:
        _fill(disk, descriptor, data)
        if _read_back(disk, descriptor, len(data)) != data:
            raise ExportError("export.file_differs", name=path.name)
        whole = True
    except OSError as fault:
        raise _reason(fault, path) from None
    finally:
        os.close(descriptor)
        if not whole:
            _quietly(disk.remove, path)
    _sync_folder(disk, path)


def forget(path: Path, random: Callable[[int], bytes], disk: Disk | None = None) -> None:
    """Overwrite a file that was written here with random bytes, and take it away.

    A stick may keep the old bytes in a place of its own all the same. A file that is gone already
    is no fault.

    Raises:
        ExportError: ``export.file_*``.
    """
    disk = disk or Disk()
    try:
        if stat.S_ISREG(os.lstat(path).st_mode):
            descriptor = disk.change(path)
            try:
                _fill(disk, descriptor, random(os.fstat(descriptor).st_size))
            finally:
                os.close(descriptor)
        disk.remove(path)
    except FileNotFoundError:
        return
    except OSError as fault:
        raise _reason(fault, path) from None
    _sync_folder(disk, path)


def _fill(disk: Disk, descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[disk.write(descriptor, rest) :]
    disk.sync(descriptor)


def _read_back(disk: Disk, descriptor: int, size: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    found = b""
    while len(found) <= size and (more := disk.read(descriptor, size + 1 - len(found))):
        found += more
    return found


def _sync_folder(disk: Disk, path: Path) -> None:
    """Have the name on the disk too; systems that cannot do this do it by themselves."""
    if sys.platform != "win32":

        def sync() -> None:
            folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                disk.sync(folder)
            finally:
                os.close(folder)

        _quietly(sync)


def _quietly(act: Callable[..., None], *values: object) -> None:
    try:
        act(*values)
    except OSError:
        return


def _reason(fault: Exception, path: Path) -> ExportError:
    number = fault.errno if isinstance(fault, OSError) else errno.EINVAL
    return ExportError(_REASONS.get(number or 0, "export.file_not_written"), name=path.name)

"""Files onto a stick: in an order and with times of its own, each read back before it counts."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import stat
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from safeplan.stick.leftovers import WAITING
from safeplan.stick.links import NO_LINKS, refuse_links
from safeplan.stick.parts import StickError

PIECE = 1 << 20  # bytes between two looks at the progress
_DAY = 86_400.0
_OLDEST, _NEWEST = 700 * _DAY, 30 * _DAY  # how long ago a stick says that it was filled
_APART = 2 * _DAY  # two of its files are at most so far apart

_STARTED = (".sh", ".command", "/ld.exe", "/python3")

Told = Callable[[int], None]


@dataclass(frozen=True)
class Content:
    """What a file on a stick is to hold: a file of the maker's, or bytes.

    Attributes:
        size: In bytes.
        sha256: Hexadecimal; what is read back has to have it.
        origin: Where it is read from.
    """

    size: int
    sha256: str
    origin: Path | bytes

    @classmethod
    def of(cls, origin: Path | bytes) -> Content:
        """Read it once, for its hash.

        Raises:
            OSError: it cannot be read.
        """
        data = origin if isinstance(origin, bytes) else origin.read_bytes()
        return cls(len(data), hashlib.sha256(data).hexdigest(), origin)


def contents(root: Path) -> dict[str, Content]:
    """Every file under ``root`` by its path with ``/``, which is what a stick is to hold.

    Raises:
        OSError: one cannot be read.
    """
    return {
        path.relative_to(root).as_posix(): Content.of(path)
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def lay(folder: Path, files: Mapping[str, Content], *, chance: Random, tell: Told) -> None:
    """Write ``files`` under ``folder``; what is there already, and right, is kept.

    What is started comes first, so that it says so from then on when the rest is not whole.

    Args:
        folder: The stick; it is there.
        files: By path with ``/``.
        chance: Gives the order.
        tell: Is told how many bytes more are done, of writing and of reading back.

    Raises:
        StickError: what was read back is not what was written, or a link leads elsewhere.
        OSError: it cannot be written.
    """
    refuse_links(folder, files)
    order = list(files)
    chance.shuffle(order)
    order.sort(key=lambda path: "/" in path)
    for path in order:
        made = folder / path
        _make_folders(folder, made.parent)
        if _is(made, files[path]):
            tell(files[path].size)
        elif made.parent == folder:
            _write_at_once(made, files[path], tell)
        else:
            _write(made, files[path], tell)
    read_back(folder, files, tell)


def read_back(folder: Path, files: Mapping[str, Content], tell: Told) -> None:
    """Read each file from the disk itself, past what the system remembers of it.

    Raises:
        StickError: one differs from what it should be.
    """
    for path, content in files.items():
        forget(folder / path)
        if not _is(folder / path, content):
            raise StickError("stick.read_back", name=folder / path)
        tell(content.size)


def forget(path: Path) -> None:
    """Have the system drop what it remembers of a file, where it can, so that the disk is read."""
    if sys.platform == "linux":
        try:
            fd = os.open(path, os.O_RDONLY)
        except OSError:
            return
        try:
            os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
        except OSError:
            return
        finally:
            os.close(fd)


def put_times(folder: Path, paths: Mapping[str, Content], *, chance: Random, now: float) -> None:
    """Give files and folders times that no other stick has, and have the disk keep them.

    Args:
        folder: The stick.
        paths: What was laid there.
        chance: Gives the times.
        now: Seconds since 1970.

    Raises:
        OSError: a time cannot be set.
    """
    first = now - chance.uniform(_NEWEST, _OLDEST)
    folders = {parent.as_posix() for path in paths for parent in Path(path).parents} - {"."}
    for name in sorted(paths) + sorted(folders, reverse=True):
        at = first + chance.uniform(0, _APART)
        os.utime(folder / name, (at, at))
    for name in paths:
        settle_file(folder / name)
    for name in folders:
        settle(folder / name)


def let_start(folder: Path, paths: Iterable[str]) -> None:
    """Give what is started a bit that says so, on a disk that keeps such bits."""
    for name in paths:
        if name.endswith(_STARTED):
            with contextlib.suppress(OSError):
                (folder / name).chmod(0o755)


def settle(folder: Path) -> None:
    """Have the disk know of the names in ``folder``, and of its time, where that can be asked."""
    if os.name == "nt":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    except OSError:
        # Some file systems of sticks do not know it for folders.
        getattr(os, "sync", lambda: None)()
    finally:
        os.close(fd)


def settle_file(path: Path) -> None:
    """Have the disk know of a file's time.

    Raises:
        OSError: it cannot be written.
    """
    # Windows lets only those ask for it who may write; what is in the file stays as it is.
    fd = os.open(path, (os.O_RDWR if os.name == "nt" else os.O_RDONLY) | NO_LINKS)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _make_folders(top: Path, folder: Path) -> None:
    missing = []
    while folder != top and not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir()
        settle(one.parent)


def _is(path: Path, content: Content) -> bool:
    try:
        found = path.lstat()
        if found.st_size != content.size or not stat.S_ISREG(found.st_mode):
            return False
        with _to_read(path) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == content.sha256
    except OSError:
        return False


def _to_read(path: Path) -> io.BufferedReader:
    """Open it so that its having been read is not written down, where a system can do that."""
    flags = os.O_RDONLY | NO_LINKS | getattr(os, "O_BINARY", 0)
    try:
        fd = os.open(path, flags | getattr(os, "O_NOATIME", 0))
    except PermissionError:  # only for whoever owns the file
        fd = os.open(path, flags)
    return os.fdopen(fd, "rb")


def _write(path: Path, content: Content, tell: Told) -> None:
    data = content.origin if isinstance(content.origin, bytes) else content.origin.read_bytes()
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | NO_LINKS | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o666), "wb", buffering=0) as file:
        for at in range(0, len(data), PIECE):
            piece = data[at : at + PIECE]
            while piece:
                piece = piece[file.write(piece) :]
            tell(min(PIECE, len(data) - at))
        os.fsync(file.fileno())
    settle(path.parent)


def _write_at_once(path: Path, content: Content, tell: Told) -> None:
    """Write a launcher so that half of one never stands under its name."""
    waiting = path.with_name(path.name + WAITING)
    refuse_links(path.parent, [waiting.name])
    _write(waiting, content, tell)
    waiting.replace(path)
    settle(path.parent)

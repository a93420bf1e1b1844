"""The folder that a file stands in, held open, so that a name means the same stick throughout."""

from __future__ import annotations

import os

from safeplan.vault.errors import Missing, NotAFile, answer

StrPath = str | os.PathLike[str]

_PLAIN = (
    getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOINHERIT", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
)
_FOLDER = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_FOLDERS = os.open in os.supports_dir_fd


class Folder:
    """The folder of a file, held open where the system allows it.

    Args:
        path: of the file; links are followed once, now.
        flushed: whether the folder itself must be flushed later.

    Raises:
        Missing, NotAFile, NotAllowed: there is no such folder to be had.
    """

    def __init__(self, path: StrPath, *, flushed: bool) -> None:
        try:
            whole = os.path.realpath(path)
        except (OSError, ValueError):
            raise Missing from None
        self._path = whole
        folder, self.name = os.path.split(whole)
        if not self.name:
            raise NotAFile
        self.fd: int | None = None
        if not _FOLDERS:
            self.name = whole
            return
        # A path alone is enough to find a file in it; flushing it needs a folder that can be read.
        how = os.O_RDONLY if flushed else getattr(os, "O_PATH", os.O_RDONLY)
        try:
            self.fd = os.open(folder, how | _FOLDER)
        except OSError as fault:
            raise answer(fault, Missing) from None

    def stat(self) -> os.stat_result:
        """What stands under the name now, without following a link.

        Raises:
            OSError: nothing, or it cannot be looked at.
        """
        return os.stat(self.name, dir_fd=self.fd, follow_symlinks=False)

    def found_anew(self) -> os.stat_result | None:
        """What the whole path leads to now, or None: the folder that is held may be a ghost."""
        try:
            return os.stat(self._path, follow_symlinks=False)
        except OSError:
            return None

    def open(self, flags: int) -> int:
        """Open the file under the name; its descriptor.

        Raises:
            OSError: it was not opened.
        """
        return os.open(self.name, flags | _PLAIN, 0o600, dir_fd=self.fd)

    def unlink(self) -> None:
        """Remove the file under the name.

        Raises:
            OSError: it stands there still.
        """
        os.unlink(self.name, dir_fd=self.fd)

    def close(self) -> None:
        """Let the folder go."""
        if self.fd is not None:
            os.close(self.fd)
            self.fd = None

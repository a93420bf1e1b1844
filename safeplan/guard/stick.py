"""Whether the stick is still there: looked at once a second, by a thread of its own.

Asking about a file can take as long as its disk likes, so the thread that empties the window never
does it. What was seen is told as one byte on a pipe.

The folder is held open from the start. While the stick is there, the path and the held folder
lead to one and the same file on the same device, and the system knows that device. After it was
pulled, or let go of by the system, one of the three is no longer so.
"""

# ruff: noqa: SIM105 - contextlib takes longer to load than all that is used here
# ruff: noqa: E402, S101 - the type checker reads no further where this is the wrong system

from __future__ import annotations

import sys

assert sys.platform != "win32"  # there it is safeplan.guard.windows.stick

import _thread
import os
import select

from safeplan.guard import wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

EVERY = 1.0  # seconds
_DEVICES = "/sys/dev/block"


class Stick:
    """The place of one file.

    Args:
        path: The file; it exists.
        devices: Where the system lists the devices it knows (Linux).

    Raises:
        OSError: It is gone already.
    """

    def __init__(self, path: str, devices: str = _DEVICES) -> None:
        self._path = os.path.abspath(path)
        folder, self._name = os.path.split(self._path)
        self._folder = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        self._device = os.stat(self._name, dir_fd=self._folder).st_dev
        numbers = f"{os.major(self._device)}:{os.minor(self._device)}"
        listed = os.path.join(devices, numbers)
        self._listed = listed if os.path.exists(listed) else ""

    def there(self) -> bool:
        """Whether the file can be reached as it could at first; may take its time."""
        # Some file systems number files anew when they forget them, which can fall between two
        # questions; it does not fall there twice.
        return self._one_look() or self._one_look()

    def _one_look(self) -> bool:
        try:
            held = os.stat(self._name, dir_fd=self._folder)
            found = os.stat(self._path)
        except OSError:
            return False
        if (found.st_dev, found.st_ino) != (held.st_dev, held.st_ino):
            return False
        return held.st_dev == self._device and (not self._listed or os.path.exists(self._listed))


class Watch:
    """Tells on a pipe, once for each change, that the stick is out or back.

    Args:
        find: Makes the stick that is looked after; it was there a moment ago.
        every: Seconds between two looks.

    Attributes:
        said: Read end of that pipe; `wire.PULLED` or `wire.THERE`.
    """

    def __init__(self, find: Callable[[], Stick], every: float = EVERY) -> None:
        self._find = find
        self._every = every
        self.said, self._say = os.pipe()
        os.set_blocking(self.said, False)
        _thread.start_new_thread(self._run, ())

    def _run(self) -> None:
        stick, was = None, True
        while True:
            try:
                stick = stick or self._find()
                there = stick.there()
            except OSError:
                there = False
            if there != was:
                was = there
                try:
                    os.write(self._say, wire.THERE if there else wire.PULLED)
                except OSError:
                    pass
            select.select([], [], [], self._every)

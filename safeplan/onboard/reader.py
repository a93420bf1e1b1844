"""Files of the stick's one compressed file, for importlib.resources."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.resources.abc import Traversable, TraversableResources
from os import PathLike
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from safeplan.onboard.finder import Box


class Place(Traversable):
    """A file or a folder.

    Args:
        box: Where it lies in.
        path: Its path there, with ``/``.
    """

    def __init__(self, box: Box, path: str) -> None:
        self._box = box
        self._path = path

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self._path.rpartition("/")[2]

    def __str__(self) -> str:
        return f"{self._box.path}/{self._path}"

    def is_file(self) -> bool:
        """Whether it is a file."""
        return self._path in self._box.files

    def is_dir(self) -> bool:
        """Whether anything lies in it."""
        inside = self._path + "/"
        return any(path.startswith(inside) for path in self._box.files)

    def iterdir(self) -> Iterator[Place]:
        """What lies in it, by name."""
        inside = self._path + "/"
        found = {p[len(inside) :].split("/")[0] for p in self._box.files if p.startswith(inside)}
        return iter([Place(self._box, inside + name) for name in sorted(found)])

    def joinpath(self, *descendants: str | PathLike[str]) -> Place:
        """What lies in it under a path."""
        parts = [part for one in descendants for part in str(one).split("/") if part]
        return Place(self._box, "/".join((self._path, *parts)))

    def __truediv__(self, child: str | PathLike[str]) -> Place:
        return self.joinpath(child)

    def read_bytes(self) -> bytes:
        """All of it.

        Raises:
            FileNotFoundError: there is no such file.
        """
        return self._box.get_data(str(self))

    def read_text(self, encoding: str | None = None) -> str:
        """All of it as text, UTF-8 unless told otherwise.

        Raises:
            FileNotFoundError: there is no such file.
        """
        return self.read_bytes().decode(encoding or "utf-8").replace("\r\n", "\n")

    def open(self, mode: str = "r", *args: Any, **kwargs: Any) -> IO[Any]:
        """It as a stream to read from.

        Raises:
            FileNotFoundError: there is no such file.
        """
        stream = io.BytesIO(self.read_bytes())
        return stream if "b" in mode else io.TextIOWrapper(stream, *args, **kwargs)


class Reader(TraversableResources):
    """The files of one package.

    Args:
        box: Where they lie in.
        name: The package.
    """

    def __init__(self, box: Box, name: str) -> None:
        self._place = Place(box, name.replace(".", "/"))

    def files(self) -> Place:
        """The package's folder."""
        return self._place

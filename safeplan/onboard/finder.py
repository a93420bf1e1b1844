"""Finds our modules and files in one compressed file, and compiled modules by their whole names.

The first code that a stick's ``boot.py`` runs; it is made of that file before anything can be
imported from it, so it stands on the standard library alone, and on little of that.

The file: four bytes with the length of this code, this code, four bytes with the length of the
index, the index, then the parts that the index names. All but the lengths are compressed (zlib).
"""

from __future__ import annotations

import marshal
import os
import sys
import zlib
from _thread import allocate_lock
from importlib.machinery import ExtensionFileLoader, ModuleSpec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import TraversableResources
    from types import ModuleType

SYSTEMS = {"linux": "lin", "win32": "win", "darwin": "mac"}


class Box:
    """One such file, as a finder and a loader.

    Attributes:
        path: Where it lies.
        modules: Place, compressed size and whether it is a package, for each module.
        files: Place and compressed size of each file, by its path with ``/``.
        begin: Name of the module whose ``main`` goes on.
        reader: Name of the module whose ``Reader`` reads files for importlib.resources.
    """

    def __init__(self, path: str, compiled: str) -> None:
        self.path = path
        self._compiled = compiled
        self._there = set(os.listdir(compiled)) if os.path.isdir(compiled) else set()
        self._ending = ".pyd" if sys.platform == "win32" else ".so"
        self._file = open(path, "rb")  # noqa: SIM115 read as long as the program runs
        self._skip()
        index = marshal.loads(zlib.decompress(self._file.read(self._length())))  # noqa: S302
        self.modules: dict[str, tuple[int, int, bool]] = index[0]
        self.files: dict[str, tuple[int, int]] = index[1]
        self.begin: str = index[2]
        self.reader: str = index[3]
        self._start = self._file.tell()
        self._alone = allocate_lock()

    def _length(self) -> int:
        return int.from_bytes(self._file.read(4), "little")

    def _skip(self) -> None:
        length = self._length()  # asked for first: it moves the place
        self._file.seek(length, os.SEEK_CUR)

    def _take(self, at: int, size: int) -> bytes:
        # Another thread that reads between the two would be given the wrong part, and not know it.
        with self._alone:
            self._file.seek(self._start + at)
            part = self._file.read(size)
        return zlib.decompress(part)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """See `importlib.abc.MetaPathFinder`."""
        del path, target
        if name in self.modules:
            package = self.modules[name][2]
            at = name.replace(".", os.sep) + (os.sep + "__init__.py" if package else ".py")
            origin = os.path.join(self.path, at)
            spec = ModuleSpec(name, self, origin=origin, is_package=package)  # type: ignore[arg-type]
            spec.has_location = True
            return spec
        file = name + self._ending
        if file not in self._there:
            return None
        file = os.path.join(self._compiled, file)
        spec = ModuleSpec(name, ExtensionFileLoader(name, file), origin=file)
        spec.has_location = True
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        """See `importlib.abc.Loader`."""

    def exec_module(self, module: ModuleType) -> None:
        """See `importlib.abc.Loader`."""
        at, size, _ = self.modules[module.__name__]
        exec(marshal.loads(self._take(at, size)), module.__dict__)  # noqa: S102, S302

    def get_data(self, path: str) -> bytes:
        """The bytes of a file, by the path that it has as seen from a module's ``__file__``.

        Raises:
            FileNotFoundError: there is none.
        """
        found = self.files.get(path[len(self.path) + 1 :].replace(os.sep, "/"))
        if found is None:
            raise FileNotFoundError(path)
        return self._take(*found)

    def get_resource_reader(self, name: str) -> TraversableResources | None:
        """See `importlib.resources.abc.ResourceReader`."""
        if not self.modules[name][2]:
            return None
        __import__(self.reader)
        made: TraversableResources = sys.modules[self.reader].Reader(self, name)
        return made


def start(app: str, words: list[str]) -> None:
    """Make everything on the stick importable, and go on.

    Args:
        app: The folder of ``boot.py``.
        words: What stood behind it on the command line.
    """
    top, name = os.path.split(app)
    lib = os.path.join(top, "lib" + name[3:])
    box = Box(os.path.join(lib, "own.dat"), os.path.join(lib, SYSTEMS[sys.platform]))
    sys.meta_path.insert(0, box)
    sys.path.append(os.path.join(lib, "any.zip"))
    __import__(box.begin)
    sys.modules[box.begin].main(app, words)

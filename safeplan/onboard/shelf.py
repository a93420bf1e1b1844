"""Finds compiled modules in an archive, by their whole names and with one read each.

Python's own way through an archive looks for each name in three forms, opens the archive anew for
each module and reads the head of each part by itself, which is a quarter of all that happens
before a first screen. What is no module is left to that way, and so is a name that is not here.
"""

from __future__ import annotations

import marshal
import os
import sys
import zlib
from _thread import allocate_lock
from importlib._bootstrap_external import MAGIC_NUMBER
from importlib.machinery import ModuleSpec, PathFinder
from struct import error, unpack_from

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import TraversableResources
    from types import ModuleType

COMPILED = ".pyc"
# Sizes in bytes: the end of an archive without a comment, the heads of an entry of its table and
# of a part, and what stands before the code of a compiled module. (PKWARE's APPNOTE; PEP 552.)
END, ENTRY, HEAD, BEFORE_CODE = 22, 46, 30, 16
STORED, DEFLATED = 0, 8


class Shelf:
    """One archive, as a finder and a loader of the compiled modules in it.

    Args:
        path: Where it lies.

    Attributes:
        modules: Place, size of its name, packed size, way of packing and whether it is a package,
            for each module.

    Raises:
        OSError: it cannot be read, or is no archive.
        struct.error: its table is not whole.
        UnicodeDecodeError: the same.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._file = open(path, "rb", buffering=0)  # noqa: SIM115 read as long as the program runs
        self._alone = allocate_lock()
        self.modules: dict[str, tuple[int, int, int, int, bool]] = {}
        try:
            self._read_table()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Read no more."""
        self._file.close()

    def _read_table(self) -> None:
        end = self._file.seek(-END, os.SEEK_END)
        size, at = unpack_from("<II", self._piece(END), 12)
        if at + size != end:
            raise OSError(self.path)
        self._file.seek(at)
        table = self._piece(size)
        at = 0
        while at < size:
            (packing,) = unpack_from("<H", table, at + 10)
            packed, _, named, extra, said = unpack_from("<IIHHH", table, at + 20)
            (place,) = unpack_from("<I", table, at + 42)
            name = table[at + ENTRY : at + ENTRY + named].decode()
            at += ENTRY + named + extra + said
            if name.endswith(COMPILED):
                module = name.removesuffix(COMPILED).replace("/", ".")
                package = module.endswith(".__init__")
                where = (place, named, packed, packing, package)
                self.modules[module.removesuffix(".__init__")] = where
        if at != size:
            raise OSError(self.path)

    def _piece(self, size: int) -> bytes:
        found = self._file.read(size)
        if len(found) != size:
            raise OSError(self.path)
        return found

    def _code(self, name: str) -> bytes:
        place, named, packed, packing, _ = self.modules[name]
        # Another thread that reads between the two would be given the wrong part, and not know it.
        with self._alone:
            self._file.seek(place)
            part = self._piece(HEAD + named + packed)
            (extra,) = unpack_from("<H", part, 28)
            part += self._piece(extra)
        part = part[HEAD + named + extra :]
        if packing == DEFLATED:
            part = zlib.decompress(part, -zlib.MAX_WBITS)
        if part[: len(MAGIC_NUMBER)] != MAGIC_NUMBER:
            raise ImportError(name=name, path=self.path)
        return part[BEFORE_CODE:]

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """See `importlib.abc.MetaPathFinder`."""
        del path, target
        found = self.modules.get(name)
        if found is None or found[3] not in (STORED, DEFLATED):
            return None
        place = name.replace(".", os.sep) + (os.sep + "__init__" if found[4] else "") + COMPILED
        origin = self.path + os.sep + place
        spec = ModuleSpec(name, self, origin=origin, is_package=found[4])  # type: ignore[arg-type]
        spec.has_location = True
        if spec.submodule_search_locations is not None:  # files beside it are found the other way
            spec.submodule_search_locations.append(os.path.dirname(origin))
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        """See `importlib.abc.Loader`."""

    def exec_module(self, module: ModuleType) -> None:
        """See `importlib.abc.Loader`."""
        exec(marshal.loads(self._code(module.__name__)), module.__dict__)  # noqa: S102, S302

    def get_data(self, path: str) -> bytes:
        """The bytes of a file, by the path that it has as seen from a module's ``__file__``.

        Raises:
            OSError: there is none.
        """
        from zipimport import zipimporter

        return zipimporter(self.path).get_data(path)

    def get_resource_reader(self, name: str) -> TraversableResources | None:
        """See `importlib.resources.abc.ResourceReader`; None for what is no package."""
        from zipimport import zipimporter

        if not self.modules[name][4]:  # what Python's own way answers differs by version
            return None

        above = name.rpartition(".")[0].replace(".", os.sep)
        reader: TraversableResources | None = zipimporter(
            os.path.join(self.path, above) if above else self.path
        ).get_resource_reader(name)
        return reader


def put_up() -> None:
    """Have modules of the archives on Python's path found this way, before its own."""
    for path in sys.path:
        if path.endswith(".zip") and PathFinder in sys.meta_path:
            try:
                shelf = Shelf(path)
            except (OSError, ValueError, error):
                continue  # Python's own way says what is wrong with it
            sys.meta_path.insert(sys.meta_path.index(PathFinder), shelf)

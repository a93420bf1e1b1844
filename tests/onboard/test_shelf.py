"""Modules out of an archive: the same as Python's own way would load, and from many threads."""

from __future__ import annotations

import importlib
import importlib.resources
import io
import random
import struct
import sys
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import PathFinder
from pathlib import Path
from zipimport import zipimporter

import pytest

from safeplan.onboard import shelf
from safeplan.onboard.shelf import Shelf
from safeplan.stick.archive import write_archive
from safeplan.stick.compiled import pyc

SOURCES = {
    "pumpkin/__init__.py": b"from pumpkin.pie import SLICES\n",
    "pumpkin/pie.py": b"SLICES = 8\nwhere = __file__\n",
    "pumpkin/deep/__init__.py": b"",
    "pumpkin/deep/root.py": "name = 'Zoë'\n".encode(),
    "teapot.py": b"spout = True\n",
}
# A table of one entry that says that its name is longer than the table.
_ENTRY = b"PK\1\2" + b"\0" * 24 + b"\xff\xff" + b"\0" * 17
TORN = _ENTRY + b"PK\5\6" + b"\0" * 8 + struct.pack("<II", len(_ENTRY), 0) + b"\0" * 2
Open = Callable[[Path], Shelf]
OTHERS = {"pumpkin/seeds.txt": b"12 seeds", "licences/x": b"free", "odd.so": b"\0"}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "any.zip"
    code = {name + "c": pyc(source, name) for name, source in SOURCES.items()}
    write_archive(path, {**code, **OTHERS})
    return path


@pytest.fixture
def opened() -> Iterator[Open]:
    made: list[Shelf] = []

    def open_one(path: Path) -> Shelf:
        made.append(Shelf(str(path)))
        return made[-1]

    yield open_one
    for one in made:
        one.close()


@pytest.fixture
def put_up(archive: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(sys, "path", [*sys.path, str(archive)])
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    before = set(sys.modules)
    shelf.put_up()
    yield archive
    finders: list[object] = [*sys.meta_path]
    for one in finders:
        if isinstance(one, Shelf):
            one.close()
    for name in set(sys.modules) - before:
        if name.partition(".")[0] in ("pumpkin", "teapot"):
            del sys.modules[name]


def test_it_knows_the_compiled_modules_and_no_more(archive: Path, opened: Open) -> None:
    made = opened(archive)
    found = {name: where[4] for name, where in made.modules.items()}
    assert found == {
        **{"pumpkin": True, "pumpkin.pie": False, "teapot": False},
        **{"pumpkin.deep": True, "pumpkin.deep.root": False},
    }
    for name in ("seeds", "pumpkin.seeds", "odd", "licences", "sys"):
        assert made.find_spec(name) is None


def test_each_looks_as_it_does_the_usual_way(archive: Path, opened: Open) -> None:
    made = opened(archive)
    for name in made.modules:
        above = name.rpartition(".")[0].replace(".", "/")
        usual = zipimporter(str(archive / above) if above else str(archive)).find_spec(name)
        spec = made.find_spec(name)
        assert usual is not None
        assert spec is not None
        for what in ("origin", "has_location", "submodule_search_locations", "cached", "parent"):
            assert getattr(spec, what) == getattr(usual, what), (name, what)


def test_modules_are_loaded_by_it(put_up: Path) -> None:
    pumpkin, root = importlib.import_module("pumpkin"), importlib.import_module("pumpkin.deep.root")
    assert pumpkin.SLICES == 8
    assert root.name == "Zoë"
    assert sys.modules["pumpkin.pie"].where == str(put_up / "pumpkin" / "pie.pyc")
    assert all(isinstance(one.__loader__, Shelf) for one in (pumpkin, root))


def test_files_beside_a_module_are_read(put_up: Path) -> None:
    pumpkin = importlib.import_module("pumpkin")
    file = importlib.resources.files(pumpkin) / "seeds.txt"
    assert file.read_bytes() == OTHERS["pumpkin/seeds.txt"]
    loader: object = pumpkin.__loader__
    assert isinstance(loader, Shelf)
    assert loader.get_data(str(put_up / "pumpkin" / "seeds.txt")) == b"12 seeds"
    with pytest.raises(OSError, match="none"):
        loader.get_data(str(put_up / "pumpkin" / "none"))
    assert loader.get_resource_reader("pumpkin.deep") is not None
    assert loader.get_resource_reader("teapot") is None


def test_it_stands_before_pythons_own_way_and_in_the_order_of_the_path(put_up: Path) -> None:
    finders: list[object] = [*sys.meta_path]
    ours = [one.path for one in finders if isinstance(one, Shelf)]
    assert ours == [path for path in sys.path if path in ours]
    assert ours[-1] == str(put_up)
    last = max(at for at, one in enumerate(finders) if isinstance(one, Shelf))
    assert finders.index(PathFinder) == last + 1


@pytest.mark.parametrize("data", [b"", b"no archive", b"x" * 5000, b"PK\5\6" + b"\xff" * 18, TORN])
def test_what_is_no_archive_is_left_to_pythons_own_way(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "odd.zip").write_bytes(data)
    monkeypatch.setattr(sys, "path", [str(tmp_path / "odd.zip"), str(tmp_path / "none.zip")])
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    shelf.put_up()
    assert not [one for one in sys.meta_path if isinstance(one, Shelf)]


def test_parts_with_more_in_their_heads_and_not_packed(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as made:
        for packing in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2):
            entry = zipfile.ZipInfo(f"m{packing}.pyc")
            entry.compress_type = packing
            entry.extra = b"\xfe\xca\x02\x00ab"
            made.writestr(entry, pyc(b"x = 1\n", "m.py"))
    found = opened(path)
    assert found._code("m0") == found._code("m8") == pyc(b"x = 1\n", "m.py")[16:]
    # Of a way of packing that it does not know, it knows nothing.
    assert found.find_spec("m12") is None


def test_code_of_another_python_is_refused(tmp_path: Path, opened: Open) -> None:
    write_archive(tmp_path / "old.zip", {"m.pyc": b"\0\0\r\n" + pyc(b"x = 1\n", "m.py")[4:]})
    with pytest.raises(ImportError):
        opened(tmp_path / "old.zip")._code("m")


def test_an_archive_that_was_cut_short_is_an_error_of_the_disk(archive: Path, opened: Open) -> None:
    made = opened(archive)
    with archive.open("r+b") as file:
        file.truncate(20)
    with pytest.raises(OSError, match="any"):
        made._code("teapot")


def test_many_threads_are_each_given_their_own(tmp_path: Path, opened: Open) -> None:
    sources = {f"m{at}.py": f"x = {at}\n".encode() * (at + 1) for at in range(16)}
    code = {name + "c": pyc(source, name) for name, source in sources.items()}
    write_archive(tmp_path / "m.zip", code)
    made = opened(tmp_path / "m.zip")
    names = [f"m{at}" for at in range(16)] * 40
    random.Random(1).shuffle(names)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(made._code, names))
    assert found == [code[f"{name}.pyc"][16:] for name in names]


def test_it_reads_each_module_with_one_read(archive: Path, opened: Open) -> None:
    made = opened(archive)
    reads: list[int] = []

    class Counted(io.FileIO):
        def read(self, size: int | None = -1, /) -> bytes:
            found = super().read(size)
            if found:
                reads.append(len(found))
            return found

    made.close()
    made._file = Counted(archive)
    made._code("teapot")
    assert len(reads) == 1

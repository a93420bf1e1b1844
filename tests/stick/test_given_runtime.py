"""A Python that the maker has already is told apart by what is in it, never by its name."""

import hashlib
import importlib.util
import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from safeplan.stick import mac_runtime
from safeplan.stick.compiled import pyc
from safeplan.stick.given_runtime import given, opened
from safeplan.stick.parts import MAC, WINDOWS, Source, StickError

WORDS = b'"""Bread."""\nassert True\n'
MACHO = b"\xcf\xfa\xed\xfe" + b"\x0c\0\0\1" + bytes(56)
MACHINE = 64 + 4  # where a program for Windows made here says which processor it is for


def program(name: str, machine: int = 0x8664) -> bytes:
    """The head of a program for Windows, and its name."""
    head = b"MZ" + bytes(58) + (64).to_bytes(4, "little")
    return head + b"PE\0\0" + machine.to_bytes(2, "little") + name.encode()


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, members: Mapping[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        link = tarfile.TarInfo("python/bin/python3")
        link.type, link.linkname = tarfile.SYMTYPE, "../../../etc/passwd"
        archive.addfile(link)
    return path


def embeddable(path: Path) -> Path:
    """As python.org packs it."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        for name in ("os.pyc", "json/decoder.pyc", "idlelib/run.pyc", "nturl2path.pyc", "ssl.pyc"):
            archive.writestr(name, name)
    members = {name: program(name) for name in ("python.exe", "pythonw.exe", "python311.dll")}
    members |= {name: name.encode() for name in ("_ssl.pyd", "_socket.pyd", "libcrypto-3.dll")}
    members |= {"python311._pth": b"import site", "python.cat": b"signed", "LICENSE.txt": b"kept"}
    return zipped(path, {**members, "python311.zip": inner.getvalue()})


def standalone_windows(path: Path) -> Path:
    members = {f"python/{name}": program(name) for name in ("python.exe", "python311.dll")}
    members |= {"python/DLLs/_socket.pyd": b"s", "python/DLLs/_tkinter.pyd": b"t"}
    members |= {
        "python/Lib/os.py": WORDS,
        "python/Lib/test/x.py": WORDS,
        "python/LICENSE.txt": b"k",
    }
    return tarred(path, members)


def standalone_mac(path: Path, version: str = "3.11") -> Path:
    members = {f"python/bin/python{version}": MACHO, "python/lib/libpython3.11.dylib": MACHO}
    folder = f"python/lib/python{version}/"
    members |= {folder + "os.py": WORDS, folder + "LICENSE.txt": b"kept"}
    members |= {folder + "lib-dynload/_socket.cpython-311-darwin.so": MACHO}
    members |= {folder + "lib-dynload/_ssl.cpython-311-darwin.so": MACHO}
    return tarred(path, members)


def source(path: Path, sha256: str = "") -> Source:
    return Source(runtimes=((path, sha256),))


def laid(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def names(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    return folder


def test_lays_the_embeddable_one(tmp_path: Path, root: Path) -> None:
    path = embeddable(tmp_path / "python-3.11.4-embed-amd64.zip")
    found = given(WINDOWS, source(path), root)
    assert found is not None
    assert laid(root) == {"python.exe", "python311.dll", "_socket.pyd", "python311.zip"}
    library = {"os.pyc", "json/decoder.pyc", "nturl2path.pyc", "LICENSE.txt"}
    assert names(root / "python311.zip") == library
    (part,) = found.parts
    assert (part.version, part.sha256) == ("3.11.4", hashlib.sha256(path.read_bytes()).hexdigest())


def test_lays_the_standalone_one_for_windows(tmp_path: Path, root: Path) -> None:
    path = standalone_windows(tmp_path / "cpython.tar.gz")
    found = given(WINDOWS, source(path), root)
    assert found is not None
    assert found.parts[0].version == "3.11"
    assert laid(root) == {"python.exe", "python311.dll", "_socket.pyd", "python311.zip"}
    assert names(root / "python311.zip") == {"os.pyc", "LICENSE.txt"}
    with zipfile.ZipFile(root / "python311.zip") as archive:
        compiled = archive.read("os.pyc")
    assert compiled == pyc(WORDS, "os.py")
    assert compiled[:4] == importlib.util.MAGIC_NUMBER
    assert b"Bread" not in compiled


def test_lays_one_for_a_mac(tmp_path: Path) -> None:
    path = standalone_mac(tmp_path / "cpython-3.11.9-aarch64-apple-darwin.tar.gz")
    found = mac_runtime.gather(tmp_path / "cache", source(path))
    assert laid(found.root) == {
        "bin/python3",
        "lib/libpython3.11.dylib",
        "lib/python311.zip",
        "lib/python3.11/lib-dynload/_socket.cpython-311-darwin.so",
    }
    assert (found.root / "bin" / "python3").stat().st_mode & 0o111
    assert names(found.root / "lib" / "python311.zip") == {"os.pyc", "LICENSE.txt"}


def test_a_mac_needs_one(tmp_path: Path) -> None:
    with pytest.raises(StickError, match=r"stick\.no_mac"):
        mac_runtime.gather(tmp_path / "cache", Source())
    other = embeddable(tmp_path / "e.zip")
    with pytest.raises(StickError, match=r"stick\.no_mac"):
        mac_runtime.gather(tmp_path / "cache", source(other))


def test_one_for_another_system_is_left_alone(tmp_path: Path, root: Path) -> None:
    assert given(MAC, source(embeddable(tmp_path / "e.zip")), root) is None
    assert given(WINDOWS, source(standalone_mac(tmp_path / "m.tar.gz")), root) is None
    assert laid(root) == set()


def test_the_hash_is_looked_at(tmp_path: Path) -> None:
    path = embeddable(tmp_path / "e.zip")
    right = hashlib.sha256(path.read_bytes()).hexdigest()
    assert opened(path, right.upper()).system == WINDOWS
    with pytest.raises(StickError, match=r"stick\.runtime_changed"):
        opened(path, "0" * 64)


def test_what_is_no_python_is_refused(tmp_path: Path, root: Path) -> None:
    text = tmp_path / "bread.txt"
    text.write_text("flour, water")
    short = tmp_path / "short.zip"
    short.write_bytes(embeddable(tmp_path / "e.zip").read_bytes()[:-40])
    other = standalone_mac(tmp_path / "other.tar.gz", version="3.12")
    empty = zipped(tmp_path / "empty.zip", {})
    for path in (text, short, other, empty, tmp_path / "nowhere"):
        with pytest.raises(StickError, match=r"stick\.runtime_unknown"):
            given(WINDOWS, source(path), root)
    assert laid(root) == set()


@pytest.mark.parametrize("name", ["python.exe", "python311.dll"])
@pytest.mark.parametrize("machine", [0x014C, 0xAA64, 0x8665])
def test_another_processor_of_windows_is_refused(
    tmp_path: Path, root: Path, name: str, machine: int
) -> None:
    for make in (embeddable, standalone_windows):
        whole = opened(make(tmp_path / "whole"), "").members
        assert opened(zipped(tmp_path / "same", whole), "").system == WINDOWS
        (member,) = [one for one in whole if one.rpartition("/")[2] == name]
        data = whole[member]
        flipped = data[:MACHINE] + machine.to_bytes(2, "little") + data[MACHINE + 2 :]
        other = zipped(tmp_path / "other", {**whole, member: flipped})
        with pytest.raises(StickError, match=r"stick\.runtime_unknown"):
            given(WINDOWS, source(other), root)
    assert laid(root) == set()


def test_another_processor_of_a_mac_is_refused(tmp_path: Path, root: Path) -> None:
    whole = opened(standalone_mac(tmp_path / "whole"), "").members
    assert opened(tarred(tmp_path / "same", whole), "").system == MAC
    member = "python/bin/python3.11"
    intel = whole[member][:4] + b"\x07\0\0\1" + whole[member][8:]
    with pytest.raises(StickError, match=r"stick\.runtime_unknown"):
        given(MAC, source(tarred(tmp_path / "other", {**whole, member: intel})), root)


def test_what_was_hashed_is_what_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another file that takes its place in the same moment is not looked at."""
    path = embeddable(tmp_path / "e.zip")
    right, whole = path.read_bytes(), opened(path, "").members
    other = standalone_windows(tmp_path / "other").read_bytes()
    reads: list[Path] = []

    def swapped(self: Path) -> bytes:
        reads.append(self)
        path.write_bytes(other)
        return right

    monkeypatch.setattr(Path, "read_bytes", swapped)
    found = opened(path, hashlib.sha256(right).hexdigest())
    assert reads == [path]
    assert found.members == whole

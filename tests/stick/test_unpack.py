"""Wheels taken apart, what is left of them, and what systems share."""

from __future__ import annotations

import marshal
import zipfile
from pathlib import Path

import pytest

from safeplan.stick.archive import write_archive
from safeplan.stick.building import share
from safeplan.stick.compiled import pyc
from safeplan.stick.parts import StickError
from safeplan.stick.prune import left_of_library, left_of_modules, left_of_wheel
from safeplan.stick.unpack import Unpacked, compiled_name, needed_libraries, unpack
from safeplan.stick.wheels import sha256
from tests.stick.test_elf import a_module

ABOUT = (
    b"Metadata-Version: 2.1\nName: tea-pot\nVersion: 1.2\nLicense-Expression: MIT\n\nIt pours.\n"
)


def wheel(folder: Path, **members: bytes) -> Path:
    path = folder / "tea_pot-1.2-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def teapot(folder: Path, code: bytes = b'"""Doc."""\nassert x\ny = 1\n') -> Path:
    return wheel(
        folder,
        **{
            "tea/__init__.py": code,
            "tea/leaf.txt": b"green",
            "tea/typed.pyi": b"y: int",
            "tea/tests/test_tea.py": b"",
            "tea/_core.cpython-311-x86_64-linux-gnu.so": b"core",
            "tea.libs/libcup-1.so.2": b"cup",
            "tea_pot-1.2.dist-info/METADATA": ABOUT,
            "tea_pot-1.2.dist-info/RECORD": b"",
            "tea_pot-1.2.dist-info/licenses/LICENSE": b"Be kind.",
        },
    )


def test_everything_has_its_place(tmp_path: Path) -> None:
    found = unpack((teapot(tmp_path),))
    assert set(found.pure) == {"tea/__init__.pyc", "tea/leaf.txt", "licences/tea_pot-1.2/LICENSE"}
    assert found.compiled == {"tea._core.so": b"core"}
    assert found.libraries == {"libcup-1.so.2": b"cup"}
    (part,) = found.parts
    assert (part.name, part.version, part.licence) == ("tea-pot", "1.2", "MIT")
    assert part.sha256 == sha256(tmp_path / "tea_pot-1.2-py3-none-any.whl")


def test_code_is_compiled_without_words_and_never_compared(tmp_path: Path) -> None:
    made = unpack((teapot(tmp_path),)).pure["tea/__init__.pyc"]
    assert made[4:8] == b"\x01\0\0\0"
    code = marshal.loads(made[16:])
    assert code.co_filename == "tea/__init__.py"
    assert b"Doc." not in made
    space: dict[str, object] = {}
    exec(code, space)  # no assert is left, so that x is not missed
    assert space["y"] == 1


def test_line_endings_make_no_difference(tmp_path: Path) -> None:
    assert pyc(b"a = 1\r\nb = 2\r\n", "a.py") == pyc(b"a = 1\nb = 2\n", "a.py")


def test_no_wheel(tmp_path: Path) -> None:
    (tmp_path / "a.whl").write_bytes(b"PK not")
    for path in (tmp_path / "a.whl", teapot(tmp_path, b"def broken(:\n")):
        with pytest.raises(StickError) as refused:
            unpack((path,))
        assert refused.value.message_id == "stick.no_wheel"
        assert refused.value.values["name"] == path.name


def test_what_differs_cannot_be_shared() -> None:
    shared = {"a.pyc": b"1"}
    share(shared, Unpacked(pure={"a.pyc": b"1", "b.pyc": b"2", "licences/a/LICENSE": b"x"}))
    share(shared, Unpacked(pure={"licences/a/LICENSE": b"x\r\n"}))
    assert shared["b.pyc"] == b"2"
    with pytest.raises(StickError) as refused:
        share(shared, Unpacked(pure={"b.pyc": b"3"}))
    assert refused.value.message_id == "stick.differs"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("PIL/_imaging.cp311-win_amd64.pyd", "PIL._imaging.pyd"),
        ("cryptography/hazmat/bindings/_rust.abi3.so", "cryptography.hazmat.bindings._rust.so"),
        ("_cffi_backend.cpython-311-x86_64-linux-gnu.so", "_cffi_backend.so"),
    ],
)
def test_names_of_compiled_modules(path: str, name: str) -> None:
    assert compiled_name(path) == name


def test_libraries_that_nothing_reaches_are_left() -> None:
    module = a_module().read_bytes()  # asks for libffi
    found = Unpacked(
        compiled={"a.so": module},
        libraries={"libffi.so.8": module, "libother.so.1": module, "strange.dll": b"MZ"},
    )
    assert set(needed_libraries(found)) == {"libffi.so.8", "strange.dll"}


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("PIL/_avif.cpython-311-x86_64-linux-gnu.so", True),
        ("PIL/_imaging.cpython-311-x86_64-linux-gnu.so", False),
        ("PIL/Image.py", False),
        ("cffi/api.py", True),
        ("_cffi_backend.cpython-311-x86_64-linux-gnu.so", False),
        ("pygments/lexers/python.py", False),
        ("pygments/lexers/perl.py", True),
        ("reportlab/fonts/Vera.ttf", True),
        ("textual/app.py", False),
        ("qrcode/tests/test_qrcode.py", True),
    ],
)
def test_pruned_of_wheels(path: str, left: bool) -> None:
    assert left_of_wheel(path) is left


def test_pruned_of_the_standard_library() -> None:
    assert left_of_library("idlelib/run.py")
    assert left_of_library("json/__pycache__/decoder.cpython-311.pyc")
    assert not left_of_library("json/decoder.py")
    assert not left_of_library("asyncio/sslproto.py")
    assert left_of_modules("_ssl")
    assert left_of_modules("_testcapi")
    assert not left_of_modules("_struct")
    assert not left_of_modules("unicodedata")


def test_the_same_members_are_the_same_bytes(tmp_path: Path) -> None:
    write_archive(tmp_path / "a.zip", {"b": b"2" * 99, "a": b"1" * 99})
    write_archive(tmp_path / "b.zip", {"a": b"1" * 99, "b": b"2" * 99})
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == ["a", "b"]
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    with pytest.raises(FileExistsError):
        write_archive(tmp_path / "a.zip", {})

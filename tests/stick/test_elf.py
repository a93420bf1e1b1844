"""What compiled files ask for, and what is left of them without names and folders."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from safeplan.stick import elf, thin
from safeplan.stick.libraries import found_by
from safeplan.stick.linux_runtime import loader_of
from safeplan.stick.parts import StickError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="files of Linux")
PYTHON = Path(sys._base_executable).resolve()  # type: ignore[attr-defined]


def a_module() -> Path:
    import _ctypes

    return Path(_ctypes.__file__)


def test_needs_of_a_program() -> None:
    found = elf.needs(PYTHON)
    assert found is not None
    assert Path(found.loader).exists()
    assert "libc.so.6" in found.libraries


@pytest.mark.needs("readelf")
def test_the_same_as_another_reader_says() -> None:
    for path in (PYTHON, a_module()):
        said = subprocess.run(["readelf", "-d", path], capture_output=True, text=True, check=True)
        lines = [line for line in said.stdout.splitlines() if "(NEEDED)" in line]
        found = elf.needs(path)
        assert found is not None
        assert list(found.libraries) == [line.split("[")[1].rstrip("]") for line in lines]


@given(st.binary(max_size=300))
@example(b"\x7fELF\x02\x01")
def test_anything_else_needs_nothing(data: bytes) -> None:
    assert elf.needs_of(data) is None
    assert thin.thin(data) == data


@pytest.mark.parametrize("head", [bytes(50) + b"\1" + bytes(40), bytes(90)])
def test_segments_of_no_size_and_none_at_all_are_left_alone(head: bytes) -> None:
    data = b"\x7fELF\x02\x01" + head
    assert thin.thin(data) == data


@given(st.integers(0, 4000), st.integers(0, 255))
def test_damage_is_no_fault_of_ours(at: int, value: int) -> None:
    data = bytearray(a_module().read_bytes()[:4096])
    data[at] = value
    elf.needs_of(bytes(data))
    thin.thin(bytes(data))


def test_a_thin_one_still_runs(tmp_path: Path) -> None:
    data = PYTHON.read_bytes()
    small = thin.thin(data)
    assert len(small) <= len(data)
    place = tmp_path / "python"
    place.write_bytes(small)
    place.chmod(0o755)
    told = ["-S", "-c", "print(6 * 7)"]
    environ = {"PYTHONHOME": sys.base_prefix}
    done = subprocess.run([place, *told], capture_output=True, text=True, env=environ)
    assert done.stdout == "42\n", done.stderr
    assert elf.needs_of(small) == elf.needs_of(data)


@pytest.mark.needs("readelf")
def test_a_thin_one_has_no_tables_of_names() -> None:
    small = thin.thin(a_module().read_bytes())
    path = Path("/proc/self/fd/0")
    done = subprocess.run(["readelf", "-S", path], input=small, capture_output=True, check=False)
    assert b".symtab" not in done.stdout
    assert b".debug" not in done.stdout


@pytest.mark.parametrize(
    ("place", "kept"),
    [
        ("/home/anna/.pyenv/versions/3.11.7", b"/_________________________/3.11.7"),
        ("/home/anna", b"/" + b"_" * 9),
        ("/var/home/anna", b"/" + b"_" * 13),
        ("/usr/local", b"/usr/local"),
        ("/usr", b"/usr"),
    ],
)
def test_where_it_was_built_is_written_over(place: str, kept: bytes) -> None:
    data = b"\0" + place.encode() + b"/lib\0" + place.encode() + b"\0"
    hidden = thin.without_place(data, place)
    assert hidden == b"\0" + kept + b"/lib\0" + kept + b"\0"
    assert len(hidden) == len(data)
    assert b"anna" not in hidden


def test_libraries_are_found_as_the_loader_finds_them() -> None:
    found = found_by(loader_of(PYTHON), [PYTHON, a_module()])
    assert found["libc.so.6"].exists()
    assert not any(name.startswith("ld-linux") for name in found)
    assert all(path.is_absolute() for path in found.values())


def test_a_missing_library_is_named(tmp_path: Path) -> None:
    data = a_module().read_bytes()
    name = b"libffi.so"
    assert name in data
    (tmp_path / "module.so").write_bytes(data.replace(name, b"libnil.so"))
    with pytest.raises(StickError) as refused:
        found_by(loader_of(PYTHON), [tmp_path / "module.so"])
    assert refused.value.message_id == "stick.no_library"
    assert str(refused.value.values["name"]).startswith("libnil.so")


def test_no_loader(tmp_path: Path) -> None:
    with pytest.raises(StickError) as refused:
        found_by(tmp_path / "none", [PYTHON])
    assert refused.value.message_id == "stick.no_loader"
    script = tmp_path / "python"
    script.write_text("#!/bin/sh\n")
    with pytest.raises(StickError) as refused:
        loader_of(script)
    assert refused.value.message_id == "stick.no_linux"


def test_another_loader_than_that_of_the_gnu_library(tmp_path: Path) -> None:
    found = elf.needs(PYTHON)
    assert found is not None
    told = found.loader.encode()
    other = b"/lib/ld-musl-x86_64.so.1".ljust(len(told), b"\0")[: len(told)]
    (tmp_path / "python").write_bytes(PYTHON.read_bytes().replace(told, other))
    with pytest.raises(StickError) as refused:
        loader_of(tmp_path / "python")
    assert refused.value.message_id == "stick.no_linux"

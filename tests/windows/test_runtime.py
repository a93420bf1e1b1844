"""The Python for Windows on a stick: signed by its makers, whole, and nothing but what it needs."""

import hashlib
import marshal
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from safeplan.stick import windows_runtime
from safeplan.stick.parts import Runtime, Source, StickError
from safeplan.stick.windows_runtime import library_sources, parts_table
from tests.windows.portable_executable import exported, imported
from tests.windows.wine_house import Wine, embedded, packages

pytestmark = [
    pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="made with Python 3.11 alone"),
    pytest.mark.xdist_group("wine"),
]
# What every Windows since 10 has itself; the api-ms- names stand for parts of these.
OF_WINDOWS = {
    *("kernel32.dll", "advapi32.dll", "user32.dll", "gdi32.dll", "ntdll.dll", "ole32.dll"),
    *("oleaut32.dll", "ws2_32.dll", "iphlpapi.dll", "version.dll", "bcrypt.dll", "crypt32.dll"),
    *("bcryptprimitives.dll", "psapi.dll", "shell32.dll", "ucrtbase.dll", "rpcrt4.dll"),
}
OF_MICROSOFT = {"msvcp140.dll", "vcruntime140.dll", "vcruntime140_1.dll"}


@pytest.fixture(scope="module")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    """One, laid out from packages that are kept for the next run."""
    return windows_runtime.gather(tmp_path_factory.mktemp("made"), Source(folder=packages()))


def programs(runtime: Runtime) -> dict[str, Path]:
    kept = (".exe", ".dll", ".pyd")
    return {path.name: path for path in runtime.root.iterdir() if path.suffix in kept}


def said_of_signature(path: Path) -> str:
    """What is found out about a signature, without asking anybody whether it was called back."""
    command = ["osslsigncode", "verify", "-in", str(path)]
    options = subprocess.run(["osslsigncode", "verify", "--help"], capture_output=True, text=True)
    if "-ignore-crl" in options.stdout + options.stderr:
        command.append("-ignore-crl")
    return subprocess.run(command, capture_output=True, text=True).stdout


@pytest.mark.needs("osslsigncode")
def test_pythons_own_files_bear_its_makers_signature(runtime: Runtime) -> None:
    found = programs(runtime)
    assert len(found) == 19
    for name in found.keys() - OF_MICROSOFT:
        said = said_of_signature(found[name])
        assert "Signature verification: ok" in said, name
        assert "O=Python Software Foundation/CN=Python Software Foundation" in said, name


@pytest.mark.needs("osslsigncode")
def test_a_changed_byte_breaks_the_signature(runtime: Runtime, tmp_path: Path) -> None:
    data = bytearray((runtime.root / "python.exe").read_bytes())
    data[0x1000] ^= 1
    (tmp_path / "python.exe").write_bytes(data)
    assert "Signature verification: ok" not in said_of_signature(tmp_path / "python.exe")


@pytest.mark.needs("osslsigncode")
def test_the_compilers_runtime_is_signed_by_microsoft(runtime: Runtime) -> None:
    """That the signed hash is the file's. Microsoft's own root is not among Linux's, so the chain
    up to it is judged by Windows alone.
    """
    for name in OF_MICROSOFT:
        said = said_of_signature(runtime.root / name)
        digests = re.findall(r"(?:Current|Calculated) message digest *: (\w+)", said)
        assert len(digests) >= 2, said
        assert len(set(digests)) == 1
        assert "O=Microsoft Corporation/CN=Microsoft Windows Software Compatibility" in said


def test_two_packages_agree_on_every_program(runtime: Runtime) -> None:
    with embedded(packages()) as other:
        for name in programs(runtime).keys() - OF_MICROSOFT:
            assert other.read(f"cp311/{name}") == (runtime.root / name).read_bytes(), name


@pytest.mark.needs("osslsigncode")
def test_every_source_of_the_library_stands_in_a_signed_catalogue(tmp_path: Path) -> None:
    catalogue = tmp_path / "python.cat"
    with embedded(packages()) as other:
        catalogue.write_bytes(other.read("cp311/python.cat"))
    said = said_of_signature(catalogue)
    assert "Signature verification: ok" in said
    assert "O=Python Software Foundation/CN=Python Software Foundation" in said
    listed = catalogue.read_bytes()
    table = parts_table()
    with windows_runtime.python_archive(
        table["packages"]["python"], packages(), Source()
    ) as archive:
        sources = {
            name: archive.read(member)
            for name, member in library_sources(archive, table["library"]["folder"]).items()
        }
    assert len(sources) > 400
    other_than = {
        name
        for name, data in sources.items()
        if data and hashlib.sha256(data).digest() not in listed
    }
    # Empty files say nothing, so none is listed. One more is not: it is the same here and there.
    assert other_than == {"xml/__init__.py"}
    import xml

    here = Path(xml.__file__).read_bytes()
    assert sources["xml/__init__.py"].replace(b"\r\n", b"\n") == here


def codes(runtime: Runtime) -> Mapping[str, bytes]:
    with zipfile.ZipFile(runtime.root / windows_runtime.LIBRARY) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_library_is_compiled_without_words_dates_or_places(runtime: Runtime) -> None:
    members = dict(codes(runtime))
    assert b"PYTHON SOFTWARE FOUNDATION LICENSE" in members.pop("LICENSE.txt")
    for name, data in members.items():
        assert data[:4] == (3495).to_bytes(2, "little") + b"\r\n"
        assert data[4:8] == (1).to_bytes(4, "little")  # a hash that is never compared
        code = marshal.loads(data[16:])
        assert isinstance(code, CodeType)
        assert code.co_filename == name.removesuffix("c")
    assert {"os.pyc", "asyncio/windows_events.pyc", "encodings/utf_8.pyc", "nturl2path.pyc"} <= {
        *members
    }
    assert not any(name.startswith(("ssl", "sqlite3/", "test/", "idlelib/")) for name in members)


def test_the_library_is_the_same_code_as_in_python_orgs_archive(runtime: Runtime) -> None:
    """Bytecode of each function, compared with the archive that python.org compiled itself."""

    def shapes(code: CodeType) -> list[tuple[str, int]]:
        inner = [part for part in code.co_consts if isinstance(part, CodeType)]
        return [
            (code.co_name, zlib.crc32(code.co_code)),
            *(s for part in inner for s in shapes(part)),
        ]

    with (
        embedded(packages()) as other,
        zipfile.ZipFile(
            _copied(other.read("cp311/python311.zip"), runtime.root.parent / "theirs.zip")
        ) as theirs,
    ):
        ours = {name: data for name, data in codes(runtime).items() if name.endswith(".pyc")}
        differing = [
            name
            for name, data in ours.items()
            if shapes(marshal.loads(data[16:])) != shapes(marshal.loads(theirs.read(name)[16:]))
        ]
    assert differing == []
    assert len(ours) > 400


def _copied(data: bytes, path: Path) -> Path:
    path.write_bytes(data)
    return path


def test_python_looks_beside_itself_and_nowhere_else(runtime: Runtime) -> None:
    assert (runtime.root / windows_runtime.SEARCHED).read_bytes() == b"python311.zip\r\n.\r\n"


@pytest.mark.needs("x86_64-w64-mingw32-objdump", "wine", "x86_64-w64-mingw32-gcc")
def test_whatever_is_needed_of_a_library_is_on_the_stick_or_in_windows(
    runtime: Runtime, wine: Wine
) -> None:
    """Each name that the programs and the wheels take from a library is given by the one beside
    them: Wine would hide a lack with libraries of its own.
    """
    laid = {name.lower(): path for name, path in programs(runtime).items()}
    gives = {name: exported(path) for name, path in laid.items()}
    wheels = [path for path in wine.site.rglob("*.pyd") if "charset_normalizer" not in path.parts]
    assert any("msvcp140.dll" in imported(path) for path in wheels)  # Windows may have none
    for path in [*laid.values(), *wheels]:
        for library, names in imported(path).items():
            if library in gives:
                assert names <= gives[library], (path.name, library, names - gives[library])
            else:
                assert library in OF_WINDOWS or library.startswith("api-ms-win-"), (path, library)


@pytest.mark.needs("wine", "x86_64-w64-mingw32-gcc")
def test_starts_under_windows_and_takes_nothing_from_the_environment(
    runtime: Runtime, wine: Wine, tmp_path: Path
) -> None:
    modules = (
        "asyncio ctypes decimal json urllib.request zoneinfo uuid tomllib gettext zipfile msvcrt"
    )
    code = f"import sys, {', '.join(modules.split())}; print(sys.flags.isolated, sys.path)"
    program = ["wine", str(runtime.root / "python.exe"), "-B", "-X", "utf8", "-c", code]
    (tmp_path / "json.py").write_text("raise SystemExit('taken from elsewhere')")
    environ = {"PYTHONPATH": str(tmp_path), "WINEDLLOVERRIDES": "mscoree,mshtml=;vcruntime140=n"}
    ended = wine.run([], program=program, cwd=tmp_path, environ=environ)
    said = ended.stdout.decode()
    assert ended.returncode == 0, ended.stderr.decode()
    assert said.startswith("1 [")
    assert said.count("windows") >= 2
    assert str(tmp_path.name) not in said.split("[")[1]


def test_one_changed_byte_in_a_package_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    shutil.copytree(packages(), folder)
    archive = folder / parts_table()["packages"]["python"]["file"]
    with archive.open("r+b") as stream:
        stream.seek(1_000_000)
        byte = stream.read(1)
        stream.seek(1_000_000)
        stream.write(bytes([byte[0] ^ 1]))
    with pytest.raises(StickError) as refused:
        windows_runtime.gather(tmp_path / "cache", Source(folder=folder))
    assert refused.value.message_id == "stick.part_changed"
    assert refused.value.values == {"name": archive.name}


@pytest.mark.parametrize("group", ["python", "compiler"])
def test_another_hash_of_one_program_is_refused(
    group: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table: dict[str, Any] = parts_table()
    member = sorted(table[group])[-1]
    table[group][member] = "0" * 64
    monkeypatch.setattr(windows_runtime, "parts_table", lambda: table)
    with pytest.raises(StickError) as refused:
        windows_runtime.gather(tmp_path, Source(folder=packages()))
    assert refused.value.message_id == "stick.part_changed"
    assert refused.value.values == {"name": member.rpartition("/")[2]}


def test_another_python_makes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows_runtime, "PYTHON", "3.12")
    with pytest.raises(StickError) as refused:
        windows_runtime.gather(tmp_path, Source(folder=packages()))
    assert refused.value.message_id == "stick.other_python"
    assert not list(tmp_path.iterdir())


def test_every_part_is_named_with_its_licence(runtime: Runtime) -> None:
    parts = {part.name: part for part in runtime.parts}
    assert parts["CPython"].version == "3.11.9"
    hashes = {package["sha256"] for package in parts_table()["packages"].values()}
    assert {part.sha256 for part in runtime.parts} == hashes
    assert all(part.licence and part.source_url.startswith("https://") for part in runtime.parts)

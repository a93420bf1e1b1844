"""Our code out of one file: every module and every file that the package has, and no other."""

from __future__ import annotations

import gettext
import importlib.util
import marshal
import subprocess
import sys
import zlib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from types import CodeType

import pytest

from safeplan.onboard.finder import Box
from safeplan.onboard.reader import Place, Reader
from safeplan.plan.telling import load_telling
from safeplan.stick import pack, starting
from safeplan.stick.parts import StickError

PACKAGE = pack.package_folder()


@pytest.fixture(scope="module")
def data() -> bytes:
    return pack.own(PACKAGE)


@pytest.fixture(scope="module")
def path(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("own") / "own.dat"
    made.write_bytes(data)
    return made


@pytest.fixture
def box(path: Path, tmp_path: Path) -> Iterator[Box]:
    made = Box(str(path), str(tmp_path / "none"))
    yield made
    made._file.close()


def sources() -> dict[str, Path]:
    found = {}
    for file in PACKAGE.rglob("*.py"):
        inside = file.relative_to(PACKAGE).as_posix()
        if not inside.startswith("stick/"):
            found[pack.module_name(f"safeplan/{inside}")] = file
    return found


def test_every_module_is_there(box: Box) -> None:
    assert set(box.modules) == set(sources())
    assert not [name for name in box.modules if name.startswith("safeplan.stick")]


def test_each_is_the_code_of_its_source(box: Box) -> None:
    for name, file in sources().items():
        at, size, package = box.modules[name]
        assert package is (file.name == "__init__.py")
        code = marshal.loads(box._take(at, size))
        assert isinstance(code, CodeType)
        inside = f"safeplan/{file.relative_to(PACKAGE).as_posix()}"
        assert code == compile(file.read_bytes(), inside, "exec", dont_inherit=True, optimize=2)


def test_every_file_is_there_as_it_is(box: Box) -> None:
    wanted = {
        f"safeplan/{file.relative_to(PACKAGE).as_posix()}": file
        for top in ("templates/", "locales/", "guard/words", "export/fonts", "app/")
        for file in (PACKAGE / top).rglob("*")
        if file.is_file() and file.suffix not in {".py", ".pyc", ".po"}
    }
    assert len(wanted) > 30
    for inside, file in wanted.items():
        assert box.get_data(f"{box.path}/{inside}") == file.read_bytes()
    assert not [name for name in box.files if name.endswith((".po", ".py", ".pyc"))]


def test_resources_are_read_as_from_a_folder(box: Box) -> None:
    place, real = Reader(box, "safeplan").files(), files("safeplan")
    seen = 0

    def compare(here: Place, there: Path) -> None:
        nonlocal seen
        assert here.is_dir()
        assert not here.is_file()
        for one in here.iterdir():
            beside = there / one.name
            assert one.name == beside.name
            if beside.is_dir():
                compare(one, beside)
            else:
                assert one.is_file()
                assert one.read_bytes() == beside.read_bytes()
                with one.open("rb") as stream:
                    assert stream.read() == beside.read_bytes()
                seen += 1

    assert isinstance(real, Path)
    compare(place, real)
    assert seen == len(box.files)
    text = (place / "templates" / "telling.toml").read_text(encoding="utf-8")
    assert text == (real / "templates" / "telling.toml").read_text(encoding="utf-8")
    with place.joinpath("templates/telling.toml").open(encoding="utf-8") as stream:
        assert stream.read() == text
    with (place / "locales" / "en" / "LC_MESSAGES" / "safeplan.mo").open("rb") as stream:
        assert gettext.GNUTranslations(stream).gettext("home.title") != "home.title"


def test_what_is_not_there(box: Box) -> None:
    place = Reader(box, "safeplan").files() / "none"
    assert not place.is_file()
    assert not place.is_dir()
    assert list(place.iterdir()) == []
    with pytest.raises(FileNotFoundError):
        place.read_bytes()
    with pytest.raises(FileNotFoundError):
        box.get_data("/somewhere/else")
    assert box.find_spec("os") is None
    assert box.find_spec("safeplan.nothing") is None
    assert box.get_resource_reader("safeplan.cli") is None


def test_a_module_is_made_like_any_other(box: Box) -> None:
    spec = box.find_spec("safeplan.guard.wire")
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    box.exec_module(module)
    from safeplan.guard import wire

    assert module.__file__ == f"{box.path}/safeplan/guard/wire.py"
    assert module.SALT_SIZE == wire.SALT_SIZE
    package = box.find_spec("safeplan.guard")
    assert package is not None
    assert package.submodule_search_locations == []


def test_compiled_modules_are_found_by_their_whole_names(path: Path, tmp_path: Path) -> None:
    import _struct

    made = tmp_path / "lin"
    made.mkdir()
    (made / "a.b._struct.so").write_bytes(Path(_struct.__file__).read_bytes())
    box = Box(str(path), str(made))
    try:
        assert box.find_spec("a.b") is None
        spec = box.find_spec("a.b._struct")
        assert spec is not None
        module = importlib.util.module_from_spec(spec)
        assert module.__file__ == str(made / "a.b._struct.so")
        assert spec.loader is not None
        spec.loader.exec_module(module)
        assert module.calcsize("<I") == 4
    finally:
        box._file.close()


def test_no_byte_of_it_tells(data: bytes) -> None:
    plain = data.lower()
    telling = load_telling("en")
    assert telling.always
    for word in telling.always:
        if len(word) > 4:  # fewer letters than that stand in any noise
            assert word.encode() not in plain


def test_the_same_program_is_the_same_file(data: bytes) -> None:
    assert pack.own(PACKAGE) == data


def test_a_program_that_is_not_whole(tmp_path: Path) -> None:
    (tmp_path / "cli.py").write_text("x = 1\n")
    with pytest.raises(StickError) as refused:
        pack.own(tmp_path)
    assert refused.value.message_id == "stick.no_program"


def test_the_first_lines_start_what_is_in_it(path: Path, tmp_path: Path) -> None:
    """``boot.py`` runs the finder, and the finder the module that the index names."""
    app, lib = tmp_path / "app2", tmp_path / "lib2"
    app.mkdir()
    lib.mkdir()
    (app / "boot.py").write_bytes(starting.boot())
    begin = "import sys\ndef main(app, words):\n    print(app, words, sys.path[-1])\n"
    (lib / "own.dat").write_bytes(_small({"begin_here": begin}, "begin_here"))
    run = [sys.executable, "-I", "-S", "-B", str(app / "boot.py"), "a", "b"]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    assert done.stdout == f"{app} ['a', 'b'] {lib / 'any.zip'}\n"


@pytest.mark.parametrize("damage", [b"", b"\x05\0\0\0xxxxx", b"noise" * 100])
def test_a_damaged_one_ends_with_one_line(tmp_path: Path, damage: bytes) -> None:
    for name in ("app", "lib"):
        (tmp_path / name).mkdir()
    (tmp_path / "app" / "boot.py").write_bytes(starting.boot())
    (tmp_path / "lib" / "own.dat").write_bytes(damage)
    run = [sys.executable, "-I", "-S", "-B", str(tmp_path / "app" / "boot.py")]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_key_that_breaks_off_leaves_no_word(tmp_path: Path) -> None:
    """As where Ctrl-C comes while all of it is loading."""
    for name in ("app", "lib"):
        (tmp_path / name).mkdir()
    (tmp_path / "app" / "boot.py").write_bytes(starting.boot())
    broken = _small({"begin_here": "raise KeyboardInterrupt\n"}, "begin_here")
    (tmp_path / "lib" / "own.dat").write_bytes(broken)
    run = [sys.executable, "-I", "-S", "-B", str(tmp_path / "app" / "boot.py")]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


def _small(modules: dict[str, str], begin: str) -> bytes:
    finder = PACKAGE / "onboard" / "finder.py"
    first = zlib.compress(marshal.dumps(compile(finder.read_bytes(), "own", "exec")))
    parts, index = b"", {}
    for name, source in modules.items():
        part = zlib.compress(marshal.dumps(compile(source, name, "exec")))
        index[name] = (len(parts), len(part), False)
        parts += part
    listed = zlib.compress(marshal.dumps((index, {}, begin, "")))
    sizes = [len(one).to_bytes(4, "little") for one in (first, listed)]
    return sizes[0] + first + sizes[1] + listed + parts


def test_thirty_neutral_lines() -> None:
    lines = starting.boot().decode().splitlines()
    assert len(lines) <= 30
    telling = load_telling("en")
    words = {word.strip("'\".,()[]").lower() for line in lines for word in line.split()}
    assert not words & (telling.always | telling.in_names)

"""The Windows that other tests run things in is one."""

import sys
from pathlib import Path

import pytest

from tests.windows.wine_house import Wine, drive

pytestmark = [
    pytest.mark.needs("wine", "x86_64-w64-mingw32-gcc"),
    pytest.mark.xdist_group("wine"),
]


def test_is_python_for_windows(wine: Wine) -> None:
    said = wine.code("import sys; print(sys.platform, sys.version_info[:2])")
    assert said == "win32 (3, 11)\n" != f"{sys.platform} {sys.version_info[:2]}\n"


def test_finds_the_libraries_and_the_tree(wine: Wine) -> None:
    code = "import cryptography, safeplan; print(cryptography.__file__); print(safeplan.__file__)"
    library, ours = wine.code(code).splitlines()
    assert library.startswith(drive(wine.site))
    assert ours.endswith("\\safeplan\\__init__.py")


def test_passes_paths_words_and_what_is_typed(wine: Wine, tmp_path: Path) -> None:
    path = tmp_path / "Zoë.txt"
    path.write_text("ready", encoding="utf-8")
    code = "import sys; print(open(sys.argv[1]).read(), sys.argv[2], sys.stdin.read())"
    ended = wine.run(["-c", code, path, "ö"], stdin=b"typed")
    assert ended.stdout.decode().strip() == "ready ö typed"


def test_says_what_went_wrong(wine: Wine) -> None:
    with pytest.raises(AssertionError, match="no bread"):
        wine.code("raise SystemExit('no bread')")

"""What the tests of paper and codes share."""

import io
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

ROOT = Path(__file__).resolve().parents[2]

TITLE = "Shopping list"
LINES = (
    "tomatoes x 4",
    "umbrella",
    "Hairdresser  07700 900111",
    "Choir  01632 960 222",
    "buy stamps for Zoë O’Brien",
    "Łódź, Зоя, Ελένη, Nguyễn: 3 cards",
    "½ kg flour – or “plain”, € 1.20 …",
    "",
    "oat milk, bin bags",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that runs another program is listed, not failed, where that is missing."""
    for item in items:
        for fixture, programs in (("poppler", ("pdftotext",)), ("raster", ("pdftoppm",))):
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.needs(*programs))


@pytest.fixture
def sheet() -> tuple[str, tuple[str, ...]]:
    return TITLE, LINES


@pytest.fixture
def poppler(tmp_path: Path) -> Callable[..., str]:
    """Run a program on a PDF and give what it prints."""

    def run(program: str, pdf: bytes, *options: str) -> str:
        path = tmp_path / "sheet.pdf"
        path.write_bytes(pdf)
        behind = ("-",) if program == "pdftotext" else ()
        done = subprocess.run(
            [program, *options, str(path), *behind], capture_output=True, check=True
        )
        return done.stdout.decode()

    return run


@pytest.fixture
def raster(tmp_path: Path) -> Callable[[bytes, int], list[Path]]:
    """The pages of a PDF as grey pictures."""

    def run(pdf: bytes, dpi: int) -> list[Path]:
        path = tmp_path / "page.pdf"
        path.write_bytes(pdf)
        subprocess.run(
            ["pdftoppm", "-gray", "-r", str(dpi), "-png", str(path), str(tmp_path / "page")],
            check=True,
        )
        return sorted(tmp_path.glob("page-*.png"))

    return run


@pytest.fixture(scope="session")
def telling() -> tuple[str, ...]:
    """Every word of both lists, all languages."""
    listed = tomllib.loads((ROOT / "templates" / "telling.toml").read_text("utf-8"))
    return tuple(
        word
        for language in listed["languages"].values()
        for name in ("always", "in_names")
        for word in language[name]
    )


@pytest.fixture
def objects() -> Callable[[bytes], list[pypdf.generic.PdfObject]]:
    """Every object of a PDF."""

    def read(pdf: bytes) -> list[pypdf.generic.PdfObject]:
        reader = pypdf.PdfReader(io.BytesIO(pdf), strict=True)
        return [
            found
            for number in sorted(reader.xref[0])
            if (found := reader.get_object(number)) is not None
        ]

    return read

"""The folded sheet reads in order, upright, and looks like what its title says."""

import io
import operator
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from safeplan.export.booklet import booklet, panels
from safeplan.export.errors import ExportError, UnfitError
from safeplan.export.pdf import MM, PAPERS

Paper = Literal["a4", "letter"]
Cell = tuple[int, str]
PAPER_NAMES = pytest.mark.parametrize("paper", ["a4", "letter"])


@dataclass(frozen=True)
class Word:
    """A piece of text where the paper shows it."""

    text: str
    x: float
    y: float
    upright: bool


def words(pdf: bytes) -> tuple[list[Word], tuple[float, float]]:
    """Every piece of text with its place on the sheet, from the file itself."""
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    found = []

    def note(text: str, cm: Any, tm: Any, _font: object, _size: object) -> None:
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.append(Word(text.strip(), x, y, tm[3] * cm[3] > 0))

    page.extract_text(visitor_text=note)
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    return found, (width, height)


def folded(cells: dict[Cell, str]) -> list[Cell]:
    """Fold the sheet and name the cells in the order in which a reader turns them.

    A model of paper, not of the program. The sheet is folded lengthwise, print outside: column c
    is then one upright strip with cell (c, "low") in front, to the south, and (c, "high") behind,
    turned over, to the north. The cut runs along the fold of columns 1 and 2. Pushing the ends
    together opens it: the front strips of columns 1 and 2 fold to a leaf that points south, the
    back strips to one that points north, column 0 points west and column 3 east. A leaf has a side
    on its clockwise hand and one on the other; read leftwards round the spine, seen from above,
    each opening shows the second side of a leaf on the left and the first side of the next one on
    the right.
    """
    leaves = {
        -90: ((1, "low"), (2, "low")),  # south: its west side, its east side
        0: ((3, "low"), (3, "high")),  # east: its south side, its north side
        90: ((2, "high"), (1, "high")),  # north: its east side, its west side
        180: ((0, "high"), (0, "low")),  # west: its north side, its south side
    }
    ring = [side for angle in sorted(leaves) for side in leaves[angle]]
    start = ring.index(next(cell for cell in ring if cells[cell] == "cover"))
    return ring[start:] + ring[:start]


@PAPER_NAMES
def test_the_folded_sheet_reads_in_order_and_upright(paper: Paper) -> None:
    lines = [f"item {index}" for index in range(100)]
    found, (width, height) = words(booklet("Garden jobs", lines, paper=paper))
    placed: dict[Cell, list[Word]] = {}
    for word in found:
        cell = (int(word.x / (width / 4)), "low" if word.y < height / 2 else "high")
        # The upper half is turned over its lower edge by the fold, so it must be head down.
        assert word.upright == (cell[1] == "low")
        placed.setdefault(cell, []).append(word)
    cells = {
        cell: "cover" if any(word.text == "Garden jobs" for word in inside) else "page"
        for cell, inside in placed.items()
    }
    read = []
    for cell in folded(cells):
        read += sorted(placed[cell], key=operator.attrgetter("y"), reverse=cell[1] == "low")
    assert [word.text for word in read] == ["Garden jobs", *lines]


def test_leaves_and_spreads() -> None:
    sheet = panels((400, 200))
    where = {
        panel.number: (int(panel.x / 100), "low" if panel.y < 100 else "high") for panel in sheet
    }
    numbers = {cell: number for number, cell in where.items()}
    ring = [
        numbers[cell]
        for cell in folded({cell: "cover" if n == 1 else "" for cell, n in numbers.items()})
    ]
    assert ring == [1, 2, 3, 4, 5, 6, 7, 8]


@PAPER_NAMES
def test_words_come_out_whole_in_reading_order(
    sheet: tuple[str, tuple[str, ...]], poppler: Callable[..., str], paper: Paper
) -> None:
    title, lines = sheet
    text = poppler("pdftotext", booklet(title, lines, paper=paper), "-raw", "-enc", "UTF-8")
    assert text.split() == [word for line in (title, *lines) for word in line.split()]


@PAPER_NAMES
def test_one_sheet_of_the_paper_asked_for(sheet: tuple[str, tuple[str, ...]], paper: Paper) -> None:
    pages = pypdf.PdfReader(io.BytesIO(booklet(*sheet, paper=paper))).pages
    assert len(pages) == 1
    short, long = PAPERS[paper]
    assert float(pages[0].mediabox.width) == pytest.approx(long, abs=0.01)
    assert float(pages[0].mediabox.height) == pytest.approx(short, abs=0.01)


@pytest.mark.needs("pdftoppm")
@PAPER_NAMES
def test_no_ink_where_printers_cannot_reach_nor_on_a_fold(
    sheet: tuple[str, tuple[str, ...]], raster: Callable[[bytes, int], list[Path]], paper: Paper
) -> None:
    [path] = raster(booklet("Shopping list", ["bread, butter, milk"] * 60, paper=paper), 100)
    with Image.open(path) as picture:
        picture.load()
    edge = int(4.5 / 25.4 * 100)
    inner = (edge, edge, picture.width - edge, picture.height - edge)
    dark = picture.point(lambda grey: 255 if grey < 250 else 0)
    box = dark.getbbox()
    assert box is not None
    assert box[0] >= inner[0]
    assert box[1] >= inner[1]
    assert box[2] <= inner[2]
    assert box[3] <= inner[3]
    # Letters are black, marks and rules are not; no letter comes within 5 mm of a fold.
    black = picture.point(lambda grey: 255 if grey < 90 else 0)
    near = int(5 / 25.4 * 100)
    for column in (1, 2, 3):
        x = picture.width * column // 4
        assert black.crop((x - near, 0, x + near, picture.height)).getbbox() is None
    y = picture.height // 2
    assert black.crop((0, y - near, picture.width, y + near)).getbbox() is None
    assert black.getbbox() is not None


def test_ten_points_is_usual_and_twelve_can_be_asked_for(
    sheet: tuple[str, tuple[str, ...]],
) -> None:
    def sizes(pdf: bytes) -> set[float]:
        contents = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].get_contents()
        assert contents is not None
        data = contents.get_data().decode("latin-1")
        return {
            float(line.split(" Tf")[0].split()[-1]) for line in data.splitlines() if " Tf" in line
        }

    assert sizes(booklet(*sheet)) == {18.0, 10.0}
    assert sizes(booklet(*sheet, largest=12)) == {18.0, 12.0}
    many = [f"{index} pairs of woollen socks in grey or blue" for index in range(170)]
    [small, _title] = sorted(sizes(booklet("Packing for swimming", many[:110])))
    assert 7 <= small < 10
    with pytest.raises(UnfitError) as caught:
        booklet("Packing for swimming", many)
    left = caught.value.lines
    assert left == tuple(many[len(many) - len(left) :])
    booklet("Packing for swimming", many[: len(many) - len(left)])


def test_a_title_that_has_no_room_is_named() -> None:
    with pytest.raises(UnfitError) as caught:
        booklet("Film list " * 40, ["bread"])
    assert caught.value.lines == ("Film list " * 40,)


def test_a_long_title_gets_smaller() -> None:
    assert booklet("Packing for swimming, for walking, and for a week at the seaside", ["towel"])


@pytest.mark.parametrize(("title", "lines"), [("買い物", ["bread"]), ("Bread", ["milk", "パン"])])
def test_a_letter_that_cannot_be_drawn_stops_it(title: str, lines: list[str]) -> None:
    with pytest.raises(ExportError) as caught:
        booklet(title, lines)
    assert caught.value.message_id == "export.letters"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text("abcéЖλẾ 0123456789’½", max_size=40), max_size=30))
def test_nothing_is_dropped(lines: list[str]) -> None:
    found, _page = words(booklet("Bin days", lines))
    printed = "".join("".join(word.text for word in found).split())
    assert printed == "Bindays" + "".join("".join(lines).split())


def test_a_sheet_of_nothing_but_a_title_can_be_drawn() -> None:
    found, _page = words(booklet("Bin days", []))
    assert [word.text for word in found] == ["Bin days"]


def test_a_panel_of_a4_is_a_quarter_by_a_half() -> None:
    first = panels((297 * MM, 210 * MM))[0]
    assert (first.number, round(first.width / MM, 2), round(first.height / MM, 2)) == (
        1,
        74.25,
        105,
    )

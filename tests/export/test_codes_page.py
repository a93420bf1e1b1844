"""Codes on paper: large enough for a camera, numbered, drawn in one stroke."""

import io
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pypdf
import pytest

from safeplan.export import reading, sealed
from safeplan.export.codes import pocket_codes, pocket_text
from safeplan.export.codes_page import EDGE, MODULE_LEAST, SIDE, codes_page, draw
from safeplan.export.pdf import MM, PAPERS, Drawing
from safeplan.export.qr import Code, make_code

Paper = Literal["a4", "letter"]
ROOT, SALT = b"k" * 32, b"s" * 32


def codes_of(size: int) -> tuple[bytes, tuple[Code, ...]]:
    payload = random.Random(size).randbytes(size)
    return payload, sealed.sealed_codes(sealed.seal_plan(payload, ROOT, SALT, os.urandom))


def contents(page: pypdf.PageObject) -> pypdf.generic.ContentStream:
    found = page.get_contents()
    assert found is not None
    return found


def rectangles(pdf: bytes) -> Iterator[list[tuple[float, ...]]]:
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        yield [
            tuple(map(float, operands))
            for operands, operator in contents(page).operations
            if operator == b"re"
        ]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_modules_are_large_enough_and_inside_the_page(paper: Paper) -> None:
    _payload, codes = codes_of(8000)
    pdf = codes_page(codes, paper=paper)
    [found] = rectangles(pdf)
    assert min(height for *_rest, height in found) >= 0.43 * MM > MODULE_LEAST
    width, height = PAPERS[paper]
    for x, y, wide, high in found:
        assert x >= EDGE
        assert x + wide <= width - EDGE
        assert y >= EDGE
        assert y + high <= height - EDGE
        # The quiet zone keeps neighbours eight modules apart.
    assert len(codes) == 18


def test_each_code_is_one_shape() -> None:
    _payload, codes = codes_of(900)
    [page] = pypdf.PdfReader(io.BytesIO(codes_page(codes))).pages
    operators = [operator for _operands, operator in contents(page).operations]
    assert operators.count(b"f") == len(codes)
    assert b"f*" not in operators


def test_the_page_says_numbers_and_nothing_else(poppler: Callable[..., str]) -> None:
    _payload, codes = codes_of(3000)
    text = poppler("pdftotext", codes_page(codes), "-raw")
    assert text.split() == [f"{number}/{len(codes)}" for number in range(1, len(codes) + 1)]


def test_a_single_code_needs_no_number(poppler: Callable[..., str]) -> None:
    assert poppler("pdftotext", codes_page([make_code("bread")])).split() == []


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_more_codes_than_one_page_holds(
    paper: Paper, raster: Callable[[bytes, int], list[Path]]
) -> None:
    lines = [f"{index} balls of grey wool" for index in range(80)]
    codes = pocket_codes("Knitting pattern", lines, largest=5)
    assert 20 < len(codes) <= 40
    pdf = codes_page(codes, paper=paper)
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == 2
    paths = raster(pdf, 150)
    texts = reading.read_pictures(reversed(paths))
    assert pocket_text(texts) == "\n".join(["Knitting pattern", *lines])


@pytest.mark.parametrize("dpi", [150, 300])
def test_the_whole_page_is_read_from_one_picture(
    dpi: int, raster: Callable[[bytes, int], list[Path]]
) -> None:
    payload, codes = codes_of(4000)
    [path] = raster(codes_page(codes), dpi)
    texts = reading.read_pictures([path])
    assert len(texts) == len(codes) == 10
    assert sealed.open_frames(texts, lambda salt: ROOT) == payload


def test_a_code_too_dense_for_paper_is_not_drawn() -> None:
    code = make_code("x" * 1500)
    with pytest.raises(ValueError, match="too small"):
        draw(Drawing(PAPERS["a4"]), code, 0, 0, SIDE)

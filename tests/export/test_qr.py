"""One code: what it says is what any reader gets, in each of its forms."""

import io
import struct

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from safeplan.export import base45, qr

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")


def read(
    picture: Image.Image, mode: zxingcpp.TextMode = zxingcpp.TextMode.Plain
) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]),
        text_mode=mode,
    )


def raw(text: str) -> bytes:
    """The bytes in the code of a text, after the standard's sign for whether an ECI is there."""
    with Image.open(io.BytesIO(qr.make_code(text).png())) as picture:
        [found] = read(picture.convert("L"), zxingcpp.TextMode.HexECI)
    return bytes.fromhex(found.text)


def texts(png: bytes) -> list[str]:
    with Image.open(io.BytesIO(png)) as picture:
        return [code.text for code in read(picture.convert("L"))]


@settings(max_examples=25, deadline=None)
@given(st.text(LETTERS, min_size=1, max_size=80))
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    assert texts(qr.make_code(text).png()) == [text]


@pytest.mark.parametrize(
    "text", ["Łódź", "O’Brien", "Зоя", "Ελένη", "Nguyễn", "café", "中文", "שלום", "🙂"]
)
def test_text_beyond_ascii_says_that_it_is_utf8(text: str) -> None:
    assert texts(qr.make_code(text).png()) == [text]
    assert raw(text) == b"]Q2\\000026" + text.encode()


def test_ascii_says_nothing_more_than_it_needs() -> None:
    assert raw("bread") == b"]Q1bread"


@pytest.mark.parametrize("version", [1, 5, 9, 10, 13, 20])
@pytest.mark.parametrize("letter", ["a", "é"])
def test_capacity_is_exact(version: int, letter: str) -> None:
    most = qr.capacity(version, ascii_only=letter.isascii())
    text = letter * (most // len(letter.encode()))
    text += "a" * (most - len(text.encode()))
    assert qr.make_code(text).version == version
    assert qr.make_code(text + "a").version == version + 1


def test_known_capacities() -> None:
    assert qr.capacity(5, ascii_only=True) == 84
    assert qr.capacity(10, ascii_only=True) == 213
    assert qr.capacity(13, ascii_only=True) == 331


def test_the_standards_own_matrix_size() -> None:
    code = qr.make_code("a" * 84)
    assert code.version == 5
    assert len(code.modules) == 37
    assert code.side == 45


def test_a_picture_holds_pixels_alone() -> None:
    png = qr.make_code("umbrella").png()
    kinds, at = [], 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        kinds.append(kind)
        at += 12 + length
    assert set(kinds) == {b"IHDR", b"IDAT", b"IEND"}
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.info == {}
        assert picture.mode == "1"
        grey = picture.convert("L")
    assert grey.getpixel((0, 0)) == 255
    code = qr.make_code("umbrella")
    assert grey.size == (code.side * 10, code.side * 10)
    for place in range(0, 40):
        assert grey.crop((place, 0, place + 1, grey.height)).getextrema() == (255, 255)
        assert grey.crop((0, place, grey.width, place + 1)).getextrema() == (255, 255)
    assert grey.getpixel((40, 40)) == 0
    assert qr.make_code("umbrella").png() == png


def painted(rows: tuple[str, ...]) -> Image.Image:
    """The picture that a terminal shows: black letters on white ground."""
    halves = {" ": (255, 255), "▀": (0, 255), "▄": (255, 0), "█": (0, 0)}
    lines = []
    for row in rows:
        lines.append([halves[cell][0] for cell in row])
        lines.append([halves[cell][1] for cell in row])
    small = Image.new("L", (len(lines[0]), len(lines)))
    small.putdata([pixel for line in lines for pixel in line])
    return small.resize((small.width * 4, small.height * 4), Image.Resampling.NEAREST)


@pytest.mark.parametrize("length", [5, 84, 150, 200])
def test_a_terminal_shows_a_code_that_is_read(length: int) -> None:
    text = "abcdefg hij"[: length % 11] + "x" * (length - length % 11)
    code = qr.make_code(text)
    rows = code.half_blocks()
    assert {len(row) for row in rows} == {code.side}
    assert len(rows) == (code.side + 1) // 2
    assert rows[0] == rows[1] == " " * code.side
    picture = painted(rows)
    assert [found.text for found in read(picture)] == [text]


@pytest.mark.parametrize(
    ("columns", "rows", "version"),
    [(80, 24, 5), (45, 23, 5), (44, 23, 4), (45, 22, 4), (65, 33, 10), (120, 40, 10), (200, 80, 10),
     (28, 24, 0), (80, 14, 0), (29, 15, 1), (0, 0, 0)],
)  # fmt: skip
def test_the_version_that_a_window_shows(columns: int, rows: int, version: int) -> None:
    assert qr.screen_version(columns, rows) == version
    if version:
        side = 17 + 4 * version + 2 * qr.QUIET
        assert side <= columns
        assert (side + 1) // 2 <= rows


@given(st.binary(min_size=1, max_size=200))
@settings(max_examples=15, deadline=None)
def test_dense_codes_are_smaller_and_read(data: bytes) -> None:
    signs = base45.encode(data)
    dense = qr.make_code(signs, dense=True)
    assert dense.version <= qr.make_code(signs).version
    assert texts(dense.png()) == [signs]


def test_runs_cover_the_dark_modules_alone() -> None:
    code = qr.make_code("umbrella")
    dark = {
        (row, column)
        for row, line in enumerate(code.modules)
        for column, module in enumerate(line)
        if module
    }
    covered = [
        (row - qr.QUIET, column - qr.QUIET)
        for row, start, length in code.runs()
        for column in range(start, start + length)
    ]
    assert len(covered) == len(set(covered))
    assert set(covered) == dark

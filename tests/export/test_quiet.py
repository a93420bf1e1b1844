"""No file tells how, when, where or by what it was made."""

import getpass
import io
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from fontTools.ttLib import TTFont

from safeplan.export import engine
from safeplan.export.booklet import booklet
from safeplan.export.codes import pocket_codes
from safeplan.export.codes_page import codes_page

NAMES = frozenset(
    {
        "safeplan",
        "reportlab",
        "python",
        "qrcode",
        "zxing",
        "pillow",
        "fonttools",
        "opensource",
        "anonymous",
        "untitled",
        "unspecified",
        "helvetica",
        "creator",
        "producer",
        "adobe",
    }
)


@pytest.fixture(params=["booklet", "codes"])
def pdf(request: pytest.FixtureRequest, sheet: tuple[str, tuple[str, ...]]) -> bytes:
    title, lines = sheet
    if request.param == "booklet":
        return booklet(title, lines)
    return codes_page(pocket_codes(title, lines, largest=5))


def contents(page: pypdf.PageObject) -> pypdf.generic.ContentStream:
    found = page.get_contents()
    assert found is not None
    return found


def resources(page: pypdf.PageObject) -> pypdf.generic.DictionaryObject:
    found = page["/Resources"].get_object()
    assert isinstance(found, pypdf.generic.DictionaryObject)
    return found


def said(pdf: bytes, objects: Callable[[bytes], list[pypdf.generic.PdfObject]]) -> list[str]:
    """All that the file says in letters: itself, each dictionary, each stream unpacked.

    A font's outlines are numbers; of a font the names are read, as a viewer would show them.
    """
    texts = [re.sub(rb"stream\n.*?endstream", b"stream", pdf, flags=re.DOTALL).decode("latin-1")]
    for found in objects(pdf):
        if isinstance(found, pypdf.generic.StreamObject):
            data = found.get_data()
            if "/Length1" in found:
                texts += [str(record) for record in TTFont(io.BytesIO(data))["name"].names]
            else:
                texts.append(data.decode("latin-1"))
    return texts


def test_the_structure_holds_nothing_beyond_the_pages(
    pdf: bytes, objects: Callable[[bytes], list[pypdf.generic.PdfObject]]
) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf), strict=True)
    assert set(reader.trailer) == {"/Size", "/Root"}
    assert reader.metadata is None
    assert reader.xmp_metadata is None
    assert set(reader.root_object) == {"/Type", "/Pages", "/PageMode"}
    keys = {key for found in objects(pdf) if isinstance(found, dict) for key in found}
    allowed = {
        "/Type", "/Pages", "/PageMode", "/Count", "/Kids", "/Parent", "/MediaBox", "/Contents",
        "/Resources", "/Rotate", "/Trans", "/Length", "/Length1", "/Filter", "/BaseFont",
        "/FirstChar", "/LastChar", "/Widths", "/FontDescriptor", "/Name", "/Subtype", "/ToUnicode",
        "/Ascent", "/CapHeight", "/Descent", "/Flags", "/FontBBox", "/FontFile2", "/FontName",
        "/ItalicAngle", "/MissingWidth", "/StemV", "/F1+0", "/F1+1",
    }  # fmt: skip
    assert keys <= allowed
    for page in reader.pages:
        assert set(resources(page)) == {"/Font", "/ProcSet"}


def test_no_telling_word_and_no_name(
    pdf: bytes, objects: Callable[[bytes], list[pypdf.generic.PdfObject]], telling: tuple[str, ...]
) -> None:
    assert len(telling) > 20
    forbidden = {word.lower() for word in telling} | NAMES
    forbidden |= {getpass.getuser().lower(), socket.gethostname().lower()}
    for text in said(pdf, objects):
        text = text.replace("/Root", "")  # the trailer's key; some people's name is that too
        words = set(re.findall(r"[^\W\d_]+", text.lower()))
        assert not words & forbidden
        for name in NAMES:
            assert name not in text.lower()


def test_the_check_for_words_can_fail(
    objects: Callable[[bytes], list[pypdf.generic.PdfObject]],
) -> None:
    texts = said(booklet("Bread", ["x"]), objects)
    assert any("NotoSans" in text for text in texts)
    assert any("beginbfchar" in text for text in texts)
    assert any(" Tf " in text for text in texts)


def test_no_date(pdf: bytes, objects: Callable[[bytes], list[pypdf.generic.PdfObject]]) -> None:
    for text in said(pdf, objects):
        assert not re.search(r"D:\d{4}|(19|20)\d\d[-/.]?[01]\d[-/.]?[0-3]\d", text)


def test_grey_alone_and_no_pictures(pdf: bytes) -> None:
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        operators = {operator.decode() for _operands, operator in contents(page).operations}
        assert operators <= {
            "cm", "q", "Q", "BT", "ET", "Tm", "Tf", "TL", "Tj", "T*", "g", "G", "w", "d",
            "n", "m", "l", "S", "re", "f",
        }  # fmt: skip
        assert "/XObject" not in resources(page)


@pytest.mark.needs("qpdf", "pdfinfo", "pdffonts")
def test_other_programs_find_it_whole_and_silent(pdf: bytes, poppler: Callable[..., str]) -> None:
    qpdf = poppler("qpdf", pdf, "--check")
    assert "No syntax or stream encoding errors" in qpdf
    info = poppler("pdfinfo", pdf)
    for name in ("Title", "Author", "Subject", "Creator", "Producer", "CreationDate", "ModDate"):
        assert f"{name}:" not in info
    assert "Metadata Stream: no" in re.sub(r" +", " ", info)
    fonts = poppler("pdffonts", pdf).splitlines()[2:]
    for line in fonts:
        assert line.split()[0] == "AAAAAA+NotoSans-Regular"
        assert "yes yes yes" in line


@pytest.mark.needs("strings")
def test_strings_finds_nothing(
    pdf: bytes, poppler: Callable[..., str], telling: tuple[str, ...]
) -> None:
    found = poppler("strings", pdf, "-n", "5").lower()
    words = set(re.findall(r"[^\W\d_]{4,}", found))
    assert not words & ({word.lower() for word in telling} | NAMES)


def test_same_words_same_bytes_whatever_the_day_the_home_or_the_person(
    sheet: tuple[str, tuple[str, ...]], pdf: bytes, tmp_path: Path
) -> None:
    program = (
        "import sys, time\n"
        "time.time = lambda: 86400.0 * 400\n"
        "from safeplan.export.booklet import booklet\n"
        "from safeplan.export.codes import pocket_codes\n"
        "from safeplan.export.codes_page import codes_page\n"
        f"title, lines = {sheet!r}\n"
        "made = booklet(title, lines), codes_page(pocket_codes(title, lines, largest=5))\n"
        "sys.stdout.buffer.write(made[int(sys.argv[1])])\n"
    )
    # What the drawing library would run, if it were let.
    for name in (".reportlab_mods", ".reportlab_settings", "reportlab_mods.py", "local_rl_mods.py"):
        (tmp_path / name).write_text(f"open({str(tmp_path / 'ran')!r}, 'w').close()\n")
    (tmp_path / "reportlab_settings.py").write_text("canvas_baseColor = (1, 0, 0)\nuseA85 = 1\n")
    which = "0" if b"/MediaBox [ 0 0 841" in pdf else "1"
    done = subprocess.run(
        [sys.executable, "-c", program, which],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={
            **os.environ,
            "HOME": str(tmp_path),
            "PYTHONPATH": str(tmp_path),
            "RL_invariant": "perhaps",
            "RL_pdfComments": "1",
            "TZ": "Asia/Tokyo",
            "USER": "pumpkin",
        },
    )
    assert not (tmp_path / "ran").exists()
    assert done.stdout == pdf


def test_a_font_of_more_than_one_part_is_drawn_whole(poppler: Callable[..., str]) -> None:
    letters = "".join(
        letter
        for code in (*range(0xC0, 0x180), *range(0x391, 0x3CA), *range(0x410, 0x450))
        if (letter := chr(code)).isalpha()
    )
    lines = [letters[start : start + 12] for start in range(0, len(letters), 12)]
    text = poppler("pdftotext", booklet("Film list", lines), "-raw", "-enc", "UTF-8")
    assert len(set(letters)) > 256
    assert text.split()[2:] == lines


def test_one_module_alone_loads_the_drawing_library() -> None:
    folder = Path(engine.__file__).parent
    importing = re.compile(r"^\s*(from|import) reportlab", re.MULTILINE)
    found = {path.name for path in folder.glob("*.py") if importing.search(path.read_text("utf-8"))}
    assert found == {"engine.py"}

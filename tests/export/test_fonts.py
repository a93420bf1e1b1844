"""The font is the one that was made, and what it lacks is said."""

import hashlib
import io
import subprocess
import sys
import tomllib

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from safeplan.export import fonts
from safeplan.export.errors import ExportError

DATA = (fonts.folder() / fonts.FILE).read_bytes()
KNOWN = frozenset(TTFont(io.BytesIO(DATA)).getBestCmap())


def test_the_font_is_the_one_that_was_made() -> None:
    said = tomllib.loads((fonts.folder() / "fonts.toml").read_text("utf-8"))
    assert set(said) == {
        entry.name for entry in fonts.folder().iterdir() if entry.name.endswith(".ttf")
    }
    assert hashlib.sha256(DATA).hexdigest() == said[fonts.FILE]["sha256"]
    licence = (fonts.folder() / said[fonts.FILE]["licence"]).read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Copyright 2022 The Noto Project Authors" in licence


def test_the_font_holds_no_date_and_no_address() -> None:
    font = TTFont(io.BytesIO(DATA))
    head = font.reader["head"]
    assert head[20:36] == bytes(16)
    assert {str(record) for record in font["name"].names} == {
        "Noto Sans",
        "Regular",
        "Noto Sans Regular",
        "NotoSans-Regular",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Łódź O’Brien Зоя Ελένη Nguyễn",
        "Þórður Gülşen Đorđe Ñandú Šárka Őrsi Ġorġ ə Ə",
        "Їжак ґанок Ёлка Ђоко Қыз",
        "άέήίόύώ ϊΐ ᾳῷ",
        "ắằẳẵặ ấầẩẫậ ơớờởỡợ ưứừửữự đ",
        "’ “ ” ‘ „ « » – — … • · × ½ ¼ ¾ € £ ₴ ₺ ₹ ° № § ′ ″",
        "a\u0301 x\u030c е\u0301",
    ],
)
def test_letters_of_the_promised_scripts_are_there(text: str) -> None:
    assert fonts.missing(text) == ""
    fonts.refuse_missing(text)


def test_letters_that_are_not_there_are_named_once_each_in_order() -> None:
    assert fonts.missing("中 שלום 中") == "中שלום"
    with pytest.raises(ExportError) as caught:
        fonts.refuse_missing("bread", "עם 中 bread", "中")
    assert caught.value.message_id == "export.letters"
    assert caught.value.values == {"letters": "ע ם 中"}
    assert caught.value.sentence() == (
        "These letters cannot be printed: ע ם 中. The line would have gaps."
    )


def test_an_error_does_not_hold_what_was_written_in_its_text() -> None:
    assert str(ExportError("export.letters", letters="中")) == "export.letters"


def test_half_a_letter_can_be_named() -> None:
    with pytest.raises(ExportError) as caught:
        fonts.refuse_missing("a\udcff")
    assert caught.value.sentence().encode()


def test_clean_composes_and_keeps_to_one_line() -> None:
    assert fonts.clean("Nguye\u0302\u0303n\tba\r\nnh") == "Nguyễn ba  nh"
    assert fonts.clean("a\u00adb\u200bc\u202ed\ufe0f") == "abcd"
    assert fonts.clean("12\u202f000\u00a0€") == "12\u00a0000\u00a0€"


@given(st.text())
def test_nothing_that_has_a_shape_is_lost_without_a_word(text: str) -> None:
    lacking = set(fonts.missing(text))
    for letter in fonts.clean(text):
        assert (letter in lacking) != (ord(letter) in KNOWN)


def test_other_parts_of_the_room_load_no_drawing_library() -> None:
    program = (
        "import sys\n"
        "from safeplan.export import base45, codes, errors, fonts, layout, parity, qr, reading\n"
        "from safeplan.export import sealed, writer\n"
        "print([n for n in ('reportlab', 'qrcode', 'PIL', 'zxingcpp', 'numpy')"
        " if n in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"

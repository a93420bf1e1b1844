"""Pictures in: what they say, or one sentence why not."""

import io
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from safeplan.export import reading
from safeplan.export.errors import ExportError
from safeplan.export.qr import Code, make_code

FIRST, SECOND = make_code("umbrella"), make_code("Зоя 07700 900111")


def refusal(*paths: str | Path) -> str:
    with pytest.raises(ExportError) as caught:
        reading.read_pictures([Path(path) for path in paths])
    assert caught.value.values == {"name": Path(paths[-1]).name}
    assert Path(paths[-1]).name in caught.value.sentence()
    return caught.value.message_id


def picture(code: Code) -> Image.Image:
    return Image.open(io.BytesIO(code.png())).convert("L")


@pytest.fixture
def both(tmp_path: Path) -> Image.Image:
    """Two codes on one sheet, one of them on its side."""
    left, right = picture(FIRST), picture(SECOND).rotate(90)
    sheet = Image.new("L", (left.width + right.width, max(left.height, right.height)), 255)
    sheet.paste(left, (0, 0))
    sheet.paste(right, (left.width, 0))
    return sheet


def test_many_codes_in_one_picture(both: Image.Image, tmp_path: Path) -> None:
    both.save(tmp_path / "both.png")
    assert set(reading.read_pictures([tmp_path / "both.png"])) == {"umbrella", "Зоя 07700 900111"}


def test_several_pictures_each_code_once(both: Image.Image, tmp_path: Path) -> None:
    both.save(tmp_path / "both.jpg", quality=80)
    (tmp_path / "one.png").write_bytes(FIRST.png())
    texts = reading.read_pictures([tmp_path / "one.png", tmp_path / "both.jpg"])
    assert texts[0] == "umbrella"
    assert sorted(texts) == ["umbrella", "Зоя 07700 900111"]


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "CMYK"])
def test_every_kind_of_colour(mode: str, tmp_path: Path) -> None:
    name = "a.jpg" if mode == "CMYK" else "a.png"
    picture(FIRST).convert(mode).save(tmp_path / name)
    assert reading.read_pictures([tmp_path / name]) == ("umbrella",)


@pytest.mark.parametrize("mode", ["LA", "RGBA"])
def test_a_clear_ground_is_white(mode: str, tmp_path: Path) -> None:
    grey = picture(FIRST)
    clear = Image.new(mode, grey.size, (0,) * len(Image.new(mode, (1, 1)).getbands()))
    dark = Image.new(mode, grey.size, (0,) * (len(clear.getbands()) - 1) + (255,))
    clear.paste(dark, mask=grey.point(lambda value: 255 - value))
    clear.save(tmp_path / "clear.png")
    assert reading.read_pictures([tmp_path / "clear.png"]) == ("umbrella",)


def test_white_on_black_is_read_too(tmp_path: Path) -> None:
    picture(FIRST).point(lambda value: 255 - value).save(tmp_path / "a.png")
    assert reading.read_pictures([tmp_path / "a.png"]) == ("umbrella",)


def test_what_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "note.png").write_text("bread\n")
    assert refusal(tmp_path / "note.png") == "export.picture_unknown"
    (tmp_path / "empty.jpg").write_bytes(b"")
    assert refusal(tmp_path / "empty.jpg") == "export.picture_unknown"
    picture(FIRST).save(tmp_path / "a.gif")
    assert refusal(tmp_path / "a.gif") == "export.picture_unknown"
    assert refusal(tmp_path) == "export.picture_unknown"
    assert refusal(tmp_path / "none.png") == "export.picture_missing"
    assert refusal(str(tmp_path) + "/a\0b") == "export.picture_missing"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    assert refusal(tmp_path / "pipe.png") == "export.picture_unknown"


def test_a_picture_without_a_code(tmp_path: Path) -> None:
    (tmp_path / "one.png").write_bytes(FIRST.png())
    Image.new("L", (200, 200), 255).save(tmp_path / "white.png")
    assert refusal(tmp_path / "one.png", tmp_path / "white.png") == "export.picture_empty"


def png_of(width: int, height: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [6400, 12000, 30000, 1 << 30])
def test_a_small_file_that_unpacks_without_end_is_stopped(side: int, tmp_path: Path) -> None:
    (tmp_path / "bomb.png").write_bytes(png_of(side, side, bytes(10_000)))
    assert (tmp_path / "bomb.png").stat().st_size < 1000
    before = peak()
    assert refusal(tmp_path / "bomb.png") == "export.picture_large"
    assert peak() - before < 30_000


def peak() -> int:
    """Most memory held so far, in KiB."""
    resource = pytest.importorskip("resource")
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def test_a_file_too_long_is_not_opened(tmp_path: Path) -> None:
    with open(tmp_path / "long.png", "wb") as stream:
        stream.write(FIRST.png())
        stream.truncate(reading.BYTES_MOST + 1)
    assert refusal(tmp_path / "long.png") == "export.picture_large"


def test_the_photo_of_a_very_sharp_phone_is_halved(tmp_path: Path) -> None:
    large = Image.new("L", (8000, 6000), 255)
    large.paste(picture(FIRST).resize((2900, 2900)), (2000, 1500))
    large.save(tmp_path / "sharp.jpg", quality=70)
    assert reading.PIXELS_MOST < 8000 * 6000
    assert reading.read_pictures([tmp_path / "sharp.jpg"]) == ("umbrella",)


@pytest.mark.parametrize("scale", [1, 2, 4, 8])
def test_a_larger_one_is_made_smaller_still(
    scale: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    side = FIRST.side * 24
    picture(FIRST).resize((side, side)).save(tmp_path / "sharp.jpg")
    monkeypatch.setattr(reading, "PIXELS_MOST", (side // scale) ** 2)
    assert reading._open(tmp_path / "sharp.jpg").size == (side // scale, side // scale)
    assert reading.read_pictures([tmp_path / "sharp.jpg"]) == ("umbrella",)


def test_an_eighth_that_is_still_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture(FIRST).resize((1600, 1600)).save(tmp_path / "sharp.jpg")
    monkeypatch.setattr(reading, "PIXELS_MOST", 199 * 199)
    assert refusal(tmp_path / "sharp.jpg") == "export.picture_large"


SPOILT = io.BytesIO()
picture(FIRST).convert("RGB").save(SPOILT, "JPEG")
SOURCES = (FIRST.png(), SPOILT.getvalue())


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(SOURCES), st.data())
def test_a_spoilt_file_ends_in_one_sentence_or_is_read(
    tmp_path: Path, source: bytes, draw: st.DataObject
) -> None:
    data = bytearray(source)
    for _ in range(draw.draw(st.integers(1, 4))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    data = data[: draw.draw(st.integers(0, len(data)))]
    (tmp_path / "spoilt.png").write_bytes(data)
    try:
        texts = reading.read_pictures([tmp_path / "spoilt.png"])
    except ExportError as fault:
        message = fault.message_id
    else:
        message = "read" if texts else "nothing"
    assert message in {
        "read",
        "export.picture_unknown",
        "export.picture_empty",
        "export.picture_large",
    }


def test_reading_needs_no_numpy(tmp_path: Path) -> None:
    (tmp_path / "one.png").write_bytes(FIRST.png())
    program = (
        "import sys\n"
        "sys.modules['numpy'] = None\n"
        "from pathlib import Path\n"
        "from safeplan.export.reading import read_pictures\n"
        "print(read_pictures([Path(sys.argv[1])]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "one.png")], capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == "('umbrella',)"

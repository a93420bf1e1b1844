"""The whole way: out as a picture or on paper, past a camera that is not held still, and back.

The camera is made of numbers: perspective of up to 4 % a corner, turned by up to 8 degrees, out of
focus by 0.1 mm, light from one side, noise, and JPEG. It shows that the sizes leave room; it is
not a phone.
"""

import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageFilter

from safeplan.export import sealed
from safeplan.export.booklet import booklet
from safeplan.export.codes import pocket_codes, pocket_text
from safeplan.export.codes_page import codes_page
from safeplan.export.errors import ExportError
from safeplan.export.reading import read_pictures

ROOT, SALT = b"k" * 32, b"s" * 32
PAYLOAD = json.dumps(
    {
        "form": "plan",
        "version": 1,
        "answers": {
            f"people.helper_{n}": f"Aunt Pumpkin {n * n} Łódź 01632 9600{n}" for n in range(90)
        },
    },
    ensure_ascii=False,
).encode()


def solved(corners: Any, size: tuple[int, int]) -> Any:
    """The eight numbers that map a frame's corners to the page's (Pillow's order)."""
    width, height = size
    page = [(0, 0), (width, 0), (width, height), (0, height)]
    rows, values = [], []
    for (x, y), (u, v) in zip(corners, page, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return np.linalg.solve(np.array(rows, float), np.array(values, float))


def photograph(
    page: Image.Image,
    seed: int,
    *,
    pixels_per_mm: float,
    millimetres: float,
    blur: float = 0.1,
    noise: float = 14.0,
) -> bytes:
    """A grey JPEG of a page ``millimetres`` wide."""
    chance = np.random.default_rng(seed)
    scale = pixels_per_mm * millimetres / page.width
    size = round(page.width * scale), round(page.height * scale)
    page = page.resize(size, Image.Resampling.BICUBIC)
    margin = round(0.12 * max(size))
    frame = size[0] + 2 * margin, size[1] + 2 * margin
    angle = np.radians(chance.uniform(-8, 8))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    middle = np.array(size) / 2
    corners = []
    for corner in ((0, 0), (size[0], 0), size, (0, size[1])):
        shifted = np.array(corner) + chance.uniform(-0.04, 0.04, 2) * np.array(size)
        corners.append(turn @ (shifted - middle) + np.array(frame) / 2)
    seen = page.transform(
        frame, Image.Transform.PERSPECTIVE, tuple(solved(corners, size)),
        Image.Resampling.BICUBIC, fillcolor=120,
    )  # fmt: skip
    seen = seen.filter(ImageFilter.GaussianBlur(blur * pixels_per_mm))
    light = np.linspace(0.95, 0.65, frame[0])[None, :] * np.linspace(1.0, 0.85, frame[1])[:, None]
    grey = np.asarray(seen, np.float32) * light + 20 + chance.normal(0, noise, (frame[1], frame[0]))
    made = io.BytesIO()
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(made, "JPEG", quality=85)
    return made.getvalue()


def taken(picture: Image.Image, path: Path, seed: int, **options: float) -> Path:
    path.write_bytes(photograph(picture, seed, **options))
    return path


def opened(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return picture.convert("L")


@pytest.mark.parametrize("seed", range(3))
def test_a_sealed_page_printed_and_photographed(
    seed: int, tmp_path: Path, raster: Callable[[bytes, int], list[Path]]
) -> None:
    frames = sealed.seal_plan(PAYLOAD, ROOT, SALT, os.urandom)
    codes = sealed.sealed_codes(frames)
    [page] = raster(codes_page(codes), 150)
    photo = taken(opened(page), tmp_path / "a.jpg", seed, pixels_per_mm=10, millimetres=210)
    texts = read_pictures([photo])
    assert len(texts) >= len(codes) - len(codes) // 5
    assert sealed.open_frames(texts, lambda salt: ROOT) == PAYLOAD


def test_a_stain_over_one_code_does_not_matter(
    tmp_path: Path, raster: Callable[[bytes, int], list[Path]]
) -> None:
    codes = sealed.sealed_codes(sealed.seal_plan(PAYLOAD, ROOT, SALT, os.urandom))
    [path] = raster(codes_page(codes), 150)
    page = opened(path)
    page.paste(60, (60, 60, 260, 260))
    photo = taken(page, tmp_path / "a.jpg", 5, pixels_per_mm=10, millimetres=210)
    texts = read_pictures([photo])
    assert len(texts) < len(codes)
    assert sealed.open_frames(texts, lambda salt: ROOT) == PAYLOAD


def test_half_a_page_is_not_enough_until_the_other_half_comes(
    tmp_path: Path, raster: Callable[[bytes, int], list[Path]]
) -> None:
    codes = sealed.sealed_codes(sealed.seal_plan(os.urandom(3900), ROOT, SALT, os.urandom))
    [path] = raster(codes_page(codes), 150)
    page = opened(path)
    row = round((8 + 49) * 150 / 25.4)
    upper, lower = page.crop((0, 0, page.width, row)), page.crop((0, row, page.width, page.height))
    first = taken(upper, tmp_path / "a.jpg", 1, pixels_per_mm=10, millimetres=210)
    second = taken(lower, tmp_path / "b.jpg", 2, pixels_per_mm=10, millimetres=210)
    with pytest.raises(ExportError) as caught:
        sealed.open_frames(read_pictures([first]), lambda salt: ROOT)
    assert caught.value.message_id == "export.codes_missing"
    assert sealed.open_frames(read_pictures([second, first]), lambda salt: ROOT)


@pytest.mark.parametrize("seed", range(2))
def test_pictures_of_codes_shown_and_photographed_one_by_one(
    seed: int, tmp_path: Path, sheet: tuple[str, tuple[str, ...]]
) -> None:
    title, lines = sheet
    paths = []
    for code in pocket_codes(title, lines, largest=5):
        (tmp_path / "code.png").write_bytes(code.png())
        path = tmp_path / f"{code.number}.jpg"
        # 25 mm wide, the smallest that is meant for paper.
        paths.append(
            taken(opened(tmp_path / "code.png"), path, seed, pixels_per_mm=10, millimetres=25)
        )
    assert pocket_text(read_pictures(reversed(paths))) == "\n".join((title, *lines))


def test_a_sheet_of_plain_codes_printed_and_photographed(
    tmp_path: Path, raster: Callable[[bytes, int], list[Path]]
) -> None:
    lines = [f"{n} skeins of Łódź wool, Ελένη’s colour" for n in range(20)]
    [page] = raster(codes_page(pocket_codes("Knitting pattern", lines)), 150)
    photo = taken(opened(page), tmp_path / "a.jpg", 3, pixels_per_mm=8, millimetres=210)
    assert pocket_text(read_pictures([photo])) == "\n".join(["Knitting pattern", *lines])


def test_this_camera_can_fail(tmp_path: Path) -> None:
    """A code at half the smallest module is not read: the simulation is not a copier."""
    [code] = pocket_codes("Knitting pattern", ["x" * 280])
    (tmp_path / "code.png").write_bytes(code.png())
    width = code.side * 0.18
    photo = taken(
        opened(tmp_path / "code.png"), tmp_path / "a.jpg", 1, pixels_per_mm=10, millimetres=width
    )
    with pytest.raises(ExportError) as caught:
        read_pictures([photo])
    assert caught.value.message_id == "export.picture_empty"


def test_a_booklet_holds_no_code(
    tmp_path: Path, raster: Callable[[bytes, int], list[Path]], sheet: tuple[str, tuple[str, ...]]
) -> None:
    paths = raster(booklet(*sheet), 150)
    with pytest.raises(ExportError) as caught:
        read_pictures(paths)
    assert caught.value.message_id == "export.picture_empty"


def test_pictures_of_sealed_codes_photographed_one_by_one(tmp_path: Path) -> None:
    codes = sealed.sealed_codes(sealed.seal_plan(os.urandom(900), ROOT, SALT, os.urandom))
    paths = []
    for code in codes[1:]:
        (tmp_path / "code.png").write_bytes(code.png())
        path = tmp_path / f"{code.number}.jpg"
        page = opened(tmp_path / "code.png")
        paths.append(taken(page, path, code.number, pixels_per_mm=10, millimetres=44))
    texts = read_pictures(paths)
    assert len(texts) == len(codes) - 1 == 2
    assert len(sealed.open_frames(texts, lambda salt: ROOT)) == 900

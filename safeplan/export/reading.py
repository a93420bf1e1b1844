"""Pictures in, the texts of their codes out.

A picture comes from a phone or a scanner, or from somebody who wishes harm; so its size is looked
at before it is unpacked, and it is unpacked in grey alone.
"""

from __future__ import annotations

import os
import stat
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from safeplan.export.errors import ExportError

if TYPE_CHECKING:
    from PIL.Image import Image

# An A4 page scanned at 600 dpi has 35 million. A JPEG that has more is unpacked smaller.
PIXELS_MOST = 40_000_000
BYTES_MOST = 100_000_000


def read_pictures(paths: Iterable[Path]) -> tuple[str, ...]:
    """The texts of all codes in these pictures, each once, as they were found.

    Args:
        paths: PNG or JPEG files; a picture may hold many codes, at any angle.

    Raises:
        ExportError: ``export.picture_missing``, ``export.picture_unknown``,
            ``export.picture_large``, ``export.picture_empty``, each naming the file.
    """
    texts: dict[str, None] = {}
    for path in paths:
        found = _texts(_open(path))
        if not found:
            raise ExportError("export.picture_empty", name=path.name)
        texts.update(dict.fromkeys(found))
    return tuple(texts)


def _open(path: Path) -> Image:
    """The picture in grey on white."""
    from PIL import Image

    name = path.name
    try:
        facts = os.stat(path)
    except (OSError, ValueError):
        raise ExportError("export.picture_missing", name=name) from None
    if not stat.S_ISREG(facts.st_mode):
        raise ExportError("export.picture_unknown", name=name)
    if facts.st_size > BYTES_MOST:
        raise ExportError("export.picture_large", name=name)
    try:
        with warnings.catch_warnings():
            # Pillow warns of sizes that are refused or halved below.
            warnings.simplefilter("ignore")
            with Image.open(path, formats=("PNG", "JPEG")) as picture:
                if picture.format == "JPEG":
                    picture.draft("L", _reduced(picture.size))
                if picture.width * picture.height > PIXELS_MOST:
                    raise ExportError("export.picture_large", name=name)
                return _grey(picture)
    except (Image.DecompressionBombError, MemoryError):
        raise ExportError("export.picture_large", name=name) from None
    except ExportError:
        raise
    except Exception:
        # A decoder that is fed a spoilt file ends in many ways, and all of them mean this.
        raise ExportError("export.picture_unknown", name=name) from None


def _reduced(size: tuple[int, int]) -> tuple[int, int]:
    """Half, a quarter or an eighth of a size that is too large; a JPEG unpacks to these at once."""
    scale = 1
    while scale < 8 and (size[0] // scale) * (size[1] // scale) > PIXELS_MOST:
        scale *= 2
    return size[0] // scale, size[1] // scale


def _grey(picture: Image) -> Image:
    from PIL import Image

    if picture.mode in ("LA", "PA", "RGBA") or "transparency" in picture.info:
        layered = picture.convert("LA")
        white = Image.new("L", picture.size, 255)
        white.paste(layered.getchannel("L"), mask=layered.getchannel("A"))
        return white
    return picture.convert("L")


def _texts(picture: Image) -> list[str]:
    import zxingcpp

    pixels = memoryview(picture.tobytes()).cast("B", (picture.height, picture.width))
    found = zxingcpp.read_barcodes(
        pixels,
        formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]),
        text_mode=zxingcpp.TextMode.Plain,
    )
    return [code.text for code in found]

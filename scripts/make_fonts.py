"""Make the font that is shipped in ``safeplan/export/fonts`` again, from its pinned source.

A maintainer runs this when the source or the list of letters changes:

    npm pack @expo-google-fonts/noto-sans@0.4.2
    python scripts/make_fonts.py expo-google-fonts-noto-sans-0.4.2.tgz

The result is the same for the same source, byte for byte. Its hash stands beside it, and a test
looks.
"""

from __future__ import annotations

import hashlib
import io
import sys
import tarfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

PACKAGE = "@expo-google-fonts/noto-sans 0.4.2 (npm)"
PACKAGE_SHA256 = "98cf14a19b8e67a0e76bfd4d5df98937b9734e6dde570bd750f2259042042548"
MEMBER = "package/400Regular/NotoSans_400Regular.ttf"
LICENCE = "package/LICENSE_FONT"
FOLDER = Path(__file__).resolve().parent.parent / "safeplan" / "export" / "fonts"
NAME = "NotoSans-Regular.ttf"

LETTERS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x024F),  # Latin with accents, Vietnamese in part, × ½ £
    (0x0259, 0x0259),  # schwa, Azerbaijani
    (0x02B9, 0x02BC),  # ʻ ʼ as letters
    (0x02C6, 0x02DD),  # accents that stand alone
    (0x0300, 0x036F),  # accents that no ready-made letter holds
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic
    (0x1E00, 0x1EFF),  # the rest of Vietnamese
    (0x1F00, 0x1FFF),  # Greek with breathings
    (0x2010, 0x2027),  # dashes, quotation marks, bullet, ellipsis
    (0x2030, 0x205E),  # per mille, primes, angle quotes
    (0x2070, 0x208E),  # raised and lowered digits
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x214F),  # № ™ ℃
    (0x2150, 0x218B),  # fractions
    (0x2212, 0x2212),  # minus
    (0x2248, 0x2248),  # about
    (0x2260, 0x2265),  # not equal, less, more
)


def smaller(source: bytes) -> bytes:
    """The letters above out of ``source``, without hinting, layout tables, dates or addresses."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [1, 2, 4, 6]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables = [*options.drop_tables, "GPOS", "GSUB", "GDEF", "STAT", "gasp"]
    options.recalc_timestamp = False
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for first, last in LETTERS for code in range(first, last + 1)])
    cutter.subset(font)
    font["head"].created = font["head"].modified = 0
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def main(archive: str) -> None:
    """Check the archive's hash, write the font, its licence and its hash."""
    data = Path(archive).read_bytes()
    if hashlib.sha256(data).hexdigest() != PACKAGE_SHA256:
        raise SystemExit(f"{archive} is not {PACKAGE}: its hash differs")
    with tarfile.open(fileobj=io.BytesIO(data)) as files:
        source, licence = (files.extractfile(name).read() for name in (MEMBER, LICENCE))  # type: ignore[union-attr]
    made = smaller(source)
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / NAME).write_bytes(made)
    (FOLDER / "OFL.txt").write_bytes(licence)
    (FOLDER / "fonts.toml").write_text(
        "# Made by scripts/make_fonts.py; not by hand.\n"
        f'["{NAME}"]\n'
        f'sha256 = "{hashlib.sha256(made).hexdigest()}"\n'
        f'licence = "OFL.txt"\nsource = "{PACKAGE}"\nsource_sha256 = "{PACKAGE_SHA256}"\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(sys.argv[1])

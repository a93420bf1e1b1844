"""Make the README's pictures again, from the real app and the real sheet.

Everybody on them is invented. The screens are drawn by the app itself at 80 columns and 24 rows;
the sheet is the PDF that the command writes, as a picture by pdftoppm.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from safeplan.export.booklet import booklet  # noqa: E402
from safeplan.plan import pocket  # noqa: E402
from safeplan.plan.guide import load_guide  # noqa: E402
from tests.app.asking import asking, settle  # noqa: E402
from tests.terminal.filled import plan  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
# A picture fetches nothing: the letters are whatever the reader's system calls monospace.
FONT = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)
SCREENS = {
    "home": (),
    "pages": ("3",),
    "page": ("5",),
    "now": ("f2",),
    "sheet": ("4",),
}


async def screens() -> None:
    """Each screen, reached by its keys from home."""
    for name, keys in SCREENS.items():
        async with asking("", plan()) as (app, pilot):
            for key in keys:
                await pilot.press(key)
                await settle(pilot)
            drawn = FONT.sub("", app.export_screenshot(title="Home notes"))
            path = FOLDER / f"{name}.svg"
            path.write_text(drawn.replace("Fira Code", "monospace"), encoding="utf-8")
            print(path.relative_to(ROOT))


def sheet() -> None:
    """The folded sheet before it is folded."""
    made = pocket.compose(load_guide(), plan())
    pdf = booklet(made.title, made.printable())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.pdf"
        path.write_bytes(pdf)
        out = FOLDER / "booklet"
        subprocess.run(
            ["pdftoppm", "-r", "80", "-gray", "-png", "-singlefile", path, out], check=True
        )
    print((FOLDER / "booklet.png").relative_to(ROOT))


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    asyncio.run(screens())
    sheet()

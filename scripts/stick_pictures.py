"""Make the pictures of docs/guide/making-a-stick.md again, from a stick that is really made.

The first is what the command says, the second what lies on the stick afterwards, the third the
first page that a person sees.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from safeplan.stick.layout import NAME  # noqa: E402
from tests.app.walking import walking  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
FONT = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)
SHOWN = "/media/anna/NOTES"
WIDTH = 80


def keep(name: str, drawn: str) -> None:
    """One picture, in whatever letters the reader's system calls monospace."""
    path = FOLDER / f"{name}.svg"
    drawn = FONT.sub("", drawn).replace("Fira Code", "monospace")
    path.write_text(drawn, encoding="utf-8")
    print(path.relative_to(ROOT))


def terminal(name: str, text: str, title: str) -> None:
    """A piece of text as it stands on a terminal."""
    with open("/dev/null", "w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere)
        console.print(Text(text))
        keep(name, console.export_svg(title=title, unique_id=name))


def made() -> None:
    """Make one, and draw what was said and what lies there."""
    with tempfile.TemporaryDirectory() as folder:
        stick = Path(folder) / "NOTES"
        stick.mkdir()
        command = [sys.executable, "-m", "safeplan", "stick", str(stick)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        said = f"$ safeplan stick {SHOWN}\n{done.stderr}{done.stdout}".replace(str(stick), SHOWN)
        terminal("stick-making", said.rstrip(), "Terminal")
        lines = []
        for path in sorted(stick.iterdir(), key=lambda path: (path.is_file(), path.name)):
            files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
            size = sum(one.stat().st_size for one in files)
            what = "" if path.is_file() else f"{len(files):3} files"
            shown = f"{size / 1e6:6.1f} MB" if size > 1e5 else f"{size:6} bytes"
            lines.append(f"{path.name + ('' if path.is_file() else '/'):14}{what:12}{shown}")
        lines.append(f"{NAME + '.dat':14}{'':12}is made at the first start")
        terminal("stick-inside", "\n".join(lines), "NOTES")


async def first() -> None:
    """What comes up at the first start."""
    with tempfile.TemporaryDirectory() as folder:
        async with walking(Path(folder) / f"{NAME}.dat") as (app, _pilot):
            keep("stick-first", app.export_screenshot(title=NAME))


if __name__ == "__main__":
    made()
    asyncio.run(first())

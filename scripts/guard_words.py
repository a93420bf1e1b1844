"""Write the guard's sentences from the catalogues: ``safeplan/guard/words/LANG.txt``.

The guard stands on the screen before gettext could be loaded, so it reads these instead.
"""

from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "guard."


def words(catalogue: Path) -> str:
    """What a file of words holds for ``catalogue``: a sentence a line, its id before it."""
    entries = {
        entry.msgid.removeprefix(PREFIX): entry.msgstr
        for entry in polib.pofile(str(catalogue))
        if entry.msgid.startswith(PREFIX) and entry.msgstr and not entry.obsolete
    }
    return "".join(f"{key} {sentence}\n" for key, sentence in entries.items())


def complete(catalogue: Path, original: str) -> bool:
    """Whether ``catalogue`` has every sentence; half a file would mix two languages."""
    return {row.split()[0] for row in words(catalogue).splitlines()} == {
        row.split()[0] for row in original.splitlines()
    }


def files(root: Path = ROOT) -> dict[Path, str]:
    """Every file of words that belongs under ``root``, and what it holds."""
    folder = root / "safeplan" / "guard" / "words"
    original = words(root / "locales" / "en" / "LC_MESSAGES" / "safeplan.po")
    return {
        folder / f"{catalogue.parts[-3]}.txt": words(catalogue)
        for catalogue in sorted(root.glob("locales/*/LC_MESSAGES/safeplan.po"))
        if complete(catalogue, original)
    }


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text, encoding="utf-8")

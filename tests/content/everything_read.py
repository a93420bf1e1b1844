"""Every sentence that a person can read, wherever it stands, with the place it stands at."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib

ROOT = Path(__file__).resolve().parents[2]
# What no person reads: names of things, conditions, sources, and what only the program looks at.
_NOT_READ = frozenset(
    {
        *("id", "type", "value", "show_if", "when", "source", "confidence", "country", "place"),
        *(
            "cautions",
            "carries",
            "opens",
            "fields",
            "pocket",
            "pocket_as",
            "sens",
            "who",
            "checked",
        ),
        *("members", "order", "head", "always", "menu", "more", "off_home", "first", "collapse"),
        *(
            "pin",
            "up",
            "hide",
            "quiet",
            "helpline",
            "lines_first",
            "lines_up",
            "offer",
            "page",
            "to",
        ),
        *("guarded", "elsewhere", "keep_open", "hide_options", "option_first", "part_after"),
        *("offer_before", "pages", "field", "lists"),
    }
)
# Lists of words that are looked for, and names that helplines give themselves.
_OTHER = frozenset({"telling.toml"})


def sentences() -> Iterator[tuple[str, str]]:
    """From the templates in English, and from every catalogue in its own language."""
    for path in sorted((ROOT / "templates").rglob("*.toml")):
        if path.name not in _OTHER:
            yield from _of_file(path)
    yield from messages()


def pages() -> Iterator[tuple[str, str]]:
    """From the pages of the plan alone."""
    for path in sorted((ROOT / "templates" / "sections").glob("*.toml")):
        yield from _of_file(path)


def messages() -> Iterator[tuple[str, str]]:
    """From the catalogues alone."""
    for path in sorted(ROOT.glob("locales/*/LC_MESSAGES/*.po")):
        for entry in polib.pofile(str(path)):
            for text in (entry.msgstr, *entry.msgstr_plural.values()):
                if text:
                    yield entry.msgid, text


def _of_file(path: Path) -> Iterator[tuple[str, str]]:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    if path.parent.name != "sections":
        yield from _of(path.stem, data, helplines=path.stem == "helplines")
        return
    rest = {key: value for key, value in data.items() if key != "field"}
    yield from _of(path.stem, rest)
    for field in data["field"]:
        yield from _of(f"{path.stem}.{field['id']}", field)


def _of(at: str, data: Any, helplines: bool = False) -> Iterator[tuple[str, str]]:
    if isinstance(data, str):
        yield at, data
    elif isinstance(data, list):
        for one in data:
            yield from _of(at, one, helplines)
    elif isinstance(data, dict):
        for key, value in data.items():
            own = helplines and key in {
                "name",
                "web",
                "text",
                "phone",
                "number",
                "also",
                "helpline",
            }
            if key == "helpline" and helplines:
                for line in value:
                    yield from _of(at, line, helplines)
            elif (key == "field" and isinstance(value, list)) or not (own or key in _NOT_READ):
                yield from _of(at, value, helplines)


def holds(sentence: str, phrase: str) -> bool:
    """Whether the phrase stands in a sentence as whole words."""
    low = sentence.lower().replace("'", "’")
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", low) is not None

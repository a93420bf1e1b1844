"""Write docs/content-sources.md: each caution and each claim of the pages, with where it is from.

    python scripts/content_sources.py            writes the page
    python scripts/content_sources.py --check    says whether it is up to date

The page is made from `source` in templates/sections and from docs/sources.toml, so that it cannot
fall behind what people read.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SECTIONS = ROOT / "templates" / "sections"
TITLES: dict[str, str] = tomllib.loads((ROOT / "docs" / "sources.toml").read_text(encoding="utf-8"))
PAGE = ROOT / "docs" / "content-sources.md"
OPEN = ROOT / "docs" / "open-for-review.md"

HEAD = """# Where the words come from

**Not yet reviewed by an advocate or by survivors.** Every sentence below is our own wording. The
facts behind it come from the public pages named beside it, or are common knowledge in the field for
which no page was named yet. Nobody who works with this, and nobody who lives with it, has read it
for us so far. What is open for them stands at the end.

This page is made by `scripts/content_sources.py` from the pages themselves.

`common knowledge`: known in the field, no page named yet. `our own`: a rule of this program.
"""
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9]+")


def keys(source: str) -> tuple[str, ...]:
    """The keys of docs/sources.toml that a `source` names, in order."""
    return tuple(dict.fromkeys(one for one in _KEY.findall(source) if one in TITLES))


def said(source: str) -> str:
    """A `source` as it stands in the table."""
    found = list(keys(source))
    if "own rule" in source:
        found.append("our own")
    if re.search(r"\bOK\b", source) or not found:
        found.append("common knowledge")
    return ", ".join(found)


def rows(data: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Of one page: where a sentence stands, what it says, and its source."""
    if data["gate"]:
        yield "gate", data["gate"], "own rule"
    for one in data.get("caution", []):
        yield one["id"], one["text"], one.get("source", "")
    for field in data["field"]:
        source = field.get("source", "")
        for key, name in (("text", ""), ("help", ", help"), ("noticeable", ", could be noticed")):
            if field.get(key):
                yield field["id"] + name, field[key], source
        if field.get("stop_if"):
            yield field["id"] + ", stop if", field["stop_if"], source
        for option in field.get("options", []):
            if option.get("source"):
                yield f"{field['id']}, item", option["label"], option["source"]


def lists(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The questions of a page whose ideas come from somewhere, with their source."""
    for field in data["field"]:
        if field.get("source") and not field.get("text") and not field.get("help"):
            yield field["id"], field["source"]


def page() -> str:
    """The whole page."""
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in SECTIONS.glob("*.toml")]
    parts = [HEAD]
    for data in sorted(files, key=lambda one: int(one["order"])):
        told = [
            f"| {where} | {words.replace('|', '/')} | {said(source)} |"
            for where, words, source in rows(data)
        ]
        if not told:
            continue
        whole = f"Facts of the whole page: {said(data['source'])}.\n" if "source" in data else ""
        parts.append(f"## {data['title']}\n")
        head = [whole, "| where | what it says | source |", "|---|---|---|"]
        parts.append("\n".join([*filter(None, head), *told, ""]))
        ideas = [f"`{name}`: {said(source)}" for name, source in lists(data)]
        if ideas:
            parts.append("Ideas and questions: " + " · ".join(ideas) + "\n")
    parts.append(OPEN.read_text(encoding="utf-8"))
    named = [f"- **{key}** {title}" for key, title in TITLES.items()]
    parts.append("\n".join(["## Sources", "", *named, ""]))
    return "\n".join(parts)


def main() -> int:
    """Write the page, or say whether it is up to date."""
    made = page()
    if "--check" in sys.argv[1:]:
        same = PAGE.exists() and PAGE.read_text(encoding="utf-8") == made
        print("docs/content-sources.md is up to date" if same else "run scripts/content_sources.py")
        return 0 if same else 1
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

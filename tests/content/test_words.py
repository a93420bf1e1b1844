"""Words stand in the catalogues alone, and every id that the code uses has words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = sorted((ROOT / "safeplan").rglob("*.py"))
ID = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$")
PREFIX = re.compile(r"^[a-z][a-z0-9_]*\.$|^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+[._]$")
WORDS = re.compile(r"[A-Za-z’']{2,} [A-Za-z’']{2,}")
ENGLISH = {
    entry.msgid: entry.msgstr
    for entry in polib.pofile(str(next(ROOT.glob("locales/en/**/safeplan.po"))))
}


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module that is not a docstring, with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            docstrings |= {
                id(statement.value)
                for statement in body
                if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
        ):
            yield node.lineno, node.value


def asked_for(path: Path) -> Iterator[tuple[int, str]]:
    """Every id that a module hands to gettext as it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"_", "gettext"}
        ):
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield node.lineno, first.value


# Strings of two words and more that no person reads, by the words they begin with: other programs' and formats' own.
NOT_READ = re.compile(
    r"^(safeplan/1 |Format: |SELECT )",
)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_holds_a_sentence(path: Path) -> None:
    found = [
        f"{line}: {text!r}"
        for line, text in strings(path)
        if WORDS.search(text)
        and not NOT_READ.match(text)
        and "{" not in text[:40].replace("{them}", "")
    ]
    found = [entry for entry in found if "\\n    " not in entry]
    assert not found, found


def test_the_scan_finds_a_planted_sentence(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text('"""A docstring may speak."""\nx = "Press any key"\n')
    assert [text for _, text in strings(planted) if WORDS.search(text)] == ["Press any key"]


def test_every_id_in_the_code_has_words() -> None:
    missing = [
        f"{path.name}:{line} {key}"
        for path in SOURCES
        for line, key in asked_for(path)
        if key not in ENGLISH
    ]
    assert not missing, missing


def test_every_id_has_words_and_stands_once() -> None:
    entries = polib.pofile(str(next(ROOT.glob("locales/en/**/safeplan.po"))))
    ids = [entry.msgid for entry in entries]
    assert sorted(ids) == sorted(set(ids))
    assert not [entry.msgid for entry in entries if not entry.msgstr]


def test_no_words_are_left_over() -> None:
    """An id that no code names is a leftover; ids made of a prefix and a name count as named."""
    named: set[str] = set()
    prefixes: set[str] = set()
    for path in SOURCES:
        for _line, text in strings(path):
            named.add(text)
            if PREFIX.match(text):
                prefixes.add(text)
    templates = "\n".join(
        path.read_text(encoding="utf-8") for path in ROOT.glob("templates/**/*.toml")
    )
    left = [
        key
        for key in ENGLISH
        if key not in named
        and f'"{key}"' not in templates
        and not any(key.startswith(prefix) for prefix in prefixes)
    ]
    assert not left, left

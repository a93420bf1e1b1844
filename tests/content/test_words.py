"""Words stand in the catalogues alone, and every id that the code uses has words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "safeplan").rglob("*.py"))
CATALOGUE = polib.pofile(str(ROOT / "locales" / "en" / "LC_MESSAGES" / "safeplan.po"))
ENGLISH = {entry.msgid: entry.msgstr for entry in CATALOGUE}

PREFIX = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*[._]$")
# Two words side by side, at least one of them of three letters and more, in lower case.
WORDS = re.compile(r"(?<![\w#./-])[A-Za-z’']{2,} [a-z’']{3,}(?![\w-])")


# Names under which a class says the id of words that something else looks up.
NAMED = {"message_id", "MIDDLE", "HEADING"}


def called(node: ast.AST | None) -> str:
    """The name of what a call calls, if it is a plain one."""
    function = node.func if isinstance(node, ast.Call) else None
    return function.id if isinstance(function, ast.Name) else ""


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module that is no docstring and no reason of a fault, with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed_over = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            passed_over |= {
                id(statement.value) for statement in body if isinstance(statement, ast.Expr)
            }
        # What a ValueError of ours says is for the one who wrote the call: no screen shows it.
        if isinstance(node, ast.Raise) and called(node.exc) == "ValueError":
            passed_over |= {id(part) for part in ast.walk(node)}
    for node in ast.walk(tree):
        value = node.value if isinstance(node, ast.Constant) else None
        if isinstance(value, str) and id(node) not in passed_over:
            yield getattr(node, "lineno", 0), value


def asked_for(path: Path) -> Iterator[tuple[int, str]]:
    """Every id that a module hands to gettext as it stands, or names as a refusal's."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        value: ast.expr | None = None
        if isinstance(node, ast.Call) and called(node) in {"_", "gettext"} and node.args:
            value = node.args[0]
        if isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id in NAMED:
                value = node.value
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield getattr(node, "lineno", 0), value.value


def sentences(path: Path) -> list[str]:
    return [text for _line, text in strings(path) if WORDS.search(text)]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_holds_a_sentence(path: Path) -> None:
    assert sentences(path) == []


def test_the_scan_finds_a_planted_sentence(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text('"""A docstring may speak."""\nx = f"Press any {y} and wait"\n')
    assert sentences(planted) == ["Press any ", " and wait"]


def test_every_id_in_the_code_has_words() -> None:
    missing = [
        f"{path.name}:{line} {key}"
        for path in SOURCES
        for line, key in asked_for(path)
        if key and key not in ENGLISH
    ]
    assert not missing, missing


def test_every_id_stands_once_and_has_words() -> None:
    ids = [entry.msgid for entry in CATALOGUE]
    assert sorted(ids) == sorted(set(ids))
    assert not [entry.msgid for entry in CATALOGUE if not entry.msgstr]


def test_no_words_are_left_over() -> None:
    """An id that no code names is a leftover; one made of a prefix and a name counts as named."""
    named = {text for path in SOURCES for _line, text in strings(path)}
    prefixes = tuple(text for text in named if PREFIX.match(text))
    left = [
        key
        for key in ENGLISH
        # The guard takes its own from a file that a script writes from this catalogue.
        if key not in named and not key.startswith((*prefixes, "guard."))
    ]
    assert not left, left

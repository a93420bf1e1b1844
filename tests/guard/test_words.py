"""The guard's sentences are those of the catalogues, and say nothing that tells."""

import importlib.util
from pathlib import Path
from types import ModuleType

import polib
import pytest

from safeplan.guard.sentences import FOLDER, Sentences, language

ROOT = Path(__file__).resolve().parent.parent.parent
PO = ROOT / "locales" / "en" / "LC_MESSAGES" / "safeplan.po"


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("words", ROOT / "scripts" / "guard_words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_words_equal_the_catalogues() -> None:
    files = _script().files()
    assert {path.name for path in files} == {path.name for path in Path(FOLDER).glob("*.txt")}
    for path, text in files.items():
        assert path.read_text(encoding="utf-8") == text, "run scripts/guard_words.py"


def test_half_a_translation_makes_no_file(tmp_path: Path) -> None:
    for code, wanted in (
        ("en", ["guard.a", "guard.b"]),
        ("cy", ["guard.a"]),
        ("fr", ["guard.b", "guard.a"]),
    ):
        folder = tmp_path / "locales" / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        catalogue = polib.POFile()
        catalogue.extend(polib.POEntry(msgid=key, msgstr=f"{code} tea") for key in [*wanted, "x.y"])
        catalogue.save(str(folder / "safeplan.po"))
    assert [path.name for path in _script().files(tmp_path)] == ["en.txt", "fr.txt"]
    assert (
        _script().words(tmp_path / "locales/fr/LC_MESSAGES/safeplan.po") == "b fr tea\na fr tea\n"
    )


def test_every_sentence_that_the_guard_uses_is_there() -> None:
    sentences = Sentences("en")
    used = set()
    for module in (ROOT / "safeplan" / "guard").glob("*.py"):
        text = module.read_text(encoding="utf-8")
        used |= {key for key in sentences._by_id if f'"{key}"' in text}
    assert used | {"name"} == set(sentences._by_id)


@pytest.mark.parametrize("word", ["plan", "safe", "vault", "secret", "locked", "danger", "escape"])
def test_no_sentence_tells(word: str) -> None:
    assert word.encode() not in Path(FOLDER, "en.txt").read_bytes().lower()


def test_the_name_stands_in_the_sentences() -> None:
    assert Sentences("en")["stopped"] == b"Home notes stopped. Start it again to go on."
    assert Sentences("en", b"Recipes")["stopped"].startswith(b"Recipes stopped.")


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "en"),
        ({"LANG": "cy_GB.UTF-8"}, "cy"),
        ({"LANG": "pt_BR.UTF-8"}, "pt-BR"),
        ({"LANG": "pt_PT@euro"}, "en"),
        ({"LC_ALL": "cy", "LANG": "pt_BR"}, "cy"),
        ({"LC_MESSAGES": "cy", "LANG": "pt_BR"}, "cy"),
        ({"LC_ALL": "", "LANG": "cy"}, "cy"),
        ({"LC_ALL": "C.UTF-8", "LANG": "cy"}, "en"),
        ({"LANG": "../cy"}, "en"),
        ({"LANG": "/etc/passwd"}, "en"),
    ],
)
def test_language(environ: dict[str, str], expected: str, tmp_path: Path) -> None:
    for code in ("en", "cy", "pt-BR"):
        (tmp_path / f"{code}.txt").write_text("name Tea\n")
    assert language(environ, str(tmp_path)) == expected

"""Words and phrases that stand nowhere: in no template, in no catalogue, in no language."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.content.everything_read import holds, messages, pages, sentences

TABLE = tomllib.loads((Path(__file__).parent / "forbidden.toml").read_text(encoding="utf-8"))
# Names that are spelled in capitals by everybody.
NAMES = {"MORE", "LGBTQ"}
PHRASES = [phrase for group in TABLE["phrases"].values() for phrase in group]
ALLOWED = {(one["at"], one["phrase"]) for one in TABLE["allowed"]}
EVERYTHING = list(sentences())


def test_there_is_something_to_look_at() -> None:
    assert len(EVERYTHING) > 1500
    assert len(list(messages())) > 300
    assert any(at == "people.code_word" for at, _ in EVERYTHING)
    assert any(at == "home.title" for at, _ in EVERYTHING)
    assert any(at == "tailoring" for at, _ in EVERYTHING)
    assert any(at == "helplines" for at, _ in EVERYTHING)


@pytest.mark.parametrize("phrase", PHRASES)
def test_it_stands_nowhere(phrase: str) -> None:
    found = [
        (at, said) for at, said in EVERYTHING if holds(said, phrase) and (at, phrase) not in ALLOWED
    ]
    assert found == []


@pytest.mark.parametrize(("at", "phrase"), sorted(ALLOWED))
def test_an_exception_is_still_needed(at: str, phrase: str) -> None:
    assert any(where == at and holds(said, phrase) for where, said in EVERYTHING)


def test_whole_words_are_looked_for() -> None:
    assert holds("Simply stand up to them.", "simply")
    assert holds("Why don't you?", "why don’t you")
    assert not holds("It is not weakness. Adjust it.", "weak")
    assert not holds("Adjust it.", "just")


def test_both_lists_of_the_pages_are_in_this_one() -> None:
    for name in ("pages_a.toml", "pages_b.toml"):
        table = tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
        assert set(table["words"]["forbidden"]) - set(PHRASES) <= {"a whole new day"}


def test_no_shouting_no_marks_no_tags() -> None:
    """No red, no capitals, no exclamation, no source key, no rule number, no flag."""
    for at, said in EVERYTHING:
        assert "!" not in said, (at, said)
        assert not re.search(
            r"\[[A-Z][A-Za-z0-9]+\]|\(OK|\bR\d{1,2}\b|\bc_[A-Z]\w*|\bl4_ok\b", said
        ), at
    for at, said in pages():
        for word in re.findall(r"\b[A-Z]{4,}\b", said):
            assert word in NAMES, (at, word)
    for at, said in EVERYTHING:
        if not at.startswith("traces."):  # headings of a page that is read as plain text
            assert not re.search(r"\b[A-Z]{3,} [A-Z]{3,}\b", said.replace("NO MORE", "")), at


def test_deleting_proof_is_never_suggested() -> None:
    low = " ".join(said.lower() for _, said in pages())
    sentences_with = re.findall(r"[^.·:]*\bdelet\w*\b[^.·]*", low)
    assert {one.strip() for one in sentences_with} == {
        "do not delete messages",
        "if a message hurts to see, you could move it rather than delete it",
    }


# The household notebook is full of figures, as a household is.
NOTEBOOK = {"notes", "pool", "aisles"}
NUMBER = re.compile(r"(?<![\w%])\+?\d[\d ()-]{2,}\d(?!\w)")


def test_no_number_to_ring_outside_the_data() -> None:
    for at, said in EVERYTHING:
        if at != "helplines" and at not in NOTEBOOK:
            found = [one for one in NUMBER.findall(said) if sum(map(str.isdigit, one)) > 4]
            assert found == [], (at, said)


def test_no_emergency_number_is_written_into_a_sentence() -> None:
    short = re.compile(r"(?<![\d.,:/-])(999|911|112|000|111|110|116 ?\d{3}|988)(?![\d.,:/-]*\d)")
    for at, said in EVERYTHING:
        if at != "helplines" and at not in NOTEBOOK:
            assert not short.search(said), (at, said)


def test_no_number_stands_in_the_program() -> None:
    """Not in a module either: numbers are data, with their country and where they are from."""
    root = Path(__file__).resolve().parents[2] / "safeplan"
    short = re.compile(r"[\"'](999|911|112|000|988|116 ?\d{3}|0800[\d ]*)[\"']")
    for path in sorted(root.rglob("*.py")):
        assert not short.search(path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize("said", ["Ring 01632 960 123.", "Ring +44 1632 960123 now"])
def test_a_number_is_seen(said: str) -> None:
    assert any(sum(map(str.isdigit, one)) > 4 for one in NUMBER.findall(said))

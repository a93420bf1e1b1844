"""A child of twelve can read every question; what is an exception is named, with its reason."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from tests.content.reading import age, syllables

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
OLDEST = 12
EXCEPTIONS: dict[str, str] = tomllib.loads((HERE / "reading.toml").read_text(encoding="utf-8"))[
    "prompts"
]


def fields(*keys: str) -> Iterator[tuple[str, str]]:
    """These keys of every field, with the page and the field they stand at."""
    for path in sorted((ROOT / "templates" / "sections").glob("*.toml")):
        for field in tomllib.loads(path.read_text(encoding="utf-8"))["field"]:
            for key in keys:
                if field.get(key):
                    yield f"{path.stem}.{field['id']}", field[key]


def cautions() -> Iterator[tuple[str, str]]:
    """Every caution of every page."""
    for path in sorted((ROOT / "templates" / "sections").glob("*.toml")):
        for one in tomllib.loads(path.read_text(encoding="utf-8")).get("caution", []):
            yield f"{path.stem}/{one['id']}", one["text"]


PROMPTS = dict(fields("prompt"))


@pytest.mark.parametrize("at", PROMPTS)
def test_every_question(at: str) -> None:
    if at not in EXCEPTIONS:
        assert age(PROMPTS[at]) <= OLDEST, PROMPTS[at]


@pytest.mark.parametrize("at", EXCEPTIONS)
def test_an_exception_is_still_needed_and_short(at: str) -> None:
    assert age(PROMPTS[at]) > OLDEST
    assert len(PROMPTS[at].split()) <= 14
    assert EXCEPTIONS[at]


def test_few_are_exceptions() -> None:
    assert len(EXCEPTIONS) <= len(PROMPTS) * 0.08


def test_notes_help_and_cautions() -> None:
    old = [
        (at, round(age(words), 1))
        for at, words in (*fields("text", "help", "noticeable", "stop_if"), *cautions())
        if age(words) > OLDEST + 1
    ]
    # One names what a doctor asks for, the other what people fear from offices, in their words.
    assert [at for at, _ in old] == ["health.head_note", "legal.police_feel"]


def test_the_whole_program_together(capsys: pytest.CaptureFixture[str]) -> None:
    """As the figure is meant: over long texts."""
    pages = " ".join(text for _, text in (*fields("prompt", "text", "help"), *cautions()))
    po = polib.pofile(str(ROOT / "locales" / "en" / "LC_MESSAGES" / "safeplan.po"))
    screens = " ".join(entry.msgstr for entry in po if entry.msgstr.endswith("."))
    with capsys.disabled():
        print(f"\nreading age: pages {age(pages):.1f}, screens {age(screens):.1f}")
    assert age(pages) <= 11
    assert age(screens) <= 11


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "a you friend the hurt who they asked places school time pushed safe fear live"),
        (2, "before people someone under after partner children paper doctor needed given"),
        (2, "table notice being idea voices houses wanted visits moment going"),
        (3, "animals together remember anyone family telephone computer decided"),
        (4, "information community emergency immigration"),
    ],
)
def test_syllables(count: int, words: str) -> None:
    right = [word for word in words.split() if syllables(word) == count]
    assert len(right) >= len(words.split()) * 0.75, [(w, syllables(w)) for w in words.split()]


def test_what_is_hard_is_found_to_be_hard() -> None:
    assert age("The dog ran to the door. It was glad.") < 8
    legal = (
        "Notwithstanding any provision to the contrary, applicants must demonstrate eligibility."
    )
    assert age(legal) > 18
    assert age("") == 5

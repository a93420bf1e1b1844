"""The words that tell too much: all that have to be there, and none that a kitchen needs."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = tomllib.loads((ROOT / "templates" / "telling.toml").read_text(encoding="utf-8"))
ENGLISH: dict[str, list[str]] = DATA["languages"]["en"]
ALWAYS = set(ENGLISH["always"])
IN_NAMES = set(ENGLISH["in_names"])


def told(text: str) -> set[str]:
    """The telling words that stand whole in a text."""
    return set(re.findall(r"[^\W\d_]+", text.casefold())) & (ALWAYS | IN_NAMES)


def test_schema() -> None:
    assert set(DATA) == {"languages"}
    for lists in DATA["languages"].values():
        assert set(lists) == {"always", "in_names"}
        assert all(lists.values())


def test_each_word_is_one_run_of_letters_in_lower_case() -> None:
    for word in (*ENGLISH["always"], *ENGLISH["in_names"]):
        assert re.fullmatch(r"[^\W\d_]+", word), word
        assert word == word.casefold()


def test_no_word_stands_twice() -> None:
    words = [*ENGLISH["always"], *ENGLISH["in_names"]]
    assert len(words) == len(set(words))


def test_the_name_of_the_program_is_nowhere() -> None:
    name = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["name"]
    assert name in ALWAYS


@pytest.mark.parametrize("word", ["abuse", "violence", "shelter", "refuge", "helpline"])
def test_words_with_one_sense_stand_nowhere(word: str) -> None:
    assert word in ALWAYS


@pytest.mark.parametrize(
    "word",
    ["plan", "safe", "safety", "leave", "escape", "danger", "court", "police", "evidence"],
)
def test_words_that_are_kept_out_of_names(word: str) -> None:
    assert word in IN_NAMES


@pytest.mark.parametrize(
    "word",
    [
        *("plan", "safety", "leave", "escape", "abuse", "violence", "police", "shelter"),
        *("refuge", "lawyer", "court", "helpline", "danger", "evidence"),
    ],
)
def test_words_that_never_go_on_paper(word: str) -> None:
    assert told(f"oats, {word.upper()}, pears") == {word}


@pytest.mark.parametrize(
    "text",
    [
        *("my plans", "planning", "leaving at 7", "two shelters", "abusive", "the abuser"),
        *("violent", "escaped", "dangerous", "safer", "safely", "helplines", "hotline"),
        *("lawyers", "courts", "refuges", "stalking", "threatened", "a secret", "the vault"),
        *("passwords", "encrypted", "solicitor’s", "SAFE-PLAN", "plan_b", "Plan.pdf"),
    ],
)
def test_inflections_and_joined_words_are_met(text: str) -> None:
    assert told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Water the plants, the plantains and the plane tree",
        "tea leaves, bay leaves, two pears left",
        "Sweep both courtyards; courteous neighbours",
        "celery stalks, a sheltered spot for beans",
        "battered fish, bruised apples, prove the dough, oven proof dish",
        "drawing pins, weed killer, glue gun, fitness tracker",
        "policy number for the car insurance",
        "violets, violin lesson, ultraviolet lamp",
        "shell pasta, refuse bags, shelf, self-raising flour",
        "evident, evidently, eggs from Mr Tea",
        "Essex, sextant, scissors",
        "emerge, escalope, escarole, lawn seed, lawnmower",
        "bin days, meter readings, meals for the week, knitting pattern, book club",
        "umbrella, raspberry, Auntie Jo, blue folder, the dentist, choir, battery, pumpkin",
        "library, market, gym, garden centre, hairdresser, bakery, allotment",
        "collect parcel, return books, buy stamps, water plants, call about curtains",
    ],
)
def test_ordinary_lines_pass(text: str) -> None:
    assert told(text) == set()


def test_words_of_a_kitchen_are_not_in_the_lists() -> None:
    ordinary = (
        "leaves left stalk stalks proof battered bruised pin pins tracker hit kill killer gun "
        "choke domestic protection exit sheltered plant plants courtyard library dentist"
    )
    assert (ALWAYS | IN_NAMES).isdisjoint(ordinary.split())

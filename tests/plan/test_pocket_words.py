"""What sheets may look like, as data."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeplan.plan.guide import Guide, GuideError
from safeplan.plan.pocket_words import load_pocket, shuffled
from safeplan.plan.telling import load_telling, telling_words

SHIPPED = (Path(__file__).resolve().parents[2] / "templates" / "pocket.toml").read_text(
    encoding="utf-8"
)


def test_limits() -> None:
    limits = load_pocket().limits
    assert (limits.numbers, limits.lines, limits.filler_percent, limits.rows) == (3, 5, 40, 12)


def test_titles_are_those_of_the_question(guide: Guide) -> None:
    words = load_pocket(lambda sentence: sentence)
    asked = guide.field("pocket.title").options
    assert [(one.value, one.label) for one in words.titles] == [
        (one.value, one.label) for one in asked
    ]
    assert words.title("bin_days") == "Bin days"
    assert words.title("") == words.title("moon") == "Shopping list"


def test_ideas_are_those_of_the_pages(guide: Guide) -> None:
    words = load_pocket(lambda sentence: sentence).words
    assert words.help == guide.field("people.code_word").suggest
    assert words.places == guide.field("place.place_code").suggest
    assert tuple(one.say for one in words.errands) == guide.field("day.errands").suggest
    above = [one.text for one in guide.section("people").cautions]
    assert words.above in above


def test_nothing_that_would_be_printed_tells() -> None:
    words = load_pocket()
    telling = load_telling()
    printed = [one.label for one in words.titles] + [one.say for one in words.words.errands]
    printed += [*words.words.help, *words.words.places, *words.words.contacts]
    printed += [*words.words.children, *words.number_labels, words.call]
    assert [text for text in printed if telling_words(text, telling)] == []


def test_guarded_fields_are_there(guide: Guide) -> None:
    for key in load_pocket().guarded:
        assert guide.field(key).holds == "items"


def test_every_word_a_person_reads_is_translated() -> None:
    welsh = load_pocket(lambda sentence: f"{sentence} (in Welsh)")
    every = [one.label for one in welsh.titles] + [welsh.call, *welsh.number_labels]
    ideas = welsh.words
    every += [ideas.above, *ideas.help, *ideas.places, *ideas.contacts, *ideas.children]
    every += [text for one in ideas.errands for text in (one.say, one.mean)]
    assert all(text.endswith("(in Welsh)") for text in every)
    assert welsh.titles[0].value == "shopping_list"


def test_ideas_stand_in_another_order_at_each_install() -> None:
    ideas = load_pocket().words.help
    one, other = shuffled(ideas, b"one install"), shuffled(ideas, b"another install")
    assert sorted(one) == sorted(other) == sorted(ideas)
    assert one != other
    assert one == shuffled(ideas, b"one install")
    first = {shuffled(ideas, bytes([seed]))[0] for seed in range(100)}
    assert len(first) == len(ideas), "each idea comes first for some"


def _changed(old: str, new: str) -> str:
    assert old in SHIPPED
    return SHIPPED.replace(old, new, 1)


@pytest.mark.parametrize(
    "text",
    [
        _changed("numbers = 3", "nombers = 3"),
        _changed("lines = 5", 'lines = "five"'),
        _changed('call = "call {line}"', 'call = "call"'),
        _changed('call = "call {line}"', ""),
        "titles = []\n" + SHIPPED[SHIPPED.index("]\n", SHIPPED.index("titles")) + 2 :],
        "titles =",
    ],
)
def test_a_fault_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "pocket.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(GuideError) as caught:
        load_pocket(str, file)
    assert caught.value.file == "pocket.toml"

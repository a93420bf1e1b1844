"""Words that tell, found whole and in any dress."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.plan.telling import Telling, load_telling, telling_words, words_of

SMALL = Telling(frozenset({"refuge"}), frozenset({"plan", "police", "避難", "แผน", "größe"}))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plan", ("plan",)),
        ("My PLAN.", ("plan",)),
        ("plan, refuge, plan", ("plan", "refuge")),
        ("refuge before plan", ("refuge", "plan")),
        ("plants and planks", ()),
        ("aplan", ()),
        ("plan7", ("plan",)),
        ("plan_b", ("plan",)),
        ("police’s", ("police",)),
        ("police-box", ("police",)),
        ("pla\u200bn", ("plan",)),
        ("pla\u00adn", ("plan",)),
        ("ｐｌａｎ", ("plan",)),
        ("𝐩𝐥𝐚𝐧", ("plan",)),
        ("GRÖSSE", ("größe".casefold(),)),
        ("gro\u0308sse", ("größe".casefold(),)),
        ("", ()),
        ("oats, pears", ()),
        # Scripts without spaces are met inside other signs.
        ("今日の避難所", ("避難",)),
        ("มีแผนแล้ว", ("แผน",)),
    ],
)
def test_whole_words_are_found(text: str, found: tuple[str, ...]) -> None:
    plain = Telling(SMALL.always, frozenset(word.casefold() for word in SMALL.in_names))
    assert telling_words(text, plain) == found


def test_the_shipped_words() -> None:
    shipped = load_telling()
    assert "safeplan" in shipped.always
    assert "helpline" in shipped.always
    assert {"plan", "safe", "police", "court"} <= shipped.in_names
    assert not shipped.always & shipped.in_names
    assert telling_words("water plants, bay leaves, courtyard", shipped) == ()
    assert telling_words("The safe plan", shipped) == ("safe", "plan")


def test_another_language_keeps_the_english_words() -> None:
    assert load_telling("cy").always >= load_telling("en").always
    assert load_telling("pt-BR") == load_telling("en")


def test_lists_are_read_once() -> None:
    assert load_telling("en") is load_telling("en")


def test_words_of_a_text() -> None:
    assert words_of("The Lodger’s 2nd key!") == ("the", "lodger", "s", "2nd", "key")
    assert words_of(" … ") == ()


@given(st.text(max_size=40), st.sampled_from(sorted(load_telling().always)))
def test_a_word_between_spaces_is_always_met(text: str, word: str) -> None:
    assert word in telling_words(f"{text} {word} {text}", load_telling())
    assert word in telling_words(f"{text} {word.upper()}!", load_telling())

"""The four gaps in a sentence, and the sentences without a number."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.plan.guide import Guide
from safeplan.plan.helplines import load_helplines
from safeplan.plan.model import Plan
from safeplan.plan.words import Words, words_for

MakePlan = Callable[..., Plan]

KNOWN = Words(them="the lodger", emergency="999", crisis="A line 116 123", hide_key="Esc Esc")
NO_CRISIS = Words(them="the lodger", emergency="17", crisis="", hide_key="Esc Esc")
NOTHING = Words(them="the lodger", emergency="", crisis="", hide_key="Esc Esc")


@pytest.mark.parametrize(
    ("words", "sentence", "other", "said"),
    [
        (KNOWN, "Call {emergency}.", "Call the local number.", "Call 999."),
        (NOTHING, "Call {emergency}.", "Call the local number.", "Call the local number."),
        (NO_CRISIS, "{crisis} or {emergency}", "the local number", "the local number"),
        (KNOWN, "{crisis} or {emergency}", "the local number", "A line 116 123 or 999"),
        (NO_CRISIS, "Call {emergency}.", "Call the local number.", "Call 17."),
        (NOTHING, "Is {them} there?", "", "Is the lodger there?"),
        (NOTHING, "Hide: {hide_key}", "", "Hide: Esc Esc"),
        (NOTHING, "Call {emergency}, {them} is there.", "{them} is there.", "The lodger is there."),
        (KNOWN, "{them} and {them}", "", "The lodger and the lodger"),
        (KNOWN, "no gaps", "", "no gaps"),
        (KNOWN, "{other} braces {} stay", "", "{other} braces {} stay"),
        # Without another form nothing is shown, rather than a hole or a guess.
        (NOTHING, "Call {emergency}.", "", ""),
        (NOTHING, "Call {emergency}.", "Call {crisis}.", ""),
    ],
)
def test_gaps(words: Words, sentence: str, other: str, said: str) -> None:
    assert words.fill(sentence, other) == said


def test_a_label_is_never_read_as_a_gap() -> None:
    words = Words(them="{emergency}", emergency="999", crisis="", hide_key="Esc Esc")
    assert words.fill("{them}: {emergency}") == "{emergency}: 999"


@given(st.text(max_size=20))
def test_any_label_stands_as_it_was_typed(label: str) -> None:
    words = Words(them=label or "x", emergency="", crisis="", hide_key="")
    assert words.fill("[{them}]") == f"[{label or 'x'}]"


@pytest.mark.parametrize(
    ("country", "emergency", "crisis"),
    [
        ("GB", "999", "Samaritans 116 123"),
        ("US", "911", "Suicide and crisis line 988"),
        ("CA", "911", "9-8-8 Suicide Crisis Helpline 988"),
        ("FR", "17", ""),
        ("LV", "112", ""),
        ("HK", "", ""),
        ("other", "", ""),
        ("rather_not", "", ""),
        ("@skip", "", ""),
        (None, "", ""),
    ],
)
def test_words_of_a_country(
    make: MakePlan, country: str | None, emergency: str, crisis: str
) -> None:
    words = words_for(make(country=country), load_helplines(), "Esc Esc")
    assert (words.emergency, words.crisis, words.hide_key) == (emergency, crisis, "Esc Esc")


def test_the_label_and_its_default(make: MakePlan) -> None:
    lines = load_helplines()
    assert words_for(make(label="the lodger"), lines, "").them == "the lodger"
    assert words_for(make(label="  "), lines, "").them == "the other person"
    assert words_for(make(label="@skip"), lines, "").them == "the other person"
    assert words_for(make(), lines, "").them == "the other person"


def test_no_sentence_of_the_guide_is_left_with_a_gap_or_lost(guide: Guide) -> None:
    for words in (KNOWN, NO_CRISIS, NOTHING):
        for section in guide.sections:
            said = [(one.text, "") for one in section.cautions]
            for field in section.fields:
                other = field.text_without_number
                said += [(field.text, other), (field.prompt, other)]
                said += [(one.label, one.label_without_number) for one in field.options]
                said.append((field.help, field.help_without_number))
                plain = (field.noticeable, field.stop_if, *field.suggest)
                said += [(text, "") for text in plain]
            for sentence, other in said:
                filled = words.fill(sentence, other)
                assert bool(filled) is bool(sentence), sentence
                assert "{" not in filled

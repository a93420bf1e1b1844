"""The language of show_if."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.plan.conditions import ConditionError, parse


@dataclass
class Said:
    """Facts laid down by hand."""

    chosen: dict[str, set[str]] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def has(self, name: str, value: str) -> bool:
        return value in self.chosen.get(name, set())

    def unknown(self, name: str) -> bool:
        return not self.chosen.get(name)

    def opened(self, page: str) -> bool:
        return page in self.seen

    def flag(self, name: str) -> bool:
        return name in self.flags


SAID = Said(
    chosen={
        "stage": {"left"},
        "children": {"mine", "pregnant"},
        "lives_with": {"no"},
        "country": {"GB"},
        "log.safe_to_keep": {"yes"},
    },
    flags={"care"},
    seen={"young"},
)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("always", True),
        ("not always", False),
        ("stage = left", True),
        ("stage = staying", False),
        ("stage != staying", True),
        ("stage != left", False),
        ("children = mine", True),
        ("children = pregnant", True),
        ("children != mine", False),
        ("pets = yes", False),
        ("pets != no", True),
        ("stage in {ready, any_day, left}", True),
        ("stage in {ready}", False),
        ("unknown(pets)", True),
        ("unknown(stage)", False),
        ("care", True),
        ("not care", False),
        ("care = true", True),
        ("care = false", False),
        ("l4_ok", False),
        ("l4_ok = false", True),
        ("apart", False),
        ("opened(young)", True),
        ("opened(older)", False),
        ("country = GB", True),
        ("country in {GB-SCT, IE}", False),
        ("log.safe_to_keep = yes", True),
        ("log.safe_to_keep in {no}", False),
        ("stage = left and care", True),
        ("stage = left and l4_ok", False),
        ("stage = staying or care", True),
        ("stage = staying or l4_ok", False),
        # "and" binds before "or"
        ("stage = left or stage = ready and l4_ok", True),
        ("(stage = left or stage = ready) and l4_ok", False),
        ("l4_ok and stage = ready or stage = left", True),
        # "not" binds to what follows it alone
        ("not stage = staying and care", True),
        ("not (stage = staying or care)", False),
        ("not not care", True),
        ("not stage in {left} or care", True),
        ("  stage=left   and(care)", True),
        ("((stage = left))", True),
    ],
)
def test_what_holds(text: str, holds: bool) -> None:
    assert parse(text).holds(SAID) is holds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "stage",
        "stage =",
        "= left",
        "stage = = left",
        "stage == left",
        "stage left",
        "stage = left and",
        "or stage = left",
        "stage = left stage = ready",
        "(stage = left",
        "stage = left)",
        "stage in left",
        "stage in {}",
        "stage in {left,}",
        "stage in {left",
        "unknown stage",
        "unknown()",
        "unknown(stage",
        "opened()",
        "opened young",
        "not",
        "not and",
        "care = maybe",
        "care != true",
        "stage = and",
        "always = yes",
        "stage = left; care",
        "stage = 'left'",
        "Stage = left",
        "stage < left",
        "a.b.c = yes",
    ],
)
def test_what_cannot_be_read(text: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert caught.value.args == (text,)


def test_terms_are_told_for_the_checks() -> None:
    terms = list(parse("not (stage = left or unknown(pets)) and care and opened(young)").terms())
    assert [(one.kind, one.name, one.values) for one in terms] == [
        ("has", "stage", ("left",)),
        ("unknown", "pets", ()),
        ("flag", "care", ()),
        ("opened", "young", ()),
    ]


def test_the_same_text_is_read_once() -> None:
    assert parse("stage = left") is parse("stage = left")


names = st.sampled_from(["stage", "pets", "children", "log.safe_to_keep"])
leaves = st.one_of(
    st.just("always"),
    st.just("care"),
    st.builds("{} = {}".format, names, st.sampled_from(["yes", "left", "mine"])),
    st.builds("unknown({})".format, names),
)
texts = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not ({})".format, inner),
    ),
    max_leaves=8,
)


@given(texts)
def test_any_condition_means_what_the_same_words_mean_in_python(text: str) -> None:
    python = text.replace("always", "True").replace("care", "True")
    for name in ("stage", "pets", "children", "log.safe_to_keep"):
        python = python.replace(f"unknown({name})", str(SAID.unknown(name)))
        for value in ("yes", "left", "mine"):
            python = python.replace(f"{name} = {value}", str(SAID.has(name, value)))
    assert parse(text).holds(SAID) is eval(python)


@given(st.text(alphabet="stage=!(){},. andortculw_42", max_size=30))
def test_nothing_but_a_condition_error_is_raised(text: str) -> None:
    with contextlib.suppress(ConditionError):
        assert list(parse(text).terms())

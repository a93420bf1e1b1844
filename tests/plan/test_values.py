"""Values and their JSON form."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.plan.values import (
    Answer,
    Chosen,
    FormError,
    Own,
    Record,
    Value,
    answer_from_json,
    answer_to_json,
    from_json,
    items,
    next_id,
    nothing,
    records,
    to_json,
)

words = st.text(max_size=20)
extra = st.dictionaries(st.sampled_from(["later", "new"]), st.integers(), max_size=2)
item = st.one_of(
    st.builds(Chosen, words, words, extra.map(MappingProxyType)),
    st.builds(Own, words, words, extra.map(MappingProxyType)),
)
simple = st.one_of(words, item, st.lists(item, max_size=3).map(tuple))
record = st.builds(
    Record,
    words,
    st.dictionaries(words, simple, max_size=3).map(MappingProxyType),
    extra.map(MappingProxyType),
)
value = st.one_of(simple, st.lists(record, max_size=3).map(tuple))


@given(value)
def test_each_value_comes_back_through_json(one: Value) -> None:
    assert from_json(json.loads(json.dumps(to_json(one)))) == one


@given(st.sampled_from(["skip", "not_for_me", "later"]), extra)
def test_a_state_comes_back_without_a_value(state: Any, more: dict[str, int]) -> None:
    answer = Answer(state, "", MappingProxyType(more))
    data = answer_to_json(answer)
    assert "value" not in data
    assert answer_from_json(json.loads(json.dumps(data))) == answer


@given(st.sampled_from(["skip", "not_for_me", "later"]), st.text(min_size=1))
def test_what_was_written_stays_when_it_is_put_off(state: Any, text: str) -> None:
    answer = Answer(state, text)
    assert answer_from_json(json.loads(json.dumps(answer_to_json(answer)))) == answer
    assert not answer.filled


@given(value, extra)
def test_an_answer_comes_back(one: Value, more: dict[str, int]) -> None:
    answer = Answer("answer", one, MappingProxyType(more))
    assert answer_from_json(json.loads(json.dumps(answer_to_json(answer)))) == answer


@pytest.mark.parametrize(
    "data",
    [
        None,
        7,
        True,
        {},
        {"text": "umbrella"},
        {"id": 7},
        {"id": "yes", "state": 7},
        {"record": "1", "values": {}},
        [["nested"]],
        [{"record": 1, "values": {}}],
        [{"record": "1"}],
        [{"record": "1", "values": {"of": 7}}],
        ["a bare string in a list"],
    ],
)
def test_what_is_no_value_is_refused(data: Any) -> None:
    with pytest.raises(FormError):
        from_json(data)


@pytest.mark.parametrize(
    "data",
    [
        None,
        "skip",
        {},
        {"state": "perhaps"},
        {"state": 7},
        {"state": ["skip"]},
        {"state": "answer"},
    ],
)
def test_what_is_no_answer_is_refused(data: Any) -> None:
    with pytest.raises(FormError) as caught:
        answer_from_json(data)
    assert caught.value.message_id == "plan.not_read"


@pytest.mark.parametrize(
    ("answer", "filled"),
    [
        (Answer("answer", "umbrella"), True),
        (Answer("answer", ""), False),
        (Answer("answer", ()), False),
        (Answer("answer", Chosen("yes")), True),
        (Answer("answer", (Own("x"),)), True),
        (Answer("skip"), False),
        (Answer("not_for_me", "left over"), False),
        (Answer("later"), False),
    ],
)
def test_filled_is_something_to_read(answer: Answer, filled: bool) -> None:
    assert answer.filled is filled


def test_items_and_records_of_a_value() -> None:
    chosen, own, one = Chosen("yes"), Own("umbrella"), Record("1")
    assert items(chosen) == (chosen,)
    assert items((chosen, own, one)) == (chosen, own)
    assert items("umbrella") == ()
    assert records((chosen, one)) == (one,)
    assert records("umbrella") == ()
    assert records(own) == ()


def test_a_record_gives_its_texts() -> None:
    one = Record("1", MappingProxyType({"nickname": "Zoë", "knows": Chosen("no")}))
    assert one.text("nickname") == "Zoë"
    assert one.text("knows") == ""
    assert one.text("number") == ""


def test_a_new_record_has_an_id_of_its_own() -> None:
    assert next_id(()) == "1"
    assert next_id((Record("1"), Record("7"), Record("of another kind"))) == "8"


def test_values_do_not_change() -> None:
    with pytest.raises(AttributeError):
        Chosen("yes").id = "no"  # type: ignore[misc]
    with pytest.raises(TypeError):
        nothing()["more"] = 1  # type: ignore[index]


def test_items_can_be_kept_in_sets() -> None:
    assert len({Chosen("yes"), Chosen("yes"), Own("yes")}) == 2

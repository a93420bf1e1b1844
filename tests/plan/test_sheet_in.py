"""The words of a small sheet, taken back: into empty places alone, and nothing is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.plan.guide import Guide
from safeplan.plan.model import Answer, Chosen, Own, Plan, dumps, loads
from safeplan.plan.pocket import compose
from safeplan.plan.sheet_in import LINES, MOST_LINES, PEOPLE, TITLE, merge_sheet

MakePlan = Callable[..., Plan]

SHEET = """Shopping list
oats
Zoë 01632 960 101
umbrella

Mr Tea: 07700 900 102
call Zoë at 7
"""


def taken(plan: Plan) -> dict[str, Any]:
    """What stands in the three places."""
    return {
        "title": [one.id for one in plan.items(TITLE) if isinstance(one, Chosen)],
        "people": [(one.text("nickname"), one.text("number")) for one in plan.records(PEOPLE)],
        "lines": [one.text for one in plan.items(LINES) if isinstance(one, Own)],
    }


def test_into_an_empty_plan() -> None:
    merged, left = merge_sheet(Plan(), SHEET)
    assert taken(merged) == {
        "title": ["shopping_list"],
        "people": [("Zoë", "01632 960 101"), ("Mr Tea", "07700 900 102")],
        "lines": ["oats", "umbrella", "call Zoë at 7"],
    }
    assert left == ()
    assert loads(dumps(merged)) == merged


def test_what_a_plan_says_stays_and_what_does_not_fit_is_named(make: MakePlan) -> None:
    plan = make(
        {
            TITLE: "bin_days",
            PEOPLE: [{"nickname": "Bean", "number": "01632 960 104"}],
            LINES: ["glue"],
        }
    )
    merged, left = merge_sheet(plan, SHEET)
    assert merged == plan
    assert left == (
        "Shopping list",
        "Zoë 01632 960 101",
        "Mr Tea 07700 900 102",
        *("oats", "umbrella", "call Zoë at 7"),
    )


def test_its_own_title_is_no_news(make: MakePlan) -> None:
    plan = make({TITLE: "shopping_list"})
    merged, left = merge_sheet(plan, "Shopping list\n")
    assert (merged, left) == (plan, ())


def test_a_title_that_is_none_of_ours_is_named() -> None:
    merged, left = merge_sheet(Plan(), "Things for Tuesday\noats")
    assert left == ("Things for Tuesday",)
    assert taken(merged)["lines"] == ["oats"]


def test_more_lines_than_there_is_room_for_are_named() -> None:
    lines = [f"thing {one}" for one in "abcdefgh"]
    merged, left = merge_sheet(Plan(), "\n".join(["Shopping list", *lines]))
    assert taken(merged)["lines"] == lines[:MOST_LINES]
    assert left == tuple(lines[MOST_LINES:])


@pytest.mark.parametrize("state", ["later", "skip"])
@pytest.mark.parametrize("key", [TITLE, PEOPLE, LINES])
def test_what_was_written_before_a_question_was_put_off_is_not_written_over(
    make: MakePlan, key: str, state: Any
) -> None:
    said: dict[str, Any] = {
        TITLE: "bin_days",
        PEOPLE: [{"nickname": "Bean", "number": "01632 960 104"}],
        LINES: ["glue"],
    }
    answer = make({key: said[key]}).answers[key]
    put_off = Plan().with_answer(key, Answer(state, answer.value))
    merged, left = merge_sheet(put_off, SHEET)
    assert merged.answers[key] == put_off.answers[key]
    assert left


@pytest.mark.parametrize("state", ["later", "skip"])
def test_a_question_put_off_without_a_word_is_empty(make: MakePlan, state: str) -> None:
    plan = make({TITLE: f"@{state}", PEOPLE: f"@{state}", LINES: f"@{state}"})
    assert merge_sheet(plan, SHEET)[1] == ()


def test_not_for_me_stays(make: MakePlan) -> None:
    plan = make({LINES: "@not_for_me"})
    merged, left = merge_sheet(plan, SHEET)
    assert merged.answers[LINES] == plan.answers[LINES]
    assert "oats" in left


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Zoë 01632 960 101", [("Zoë", "01632 960 101")]),
        ("01632 960 101", []),
        ("Radish", []),
        ("eggs 12", []),
        ("order no. 07700 900 102", [("order no.", "07700 900 102")]),
        ("Zoë · 01632 960 101, after 6", [("Zoë · , after 6", "01632 960 101")]),
    ],
)
def test_who_is_a_person_to_ring(line: str, people: list[tuple[str, str]]) -> None:
    merged, left = merge_sheet(Plan(), f"Shopping list\n{line}")
    assert taken(merged)["people"] == people
    assert taken(merged)["lines"] == ([] if people else [line])
    assert left == ()


@pytest.mark.parametrize("text", ["", "\n\n", "  \n"])
def test_an_empty_sheet_changes_nothing(text: str) -> None:
    assert merge_sheet(Plan(), text) == (Plan(), ())


def test_a_sheet_that_was_made_comes_back(guide: Guide, make: MakePlan) -> None:
    plan = make(
        {
            "people.code_word": "umbrella",
            "people.helpers": [{"nickname": "Zoë", "number": "01632 960 101"}],
            "pocket.title": "garden_jobs",
            "pocket.numbers": [{"of": "Zoë", "as": "seeds"}],
        }
    )
    sheet = compose(guide, plan, ("rake", "twine", "pots"), kept=frozenset({"filler"}))
    text = "\n".join((sheet.title, *(line.says for line in sheet.lines)))
    merged, left = merge_sheet(Plan(), text)
    found = taken(merged)
    assert found["title"] == ["garden_jobs"]
    assert "umbrella" in found["lines"]
    words = [*found["lines"], *left, *(" ".join(one) for one in found["people"])]
    assert Counter("".join(words).replace(" ", "")) == Counter(
        "".join(line.says for line in sheet.lines).replace(" ", "")
    )


# --- nothing is lost ----------------------------------------------------------------------------

_LINE = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["oats", "Zoë 01632 960 101", "Mr Tea: 07700 900 102", "Shopping list", "7 7 7"]
    ),
    st.tuples(st.text(max_size=6), st.from_regex(r"[0-9]{3,8}", fullmatch=True)).map(" ".join),
)
_BEFORE = st.fixed_dictionaries(
    {},
    optional={
        TITLE: st.sampled_from([Answer("answer", Chosen("bin_days")), Answer("later")]),
        PEOPLE: st.just(Answer("not_for_me")),
        LINES: st.sampled_from([Answer("answer", (Own("glue"),)), Answer("later", (Own("glue"),))]),
    },
)


def _letters(texts: list[str]) -> Counter[str]:
    """Every letter and figure of the texts; how it is spaced and pointed may change."""
    return Counter(sign for text in texts for sign in text if sign.isalnum())


@given(_BEFORE, st.lists(_LINE, max_size=14))
def test_every_line_is_taken_or_named(before: dict[str, Answer], lines: list[str]) -> None:
    plan = Plan()
    for key, answer in before.items():
        plan = plan.with_answer(key, answer)
    merged, left = merge_sheet(plan, "\n".join(lines))

    # What was there is there.
    for key, answer in before.items():
        if answer.filled or answer.value or answer.state == "not_for_me":
            assert merged.answers[key] == answer
    assert {key for key in merged.answers if merged.answers[key] != plan.answers.get(key)} <= {
        TITLE,
        PEOPLE,
        LINES,
    }

    # What came is there, or is named.
    came = [line for line in "\n".join(lines).splitlines() if line.strip()]
    found = list(left)
    if merged.answers.get(LINES) != plan.answers.get(LINES):
        found += taken(merged)["lines"]
    if merged.answers.get(PEOPLE) != plan.answers.get(PEOPLE):
        found += [" ".join(one) for one in taken(merged)["people"]]
    title_taken = merged.answers.get(TITLE) != plan.answers.get(TITLE)
    assert _letters(found) == _letters(came[1:] if title_taken else came)

"""The shipped guide, and plans made from a few words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from safeplan.plan.guide import Guide, load_guide
from safeplan.plan.model import Plan
from safeplan.plan.tailoring import Arrangement, arrange
from safeplan.plan.values import Answer, Chosen, Own, Record, Value

ROOT = Path(__file__).resolve().parents[2]

MakePlan = Callable[..., Plan]
Arranged = Callable[..., Arrangement]
MakeGuide = Callable[..., Guide]

# Every question of the page "start" answered with a plain no, or with what stands for it.
PLAIN: dict[str, Any] = {
    "relation": ["partner"],
    "lives_with": "yes",
    "stage": "thinking",
    "children": ["no"],
    "pets": "no",
    "violence": "no",
    "neck": "no",
    "weapons": "no",
    "sexpressure": "no",
    "follow": "no",
    "shared_devices": "no",
    "phone_watched": "no",
    "this_computer": "mine",
    "immigration": "no",
    "health_need": ["none"],
    "age": "25_59",
    "lgbtq": "no",
    "group_risk": "no",
    "rural": "no",
    "work_school": ["neither"],
    "drink_drugs": "no",
    "must_contact": ["no"],
    "order": "no",
    "lines": ["all"],
}


def _value(guide: Guide, key: str, said: Any) -> Value:
    field = guide.field(key)
    known = {one.value for one in field.options}

    def item(one: str) -> Chosen | Own:
        return Chosen(one) if one in known else Own(one)

    if field.holds == "text":
        return str(said)
    if field.holds == "item":
        return item(said)
    if field.holds == "records":
        return tuple(Record(str(at), one) for at, one in enumerate(said, start=1))
    return tuple(item(one) for one in said)


@pytest.fixture(scope="session")
def guide() -> Guide:
    """The guide as it is shipped, in English."""
    return load_guide(lambda sentence: sentence)


@pytest.fixture(scope="session")
def make(guide: Guide) -> MakePlan:
    """A plan from ``start``'s answers as words, and other answers by their keys in a dict.

    ``make(stage="left", more={"people.code_word": "umbrella"})``; None leaves a question out, and a
    word that begins with ``@`` is a state.
    """

    def made(more: dict[str, Any] | None = None, **start: Any) -> Plan:
        plan = Plan()
        said = {f"start.{name}": value for name, value in start.items()} | (more or {})
        for key, value in said.items():
            if value is None:
                continue
            if isinstance(value, str) and value.startswith("@"):
                plan = plan.with_answer(key, Answer(value[1:]))  # type: ignore[arg-type]
            else:
                plan = plan.with_answer(key, Answer("answer", _value(guide, key, value)))
        return plan

    return made


@pytest.fixture(scope="session")
def plain(make: MakePlan) -> MakePlan:
    """A plan like ``make``, where every question that is not named has a plain no."""

    def made(more: dict[str, Any] | None = None, **start: Any) -> Plan:
        return make(more, **{**PLAIN, **start})

    return made


@pytest.fixture(scope="session")
def pages(guide: Guide, plain: MakePlan) -> Arranged:
    """What a person sees who answered with a plain no, but for what is named."""

    def arranged(more: dict[str, Any] | None = None, **start: Any) -> Arrangement:
        return arrange(guide, plain(more, **start))

    return arranged


@pytest.fixture
def made_guide(tmp_path: Path) -> MakeGuide:
    """A guide from files given as text, by their name."""

    def made(**texts: str) -> Guide:
        folder = tmp_path / "sections"
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for name, text in texts.items():
            (folder / f"{name}.toml").write_text(text, encoding="utf-8")
        return load_guide(lambda sentence: sentence, folder)

    return made

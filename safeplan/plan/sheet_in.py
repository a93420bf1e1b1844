"""The words of a small sheet, taken back into a plan.

A sheet tells nothing of what its lines mean, on purpose. So only what needs no meaning is taken,
and only where the plan has nothing: its title, its numbers as people to ring, the other lines as
things to remember in ordinary words. Whatever is left over is named, and stays on the sheet.
"""

from __future__ import annotations

from safeplan.plan.model import Plan
from safeplan.plan.pocket import number_of
from safeplan.plan.pocket_words import PocketWords, load_pocket
from safeplan.plan.values import Answer, Chosen, Own, Record

TITLE = "pocket.title"
PEOPLE = "people.helpers"
LINES = "papers.errand_items"
MOST_LINES = 6  # as many as that page asks for


def merge_sheet(
    plan: Plan, text: str, words: PocketWords | None = None
) -> tuple[Plan, tuple[str, ...]]:
    """``plan`` with what it has nothing at taken from a sheet.

    Args:
        plan: stays as it is wherever it says something.
        text: the sheet, title first, a line each.
        words: what sheets look like; the shipped words if left out.

    Returns:
        The merged plan, and the lines that found no empty place.
    """
    words = load_pocket() if words is None else words
    title, *lines = [line.strip() for line in text.splitlines() if line.strip()] or [""]
    merged = plan
    left: list[str] = []
    known = next((one.value for one in words.titles if one.label == title), None)
    if known is not None and _empty(plan, TITLE):
        merged = merged.with_answer(TITLE, Answer("answer", Chosen(known)))
    elif title and known not in {i.id for i in plan.items(TITLE) if isinstance(i, Chosen)}:
        left.append(title)
    people, plain = _parted(lines)
    if people and _empty(plan, PEOPLE):
        merged = merged.with_answer(PEOPLE, Answer("answer", people))
    else:
        left += [f"{one.text('nickname')} {one.text('number')}" for one in people]
    if plain and _empty(plan, LINES):
        taken = tuple(Own(line) for line in plain[:MOST_LINES])
        merged = merged.with_answer(LINES, Answer("answer", taken))
        left += plain[MOST_LINES:]
    else:
        left += plain
    return merged, tuple(left)


def _empty(plan: Plan, key: str) -> bool:
    """Whether nothing at all is written there, also not before the question was put off."""
    answer = plan.answer(key)
    return answer is None or (answer.state != "not_for_me" and answer.value in ("", ()))


def _parted(lines: list[str]) -> tuple[tuple[Record, ...], list[str]]:
    """People with a number that can be rung, and all other lines."""
    people: list[Record] = []
    plain: list[str] = []
    for line in lines:
        number = number_of(line)
        name = line.replace(number, " ", 1).strip(" :,·") if number else ""
        if name and sum(letter.isdigit() for letter in number) >= 3:
            values = {"nickname": " ".join(name.split()), "number": number}
            people.append(Record(f"{len(people) + 1}", values))
        else:
            plain.append(line)
    return tuple(people), plain

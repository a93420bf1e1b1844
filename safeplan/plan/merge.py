"""A plan that comes in from sealed codes, laid beside the one that is open."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType

from safeplan.plan.model import Plan
from safeplan.plan.values import Answer


def merge(plan: Plan, other: Plan) -> tuple[Plan, tuple[str, ...]]:
    """``plan`` with what it has nothing at taken from ``other``.

    What is there stays as it is: an answer, a "not for me", and what was written before a question
    was put off. Skipped and put off without a word is nothing.

    Returns:
        The merged plan, and the keys of the fields where ``other`` says something else, which were
        left as they are in ``plan``.
    """
    answers = dict(plan.answers)
    differing = []
    for key, theirs in other.answers.items():
        ours = answers.get(key)
        if ours is None or (_nothing(ours) and not _nothing(theirs)):
            answers[key] = theirs
        elif not _nothing(theirs) and theirs != ours:
            differing.append(key)
    merged = dataclasses.replace(
        plan,
        answers=MappingProxyType(answers),
        seen=tuple(dict.fromkeys((*plan.seen, *other.seen))),
        extra=MappingProxyType({**other.extra, **plan.extra}),
    )
    return merged, tuple(differing)


def _nothing(answer: Answer) -> bool:
    """Whether there is nothing in it to keep; words from before it was put off are kept."""
    return answer.state != "not_for_me" and answer.value in ("", ())

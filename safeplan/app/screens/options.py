"""Options as rows: their words, and what was chosen before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from safeplan.app.saying import fill
from safeplan.plan.values import Answer, Chosen, Item, items

if TYPE_CHECKING:
    from safeplan.app.session import Session
    from safeplan.plan.schema import Option


def option_words(session: Session, option: Option) -> str:
    """What the option says, with its gaps filled."""
    return fill(session, option.label, option.label_without_number)


def offered(session: Session, options: Sequence[Option]) -> dict[str, str]:
    """Words by value, in order; an option that cannot be said here is left out."""
    words = {option.value: option_words(session, option) for option in options}
    return {value: said for value, said in words.items() if said}


def chosen_before(answer: Answer | None) -> dict[str, Chosen]:
    """What was chosen, by id, also where the question was put off afterwards."""
    found = items(answer.value) if answer is not None else ()
    return {one.id: one for one in found if isinstance(one, Chosen)}


def own_before(answer: Answer | None) -> tuple[Item, ...]:
    """The items in the person's own words, in order."""
    found = items(answer.value) if answer is not None else ()
    return tuple(one for one in found if not isinstance(one, Chosen))

"""Where a thing stands in the shop, from its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from safeplan.cover.fold import fold
from safeplan.cover.notebook import Item, Notebook
from safeplan.cover.pool import aisles, pool
from safeplan.cover.shopping import standing
from safeplan.language import content


def aisle_of(name: str) -> int:
    """The place of the aisle in ``pool.aisles()``; the last one for a thing that is not known.

    A name that the pool knows stands where the pool says. Another stands where one of its words
    does, the last word first ("cherry tomato sauce" is a sauce).
    """
    folded = fold(name)
    places = {aisle.id: at for at, aisle in enumerate(aisles())}
    for stock in pool().items:
        if fold(content(stock.name)) == folded:
            return places[stock.aisle]
    for word in reversed(folded.split()):
        for at, aisle in enumerate(aisles()):
            if any(_same(word, fold(content(known))) for known in aisle.words):
                return at
    return len(places) - 1


def by_aisle(items: Iterable[tuple[int, Item]]) -> tuple[tuple[int, Item], ...]:
    """Items with their places in the notebook, in walking order, then as they were added."""
    return tuple(sorted(items, key=lambda it: aisle_of(it[1].name)))


def sort_by_aisle(notebook: Notebook, place: str) -> Notebook:
    """The notebook with one list in walking order; the other lists stay as they are."""
    ordered = iter(by_aisle(standing(notebook, place)))
    items = tuple(next(ordered)[1] if item.place == place else item for item in notebook.items)
    return replace(notebook, items=items)


def _same(word: str, known: str) -> bool:
    # One word may be the other's plural; English only, and harmless elsewhere.
    return word == known or word == f"{known}s" or known == f"{word}s"

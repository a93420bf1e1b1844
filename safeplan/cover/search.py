"""Find words anywhere in the notebook, whatever their case and accents."""

from __future__ import annotations

from dataclasses import dataclass

from safeplan.cover.fold import fold
from safeplan.cover.notebook import LISTS, Notebook
from safeplan.cover.notes import newest_first
from safeplan.cover.shopping import standing

NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: the page ("week", "bought", "usual" or "notes"), its place, its name."""

    page: str
    at: int
    name: str


def search(notebook: Notebook, words: str) -> tuple[Hit, ...]:
    """All that holds each of ``words``, in the order of the pages; no words find nothing."""
    wanted = fold(words).split()
    if not wanted:
        return ()
    hits: list[Hit] = []
    for place in LISTS:
        for at, item in standing(notebook, place):
            if _holds(wanted, f"{item.name} {item.quantity} {item.unit}"):
                hits.append(Hit(place, at, item.name))
    for at, note in newest_first(notebook):
        if _holds(wanted, f"{note.title} {note.text}"):
            hits.append(Hit(NOTES, at, note.title))
    return tuple(hits)


def _holds(wanted: list[str], text: str) -> bool:
    folded = fold(text)
    return all(word in folded for word in wanted)

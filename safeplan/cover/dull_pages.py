"""Dull pages: ordinary text that may stand in the window once it was emptied."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from safeplan.language import DEFAULT

MOST_BYTES = 2048
# Joiners that some scripts are not written without.
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class DullPage:
    """One page that is ready.

    Attributes:
        id: what tells it from the others.
        name: what it is called in the list.
        text: what stands in the window, lines ended by a newline but for the last one.
    """

    id: str
    name: str
    text: str


@lru_cache(maxsize=4)
def dull_pages(language: str = DEFAULT) -> tuple[DullPage, ...]:
    """The pages in ``language``; the English ones where there are none."""
    path = files("safeplan") / "templates" / "cover" / "dull.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["languages"]
    found = tables.get(language) or tables.get(language.split("-")[0]) or tables[DEFAULT]
    return tuple(DullPage(one["id"], one["name"], one["text"].strip("\n")) for one in found)


def unsuitable(text: str) -> str:
    """Id of the sentence that says why ``text`` cannot stand in the window; "" where it can.

    A terminal obeys what is written to it, so nothing but letters and new lines may be.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        return "hide_page.too_long"
    if any(not _is_plain(letter) for letter in text):
        return "hide_page.not_plain"
    return ""


def _is_plain(letter: str) -> bool:
    # Controls, marks that turn the reading order, private and unassigned ones, lone surrogates.
    return letter in _JOINERS or letter == "\n" or unicodedata.category(letter)[0] != "C"

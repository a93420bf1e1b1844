"""What a household notebook is: things to buy, and notes; and its one serial form.

Every value here is frozen. An operation (``shopping``, ``notes``) gives a new notebook and leaves
the old one as it was, so that undoing is going back to it (``history``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

FORM = "notebook"
VERSION = 1
WEEK, BOUGHT, USUAL = "week", "bought", "usual"
LISTS = (WEEK, BOUGHT, USUAL)
UNREAD = "unread"


class NotebookError(Exception):
    """The bytes are no notebook that this version reads; ``message_id`` names the sentence."""

    message_id = "notebook.not_readable"


@dataclass(frozen=True, slots=True)
class Item:
    """Something to buy.

    Attributes:
        name: What it is, as it was typed.
        quantity: How much, as text ("4", "1.5", "half a"); empty for "some".
        unit: What the quantity counts ("kg", "tin"); empty for pieces.
        ticked: Whether it lies in the basket.
        place: The list that it stands in: "week", "bought" or "usual".
        date: The day it was bought (ISO 8601); empty until then.
        more: Fields of a newer version, kept as they came.
    """

    name: str
    quantity: str = ""
    unit: str = ""
    ticked: bool = False
    place: str = WEEK
    date: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """A note: a title, some text, the day it was last changed (ISO 8601), and fields kept."""

    title: str
    text: str = ""
    date: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notebook:
    """All that the household wrote.

    Attributes:
        items: Things to buy, all lists together, in the order they were added.
        notes: Notes, in the order they were added.
        shop: The name of the shop of this week's list.
        more: Fields of a newer version, kept as they came.
    """

    items: tuple[Item, ...] = ()
    notes: tuple[Note, ...] = ()
    shop: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


def dumps(notebook: Notebook) -> bytes:
    """The notebook as JSON (UTF-8); "form" and "version" stand first."""
    whole = {
        "form": FORM,
        "version": VERSION,
        "shop": notebook.shop,
        "items": [_item_out(item) for item in notebook.items],
        "notes": [_note_out(note) for note in notebook.notes],
        **notebook.more,
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def loads(payload: bytes) -> Notebook:
    """The notebook that ``dumps`` wrote; fields that are not known here are kept.

    Raises:
        NotebookError: for anything else, a newer version included.
    """
    try:
        whole = json.loads(payload.decode("utf-8", "surrogatepass"))
        if not isinstance(whole, dict):
            raise NotebookError
        form, version = whole.pop("form"), whole.pop("version")
        if form != FORM or type(version) is not int or version != VERSION:
            raise NotebookError
        return Notebook(
            shop=_text(whole, "shop"),
            items=tuple(_item_in(entry) for entry in whole.pop("items", [])),
            notes=tuple(_note_in(entry) for entry in whole.pop("notes", [])),
            more=whole,
        )
    except (ValueError, KeyError, TypeError, RecursionError) as cause:
        raise NotebookError from cause


def start_again(payload: bytes, fresh: Notebook) -> Notebook:
    """A fresh notebook that keeps, as text, the bytes that could not be read: nothing is lost."""
    kept = payload.decode("utf-8", "backslashreplace")
    return replace(fresh, more={**fresh.more, UNREAD: kept})


def _item_out(item: Item) -> dict[str, Any]:
    return {
        "name": item.name,
        "quantity": item.quantity,
        "unit": item.unit,
        "ticked": item.ticked,
        "list": item.place,
        "date": item.date,
        **item.more,
    }


def _item_in(entry: dict[str, Any]) -> Item:
    rest = dict(entry)
    ticked, place = rest.pop("ticked", False), rest.pop("list", WEEK)
    if not isinstance(ticked, bool) or place not in LISTS:
        raise NotebookError
    return Item(
        name=_text(rest, "name"),
        quantity=_text(rest, "quantity"),
        unit=_text(rest, "unit"),
        ticked=ticked,
        place=place,
        date=_text(rest, "date"),
        more=rest,
    )


def _note_out(note: Note) -> dict[str, Any]:
    return {"title": note.title, "text": note.text, "date": note.date, **note.more}


def _note_in(entry: dict[str, Any]) -> Note:
    rest = dict(entry)
    return Note(
        title=_text(rest, "title"), text=_text(rest, "text"), date=_text(rest, "date"), more=rest
    )


def _text(entry: dict[str, Any], name: str) -> str:
    value = entry.pop(name, "")
    if not isinstance(value, str):
        raise NotebookError
    return value

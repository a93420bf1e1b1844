"""What can be done to a shopping list. Each operation gives a new notebook.

An item is named by its place in ``notebook.items``; a place that does not exist raises IndexError.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from safeplan.cover.entry import read_entry, write_entry
from safeplan.cover.fold import fold
from safeplan.cover.notebook import BOUGHT, USUAL, WEEK, Item, Notebook

ONE_SHOP = timedelta(days=3)


def standing(notebook: Notebook, place: str) -> tuple[tuple[int, Item], ...]:
    """The items of one list, each with its place in the notebook, in the order they were added."""
    return tuple((at, item) for at, item in enumerate(notebook.items) if item.place == place)


def add(notebook: Notebook, item: Item) -> Notebook:
    """With ``item`` at the end."""
    return replace(notebook, items=(*notebook.items, item))


def change(notebook: Notebook, at: int, item: Item) -> Notebook:
    """With ``item`` in the place of the one at ``at``."""
    _there(notebook, at)
    return replace(notebook, items=(*notebook.items[:at], item, *notebook.items[at + 1 :]))


def retype(notebook: Notebook, at: int, text: str) -> Notebook:
    """With the item at ``at`` named, counted and measured anew by a typed line.

    Blank text, and the line that stands for the item already, change nothing.
    """
    _there(notebook, at)
    item = notebook.items[at]
    typed = read_entry(text)
    if typed is None or " ".join(text.split()) == write_entry(item):
        return notebook
    changed = replace(item, name=typed.name, quantity=typed.quantity, unit=typed.unit)
    return change(notebook, at, changed)


def remove(notebook: Notebook, at: int) -> Notebook:
    """Without the item at ``at``."""
    _there(notebook, at)
    return replace(notebook, items=notebook.items[:at] + notebook.items[at + 1 :])


def tick(notebook: Notebook, at: int) -> Notebook:
    """With the item at ``at`` in the basket."""
    _there(notebook, at)
    return change(notebook, at, replace(notebook.items[at], ticked=True))


def untick(notebook: Notebook, at: int) -> Notebook:
    """With the item at ``at`` out of the basket again."""
    _there(notebook, at)
    return change(notebook, at, replace(notebook.items[at], ticked=False))


def name_shop(notebook: Notebook, shop: str) -> Notebook:
    """With another name for the shop of this week's list."""
    return replace(notebook, shop=shop.strip())


def move_ticked(notebook: Notebook, today: date) -> Notebook:
    """With all that is ticked in this week's list moved to what was bought, dated ``today``."""
    moved = tuple(
        replace(item, place=BOUGHT, ticked=False, date=today.isoformat())
        if item.place == WEEK and item.ticked
        else item
        for item in notebook.items
    )
    return replace(notebook, items=moved)


def make_usual(notebook: Notebook, at: int) -> Notebook:
    """With the item at ``at`` among the usual ones too, once."""
    _there(notebook, at)
    return _copied(notebook, (notebook.items[at],), USUAL)


def put_on_list(notebook: Notebook, places: Iterable[int]) -> Notebook:
    """With copies of these items on this week's list; what already stands there is left alone."""
    wanted = tuple(places)
    for at in wanted:
        _there(notebook, at)
    return _copied(notebook, (notebook.items[at] for at in wanted), WEEK)


def ticked_to_list(notebook: Notebook, place: str) -> Notebook:
    """With copies of what is ticked in ``place`` on this week's list, and those ticks gone."""
    ticked = [at for at, item in standing(notebook, place) if item.ticked]
    listed = put_on_list(notebook, ticked)
    for at in ticked:
        listed = untick(listed, at)
    return listed


def last_shop(notebook: Notebook) -> tuple[int, ...]:
    """Places of what was bought on the last shop: the newest date, and three days before it."""
    dated = [(at, _day(item.date)) for at, item in standing(notebook, BOUGHT)]
    known = [day for _, day in dated if day is not None]
    if not known:
        return ()
    newest = max(known)
    return tuple(at for at, day in dated if day is not None and newest - day <= ONE_SHOP)


def last_week(notebook: Notebook) -> Notebook:
    """With last week's list on this week's: copies of what was bought on the last shop."""
    return put_on_list(notebook, last_shop(notebook))


def _copied(notebook: Notebook, items: Iterable[Item], place: str) -> Notebook:
    there = {fold(item.name) for _, item in standing(notebook, place)}
    copies: list[Item] = []
    for item in items:
        if fold(item.name) not in there:
            there.add(fold(item.name))
            copies.append(replace(item, place=place, ticked=False, date=""))
    return replace(notebook, items=(*notebook.items, *copies)) if copies else notebook


def _there(notebook: Notebook, at: int) -> None:
    # A negative index would quietly mean another item.
    if not 0 <= at < len(notebook.items):
        raise IndexError(at)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

"""The first pages of a new notebook: a little of everything, never twice the same.

A seed that was the same everywhere would name the program; so it is drawn from a large pool.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from random import Random

from safeplan.cover.notebook import BOUGHT, USUAL, WEEK, Item, Note, Notebook
from safeplan.cover.pool import Stock, aisles, jottings, pool
from safeplan.language import content

FOODS = (9, 14)
HOUSE = (2, 3)
USUALS = (6, 9)
BOUGHT_BEFORE = (7, 11)
NOTES = (4, 6)
SPAN = (21, 35)
LAST_SHOP = (5, 9)


def seed(random: Random, today: date) -> Notebook:
    """A notebook that somebody has kept for three to five weeks.

    Args:
        random: Where chance comes from; ``random.SystemRandom()`` for a person's notebook.
        today: The day it is made; every date lies before it, the oldest 21 to 35 days.
    """
    shop = today - timedelta(days=random.randint(*LAST_SHOP))
    food, house = _kinds(lambda stock: True)
    often_food, often_house = _kinds(lambda stock: stock.often)
    week = _draw(random, food, FOODS) + _draw(random, house, HOUSE)
    usual = _draw(random, often_food, USUALS) + _draw(random, often_house, (1, 2))
    bought = _draw(random, food, BOUGHT_BEFORE) + _draw(random, house, (1, 2))
    random.shuffle(week)
    random.shuffle(bought)
    return Notebook(
        shop=content(random.choice(pool().shops)),
        items=(
            *_items(random, bought, BOUGHT, shop.isoformat()),
            *_items(random, usual, USUAL, ""),
            *_items(random, week, WEEK, ""),
        ),
        notes=_notes(random, today),
    )


def _kinds(fits: Callable[[Stock], bool]) -> tuple[list[Stock], list[Stock]]:
    eaten = {aisle.id for aisle in aisles() if aisle.food}
    fitting = [stock for stock in pool().items if fits(stock)]
    return (
        [stock for stock in fitting if stock.aisle in eaten],
        [stock for stock in fitting if stock.aisle not in eaten],
    )


def _draw(random: Random, stocks: list[Stock], count: tuple[int, int]) -> list[Stock]:
    # Nobody writes two kinds of milk under each other: one thing of each last word.
    drawn: dict[str, Stock] = {}
    wanted = random.randint(*count)
    for stock in random.sample(stocks, len(stocks)):
        if len(drawn) == wanted:
            break
        drawn.setdefault(stock.name.split()[-1], stock)
    return list(drawn.values())


def _items(random: Random, stocks: Iterable[Stock], place: str, day: str) -> tuple[Item, ...]:
    return tuple(
        Item(content(stock.name), quantity=quantity, unit=content(unit), place=place, date=day)
        for stock in stocks
        for quantity, unit in [_amount(random, stock)]
    )


def _amount(random: Random, stock: Stock) -> tuple[str, str]:
    # One packet, or one piece, is what people write without a number.
    chosen = random.choice(stock.amounts)
    if chosen == "1" and stock.unit not in pool().measures:
        return "", ""
    return chosen, stock.unit


def _notes(random: Random, today: date) -> tuple[Note, ...]:
    chosen = random.sample(jottings(), random.randint(*NOTES))
    oldest = random.randint(*SPAN)
    ages = sorted({oldest, *random.sample(range(2, oldest), len(chosen) - 1)}, reverse=True)
    return tuple(
        Note(
            content(jotting.title),
            content(random.choice(jotting.texts)),
            (today - timedelta(days=age)).isoformat(),
        )
        for jotting, age in zip(chosen, ages, strict=True)
    )

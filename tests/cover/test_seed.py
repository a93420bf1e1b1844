"""The first pages: ordinary, of the last weeks, never twice the same, and telling nothing."""

import math
import random
import re
import tomllib
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise

import pytest

from safeplan.cover.fold import fold
from safeplan.cover.notebook import BOUGHT, USUAL, WEEK, Notebook, dumps, loads
from safeplan.cover.pool import aisles, jottings, pool
from safeplan.cover.seed import FOODS, NOTES, seed
from safeplan.cover.shopping import last_shop, standing

TODAY = date(2026, 11, 25)
MANY = [seed(random.Random(number), TODAY) for number in range(200)]

# Words, places, errands and names that are printed as ideas for signals: no thing of a household
# may be one, or a list would seem to say something.
SIGNALS = (
    "umbrella",
    "raspberry",
    "jo",
    "folder",
    "dentist",
    "choir",
    "battery",
    "pumpkin",
    "library",
    "market",
    "gym",
    "hairdresser",
    "bakery",
    "allotment",
    "parcel",
    "stamps",
    "curtains",
    "socks",
)
SIGNAL_PHRASES = (
    "auntie jo",
    "blue folder",
    "garden centre",
    "book club",
    "collect parcel",
    "return books",
    "buy stamps",
    "water plants",
    "dentist moved",
    "call about curtains",
    "purple socks",
    "school office",
)


def sentences() -> list[str]:
    """All that a first notebook may say."""
    said = [stock.name for stock in pool().items]
    said += [*pool().shops, *pool().units()]
    for jotting in jottings():
        said += [jotting.title, *jotting.texts]
    return said + [aisle.name for aisle in aisles()]


def words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", fold(text))


def test_the_pool_is_large_and_says_nothing_twice() -> None:
    things = [fold(stock.name) for stock in pool().items]
    assert len(things) == len(set(things)) >= 120
    titles = [jotting.title for jotting in jottings()]
    assert len(titles) == len(set(titles)) >= 40
    texts = [text for jotting in jottings() for text in jotting.texts]
    assert len(texts) == len(set(texts)) >= 120


def test_each_thing_stands_in_an_aisle_with_a_unit_and_amounts() -> None:
    known = {aisle.id for aisle in aisles()}
    for stock in pool().items:
        assert stock.aisle in known
        assert stock.unit in ("", *pool().units())
        assert stock.amounts
        assert all(float(count) > 0 for count in stock.amounts)
    assert aisles()[-1].id == "other"


@pytest.mark.parametrize("book", MANY[:40])
def test_a_first_notebook_is_small_and_ordinary(book: Notebook) -> None:
    eaten = {aisle.id for aisle in aisles() if aisle.food}
    kinds = {stock.name: stock.aisle in eaten for stock in pool().items}
    week = [item for _at, item in standing(book, WEEK)]
    assert FOODS[0] <= sum(kinds[item.name] for item in week) <= FOODS[1]
    assert 2 <= sum(not kinds[item.name] for item in week) <= 3
    assert not any(item.ticked for item in book.items)
    assert NOTES[0] <= len(book.notes) <= NOTES[1]
    assert book.shop in pool().shops
    assert len(standing(book, USUAL)) >= 6
    assert last_shop(book) == tuple(at for at, _item in standing(book, BOUGHT))
    for place in (WEEK, USUAL, BOUGHT):
        ends = [item.name.split()[-1] for _at, item in standing(book, place)]
        assert len(ends) == len(set(ends)) or place == USUAL
    assert loads(dumps(book)) == book


@pytest.mark.parametrize("book", MANY[:40])
def test_its_days_lie_in_the_last_three_to_five_weeks(book: Notebook) -> None:
    days = [date.fromisoformat(note.date) for note in book.notes]
    assert all(one < other for one, other in pairwise(days))
    assert timedelta(weeks=3) <= TODAY - days[0] <= timedelta(weeks=5)
    for _at, item in standing(book, BOUGHT):
        assert timedelta(days=4) < TODAY - date.fromisoformat(item.date) < timedelta(days=10)
    assert max(days) < TODAY


def test_no_two_of_many_first_notebooks_agree() -> None:
    assert len({dumps(book) for book in MANY}) == len(MANY)
    assert len({frozenset(item.name for item in book.items) for book in MANY}) == len(MANY)
    said = {tuple((note.title, note.text) for note in book.notes) for book in MANY}
    assert len(said) == len(MANY)


def test_the_chance_that_two_agree_is_small() -> None:
    """Only the foods of the week, without amounts, order, notes or days: a lower bound in bits.

    One thing of each last word is drawn, so as many sets as there are ways to choose last words.
    """
    eaten = {aisle.id for aisle in aisles() if aisle.food}
    ends = {stock.name.split()[-1] for stock in pool().items if stock.aisle in eaten}
    assert math.log2(math.comb(len(ends), FOODS[0])) > 40
    texts = math.comb(len(jottings()), NOTES[0]) * 3 ** NOTES[0]
    assert math.log2(texts) > 20


def test_the_same_chance_gives_the_same_notebook() -> None:
    assert seed(random.Random(7), TODAY) == seed(random.Random(7), TODAY)


def test_no_word_of_it_is_a_signal() -> None:
    for sentence in sentences():
        said = words(sentence)
        for signal in SIGNALS:
            assert signal not in said, sentence
            assert f"{signal}s" not in said, sentence
        for phrase in SIGNAL_PHRASES:
            assert phrase not in fold(sentence)
    assert "batteries" not in [word for sentence in sentences() for word in words(sentence)]


def test_no_word_of_it_tells_anything() -> None:
    source = files("safeplan") / "templates" / "telling.toml"
    telling = tomllib.loads(source.read_text("utf-8"))["languages"]["en"]
    told = set(telling["always"]) | set(telling["in_names"]) | {"locked", "secret", "password"}
    for sentence in sentences():
        assert not told & set(words(sentence)), sentence

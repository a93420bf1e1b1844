"""A line typed in a hurry becomes a thing to buy; and where that thing stands in the shop."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.cover.aisle import aisle_of, by_aisle
from safeplan.cover.entry import amount, read_entry, write_entry
from safeplan.cover.notebook import USUAL, WEEK, Item
from safeplan.cover.pool import Stock, aisles, pool


@pytest.mark.parametrize(
    ("typed", "name", "quantity", "unit"),
    [
        ("tomatoes", "tomatoes", "", ""),
        ("  oat   milk ", "oat milk", "", ""),
        ("tomatoes 4", "tomatoes", "4", ""),
        ("4 tomatoes", "tomatoes", "4", ""),
        ("tomatoes x 4", "tomatoes", "4", ""),
        ("tomatoes x4", "tomatoes", "4", ""),
        ("4 x tomatoes", "tomatoes", "4", ""),
        ("4x tomatoes", "tomatoes", "4", ""),
        ("4 × tomatoes", "tomatoes", "4", ""),
        ("potatoes 2 kg", "potatoes", "2", "kg"),
        ("potatoes, 2 kg", "potatoes", "2", "kg"),
        ("potatoes 2KG", "potatoes", "2", "kg"),
        ("2kg potatoes", "potatoes", "2", "kg"),
        ("1.5 l milk", "milk", "1.5", "l"),
        ("milk 1,5 l", "milk", "1,5", "l"),
        ("butter 1/2 pack", "butter", "1/2", "pack"),
        ("3 tins chickpeas", "chickpeas", "3", "tins"),
        ("2 lemons", "lemons", "2", ""),
        ("2 gherkins", "gherkins", "2", ""),
        ("250 g mushrooms", "mushrooms", "250", "g"),
        ("7up", "7up", "", ""),
        ("4", "4", "", ""),
        ("2 kg", "kg", "2", ""),
        ("x 4", "x", "4", ""),
        ("film for 2 cameras", "film for 2 cameras", "", ""),
        ("Brötchen 6", "Brötchen", "6", ""),
    ],
)
def test_the_line_is_understood(typed: str, name: str, quantity: str, unit: str) -> None:
    assert read_entry(typed) == Item(name, quantity, unit)


@pytest.mark.parametrize("typed", ["", "  ", "\t\n"])
def test_a_blank_line_is_nothing(typed: str) -> None:
    assert read_entry(typed) is None


def test_the_line_is_for_the_list_that_asks() -> None:
    item = read_entry("rice", USUAL)
    assert item is not None
    assert item.place == USUAL


@given(st.text(max_size=30))
def test_no_word_is_lost_and_nothing_breaks(typed: str) -> None:
    item = read_entry(typed)
    if item is None:
        assert not typed.split()
    else:
        assert item.name
        assert item.place == WEEK
        for word in item.name.split():
            assert word in typed


@pytest.mark.parametrize("stock", pool().items, ids=lambda stock: stock.name)
def test_what_the_pool_knows_is_written_and_read_back(stock: Stock) -> None:
    for count in stock.amounts:
        item = Item(stock.name, count, stock.unit)
        assert read_entry(write_entry(item)) == item


def test_an_amount_stands_beside_the_name() -> None:
    assert amount(Item("rice", "2", "kg")) == "2 kg"
    assert amount(Item("rice", "2")) == "2"
    assert amount(Item("rice", unit="bags")) == "bags"
    assert amount(Item("rice")) == ""


def where(name: str) -> str:
    return aisles()[aisle_of(name)].id


@pytest.mark.parametrize(
    ("name", "aisle"),
    [
        ("tomatoes", "greens"),
        ("Tomatoes", "greens"),
        ("plum tomato", "greens"),
        ("cherry tomato sauce", "cupboard"),
        ("green apple", "fruit"),
        ("goat cheese", "dairy"),
        ("window cleaner", "cleaning"),
        ("oven cleaner", "cleaning"),
        ("chopped tomatoes", "tins"),
        ("something odd", "other"),
        ("", "other"),
    ],
)
def test_a_thing_stands_where_one_would_look(name: str, aisle: str) -> None:
    assert where(name) == aisle


def test_a_list_is_sorted_by_aisle_and_then_as_it_was_added() -> None:
    typed = ["soap", "rice", "leeks", "milk", "carrots", "gadget"]
    ordered = by_aisle(enumerate(Item(name) for name in typed))
    assert [item.name for _at, item in ordered] == [
        "leeks",
        "carrots",
        "milk",
        "rice",
        "soap",
        "gadget",
    ]
    assert [at for at, _item in ordered] == [2, 4, 3, 1, 0, 5]

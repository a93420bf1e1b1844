"""What can be done to a shopping list, and that the old one always stays as it was."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.cover import shopping
from safeplan.cover.notebook import BOUGHT, USUAL, WEEK, Item, Notebook, dumps
from tests.cover.strategies import NOTEBOOK

TODAY = date(2026, 11, 25)
LIST = Notebook(
    items=(
        Item("tomatoes", "4"),
        Item("milk", "2", "l", ticked=True),
        Item("salt", place=USUAL),
        Item("Rice", "1", "kg", place=BOUGHT, date="2026-11-18"),
        Item("leeks", "3", place=BOUGHT, date="2026-11-16"),
        Item("plums", place=BOUGHT, date="2026-11-10"),
    )
)


def names(notebook: Notebook, place: str) -> list[str]:
    return [item.name for _at, item in shopping.standing(notebook, place)]


def test_an_added_thing_stands_last() -> None:
    assert names(shopping.add(LIST, Item("eggs", "6")), WEEK) == ["tomatoes", "milk", "eggs"]


def test_standing_tells_where_each_thing_is() -> None:
    assert [at for at, _item in shopping.standing(LIST, BOUGHT)] == [3, 4, 5]


def test_tick_and_untick_touch_one_thing() -> None:
    ticked = shopping.tick(LIST, 0)
    assert [item.ticked for item in ticked.items] == [True, True, False, False, False, False]
    assert shopping.untick(ticked, 0) == LIST


def test_a_changed_thing_keeps_its_place() -> None:
    changed = shopping.change(LIST, 0, Item("cherry tomatoes"))
    assert names(changed, WEEK) == ["cherry tomatoes", "milk"]


def test_a_line_typed_anew_keeps_the_tick_and_what_is_unknown() -> None:
    book = Notebook(items=(Item("milk", ticked=True, more={"aisle": "dairy"}),))
    (item,) = shopping.retype(book, 0, "3 l oat milk").items
    assert item == Item("oat milk", "3", "l", ticked=True, more={"aisle": "dairy"})


@pytest.mark.parametrize("text", ["", "   ", " milk  2 l "])
def test_a_line_that_says_nothing_new_changes_nothing(text: str) -> None:
    assert shopping.retype(LIST, 1, text) is LIST


def test_a_removed_thing_is_gone_and_the_rest_moves_up() -> None:
    assert names(shopping.remove(LIST, 0), WEEK) == ["milk"]


def test_moving_what_is_ticked_dates_it_and_unticks_it() -> None:
    moved = shopping.move_ticked(LIST, TODAY)
    assert names(moved, WEEK) == ["tomatoes"]
    assert moved.items[1] == Item("milk", "2", "l", place=BOUGHT, date="2026-11-25")
    assert moved.items[2:] == LIST.items[2:]


def test_the_last_shop_is_the_newest_day_and_three_before() -> None:
    assert shopping.last_shop(LIST) == (3, 4)
    assert shopping.last_shop(Notebook()) == ()
    undated = Notebook(items=(Item("rice", place=BOUGHT, date="some day"),))
    assert shopping.last_shop(undated) == ()


def test_last_weeks_list_is_copied_unticked_and_undated() -> None:
    again = shopping.last_week(LIST)
    assert names(again, WEEK) == ["tomatoes", "milk", "Rice", "leeks"]
    assert again.items[-2] == Item("Rice", "1", "kg")
    assert names(again, BOUGHT) == names(LIST, BOUGHT)


def test_what_stands_on_the_list_is_not_put_there_twice() -> None:
    once = shopping.last_week(LIST)
    assert shopping.last_week(once) is once
    other = shopping.add(LIST, Item("rïce"))
    assert names(shopping.last_week(other), WEEK) == ["tomatoes", "milk", "rïce", "leeks"]


def test_a_thing_becomes_usual_once() -> None:
    usual = shopping.make_usual(LIST, 1)
    assert usual.items[-1] == Item("milk", "2", "l", place=USUAL)
    assert shopping.make_usual(usual, 1) is usual


def test_chosen_usual_things_go_on_the_list() -> None:
    assert names(shopping.put_on_list(LIST, [2]), WEEK) == ["tomatoes", "milk", "salt"]


def test_the_shop_has_a_name() -> None:
    assert shopping.name_shop(LIST, "  corner shop ").shop == "corner shop"


@pytest.mark.parametrize(
    "do",
    [
        lambda book, at: shopping.tick(book, at),
        lambda book, at: shopping.untick(book, at),
        lambda book, at: shopping.remove(book, at),
        lambda book, at: shopping.change(book, at, Item("x")),
        lambda book, at: shopping.retype(book, at, "x"),
        lambda book, at: shopping.make_usual(book, at),
        lambda book, at: shopping.put_on_list(book, [at]),
    ],
)
@pytest.mark.parametrize("at", [-1, 6])
def test_a_place_that_does_not_exist_is_an_error(
    do: Callable[[Notebook, int], Notebook], at: int
) -> None:
    with pytest.raises(IndexError):
        do(LIST, at)


@given(NOTEBOOK, st.data())
def test_no_operation_touches_the_notebook_it_was_given(
    notebook: Notebook, data: st.DataObject
) -> None:
    before = dumps(notebook)
    shopping.add(notebook, Item("rice"))
    moved = shopping.move_ticked(notebook, TODAY)
    shopping.last_week(notebook)
    for at in range(len(notebook.items)):
        shopping.tick(notebook, at)
        shopping.retype(notebook, at, data.draw(st.text(max_size=8)))
        shopping.remove(notebook, at)
        shopping.make_usual(notebook, at)
    assert dumps(notebook) == before
    assert len(moved.items) == len(notebook.items)
    assert moved.more == notebook.more

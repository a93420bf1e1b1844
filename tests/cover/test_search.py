"""Finding: whatever the case and the accents; and going back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.cover.fold import fold
from safeplan.cover.history import STEPS, History
from safeplan.cover.notebook import BOUGHT, USUAL, WEEK, Item, Note, Notebook
from safeplan.cover.search import NOTES, Hit, search
from tests.cover.strategies import NOTEBOOK

BOOK = Notebook(
    items=(
        Item("Crème fraîche", "2", "tubs"),
        Item("cream cheese", place=USUAL),
        Item("ice cream", place=BOUGHT),
    ),
    notes=(Note("Straße", "Cream paint in the hall"), Note("Bins", "Tuesday")),
)


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("Crème", "CREME"),
        ("Straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("ﬁsh", "FISH"),
        ("two\u00a0 words ", "Two words"),
        ("Ångström", "angstrom"),
        ("e\u0301clair", "éclair"),
    ],
)
def test_folding_sees_the_same_word(one: str, same: str) -> None:
    assert fold(one) == fold(same)


def test_folding_keeps_different_words_apart() -> None:
    assert fold("plum") != fold("plums")


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_pages_are_searched_in_their_order() -> None:
    assert search(BOOK, "cream") == (
        Hit(BOUGHT, 2, "ice cream"),
        Hit(USUAL, 1, "cream cheese"),
        Hit(NOTES, 0, "Straße"),
    )


def test_all_words_must_be_there_in_any_order() -> None:
    assert search(BOOK, "hall cream") == (Hit(NOTES, 0, "Straße"),)
    assert search(BOOK, "hall soup") == ()


def test_amounts_are_found_too() -> None:
    assert search(BOOK, "FRAICHE tubs") == (Hit(WEEK, 0, "Crème fraîche"),)


@pytest.mark.parametrize("words", ["", "   "])
def test_no_words_find_nothing(words: str) -> None:
    assert search(BOOK, words) == ()


@given(NOTEBOOK)
def test_each_thing_is_found_by_its_own_name(notebook: Notebook) -> None:
    for at, item in enumerate(notebook.items):
        found = search(notebook, item.name)
        assert (Hit(item.place, at, item.name) in found) == bool(fold(item.name))


def test_going_back_goes_back_step_by_step() -> None:
    empty = Notebook()
    one, two = Notebook(shop="one"), Notebook(shop="two")
    history = History(empty).then(one).then(two)
    assert history.now == two
    assert history.undone().now == one
    assert history.undone().undone().now == empty
    assert history.undone().undone().undone().now == empty


def test_a_change_that_changes_nothing_is_no_step() -> None:
    history = History(Notebook(shop="one"))
    assert history.then(Notebook(shop="one")) is history


def test_only_so_many_steps_are_kept() -> None:
    history = History(Notebook())
    for count in range(STEPS + 20):
        history = history.then(Notebook(shop=str(count)))
    for _step in range(STEPS + 20):
        history = history.undone()
    assert history.now.shop == "19"

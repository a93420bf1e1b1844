"""Shopping in the household notebook, with the keyboard and with the mouse."""

from typing import Any

import pytest

from safeplan.app.crash import take_what_was_typed
from safeplan.app.widgets.field import Field
from safeplan.cover.lines import page_name
from safeplan.cover.notebook import Item, Notebook
from safeplan.cover.shopping import name_shop, standing
from tests.app.notebook_house import BOOK, House

SIZE = (80, 24)


def week(house: House) -> list[str]:
    return [item.name for _at, item in standing(house.book, "week")]


async def typed(pilot: Any, words: str) -> None:
    """Type like a person: each letter is a key."""
    await pilot.press(*("space" if letter == " " else letter for letter in words))


async def test_this_weeks_list_comes_first_with_its_shop_and_its_amounts() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.pause()
        seen = house.seen()
        assert "This week" in seen
        assert seen.splitlines()[2].rstrip().endswith("usual shop")
        assert "> 1  [ ] tomatoes             4" in seen
        assert "4  [x] potatoes             2 kg" in seen


async def test_space_ticks_and_ticks_off_again() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("space")
        assert house.book.items[0].ticked
        assert "> 1  [x] tomatoes" in house.seen()
        await pilot.press("space")
        assert house.book == BOOK


async def test_a_digit_and_a_click_tick_too() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("3")
        assert house.book.items[2].ticked
        await pilot.click("#list", offset=(20, 4))
        assert house.book.items[4].ticked


async def test_a_new_thing_is_typed_below_the_list() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("tab")
        await typed(pilot, "2 kg flour")
        await pilot.press("enter")
        assert house.book.items[-1] == Item("flour", "2", "kg")
        await typed(pilot, "salt x 1")
        await pilot.press("enter")
        assert house.book.items[-1] == Item("salt", "1")
        assert "| add an item" in house.seen()
        await pilot.press("enter")
        assert len(house.book.items) == len(BOOK.items) + 2


@pytest.mark.parametrize("key", ["tab", "shift+tab", "escape", "f1", "f3", "ctrl+s"])
async def test_what_was_typed_is_kept_by_whatever_key_one_leaves(key: str) -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("tab")
        await typed(pilot, "flour")
        await pilot.press(key)
        await pilot.pause()
        assert week(house)[-1] == "flour"
        assert house.file.notebook == house.book


async def test_ctrl_z_goes_back_step_by_step_from_the_list() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("1", "2", "ctrl+z")
        assert "Undone" in house.seen()
        assert [item.ticked for item in house.book.items[:2]] == [True, False]
        await pilot.press("ctrl+z")
        assert house.book == BOOK
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert house.book == BOOK
        assert house.file.notebook == BOOK


async def test_ctrl_z_in_the_empty_line_takes_the_added_thing_back() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("tab")
        await typed(pilot, "flour")
        await pilot.press("enter", "ctrl+z")
        await pilot.pause()
        assert house.book == BOOK
        assert "| add an item" in house.seen()


async def test_ctrl_z_while_typing_undoes_typing_alone() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("1", "tab")
        await typed(pilot, "flour")
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert "| add an item" in house.seen()
        assert house.book.items[0].ticked


async def test_ticked_things_move_to_what_was_bought() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.click("#do-move_ticked")
        assert week(house) == ["tomatoes", "oat milk", "washing powder", "bin bags"]
        bought = [item for _at, item in standing(house.book, "bought")]
        assert bought[0] == Item("potatoes", "2", "kg", place="bought", date="2026-11-25")
        assert "potatoes" not in house.seen()


async def test_last_weeks_list_and_sorting() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.click("#do-last_week")
        assert week(house)[-1] == "leeks"
        await pilot.click("#do-sort")
        assert week(house) == [
            "tomatoes",
            "potatoes",
            "leeks",
            "oat milk",
            "rice",
            "washing powder",
            "bin bags",
        ]
        assert [item.name for _at, item in standing(house.book, "usual")] == ["salt", "eggs"]


async def test_usual_things_are_ticked_and_put_on_the_list() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.click("#do-usual")
        await pilot.pause()
        assert "Usual items" in house.seen()
        await pilot.press("2")
        await pilot.click("#do-to_shopping")
        assert week(house)[-1] == "eggs"
        assert not any(item.ticked for _at, item in standing(house.book, "usual"))
        await pilot.press("escape")
        await pilot.pause()
        assert "7  [ ] eggs                 6" in house.seen()


async def test_a_thing_is_opened_and_written_anew() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "| oat milk 2 l" in house.seen()
        await pilot.press("backspace", "backspace", "backspace", "3", "enter")
        await pilot.pause()
        assert house.book.items[1] == Item("oat milk", "3")
        assert "> 2  [ ] oat milk             3" in house.seen()
        await pilot.press("ctrl+z")
        assert house.book == BOOK


async def test_an_emptied_line_leaves_the_thing_as_it_was() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*["backspace"] * 20)
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert house.book == BOOK
        assert house.file.notebook == BOOK


async def test_a_thing_written_while_it_is_open_is_kept_without_any_key() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        assert house.file.notebook.items[0] == Item("tomatoes", "42")


async def test_a_removed_thing_comes_back_with_ctrl_z() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.click("#do-remove")
        await pilot.pause()
        assert "Removed. Ctrl-Z brings it back." in house.seen()
        assert week(house)[0] == "oat milk"
        await pilot.press("ctrl+z")
        assert house.book == BOOK
        assert "Undone" in house.seen()


async def test_ctrl_z_on_an_open_thing_is_seen_on_the_list() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("1", "enter")
        await pilot.pause()
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert house.book == BOOK
        assert "Undone" in house.seen()
        assert "> 1  [ ] tomatoes" in house.seen()


async def test_a_thing_becomes_usual_and_a_bought_one_is_bought_again() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.click("#do-make_usual")
        await pilot.pause()
        assert house.book.items[-1] == Item("tomatoes", "4", place="usual")
        house.front.go("bought")
        await pilot.pause()
        assert "leeks                3 · 18 November 2026" in house.seen()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.click("#do-to_shopping")
        await pilot.pause()
        assert week(house)[-1] == "leeks"


@pytest.mark.parametrize("place", ["week", "usual", "bought"])
async def test_an_empty_list_says_so_and_takes_its_first_thing(place: str) -> None:
    house = House(Notebook())
    async with house.run_test(size=SIZE) as pilot:
        await pilot.pause()
        house.front.go(place)
        await pilot.pause()
        seen = house.seen()
        assert page_name(place) in seen
        assert "Nothing here yet. Add the first one." in seen
        await typed(pilot, "rice")
        await pilot.press("enter")
        await pilot.pause()
        day = "2026-11-25" if place == "bought" else ""
        assert house.book.items == (Item("rice", place=place, date=day),)
        assert "Nothing here yet" not in house.seen()
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert "Nothing here yet. Add the first one." in house.seen()


async def test_in_a_wide_window_what_was_bought_stands_beside_the_list() -> None:
    house = House()
    async with house.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        row = next(line for line in house.seen().splitlines() if "oat milk" in line)
        assert row.rstrip().endswith("leeks x 3")
        await pilot.click("#do-move_ticked")
        await pilot.pause()
        assert "potatoes, 2 kg" in house.seen()
        assert "leeks x 3" not in house.seen()


async def test_a_long_list_scrolls_and_nothing_is_cut() -> None:
    names = [f"thing {number}" for number in range(40)]
    house = House(Notebook(items=tuple(Item(name) for name in names)))
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("end")
        await pilot.pause()
        assert "> " in house.seen()
        assert "thing 39" in house.seen()
        await pilot.press("tab", "x", "enter")
        await pilot.pause()
        assert "[ ] x" in house.seen()
        assert "| add an item" in house.seen()


async def open_thing(pilot: Any, at: int) -> None:
    pilot.app.screen.go("week", at)
    await pilot.pause()


async def test_what_another_page_did_while_a_thing_was_open_stays() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await open_thing(pilot, 0)
        await open_thing(pilot, 1)
        await pilot.press("x", "escape")
        await pilot.pause()
        take_what_was_typed(house.screen_stack)
        assert house.book.items[1].name != BOOK.items[1].name
        changed = house.book.items[1]
        await pilot.press("2", "escape")
        await pilot.pause()
        assert house.book.items[0] == Item("tomatoes", "42")
        assert house.book.items[1] == changed


async def test_a_thing_removed_meanwhile_is_left_and_does_not_return() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await open_thing(pilot, 0)
        await open_thing(pilot, 0)
        await pilot.click("#do-remove")
        await pilot.pause()
        await pilot.pause()
        assert house.front.name == "week"
        assert house.book.items == BOOK.items[1:]


async def test_the_shops_newer_name_stays() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.pause()
        house.front.go("shop")
        await pilot.pause()
        shop = house.screen
        house.front.go("find")
        await pilot.pause()
        assert house.sitting is not None
        house.sitting.put(name_shop(house.book, "the corner"))
        take_what_was_typed([shop])
        assert house.book.shop == "the corner"
        await pilot.press("escape")
        await pilot.pause()
        assert house.screen.query_one("#line", Field).text == "the corner"
        await pilot.press("s", "enter")
        await pilot.pause()
        assert house.book.shop == "the corners"

"""The notebook's frame, its pages, saving, and that it speaks of itself alone."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from safeplan.app.widgets.rows import Rows
from safeplan.cover.notebook import UNREAD, Notebook
from safeplan.plan.model import Plan
from safeplan.vault.vault import Vault
from tests.app.fakes import make_vault
from tests.app.notebook_house import BOOK, House

SIZE = (80, 24)
SNAPSHOTS = Path(__file__).parent.parent / "snapshots"
PLACES = ("week", "usual", "bought", "notes", "note", "pages", "find", "help", "shop", "print")


@pytest.mark.parametrize("place", ["week", "notes"])
async def test_the_page_looks_as_it_was_drawn(place: str) -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.pause()
        house.front.go(place)
        await pilot.pause()
        drawn = (SNAPSHOTS / f"notebook_{place}_80x24.txt").read_text("utf-8")
        assert house.seen() == drawn


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (120, 40)])
@pytest.mark.parametrize("place", [*PLACES, "item"])
async def test_no_page_tells_more_than_a_household_would(place: str, size: tuple[int, int]) -> None:
    house = House()
    async with house.run_test(size=size) as pilot:
        await pilot.pause()
        house.front.go("week" if place == "item" else place, 0 if place == "item" else None)
        await pilot.pause()
        seen = house.seen()
        rows = seen.splitlines()
        assert len(rows) == size[1]
        assert rows[0].startswith(" [ Pages ]")
        assert "Hide" not in seen
        assert "Emergency" not in seen
        source = files("safeplan") / "templates" / "telling.toml"
        telling = tomllib.loads(source.read_text("utf-8"))["languages"]["en"]
        told = {*telling["always"], *telling["in_names"], "locked", "lock", "secret", "password"}
        assert not told & set(re.findall(r"[a-z]+", seen.lower()))
        if size != (40, 12):
            assert rows[-1].strip() == "Shopping · Notes · Find: F3 · Help: F1"
        assert not re.search(r"[a-z]+\.[a-z]+_", seen), "an id without words"


@pytest.mark.parametrize("place", [*PLACES, "item"])
async def test_tab_visits_each_thing_once_and_every_button_does_something(place: str) -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.pause()
        house.front.go("week" if place == "item" else place, 0 if place == "item" else None)
        await pilot.pause()
        chain = house.screen.focus_chain
        visited = []
        for _step in chain:
            assert house.focused is not None
            visited.append(house.focused)
            await pilot.press("tab")
        assert house.focused is visited[0]
        assert set(visited) == set(chain)
        for widget in chain:
            does = getattr(widget, "does", "")
            if does and widget.parent is not None and widget.parent.id == "buttons":
                assert hasattr(house.screen, f"do_{does}")


async def test_the_strip_leads_to_its_pages_by_key_and_by_click() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for x, heading in ((37, "Notes"), (24, "This week"), (45, "Search"), (55, "Home notes")):
            await pilot.click(offset=(x, 23))
            await pilot.pause()
            assert house.front.heading() == heading
        assert len(house.screen_stack) == 4


async def test_pages_open_from_their_list_and_lie_on_this_weeks() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for digit, heading, depth in (
            ("2", "Usual items", 3),
            ("3", "Bought", 3),
            ("4", "Notes", 3),
            ("5", "Shop", 4),
            ("6", "Print", 4),
            ("7", "Search", 4),
            ("8", "Home notes", 4),
            ("9", "Home notes", 4),
            ("1", "This week", 2),
        ):
            house.front.go("week")
            await pilot.pause()
            await pilot.click("#back")
            await pilot.pause()
            assert house.screen.name == "pages"
            await pilot.press(digit)
            await pilot.pause()
            assert house.front.heading() == heading
            assert len(house.screen_stack) == depth


async def test_esc_goes_back_and_stays_on_the_first_page() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert "Enter opens, Space ticks, F3 finds, Ctrl-Z undoes." in " ".join(
            house.seen().split()
        )
        await pilot.press("escape")
        await pilot.pause()
        assert house.screen.name == "week"
        await pilot.press("escape")
        await pilot.pause()
        assert house.screen.name == "week"


async def test_the_same_key_again_goes_back() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        for key in ("f3", "f1"):
            await pilot.press(key)
            await pilot.pause()
            assert house.screen.name != "week"
            await pilot.press(key)
            await pilot.pause()
            assert house.screen.name == "week"


async def test_the_key_for_numbers_does_nothing_here() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.pause()
        before = house.seen()
        await pilot.press("f2", "exclamation_mark")
        await pilot.pause()
        assert house.seen() == before


async def test_ctrl_q_and_ctrl_c_hide() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+q")
        await pilot.press("f3")
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert house.hidden == 2


async def test_finding_opens_what_was_found() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        await pilot.press(*"BIN")
        await pilot.pause()
        rows = house.screen.query_one(Rows).rows
        assert [(row.label, row.tag) for row in rows] == [
            ("bin bags", "This week"),
            ("Bins", "Notes"),
        ]
        await pilot.press("enter", "down", "enter")
        await pilot.pause()
        assert "Black bin Tuesday." in house.seen()
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("home", "enter")
        await pilot.pause()
        assert "| bin bags" in house.seen()


async def test_nothing_found_is_said() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        assert "No matches" not in house.seen()
        await pilot.press("q", "q")
        await pilot.pause()
        assert "No matches" in house.seen()


async def test_the_shop_is_named_anew() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.pause()
        house.front.go("shop")
        await pilot.pause()
        await pilot.press(*["backspace"] * 10, *"market", "enter")
        await pilot.pause()
        assert house.book.shop == "market"
        house.front.go("week")
        await pilot.pause()
        assert house.seen().splitlines()[2].endswith("market")


async def test_in_a_narrow_window_the_other_buttons_are_a_list() -> None:
    house = House()
    async with house.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        await pilot.click("#do-other_answers")
        await pilot.pause()
        assert [row.label for row in house.screen.query_one(Rows).rows] == [
            "Usual items",
            "Last week’s list",
            "Sort by aisle",
        ]
        assert "Hide" not in house.seen()
        await pilot.press("2")
        await pilot.pause()
        assert house.screen.name == "week"
        assert house.book.items[-1].name == "leeks"


async def test_saving_is_said_when_it_is_asked_for() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("1")
        await pilot.pause()
        assert "Saved" not in house.seen()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "Saved" in house.seen()
        assert house.file.notebook == house.book


async def test_a_full_disk_is_one_sentence_and_the_next_change_tries_again() -> None:
    house = House()
    async with house.run_test(size=SIZE) as pilot:
        house.file.full = True
        await pilot.press("1")
        await pilot.pause()
        assert "Notes could not be saved. Check the disk." in house.seen()
        assert "Try again" not in house.seen()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "Saved" not in house.seen()
        house.file.full = False
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "could not be saved" not in house.seen()
        assert "Saved" in house.seen()
        assert house.file.notebook.items[0].ticked


async def test_a_file_that_can_only_be_read_is_one_sentence() -> None:
    house = House()
    house.file.read_only = True
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("1", "ctrl+s")
        await pilot.pause()
        assert "Notes could not be saved. Check the disk." in house.seen()
        assert house.file.saves == 0
        assert "Saved" not in house.seen()


@pytest.mark.parametrize("payload", [b"\x00", b'{"form":"notebook","version":2}'])
async def test_a_notebook_that_cannot_be_read_is_begun_anew_and_kept(payload: bytes) -> None:
    house = House(payload)
    async with house.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "This page could not be read. A new one was started." in house.seen()
        await pilot.press("r", "enter")
        await pilot.pause()
        kept = house.file.notebook
        assert kept.items[0].name == "r"
        assert kept.more[UNREAD] == payload.decode()


async def test_pages_that_are_not_known_here_outlast_every_change() -> None:
    house = House(Notebook(items=BOOK.items, more={"recipes": [{"title": "Soup"}]}))
    async with house.run_test(size=SIZE) as pilot:
        await pilot.press("1", "ctrl+z", "2")
        await pilot.pause()
        assert house.file.notebook.more == {"recipes": [{"title": "Soup"}]}


async def test_a_list_is_written_to_a_file_by_its_title(tmp_path: Path) -> None:
    house = House()
    house.path = str(tmp_path / "home.bin")
    make_vault(house.path, Plan())
    house.file.salts = Vault.read_salts(house.path)
    async with house.run_test(size=SIZE) as pilot:
        await pilot.pause()
        house.front.go("print")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert "Saved: Shopping list.txt" in house.seen()
        await pilot.press("1")
        await pilot.pause()
        assert "Saved: Shopping list 2.txt" in house.seen()
        # Pulled: the folder of that name is one of the computer now.
        (tmp_path / "home.bin").rename(tmp_path / "elsewhere.bin")
        await pilot.press("1")
        await pilot.pause()
        assert "could not be saved" in house.seen()
    written = (tmp_path / "Shopping list.txt").read_bytes().decode()
    assert written.startswith("Shopping list\r\n\r\ntomatoes x 4\r\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "Shopping list 2.txt",
        "Shopping list.txt",
        "elsewhere.bin",
    ]


async def test_a_disk_that_takes_no_file_is_one_sentence(tmp_path: Path) -> None:
    house = House()
    house.path = str(tmp_path / "gone" / "home.bin")
    async with house.run_test(size=SIZE) as pilot:
        await pilot.pause()
        house.front.go("print")
        await pilot.pause()
        await pilot.press("4")
        await pilot.pause()
        assert "Notes could not be saved. Check the disk." in house.seen()

"""From a new stick to home: how many keys, in which words; nothing is left when it stops."""

import re
import threading
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from safeplan.app.app import SafeplanApp
from safeplan.app.outside import NEW_SIZE
from safeplan.app.screens.first.road import PAGES
from safeplan.plan.model import Chosen, Plan
from safeplan.vault.vault import Vault
from tests.app.fakes import WORD, FakeLink, root
from tests.app.screen_text import rows, text
from tests.app.walking import AT_120, NARROW, as_drawn, press, seen, stored, until, walking

SECOND = "blue folder pumpkin"
FORBIDDEN = re.compile(r"\b(plan|plans|safe|safer|vault|secret|locked|danger)\b", re.IGNORECASE)


def _another(app: SafeplanApp, before: str) -> bool:
    """Whether another page stands there now, ready for the next key."""
    return text(app) != before and app.focused is not None


async def _to_the_second_password(pilot: Pilot[None]) -> None:
    """One key a page."""
    for heading in (
        "Is this a good moment?",
        "How to hide fast",
        "This computer",
        "Traces",
        "The stick",
        "Do you need to write it down at all?",
        "What this is not",
        "Where it will be",
        "The password",
        "A second password?",
    ):
        await press(pilot, "enter")
        await seen(pilot, heading)


async def test_home_is_twelve_keys_away_and_the_file_holds_what_was_agreed(tmp_path: Path) -> None:
    path = tmp_path / "a"
    link = FakeLink(WORD, fresh=True)
    async with walking(path, link=link) as (app, pilot):
        await _to_the_second_password(pilot)
        assert not path.exists()
        await press(pilot, "enter")
        await seen(pilot, "Which country are you in?")
        await press(pilot, "1")
        await seen(pilot, "What would you like to do?")
        await until(pilot, lambda: not app.session.unsaved)
        assert link.said == ["practised", "ask NEW 2", "ask done", "settings"]
        # The way home leads past the screen of the practice, and must not wake it.
        assert link.practices == 1
        # Said in the turn that shows the page: a thread could be later than a quick pair of hands.
        assert link.practised_from == threading.main_thread().name
        assert not app._asked
        made = stored(path)
        assert made.consent
        assert made.settings.practised == 1
        assert made.settings.language == "en"
        assert made.items("start.country") == (Chosen("GB"),)
        assert "Emergency: 999" in rows(app)[-1]
        # Eleven for the pages, one for the country; the practice adds one where its button is
        # pressed, two where Esc Esc is, and the line two.
        assert len(PAGES) + 4 + 1 + 2 == 15


async def test_no_telling_word_before_hiding_was_practised(tmp_path: Path) -> None:
    for size in ((80, 24), AT_120, NARROW):
        async with walking(tmp_path / "none", size=size) as (app, pilot):
            for heading in ("Choose your language", "Is this a good moment?", "How to hide fast"):
                await seen(pilot, heading)
                assert not FORBIDDEN.search(text(app)), text(app)
                if heading != "How to hide fast":
                    await press(pilot, "enter")


@pytest.mark.parametrize("number", range(10))
async def test_stopping_anywhere_leaves_no_file(number: int, tmp_path: Path) -> None:
    path = tmp_path / "a"
    link = FakeLink(WORD, fresh=True)
    async with walking(path, link=link) as (app, pilot):
        headings = ["good moment", "hide fast", "This computer", "Traces", "The stick", "at all"]
        headings += ["What this is not", "Where it will be", "The password", "A second password"]
        for heading in headings[: number + 1]:
            await press(pilot, "enter")
            await seen(pilot, heading)
        button = app.screen.query_one("#do-stop")
        app.set_focus(button)
        await press(pilot, "enter")
        await until(pilot, lambda: "quit" in link.said)
    assert list(tmp_path.iterdir()) == []


async def test_back_goes_back_page_by_page_and_practises_again(tmp_path: Path) -> None:
    link = FakeLink(WORD, fresh=True)
    async with walking(tmp_path / "a", link=link) as (app, pilot):
        await press(pilot, "enter", "enter", "enter")
        await seen(pilot, "This computer")
        await press(pilot, "escape")
        await seen(pilot, "How to hide fast")
        await until(pilot, lambda: link._practising)
        # One Esc is the first half of two here, and goes nowhere.
        await press(pilot, "escape")
        assert "How to hide fast" in text(app)
        assert link._practising
        await pilot.click("#back")
        await seen(pilot, "Is this a good moment?")
        await until(pilot, lambda: not link._practising)
        # The key hides in earnest here.
        await press(pilot, "ctrl+q")
        assert link.said[-1] == "hide"


async def test_practising_says_that_it_worked(tmp_path: Path) -> None:
    link = FakeLink(WORD, fresh=True)
    async with walking(tmp_path / "a", link=link) as (app, pilot):
        await press(pilot, "enter", "enter")
        await seen(pilot, "How to hide fast")
        assert "[ Next ]" not in text(app)
        await press(pilot, "ctrl+q")
        await seen(pilot, "This computer")
        assert "That is how you hide. It works on every page." in rows(app)[20]
        # From here on the key hides in earnest, and no second practice is waiting.
        assert link.practices == 1
        assert not link._practising
        await press(pilot, "ctrl+q")
        assert link.said == ["practised", "hide"]


async def test_leaving_the_practice_at_once_leaves_none_behind(tmp_path: Path) -> None:
    link = FakeLink(WORD, fresh=True)
    async with walking(tmp_path / "a", link=link) as (app, pilot):
        await press(pilot, "enter")
        for _turn in range(5):
            await press(pilot, "enter")
            await until(pilot, lambda: app.screen.name == "practise")
            await pilot.click("#back")
            await until(pilot, lambda: app.screen.name == "first moment")
        await until(pilot, lambda: not app._asked)
        assert not link._practising
        await press(pilot, "ctrl+q")
        assert link.said == ["hide"]


async def test_backing_out_of_the_line_comes_back_to_the_page(tmp_path: Path) -> None:
    link = FakeLink(None, WORD, fresh=True)
    async with walking(tmp_path / "a", link=link) as (app, pilot):
        for heading in (
            "moment",
            "hide",
            "computer",
            "Traces",
            "stick",
            "at all",
            "is not",
            "will be",
        ):
            await press(pilot, "enter")
            await seen(pilot, heading)
        await press(pilot, "enter")
        await seen(pilot, "The password")
        await press(pilot, "enter")
        await until(pilot, lambda: "ask NEW 2" in link.said)
        await pilot.pause()
        assert "The password" in text(app)
        await press(pilot, "enter")
        await seen(pilot, "A second password?")


async def test_a_second_password_opens_a_notebook_and_cannot_be_the_first(tmp_path: Path) -> None:
    path = tmp_path / "a"
    link = FakeLink(WORD, WORD, SECOND, fresh=True)
    async with walking(path, link=link) as (_app, pilot):
        await _to_the_second_password(pilot)
        await press(pilot, "2")
        await seen(pilot, "Which country are you in?")
        assert "choose another" in link.said
        await seen(pilot, "Change or add five things")
    with Vault.open(str(path), lambda salt: root(SECOND, salt), write=False) as vault:
        assert b'"form":"notebook"' in vault.payload.replace(b" ", b"")
        assert b"plan" not in vault.payload
    assert stored(path).consent


async def test_not_wanting_a_second_one_after_all(tmp_path: Path) -> None:
    link = FakeLink(WORD, None, fresh=True)
    async with walking(tmp_path / "a", link=link) as (app, pilot):
        await _to_the_second_password(pilot)
        await press(pilot, "3")
        await seen(pilot, "A person with skill can see that there is a file they cannot read.")
        await press(pilot, "escape", "2")
        await until(pilot, lambda: link.said.count("ask NEW 2") == 2)
        await pilot.pause()
        assert "A second password?" in text(app)
        await press(pilot, "1")
        await seen(pilot, "Which country are you in?")


async def test_a_file_that_cannot_be_made_is_said_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a"
    async with walking(path) as (app, pilot):
        await _to_the_second_password(pilot)
        path.write_bytes(b"somebody else's")
        await press(pilot, "enter")
        await seen(pilot, "Something with this name is already there.")
        assert app.screen.name == "second_password"
    assert path.read_bytes() == b"somebody else's"


async def test_there_is_no_way_back_behind_a_file_that_was_made(tmp_path: Path) -> None:
    async with walking(tmp_path / "a") as (app, pilot):
        await _to_the_second_password(pilot)
        await press(pilot, "enter")
        await seen(pilot, "Which country")
        await press(pilot, "escape")
        assert app.screen.name == "country"
        assert "[ Back ]" not in text(app)
        await press(pilot, "7")
        await seen(pilot, "Argentina")
        await press(pilot, "escape")
        await seen(pilot, "More countries")
        await press(pilot, "8")
        await seen(pilot, "What would you like to do?")
        assert "Emergency: your local number" in text(app)


async def test_a_file_made_beforehand_shows_the_same_pages_less_the_password(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a"
    async with walking(path, Plan()) as (app, pilot):
        await seen(pilot, "Choose your language")
        for heading in ("moment", "hide", "computer", "Traces", "stick", "at all", "is not"):
            await press(pilot, "enter")
            await seen(pilot, heading)
        assert "7 of 7" in text(app)
        await press(pilot, "enter")
        await seen(pilot, "Which country")
        await press(pilot, "2")
        await seen(pilot, "What would you like to do?")
        await until(pilot, lambda: not app.session.unsaved)
    assert stored(path).consent


async def test_the_second_opening_offers_the_practice_once_more(tmp_path: Path) -> None:
    from tests.app.walking import plan

    path = tmp_path / "a"
    link = FakeLink(WORD)
    async with walking(path, plan(practised=1), link=link) as (app, pilot):
        await seen(pilot, "Try Esc Esc once, so that your hand knows it.")
        await press(pilot, "ctrl+q")
        await seen(pilot, "What would you like to do?")
        assert "practised" in link.said
        assert "hide" not in link.said
        await seen(pilot, "That is how you hide.")
        await until(pilot, lambda: not app.session.unsaved)
    assert stored(path).settings.practised == 2


async def test_the_practice_can_be_passed_by_and_is_offered_again(tmp_path: Path) -> None:
    from tests.app.walking import plan

    path = tmp_path / "a"
    async with walking(path, plan(practised=1)) as (_app, pilot):
        await seen(pilot, "Try Esc Esc once")
        await press(pilot, "tab", "enter")
        await seen(pilot, "What would you like to do?")
    assert stored(path).settings.practised == 1


PAGES_DRAWN = (
    *("language", "moment", "practise", "computer", "traces", "stick", "need", "not_this"),
    *("place", "password", "second"),
)


@pytest.mark.parametrize(("size", "name"), [((80, 24), "80x24"), (AT_120, "120x40")])
async def test_the_pages_look_as_they_were_drawn(
    size: tuple[int, int], name: str, tmp_path: Path
) -> None:
    async with walking(tmp_path / "notes.dat", size=size, new=NEW_SIZE) as (app, pilot):
        for page in PAGES_DRAWN:
            before = text(app)
            as_drawn(f"first_{page}_{name}", app)
            await press(pilot, "enter")
            if page != "second":
                await until(pilot, partial(_another, app, before))
                await pilot.pause()


def test_an_app_needs_nothing_to_be_made() -> None:
    app = SafeplanApp(FakeLink(fresh=True), "x", True, colours="256")
    assert app.theme == "evening-256"


async def test_six_words_are_made_at_the_line_and_then_typed(tmp_path: Path) -> None:
    path = tmp_path / "a"
    link = FakeLink(None, WORD, fresh=True)
    async with walking(path, link=link) as (app, pilot):
        for heading in (
            "moment",
            "hide",
            "computer",
            "Traces",
            "stick",
            "at all",
            "is not",
            "will be",
        ):
            await press(pilot, "enter")
            await seen(pilot, heading)
        await press(pilot, "enter")
        await seen(pilot, "The password")
        # The first time the person comes back; nothing was made by that.
        for turn in range(2):
            app.set_focus(app.screen.query_one("#do-six"))
            await press(pilot, "enter")
            await until(pilot, lambda turn=turn: link.said.count("ask WORDS 2") == turn + 1)  # type: ignore[misc]
            await pilot.pause()
        await seen(pilot, "A second password?")
        await press(pilot, "1")
        await seen(pilot, "Which country")
    assert stored(path).consent

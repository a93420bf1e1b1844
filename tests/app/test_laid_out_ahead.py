"""A home is laid out while the password is typed: never seen, and never below what is opened."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from textual.drivers.headless_driver import HeadlessDriver

from safeplan.app.app import SafeplanApp
from safeplan.app.crash import with_stop
from safeplan.app.screens.home import Home
from safeplan.cover.notebook import Notebook
from safeplan.cover.notebook import dumps as notebook_dumps
from safeplan.plan.model import Answer, Chosen, Plan, Settings
from safeplan.vault.vault import Vault, new_salts
from tests.app.fakes import WORD, FakeLink, app_for, make_vault, root, roots
from tests.app.screen_text import rows, text
from tests.app.walking import AT_80, AT_120, NARROW, plan, seen, until

MIB = 1 << 20


class Looking(FakeLink):
    """Looks at the app at the moment at which the password is there."""

    def __init__(self) -> None:
        super().__init__(WORD)
        self.looks: list[int] = []
        self.look: Callable[[], int] = lambda: 0

    def derive(self, salt: bytes) -> bytes:
        self.looks.append(self.look())
        return super().derive(salt)


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    """The plan of each home that was made."""
    plans: list[Plan] = []
    body = Home.body

    def noted(self: Home) -> object:
        plans.append(self.house.session.plan)
        return body(self)

    monkeypatch.setattr(Home, "body", noted)
    return plans


def make_notebook(path: Path) -> None:
    salts = new_salts()
    notebook = (roots(WORD, salts), notebook_dumps(Notebook()))
    Vault.create(str(path), size=MIB, salts=salts, plan=None, notebook=notebook)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window is the guard's, as it is while a password is typed."""
    monkeypatch.setattr(HeadlessDriver, "held", True, raising=False)


PLANS = {
    "nothing answered": Plan(consent=True, settings=Settings(language="en", practised=2)),
    "a page to carry on": plan(),
    "other colours": plan(theme="day"),
    "another key": plan(hide_key="1b4f50", hide_key_name="F1"),
    "no number on the strip": plan(strip_number=False),
    "a practice is offered": plan(practised=1),
    "another country": plan().with_answer("start.country", Answer("answer", Chosen("DE"))),
    "pages put away": plan().with_put_away("journal").with_put_away("quiet"),
}


async def opened(path: Path, size: tuple[int, int] = AT_80, *wrong: str) -> str:
    """What the opened file's first screen shows, its focus, its look, and how many there are."""
    link = FakeLink(*wrong, WORD)
    app = app_for(link, str(path))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "settings" in link.said)
        await until(pilot, lambda: app.focused is not None)
        await pilot.pause()
        about = f"{app.theme} {app.focused} {len(app.screen_stack)}"
        link.end()  # a practice that nobody finishes would keep its thread
        return "\n".join((*rows(app), about, ink(app)))


def ink(app: SafeplanApp) -> str:
    """Every row with its colours."""
    return "\n".join(repr(list(line)) for line in app.screen._compositor.render_strips())


@pytest.mark.parametrize("name", PLANS)
async def test_what_is_filled_in_looks_like_what_is_made_anew(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, laid_out: list[Plan]
) -> None:
    for file in ("a", "b"):
        make_vault(str(tmp_path / file), PLANS[name])
    anew = await opened(tmp_path / "a")
    assert len(laid_out) == 1
    monkeypatch.setattr(HeadlessDriver, "held", True, raising=False)
    assert await opened(tmp_path / "b") == anew
    assert laid_out[1].answers == {}
    # Without a number the strip is another one, and the home is made anew.
    assert len(laid_out) == 2 + (not PLANS[name].settings.strip_number)


@pytest.mark.parametrize("size", [AT_120, NARROW])
async def test_in_another_window_and_after_a_wrong_password(
    size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in ("a", "b"):
        make_vault(str(tmp_path / file), plan())
    anew = await opened(tmp_path / "a", size)
    monkeypatch.setattr(HeadlessDriver, "held", True, raising=False)
    assert await opened(tmp_path / "b", size, "pumpkin") == anew


@pytest.mark.usefixtures("held")
async def test_a_file_that_can_only_be_read(tmp_path: Path) -> None:
    make_vault(str(tmp_path / "a"), plan())
    link = FakeLink(WORD)
    with Vault.open(str(tmp_path / "a"), lambda salt: root(WORD, salt)):
        app = app_for(link, str(tmp_path / "a"))
        async with app.run_test(size=AT_80) as pilot:
            await until(pilot, lambda: "settings" in link.said)
            await seen(pilot, "This is open in another window.")
            assert "Private journal" not in text(app)


@pytest.mark.usefixtures("held")
async def test_it_stands_before_the_password_is_there(tmp_path: Path) -> None:
    make_vault(str(tmp_path / "a"), plan())
    link = Looking()
    app = app_for(link, str(tmp_path / "a"))
    link.look = lambda: len(app.screen_stack)
    async with app.run_test() as pilot:
        await until(pilot, lambda: "settings" in link.said)
        await seen(pilot, "What would you like to do?")
        assert link.looks == [2]
        assert len(app.screen_stack) == 2
        assert app.home_ahead is None


@pytest.mark.usefixtures("held")
async def test_a_line_of_its_own_is_not_left_out(tmp_path: Path, laid_out: list[Plan]) -> None:
    make_vault(str(tmp_path / "a"), with_stop(plan(), datetime(2026, 11, 25, 21, 40)))
    app = app_for(FakeLink(WORD), str(tmp_path / "a"))
    async with app.run_test() as pilot:
        await seen(pilot, "21:40")
        assert len(laid_out) == 2
        assert len(app.screen_stack) == 2


@pytest.mark.usefixtures("held")
async def test_another_language_is_laid_out_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, laid_out: list[Plan]
) -> None:
    make_vault(str(tmp_path / "a"), plan())
    link = Looking()
    app = app_for(link, str(tmp_path / "a"))

    def changed() -> int:
        assert app.home_ahead is not None
        app.home_ahead._language = "xx"  # as if it had been laid out in that one
        return 0

    link.look = changed
    async with app.run_test() as pilot:
        await until(pilot, lambda: "settings" in link.said)
        await seen(pilot, "What would you like to do?")
        assert len(laid_out) == 2
        assert len(app.screen_stack) == 2


@pytest.mark.usefixtures("held")
async def test_first_pages_have_no_home_below_them(tmp_path: Path, laid_out: list[Plan]) -> None:
    make_vault(str(tmp_path / "a"), Plan())
    app = app_for(FakeLink(WORD), str(tmp_path / "a"))
    async with app.run_test() as pilot:
        await seen(pilot, "Choose your language")
        assert laid_out
        assert not any(isinstance(screen, Home) for screen in app.screen_stack)


@pytest.mark.usefixtures("held")
async def test_a_file_that_cannot_be_opened_has_no_home_below_it(
    tmp_path: Path, laid_out: list[Plan]
) -> None:
    app = app_for(FakeLink(WORD), str(tmp_path / "none"))
    async with app.run_test() as pilot:
        await seen(pilot, "Nothing is there.")
        assert laid_out
        assert not any(isinstance(screen, Home) for screen in app.screen_stack)


@pytest.mark.usefixtures("held")
async def test_a_notebook_has_no_home_below_it(tmp_path: Path, laid_out: list[Plan]) -> None:
    make_notebook(tmp_path / "a")
    link = Looking()
    app = app_for(link, str(tmp_path / "a"))
    link.look = lambda: len(app.screen_stack)
    async with app.run_test() as pilot:
        await seen(pilot, "Shopping")
        assert len(laid_out) == 1
        assert not any(isinstance(screen, Home) for screen in app.screen_stack)
        assert link.looks == [2]
        assert "Emergency" not in text(app)


async def test_nothing_is_laid_out_where_it_would_be_seen(
    tmp_path: Path, laid_out: list[Plan]
) -> None:
    make_notebook(tmp_path / "a")
    app = app_for(FakeLink(WORD), str(tmp_path / "a"))
    async with app.run_test() as pilot:
        await seen(pilot, "Shopping")
        assert laid_out == []

"""A home is laid out while the password is typed: never seen, and never below what is opened."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.drivers.headless_driver import HeadlessDriver

from safeplan.app.screens.home import Home
from safeplan.cover.notebook import Notebook
from safeplan.cover.notebook import dumps as notebook_dumps
from safeplan.plan.model import Plan
from safeplan.vault.vault import Vault, new_salts
from tests.app.fakes import WORD, FakeLink, app_for, make_vault, roots
from tests.app.screen_text import text
from tests.app.walking import plan, seen, until

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


async def test_it_is_gone_before_the_password_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, laid_out: list[Plan]
) -> None:
    monkeypatch.setattr(HeadlessDriver, "held", True, raising=False)
    make_vault(str(tmp_path / "a"), plan())
    link = Looking()
    app = app_for(link, str(tmp_path / "a"))
    link.look = lambda: len(app.screen_stack)
    async with app.run_test() as pilot:
        await until(pilot, lambda: "settings" in link.said)
        await seen(pilot, "What would you like to do?")
        assert [len(one.answers) > 0 for one in laid_out] == [False, True]
        assert link.looks == [1]
        assert len(app.screen_stack) == 2


async def test_a_notebook_has_no_home_below_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, laid_out: list[Plan]
) -> None:
    monkeypatch.setattr(HeadlessDriver, "held", True, raising=False)
    make_notebook(tmp_path / "a")
    link = Looking()
    app = app_for(link, str(tmp_path / "a"))
    link.look = lambda: len(app.screen_stack)
    async with app.run_test() as pilot:
        await seen(pilot, "Shopping")
        assert len(laid_out) == 1
        assert not any(isinstance(screen, Home) for screen in app.screen_stack)
        assert link.looks == [1]
        assert "Emergency" not in text(app)


async def test_nothing_is_laid_out_where_it_would_be_seen(
    tmp_path: Path, laid_out: list[Plan]
) -> None:
    make_notebook(tmp_path / "a")
    app = app_for(FakeLink(WORD), str(tmp_path / "a"))
    async with app.run_test() as pilot:
        await seen(pilot, "Shopping")
        assert laid_out == []

"""The household notebook inside the real app, in a real file that holds something else as well."""

from pathlib import Path

from safeplan.app.app import SafeplanApp
from safeplan.app.messages import Mended
from safeplan.app.screens.notebook_frame import NotebookFrame
from safeplan.cover.notebook import dumps, loads
from safeplan.plan.model import Plan
from safeplan.plan.model import dumps as plan_dumps
from safeplan.vault.vault import Vault, new_salts
from tests.app.fakes import FakeLink, app_for, root, roots
from tests.app.notebook_house import BOOK, window

MIB = 1024 * 1024
PLAN_WORD, BOOK_WORD = "green umbrella teapot", "seven plain buttons"


def both(path: Path) -> str:
    """A file with a plan and a notebook."""
    salts = new_salts()
    Vault.create(
        str(path),
        size=MIB,
        salts=salts,
        plan=(roots(PLAN_WORD, salts), plan_dumps(Plan())),
        notebook=(roots(BOOK_WORD, salts), dumps(BOOK)),
    )
    return str(path)


def close(app: SafeplanApp) -> None:
    """Let go of the file."""
    assert app.session.vault is not None
    app.session.vault.close()


def inside(path: str, word: str) -> bytes:
    """What a password opens."""
    vault = Vault.open(path, lambda salt: root(word, salt), write=False)
    try:
        return bytes(vault.payload)
    finally:
        vault.close()


async def test_the_notebooks_password_shows_the_notebook_and_changes_it_alone(
    tmp_path: Path,
) -> None:
    path = both(tmp_path / "home.bin")
    link = FakeLink("no such word", BOOK_WORD)
    app = app_for(link, path)
    async with app.run_test(size=(80, 24)) as pilot:
        while not isinstance(app.screen, NotebookFrame):
            await pilot.pause()
        await pilot.pause()
        assert "> 1  [ ] tomatoes" in window(app)
        assert window(app).splitlines()[-1].strip() == "Shopping · Notes · Find: F3 · Help: F1"
        await pilot.press("space")
        assert await app.session.settle()
        await pilot.press("f2", "ctrl+q")
        assert "hide" in link.said
        close(app)
    assert link.said.index("refused") < link.said.index("opened")
    assert loads(inside(path, BOOK_WORD)).items[0].ticked
    assert inside(path, PLAN_WORD) == plan_dumps(Plan())


async def test_a_mended_file_is_told_in_the_notebooks_words(tmp_path: Path) -> None:
    app = app_for(FakeLink(BOOK_WORD), both(tmp_path / "home.bin"))
    async with app.run_test(size=(80, 24)) as pilot:
        while not isinstance(app.screen, NotebookFrame):
            await pilot.pause()
        app.post_message(Mended())
        await pilot.pause()
        told = "Something went wrong in Home notes. Your last change may be missing."
        assert told in " ".join(window(app).split())
        close(app)


async def test_a_notebook_opened_again_is_as_it_was_left(tmp_path: Path) -> None:
    path = both(tmp_path / "home.bin")
    for expected in ("[ ]", "[x]", "[ ]"):
        app = app_for(FakeLink(BOOK_WORD), path)
        async with app.run_test(size=(80, 24)) as pilot:
            while not isinstance(app.screen, NotebookFrame):
                await pilot.pause()
            await pilot.pause()
            assert f"> 1  {expected} tomatoes" in window(app)
            await pilot.press("1")
            assert await app.session.settle()
            close(app)

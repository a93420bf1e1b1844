"""The product itself on a Windows console: from the command to the last save."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from safeplan.plan import journal, model
from safeplan.vault import keys
from safeplan.vault.vault import Vault
from tests.terminal import filled
from tests.windows.consoles import Console, drive
from tests.windows.guard_house import ROOT, TERMINAL
from tests.windows.wine_house import Wine

pytestmark = [
    pytest.mark.needs("wine", "x86_64-w64-mingw32-gcc"),
    pytest.mark.xdist_group("wine"),
]
CLI = "import sys; from safeplan.cli import main; sys.argv[0] = 'tea'; sys.exit(main())"
PASSWORD = "six small fish in a teapot, Zoë"


@pytest.fixture
def console(wine: Wine, tmp_path: Path) -> Iterator[Console]:
    with Console(wine, tmp_path) as one:
        one.ask("lengthen", 2000)
        yield one


def test_typed_there_hidden_there_and_opened_here_at_its_last_save(
    console: Console, tmp_path: Path
) -> None:
    path = filled.make(tmp_path / "notes.dat")
    size = path.stat().st_size
    before = console.ask("modes")
    app = drive(ROOT / "safeplan" / "app" / "child.py")
    kdf = drive(TERMINAL / "cheap_kdf.py")
    console.start("-I", "-S", "-B", TERMINAL / "start_test_guard.py", app, kdf, path)
    console.shows("Password:")
    console.type(filled.FIRST + "\r")
    console.shows("What would you like to do?")
    console.type("7")
    console.shows("Write what you like.")
    console.type("half a tea for Zoë")
    console.until(lambda: b"half a tea for Zo" in filled.payload(path), "saved")
    console.type("\x1b\x1b")
    assert console.ended() == 0
    assert console.cells == ""
    assert console.ask("modes") == before
    entries = journal.entries(model.loads(filled.payload(path)))
    assert [entry.text("text") for entry in entries] == ["half a tea for Zoë", filled.ENTRY]
    assert path.stat().st_size == size
    assert {found.name for found in tmp_path.iterdir()} == {"asks", "answers", "notes.dat"}


def test_made_there_by_the_command_opened_there_by_the_command_and_here(
    wine: Wine, console: Console, tmp_path: Path
) -> None:
    """At the product's own cost of derivation, by the product's own programs."""
    path = tmp_path / "made there.dat"
    made = wine.run(
        ["-c", CLI, "new", path, "--size", "1", "--passphrase-fd", "0"],
        stdin=PASSWORD.encode() + b"\r\n",
    )
    assert (made.returncode, made.stderr) == (0, b"")
    console.start("-c", CLI, "open", path)
    console.shows("Password:")
    assert len(console.ask("children")) == 1, "the guard; nothing is drawn by the one that waits"
    console.type(PASSWORD + "\r")
    console.shows("Arrow keys to move")
    console.type("\r")
    console.shows("Is this a good moment?")
    console.type("\x1b\x1b")
    assert console.ended() == 0
    assert console.cells == ""
    words = keys.normalise(PASSWORD)
    with Vault.open(path, lambda salt: keys.derive_root(words, salt), write=False) as vault:
        assert model.loads(vault.payload).answers == {}
        assert vault.whole().whole


def test_a_command_asks_for_the_password_at_a_masked_line(console: Console, tmp_path: Path) -> None:
    path = tmp_path / "notes.dat"
    filled.make(path)
    console.start("-c", CLI, "check", path)
    console.shows("Password")
    before = console.ask("modes")[0]
    console.type("teapot")
    console.shows("******")
    assert "teapot" not in console.cells
    console.type("\x1b")
    assert console.ended() == 1
    assert before != console.ask("modes")[0]


def test_without_a_console_it_says_so(wine: Wine, tmp_path: Path) -> None:
    ended = wine.run(["-c", CLI, "open", filled.make(tmp_path / "notes.dat")])
    assert ended.returncode == 1
    assert ended.stdout == b""
    assert ended.stderr.count(b"\n") == 1

"""A stick started by its launcher on a Windows console: the first pages, the line, the way out."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeplan.vault import keys
from safeplan.vault.vault import Vault
from tests.windows.consoles import Console
from tests.windows.on_stick import WindowsStick, windows_stick
from tests.windows.wine_house import Wine

pytestmark = [
    pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="made with Python 3.11 alone"),
    pytest.mark.needs("wine", "x86_64-w64-mingw32-gcc"),
    pytest.mark.xdist_group("wine"),
]
WORD = "six small fish in a teapot, Zoë"
COMMAND = r"C:\windows\system32\cmd.exe"


@pytest.fixture(scope="module")
def stick(wine: Wine, tmp_path_factory: pytest.TempPathFactory) -> WindowsStick:
    return windows_stick(tmp_path_factory.mktemp("E") / "notes", wine)


@pytest.fixture
def console(wine: Wine, tmp_path: Path) -> Iterator[Console]:
    with Console(wine, tmp_path) as one:
        one.ask("lengthen", 2000)
        yield one


def started(console: Console, stick: WindowsStick) -> None:
    """Double-click on the launcher: a command prompt that runs it and nothing else."""
    console.ask("start", [COMMAND, "/c", stick.seen_as("notes.cmd")], {})


def test_the_first_start_makes_nothing_before_it_is_asked_to(
    console: Console, stick: WindowsStick
) -> None:
    held, modes = stick.held(), console.ask("modes")
    started(console, stick)
    console.shows("Choose your language")
    console.type("\x1b\x1b")
    assert console.ended() == 0
    assert console.cells == ""  # the launcher asks for no key
    assert console.ask("modes") == modes
    assert stick.held() == held


def test_the_one_file_beside_the_launcher_is_opened_and_hidden(
    console: Console, stick: WindowsStick
) -> None:
    path = stick.place / "notes.dat"
    made = stick.start("new", path.name, "--size", "1", "--passphrase-fd", "0", typed=WORD + "\n")
    assert (made.status, made.err) == (0, "")
    held, modes = stick.held(), console.ask("modes")
    started(console, stick)
    console.shows("Password:")
    console.type(WORD + "\r")
    console.shows("Choose your language")
    console.type("\r")
    console.shows("Is this a good moment?")
    console.type("\x1b\x1b")
    assert console.ended() == 0
    assert console.cells == ""
    assert console.ask("modes") == modes
    assert {name for name, was in held.items() if stick.held()[name] != was} <= {"notes.dat"}
    assert stick.held().keys() == held.keys()
    words = keys.normalise(WORD)
    with Vault.open(path, lambda salt: keys.derive_root(words, salt), write=False) as vault:
        assert vault.whole().whole

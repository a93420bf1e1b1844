"""The road through the screens, under watch: no socket, no write but where it was told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.audit.watch import Seen
from tests.terminal.pty_harness import Terminal

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = ROOT / "examples" / "answers.toml"
PASSWORD = "six small fish in a teapot"

pytestmark = [pytest.mark.terminal, pytest.mark.xdist_group("terminal")]


def press(terminal: Terminal, keys: str, words: str) -> None:
    """Type, and wait until the screen shows the words."""
    terminal.write(keys)
    terminal.shows(words)


@pytest.fixture(scope="module")
def road(tmp_path_factory: pytest.TempPathFactory) -> tuple[Seen, Path, Path]:
    """First launch, an answer, the sheet on paper, hide, back again, close; what was seen."""
    base = tmp_path_factory.mktemp("audit")
    folder, home, report = base / "stick", base / "home", base / "report"
    folder.mkdir()
    home.mkdir()
    vault = folder / "notes.dat"
    watched = [
        sys.executable,
        "-I",
        "-B",
        str(ROOT / "tests" / "audit" / "audited.py"),
        str(report),
    ]
    with Terminal(
        [*watched, "guard", str(vault), "--fresh"], HOME=str(home), TMPDIR=str(home)
    ) as terminal:
        terminal.shows("Choose your language")
        press(terminal, "\r", "Is this a good moment?")
        press(terminal, "\r", "How to hide fast")
        press(terminal, "\x1b\x1b", "Press Enter to go on.")
        press(terminal, "\r", "This computer")
        for number in range(4, 8):
            press(terminal, "\r", f"{number} of 8")
        press(terminal, "\r", "Where it will be")
        press(terminal, "\r", "8 of 8")
        press(terminal, "\r", "New password:")
        press(terminal, f"{PASSWORD}\r", "The same again:")
        press(terminal, f"{PASSWORD}\r", "A second password?")
        press(terminal, "\r", "Which country are you in?")
        press(terminal, "\r", "What would you like to do?")
        terminal.write("\x11")
        assert terminal.ended() == 0
    command = [*watched, "cli", "fill", str(vault), str(ANSWERS), "--passphrase-fd", "0"]
    subprocess.run(command, input=f"{PASSWORD}\n", text=True, check=True, cwd=home)
    with Terminal([*watched, "guard", str(vault)], HOME=str(home), TMPDIR=str(home)) as terminal:
        terminal.shows("Password:")
        press(terminal, f"{PASSWORD}\r", "Try it: press Esc twice")
        press(terminal, "\x1b\x1b", "Press Enter to go on.")
        press(terminal, "\r", "What would you like to do?")
        press(terminal, "4", "What it means to you")
        press(terminal, "\r", "How would you like it?")
        press(terminal, "2", "Password:")
        press(terminal, f"{PASSWORD}\r", "Shopping list.pdf")
        terminal.write("\x11")
        assert terminal.ended() == 0
    return Seen.read(report), folder, home


def test_no_socket_is_made(road: tuple[Seen, Path, Path]) -> None:
    assert road[0].network() == []


def test_nothing_is_written_outside_the_folder(road: tuple[Seen, Path, Path]) -> None:
    found, folder, home = road
    assert found.written(), "the watch saw no write at all"
    assert found.written_outside(folder, names=("notes.dat",)) == set()
    assert list(home.iterdir()) == []
    assert {entry.name for entry in folder.iterdir()} == {"notes.dat", "Shopping list.pdf"}


def test_the_watch_was_on_in_all_three_processes(road: tuple[Seen, Path, Path]) -> None:
    sockets = [event for event in road[0].events if event[0] == "socket.__new__"]
    assert sockets, "the app's own pair was not seen"
    assert any(event[0] == "os.posix_spawn" for event in road[0].events)

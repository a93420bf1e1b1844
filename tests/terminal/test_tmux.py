"""Nothing is left in a terminal that keeps what was drawn: tmux, with both kinds of screen."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.conftest import RIGHT, command
from tests.terminal.small_app import CANARY
from tests.terminal.tmux_harness import PROMPT, Tmux

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.xdist_group("terminal"),
    pytest.mark.needs("tmux"),
]


@pytest.fixture(params=[True, False], ids=["alternate screen", "no alternate screen"])
def tmux(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Tmux]:
    one = Tmux(tmp_path, alternate=request.param)
    yield one
    one.close()


def opened(tmux: Tmux, vault: Path, *, then: str = "echo rc=$?") -> None:
    """The modes are kept in a file, so that no line of the shell has the words looked for."""
    before, after = shlex.quote(str(vault) + ".before"), shlex.quote(str(vault) + ".after")
    script = vault.with_suffix(".sh")
    line = shlex.join(command(str(vault)))
    script.write_text(f"stty -g >{before}\n{line}\n{then}\nstty -g >{after}\n")
    tmux.write(f". {shlex.quote(str(script))}\n")
    tmux.shows("Password:")
    tmux.write(RIGHT + "\r")
    tmux.shows(CANARY)


def left_clean(tmux: Tmux, vault: Path, *, rc: bool = True) -> None:
    if rc:
        tmux.shows("rc=0")
    tmux.until(lambda: tmux.screen().rstrip().endswith(PROMPT), "the shell")
    tmux.until(lambda: vault.with_name(vault.name + ".after").exists(), "its modes")
    assert CANARY not in tmux.everything()
    assert "Pumpkin" not in tmux.everything()
    assert tmux.asks("alternate_on") == "0"
    assert tmux.asks("cursor_flag") == "1"
    assert tmux.asks("mouse_any_flag") == "0"
    assert tmux.asks("mouse_sgr_flag") == "0"
    before = vault.with_name(vault.name + ".before").read_text()
    assert vault.with_name(vault.name + ".after").read_text() == before


@pytest.mark.parametrize("pressed", [("C-q",), ("Escape", "Escape"), ("C-c",)], ids=" ".join)
def test_hide_leaves_no_row(tmux: Tmux, vault: Path, pressed: tuple[str, ...]) -> None:
    opened(tmux, vault)
    tmux.type(*pressed)
    left_clean(tmux, vault)
    assert tmux.asks("history_size") == "0"


def test_mashed_escapes_do_not_reach_the_shell(tmux: Tmux, vault: Path) -> None:
    opened(tmux, vault)
    tmux.type(*["Escape"] * 12)
    left_clean(tmux, vault)
    rows = [row for row in tmux.screen().splitlines() if row.strip()]
    assert rows == ["rc=0", PROMPT], rows


def test_a_crash_leaves_one_line_and_no_row(tmux: Tmux, vault: Path) -> None:
    opened(tmux, vault)
    tmux.write("c")
    left_clean(tmux, vault)
    assert "Home notes stopped. Start it again to go on." in tmux.screen()
    assert "Abort" not in tmux.everything()


def test_asking_and_practising_leave_no_row_behind_them(tmux: Tmux, vault: Path) -> None:
    opened(tmux, vault)
    tmux.write("a")
    tmux.shows("Password:")
    tmux.until(lambda: CANARY not in tmux.screen(), "the line alone")
    assert CANARY not in tmux.everything()
    tmux.type("Escape")
    tmux.shows("backed out")
    tmux.write("p")
    tmux.shows("practising")
    tmux.type("C-q")
    tmux.shows("Press Enter to go on.")
    assert CANARY not in tmux.everything()
    tmux.type("Enter")
    tmux.shows("practised")
    tmux.type("C-q")
    left_clean(tmux, vault)


def test_resizing_just_before_the_key(tmux: Tmux, vault: Path) -> None:
    opened(tmux, vault)
    for columns in (100, 60, 120, 50, 90, 80):
        tmux.run("resize-window", "-x", str(columns), "-y", "24")
    tmux.type("C-q")
    tmux.run("resize-window", "-x", "70", "-y", "20")
    left_clean(tmux, vault)


def test_without_the_guards_wipe_rows_would_stay(tmp_path: Path, vault: Path) -> None:
    """The same capture does find the rows while they are there."""
    tmux = Tmux(tmp_path, alternate=False)
    try:
        opened(tmux, vault)
        assert tmux.everything().count("Pumpkin") >= 20
    finally:
        tmux.close()

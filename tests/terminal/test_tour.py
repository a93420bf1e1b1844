"""Every screen of the program, and every widget on it that takes the focus: hide leaves nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widget import Widget

from safeplan.app.screens.onward import SCREENS
from safeplan.app.screens.places import PLACES
from tests.terminal import filled
from tests.terminal.pty_harness import HERE, Terminal
from tests.terminal.test_every_screen import left_clean, opened
from tests.terminal.test_leaving import gone
from tests.terminal.tmux_harness import Tmux
from tests.terminal.touring_app import ELSEWHERE, QUESTION

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.xdist_group("tour"),
    pytest.mark.needs("tmux"),
]

APP = str(HERE / "touring_app.py")
TOUR = "\x14"
STOPS = (
    *(name for name in PLACES if name not in ELSEWHERE),
    *(QUESTION + kind for kind in SCREENS),
)


def leaves(of: type[Widget]) -> Iterator[type[Widget]]:
    """Our widgets that take the focus, as far as nothing is made of them."""
    below = [one for one in of.__subclasses__() if one.__module__.startswith("safeplan.")]
    for one in below:
        yield from leaves(one)
    if not below and of.can_focus and of.__module__.startswith("safeplan.app.widgets"):
        yield of


def command(vault: Path) -> list[str]:
    words = filled.command(vault)
    return [APP if word.endswith("child.py") else word for word in words]


def reached(vault: Path) -> list[list[str]]:
    """Stop, screen and focused widget of every step so far; the last line is ``end``."""
    report = Path(f"{vault}.tour")
    return [row.split("\t") for row in report.read_text().splitlines()] if report.exists() else [[]]


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    one = Tmux(tmp_path, alternate=False)
    yield one
    one.close()


def test_all_of_them_in_one_sitting(tmux: Tmux, tmp_path: Path) -> None:
    """Drawn one over the other without a second screen, which keeps the most."""
    vault = filled.make(tmp_path / "notes.dat")
    opened(tmux, vault, command(vault))
    tmux.type("C-t")
    tmux.until(lambda: "end" in reached(vault)[-1][:1], "the end of the tour", patience=120)
    *steps, end = reached(vault)
    assert end == ["end"]
    assert {stop for stop, _, _ in steps} >= set(STOPS) - {QUESTION + "elsewhere"}
    focused = {name for _, _, name in steps}
    assert focused >= {one.__name__ for one in leaves(Widget)}
    assert "Emergency" in tmux.everything()
    tmux.type("Escape", "Escape")
    left_clean(tmux, vault)
    assert filled.payload(vault)


@pytest.mark.soak
@pytest.mark.parametrize("stop", STOPS)
def test_each_of_them(tmp_path: Path, stop: str) -> None:
    vault = filled.make(tmp_path / "notes.dat")
    with Terminal(command(vault), LC_STOP=stop) as terminal:
        terminal.shows("Password:")
        terminal.write(filled.FIRST + "\r")
        terminal.shows("What would you like to do?")
        terminal.write(TOUR)
        terminal.until(lambda: reached(vault)[-1] == ["end"], "there")
        family = terminal.family()
        terminal.write(b"\x11" if os.path.getsize(f"{vault}.tour") % 2 else b"\x1b\x1b")
        gone(terminal, family)
        assert b"Pumpkin" in filled.payload(vault)

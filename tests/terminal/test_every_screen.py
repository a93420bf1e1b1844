"""The real program in tmux: from every screen with words on it, hide leaves nothing."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.terminal import filled
from tests.terminal.tmux_harness import PROMPT, Tmux

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.xdist_group("terminal"),
    pytest.mark.needs("tmux"),
]

HOME = "What would you like to do?"


@dataclass(frozen=True)
class Road:
    """Keys from home to a screen, each with words that show that it has been reached."""

    steps: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return self.steps[-1][1] if self.steps else HOME


def road(*steps: str) -> Road:
    return Road(tuple(zip(steps[::2], steps[1::2], strict=True)))


# Escape is typed as a key of its own, names of more than one letter are tmux's.
ROADS = (
    road(),
    road("F2", "If you are in danger"),
    road("F2", "If you are in danger", "1", "0800"),
    road("F3", "Look in closed places"),
    road("F3", "Look in closed places", "Pumpkin", "A word that means"),
    road("F1", "Keys and settings"),
    road("F1", "Idle lock", "7", "Make a recovery code, for paper"),
    road("F1", "Idle lock", "7", "Make a recovery code", "3", "It is shown once, and kept"),
    road("F1", "Idle lock", "0", "Remove the whole plan?"),
    road("F1", "More settings", "Tab", "More settings", "Enter", "Check this file"),
    road("F1", "More settings", "Tab", "More settings", "Enter", "Check", "7", "Copy A is whole"),
    road("F1", "More settings", "Tab", "More settings", "Enter", "Check", "4", "to the last byte"),
    road("3", "All pages"),
    road("4", "What it means to you"),
    road("4", "What it means to you", "Enter", "Copy by hand"),
    road("5", "Zoë"),
    road("7", "Private journal"),
    road("8", "Five things I can see"),
    road("9", "National Domestic Abuse Helpline"),
)


# What a program draws without a second screen stays in the scrollback, so that is the hard case.
WAYS = [(road, False) for road in ROADS] + [(road, True) for road in ROADS[:3]]


@pytest.fixture
def tmux(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Tmux]:
    one = Tmux(tmp_path, alternate=bool(request.param))
    yield one
    one.close()


def opened(tmux: Tmux, vault: Path, command: list[str] | None = None) -> None:
    """The program as typed at a shell, with the modes and the status kept in files."""
    base = shlex.quote(str(vault))
    line = shlex.join(command or filled.command(vault))
    script = vault.with_suffix(".sh")
    script.write_text(
        f"stty -g >{base}.before\n{line}\necho $? >{base}.rc\nstty -g >{base}.after\n"
    )
    tmux.write(f". {shlex.quote(str(script))}\n")
    tmux.shows("Password:")
    tmux.write(filled.FIRST + "\r")
    tmux.shows(HOME)


def walk(tmux: Tmux, road: Road) -> None:
    for pressed, words in road.steps:
        if len(pressed) == 1 or pressed in {"F1", "F2", "F3", "Enter", "Tab", "Down"}:
            tmux.type(pressed)
        else:
            tmux.write(pressed)
        tmux.shows(words)


def left_clean(tmux: Tmux, vault: Path, *words: str) -> None:
    """Status 0, the same modes, an ordinary terminal, and no word in any part of it."""
    after = vault.with_name(vault.name + ".after")
    tmux.until(after.exists, "the shell")
    tmux.until(lambda: tmux.screen().rstrip().endswith(PROMPT), "a prompt")
    assert vault.with_name(vault.name + ".rc").read_text() == "0\n"
    assert after.read_text() == vault.with_name(vault.name + ".before").read_text()
    left = tmux.everything()
    for word in (*filled.CANARIES, "Emergency", HOME, "Hide", *words):
        assert word not in left, word
    assert tmux.asks("alternate_on") == "0"
    assert tmux.asks("cursor_flag") == "1"
    assert tmux.asks("mouse_any_flag") == "0"


@pytest.mark.parametrize(
    ("road", "tmux"),
    WAYS,
    indirect=["tmux"],
    ids=[f"{road.name}, {'two screens' if two else 'one screen'}" for road, two in WAYS],
)
def test_hide_from_every_screen(tmux: Tmux, tmp_path: Path, road: Road) -> None:
    vault = filled.make(tmp_path / "notes.dat")
    before = filled.payload(vault)
    opened(tmux, vault)
    walk(tmux, road)
    tmux.type("Escape", "Escape")
    left_clean(tmux, vault, road.name)
    assert filled.payload(vault)[:40] == before[:40]

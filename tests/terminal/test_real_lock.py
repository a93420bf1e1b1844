"""The real app and its lock."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeplan.plan import journal, model
from tests.terminal import filled
from tests.terminal.pty_harness import Terminal
from tests.terminal.test_leaving import gone
from tests.terminal.test_lock import LINE, MockClock

pytestmark = [pytest.mark.terminal, pytest.mark.xdist_group("terminal")]

HOME = "What would you like to do?"


@pytest.fixture
def real(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return filled.make(folder / "notes.dat")


@pytest.fixture
def clock(tmp_path: Path) -> MockClock:
    return MockClock(tmp_path / "clocks")


@pytest.fixture
def opened(real: Path, clock: MockClock, tmp_path: Path) -> Iterator[Terminal]:
    with Terminal(filled.command(real), LC_CLOCKS=str(tmp_path / "clocks")) as terminal:
        yield unlocked(terminal)


def unlocked(terminal: Terminal, shown: str = HOME) -> Terminal:
    terminal.shows("Password:")
    terminal.write(filled.FIRST + "\r")
    terminal.shows(shown)
    return terminal


def test_what_was_half_typed_is_there_after_it(
    opened: Terminal, clock: MockClock, real: Path
) -> None:
    opened.write("7")
    opened.shows("Write what you like.")
    opened.write("half a tea")
    opened.shows("half a tea")
    clock.wake(91)
    opened.shows("Closing soon. Any key keeps it open.")
    clock.wake(30)
    opened.until(lambda: opened.text == LINE, "the line")
    assert b"half a tea" in filled.payload(real)
    entries = journal.entries(model.loads(filled.payload(real)))
    assert [entry.text("text") for entry in entries] == ["half a tea", filled.ENTRY]
    unlocked(opened)
    opened.write(b"\x1b\x1b")
    gone(opened, opened.family())


def test_the_quiet_page_of_the_app_is_a_real_one(opened: Terminal, clock: MockClock) -> None:
    """Locked by a stop as well: the line stands, and the plan comes back behind it."""
    os.kill(opened.pid, signal.SIGTSTP)
    opened.until(lambda: opened.text == LINE, "the line")
    unlocked(opened)
    clock.sleep(90)
    opened.until(lambda: opened.text == LINE, "the line")
    unlocked(opened)

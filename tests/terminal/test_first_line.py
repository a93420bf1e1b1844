"""What happens while the first line stands and the rest is being loaded."""

import signal
import sys
from pathlib import Path

import pytest

from tests.terminal.pty_harness import HERE, Terminal
from tests.terminal.test_leaving import KEYS, SIGNALS, gone

pytestmark = [pytest.mark.terminal, pytest.mark.xdist_group("terminal")]

SCRIPT = str(HERE / "start_at_the_line.py")


def started(what: str, vault: Path) -> Terminal:
    return Terminal([sys.executable, "-I", "-S", "-B", SCRIPT, what, str(vault)])


@pytest.mark.parametrize("name", SIGNALS)
def test_a_signal_waits_until_it_can_be_heard(vault: Path, name: str) -> None:
    with started(str(int(getattr(signal, name))), vault) as terminal:
        terminal.said(b"Password:")
        gone(terminal, [])


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_heard_that_came_before_the_rest(vault: Path, key: str) -> None:
    with started("KEY", vault) as terminal:
        terminal.shows("Password:")
        terminal.write(KEYS[key])
        gone(terminal, [])


def test_what_was_typed_before_the_rest_is_taken(vault: Path) -> None:
    with started("KEY", vault) as terminal:
        terminal.shows("Password:")
        terminal.write("six")
        terminal.shows("Password: ***")
        assert terminal.output.count(b"Password:") == 1
        family = terminal.family()
        terminal.write(b"\x11")
        gone(terminal, family)


def test_a_rest_that_cannot_be_loaded_leaves_an_empty_window_and_one_sentence(vault: Path) -> None:
    with started("MISSING", vault) as terminal:
        terminal.said(b"Password:")
        gone(terminal, [], "Home notes stopped. Start it again to go on.")


def test_a_stick_pulled_before_the_rest_leaves_nothing(vault: Path) -> None:
    with started("PULLED", vault) as terminal:
        terminal.said(b"Password:")
        gone(terminal, [])

"""A fault of the real app tells nothing, anywhere, and loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeplan.guard.wipe import WIPE
from tests.terminal import filled
from tests.terminal.faulty_app import WORDS
from tests.terminal.pty_harness import HERE, Terminal
from tests.terminal.test_leaving import STOPPED, gone

pytestmark = [pytest.mark.terminal, pytest.mark.xdist_group("terminal")]

APP = str(HERE / "faulty_app.py")


@pytest.mark.parametrize("where", ["loop", "thread", "task"])
def test_a_word_in_a_variable_is_told_nowhere(tmp_path: Path, where: str) -> None:
    stick, home = tmp_path / "stick", tmp_path / "home"
    stick.mkdir()
    home.mkdir()
    vault = filled.make(stick / "notes.dat")
    command = [APP if word.endswith("child.py") else word for word in filled.command(vault)]
    empty = str(home)
    with Terminal(command, HOME=empty, TMPDIR=empty, LC_FAULT=where) as terminal:
        terminal.shows("Password:")
        terminal.write(filled.FIRST + "\r")
        terminal.shows("What would you like to do?")
        terminal.write("7")
        terminal.shows("Write what you like.")
        terminal.write("half a tea")
        terminal.shows("half a tea")
        family = terminal.family()
        terminal.write("\x1bOQ")
        gone(terminal, family, STOPPED)
        written = bytes(terminal.output)
    for word in (WORDS, WORDS.split()[1], "Traceback", "RuntimeError", "safeplan", "faulty"):
        assert word.encode() not in written, word
    assert b"Pumpkin" not in written.rsplit(WIPE, 1)[1]
    assert list(home.rglob("*")) == []
    assert [entry.name for entry in stick.iterdir()] == ["notes.dat"]
    left = filled.payload(vault)
    assert b"half a tea" in left
    assert b'"stopped":' in left, "the next opening says so"
    assert WORDS.encode() not in left

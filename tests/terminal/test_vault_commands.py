"""What is typed and shown on a terminal when passwords, codes and removals are at stake."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeplan.app.six_words import words_of
from safeplan.guard.wipe import WIPE
from safeplan.vault.errors import NotOpened
from safeplan.vault.recovery import as_code
from safeplan.vault.vault import Vault
from tests.terminal.cheap_kdf import CHEAP
from tests.terminal.pty_harness import HERE, Terminal
from tests.vault import cheap

pytestmark = [pytest.mark.terminal, pytest.mark.xdist_group("terminal")]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    # The file is made at the cost that the command's own deriver has here.
    monkeypatch.setattr(cheap, "CHEAP", CHEAP)
    cheap.root_of.cache_clear()
    made = tmp_path / "notes.dat"
    cheap.make(made, "zoe", "tea")
    yield made
    cheap.root_of.cache_clear()


def opens(path: Path, passphrase: str) -> bytes | None:
    try:
        with Vault.open(path, cheap.Deriver(passphrase), write=False) as vault:
            assert vault.whole().whole
            return vault.payload
    except NotOpened:
        return None


def running(*words: object) -> Terminal:
    return Terminal([sys.executable, "-B", str(HERE / "cheap_cli.py"), *map(str, words)])


def test_a_code_is_shown_once_and_wiped(path: Path) -> None:
    with running("recovery", path) as terminal:
        terminal.shows("Password:")
        terminal.write("zoe\r")
        terminal.shows("Press Enter when it is on paper.")
        (code,) = re.findall(r"\b(?:\w{5}-){4}\w{6}\b", terminal.text)
        terminal.write("x ")  # a key struck by chance ends nothing
        terminal.write("\r")
        terminal.shows("The code works from now on.")
        assert terminal.ended() == 0
        assert WIPE in terminal.output
        assert code not in terminal.text
        assert terminal.after == repr(terminal.before)
    assert as_code(code) is not None
    assert opens(path, code.lower()) == opens(path, "zoe") == cheap.PLAN


def test_a_changed_password_is_typed_twice(path: Path) -> None:
    with running("password", path) as terminal:
        terminal.shows("Password:")
        terminal.write("zoe\r")
        terminal.shows("New password:")
        terminal.write("milk\r")
        terminal.shows("The same again:")
        terminal.write("milk\r")
        terminal.shows("Changed.")
        assert terminal.ended() == 0
    assert [opens(path, words) for words in ("zoe", "milk")] == [None, cheap.PLAN]


@pytest.mark.parametrize("second", ["zoe\r", "tea\r", "\x1b"])
def test_removing_asks_once_more(path: Path, second: str) -> None:
    with running("remove", path) as terminal:
        terminal.shows("Password:")
        terminal.write("zoe\r")
        terminal.shows("Type it once more to remove")
        terminal.write(second)
        assert terminal.ended() == (0 if second == "zoe\r" else 1)
    assert opens(path, "zoe") == (None if second == "zoe\r" else cheap.PLAN)
    assert opens(path, "tea") == cheap.NOTEBOOK


def test_ready_made_words_are_shown_until_they_can_be_typed(path: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.dat"
    with running("new", new, "--size", "1", "--make-words") as terminal:
        terminal.shows("Press Enter when you know them.")
        first = six_shown(terminal.text)
        terminal.write("\r")
        terminal.shows("The six words:")
        terminal.write("something else\r")
        terminal.shows("Press Enter when you know them.")
        assert six_shown(terminal.text) == first
        terminal.write("\r")
        terminal.shows("The six words:")
        assert first[0] not in terminal.text
        terminal.write("  ".join(first) + "\r")
        terminal.shows("Made.")
        assert terminal.ended() == 0
        assert terminal.output.count(WIPE) == 2
    opened = opens(new, " ".join(first))
    assert opened is not None
    assert opened.startswith(b'{"form":"plan"')


def six_shown(text: str) -> list[str]:
    (found,) = [line.split() for line in text.splitlines()
                if set(line.split()) <= set(words_of("en")) and len(line.split()) == 6]  # fmt: skip
    return found

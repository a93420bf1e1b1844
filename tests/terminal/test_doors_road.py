"""Passwords, a code, six words and an end, with the real app, the real guard and a real file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeplan.vault import keys
from safeplan.vault.errors import NotOpened
from safeplan.vault.format import Roots
from safeplan.vault.vault import Vault
from tests.terminal import filled
from tests.terminal.cheap_kdf import CHEAP
from tests.terminal.conftest import Start
from tests.terminal.pty_harness import Terminal, alive, children, the_app
from tests.terminal.test_first_minutes import CHILD, READ, _hide, _key
from tests.terminal.test_leaving import gone
from tests.terminal.test_lock import LINE
from tests.terminal.test_made import COPIED, KNOW, code_seen, shower, words_seen
from tests.terminal.test_memory import everything, everywhere

pytestmark = [pytest.mark.terminal, pytest.mark.xdist_group("terminal")]

HOME = "What would you like to do?"
NEW = "seven plain buttons in a drawer"
F1 = "\x1bOP"


@pytest.fixture
def real(tmp_path: Path) -> Path:
    return filled.make(tmp_path / "notes.dat")


@pytest.fixture
def opened(real: Path) -> Iterator[Terminal]:
    with Terminal(filled.command(real)) as terminal:
        yield unlocked(terminal, filled.FIRST)


def unlocked(terminal: Terminal, word: str) -> Terminal:
    terminal.shows("Password:")
    terminal.write(word + "\r")
    terminal.shows(HOME)
    return terminal


def opens(path: Path, word: str) -> bool:
    """Whether a word opens anything of the file."""
    salts = Vault.read_salts(path)
    words = keys.normalise(word)
    both = Roots(*(keys.derive_root(words, salt, CHEAP) for salt in salts))
    try:
        with Vault.open(path, lambda salt: both.of("A" if salt == salts.a else "B"), write=False):
            return True
    except NotOpened:
        return False


def passwords(terminal: Terminal, row: str, words: str) -> None:
    """From home to a page of the passwords."""
    _key(terminal, F1, "Change a password, add a second one")
    at = re.search(r"(\d)  Change a password", terminal.text)
    assert at is not None
    _key(terminal, at[1], "Make a recovery code, for paper")
    _key(terminal, row, words)


def test_a_changed_password_locks_and_opens(opened: Terminal, real: Path) -> None:
    passwords(opened, "1", "First you type the password of now.")
    _key(opened, "\r", "Password:")
    _key(opened, filled.FIRST + "\r", "New password:")
    _key(opened, NEW + "\r", "The same again:")
    _key(opened, NEW + "\r", "Changed. Older copies of the file still open")
    family = opened.family()
    _lock(opened, family)
    _key(opened, filled.FIRST + "\r", "That does not open it.")
    unlocked(opened, NEW)
    opened.write(b"\x11")
    gone(opened, opened.family())
    assert opens(real, NEW)
    assert not opens(real, filled.FIRST)
    assert opens(real, filled.SECOND), "the notebook beside it is as it was"


def _lock(terminal: Terminal, family: list[int]) -> None:
    import os
    import signal

    os.kill(terminal.pid, signal.SIGTSTP)
    terminal.until(lambda: terminal.text == LINE, "the line")
    old = [pid for pid in family if pid != terminal.pid]
    terminal.until(lambda: not any(map(alive, old)), "what was there before is gone")


@pytest.mark.needs("root")
def test_a_code_is_shown_once_and_stays_nowhere(opened: Terminal, real: Path) -> None:
    passwords(opened, "3", "Whoever finds it can open everything too.")
    family = opened.family()
    opened.write("\x1b[Z")  # the button before Back
    opened.until(lambda: ">[ Make a code ]" in opened.text, "the button")
    _key(opened, "\r", "Password:")
    _key(opened, filled.FIRST + "\r", COPIED)
    code = code_seen(opened)
    live = everywhere(opened, code.encode())
    assert live.pop(shower(opened)) > 0, "the scan finds what is there"
    assert set(live.values()) == {0}, "neither the guard nor the app ever held it"
    opened.write("\r")
    opened.until(lambda: opened.text == LINE, "the line")
    old = [pid for pid in family if pid != opened.pid]
    opened.until(lambda: not any(map(alive, old)), "the app that made it is gone")
    opened.until(lambda: len(children(opened.pid)) == 2, "a new app, and what derives")
    opened.until(lambda: everything(the_app(opened.pid)) > 30 << 20, "the app is warm")
    plain = code.replace("-", "")
    for part in (code, code[:12], plain, plain[:11]):
        for wanted in (part.encode(), part.encode("utf-32-le"), part.encode("utf-16-le")):
            assert set(everywhere(opened, wanted).values()) == {0}, part
    # It opens, however it is typed; the password does too.
    unlocked(opened, code.lower().replace("-", " "))
    opened.write(b"\x11")
    gone(opened, opened.family())
    assert opens(real, code)
    assert opens(real, filled.FIRST)
    assert code.encode() not in bytes(opened.output[opened.output.rindex(b"\x1b[3J") :])


def test_six_words_at_set_up(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "new.dat"
    terminal = start(str(path), app=CHILD)
    terminal.shows("Choose your language")
    _key(terminal, "\r", "Is this a good moment?")
    _key(terminal, "\r", "How to hide fast")
    _hide(terminal)
    terminal.shows("Press Enter to go on.")
    for words in READ:
        _key(terminal, "\r", words)
    _key(terminal, "\r", "The password")
    terminal.write("\t")
    terminal.until(lambda: ">[ Make six words for me ]" in terminal.text, "the button")
    _key(terminal, "\r", KNOW)
    made = words_seen(terminal)
    _key(terminal, "\r", "New password:")
    assert made.split()[0] not in terminal.text
    _key(terminal, made + "\r", "The same again:")
    _key(terminal, made + "\r", "A second password?")
    _key(terminal, "\r", "Which country are you in?")
    assert opens(path, made)
    _key(terminal, "1", HOME)
    terminal.write(b"\x11")
    gone(terminal, terminal.family())


def test_three_keys_from_home_remove_it_all(opened: Terminal, real: Path) -> None:
    size = real.stat().st_size
    _key(opened, F1, "Remove everything")
    _key(opened, "0", "Keep everything")
    family = opened.family()
    opened.write("3")
    gone(opened, family)
    assert real.stat().st_size == size
    assert not opens(real, filled.FIRST)
    assert not opens(real, filled.SECOND)


def test_the_plan_alone_is_removed_and_the_notebook_stays(opened: Terminal, real: Path) -> None:
    _key(opened, F1, "Remove everything")
    _key(opened, "0", "Keep everything")
    family = opened.family()
    opened.write("2")
    gone(opened, family)
    assert not opens(real, filled.FIRST)
    assert opens(real, filled.SECOND)

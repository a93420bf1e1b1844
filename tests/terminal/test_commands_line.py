"""The line that the commands ask at."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.terminal.conftest import command
from tests.terminal.pty_harness import HERE, Terminal

pytestmark = [pytest.mark.terminal, pytest.mark.xdist_group("terminal")]


@pytest.fixture
def asking() -> Iterator[Terminal]:
    with Terminal([sys.executable, "-I", "-B", str(HERE / "ask_here.py")]) as terminal:
        terminal.shows("Password:")
        yield terminal


def got(terminal: Terminal) -> bytes:
    terminal.shows("got ")
    assert terminal.ended() == 0
    assert terminal.after == repr(terminal.before)
    return bytes.fromhex(terminal.text.splitlines()[-1].removeprefix("got "))


def test_typed_and_shown_as_stars(asking: Terminal) -> None:
    asking.write("Zoë’s")
    asking.shows("Password: *****")
    asking.write(" tea\x7fx\r")
    assert got(asking) == "Zoë’s tex".encode()


def test_pasted(asking: Terminal) -> None:
    asking.write("\x1b[200~six\x11 odd\nwords\x1b[201~\r")
    assert got(asking) == b"six odd words"


@pytest.mark.parametrize("key", [b"\x1b", b"\x03", b"\x11", b"\x1b\x1b"])
def test_refused(asking: Terminal, key: bytes) -> None:
    asking.write(b"tea" + key)
    asking.shows("refused")
    assert asking.ended() == 0
    assert asking.after == repr(asking.before)


def alone(*words: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        words, stdin=subprocess.DEVNULL, capture_output=True, check=False, start_new_session=True
    )


def test_no_terminal_for_a_command() -> None:
    reader, writer = os.pipe()
    words = [sys.executable, "-I", "-B", str(HERE / "ask_here.py"), "--quietly", str(writer)]
    subprocess.run(words, pass_fds=[writer], check=True, start_new_session=True)
    os.close(writer)
    assert os.read(reader, 100) == b"no terminal"
    os.close(reader)


def test_no_terminal_for_the_guard() -> None:
    done = alone(*command("--fresh"))
    assert done.returncode == 1
    assert done.stderr == b"Home notes needs a terminal window: start it in one.\n"
    assert done.stdout == b""


def test_a_refusal_in_a_language_that_is_not_there_is_english() -> None:
    done = alone("env", "LC_ALL=xx_XX.UTF-8", *command("/"))
    assert done.stderr == b"This is not a file: choose the file itself.\n"

"""What the tests on a real terminal stand on."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from safeplan.vault import keys
from tests.terminal.cheap_kdf import CHEAP
from tests.terminal.pty_harness import HERE, Terminal
from tests.terminal.small_app import ROOT_A, ROOT_B

RIGHT = "six odd words"  # opens half A
OTHER = "Zoë’s teapot"  # opens half B alone


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A file of an allowed size, with the roots of two passwords where `small_app` looks."""
    data = bytearray(os.urandom(1 << 20))
    half = len(data) // 2
    data[ROOT_A : ROOT_A + 32] = keys.derive_root(keys.normalise(RIGHT), bytes(data[:32]), CHEAP)
    salt = bytes(data[half : half + 32])
    data[ROOT_B : ROOT_B + 32] = keys.derive_root(keys.normalise(OTHER), salt, CHEAP)
    path = tmp_path / "notes.dat"
    path.write_bytes(data)
    return path


Start = Callable[..., Terminal]


def command(*arguments: str, kdf: str = "cheap_kdf.py", app: str = "small_app.py") -> list[str]:
    """The guard's command line, as the product's but with the programs of the tests."""
    python = [sys.executable, "-I", "-S", "-B", str(HERE / "start_test_guard.py")]
    return [*python, str(HERE / app), str(HERE / kdf), *arguments]


@pytest.fixture
def start(vault: Path) -> Iterator[Start]:
    """Start a guard on a terminal of its own; each is ended with the test."""
    with ExitStack() as stack:

        def run(
            *arguments: str,
            kdf: str = "cheap_kdf.py",
            app: str = "small_app.py",
            **options: object,
        ) -> Terminal:
            words = command(*(arguments or (str(vault),)), kdf=kdf, app=app)
            return stack.enter_context(Terminal(words, **options))  # type: ignore[arg-type]

        yield run


@pytest.fixture
def opened(start: Start) -> Terminal:
    """A guard whose app has the window."""
    return open_it(start())


def open_it(terminal: Terminal, password: str = RIGHT) -> Terminal:
    terminal.shows("Password:")
    terminal.write(password + "\r")
    terminal.shows("open\n")
    return terminal

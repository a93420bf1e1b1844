"""A Windows console of the test's own, with a hand in it that does what the test asks."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

HERE = Path(__file__).resolve().parent
_SEQUENCE = re.compile(r"\x1b(?:\[[0-9;?<>=]*[@-~]|[^\[])")
PATIENCE = 120.0  # seconds until a test gives up; nothing is timed by it


class Wine(Protocol):
    """What is needed of the Windows that tests run things in."""

    @property
    def python(self) -> Path: ...

    @property
    def environ(self) -> Mapping[str, str]: ...


def drive(path: Path | str) -> str:
    """How Windows programs under Wine name a file of this computer."""
    return "Z:" + str(path).replace("/", "\\")


class Console:
    """A console of 24 rows by 80 columns.

    Args:
        wine: The Windows.
        folder: An empty folder of this computer.
    """

    def __init__(self, wine: Wine, folder: Path) -> None:
        self.wine = wine
        self._asks, answers = folder / "asks", folder / "answers"
        self._asks.touch()
        answers.touch()
        self._answers = answers.open(encoding="utf-8")
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        command = ["wine", str(wine.python), "-B", "-X", "utf8"]
        command += [drive(HERE / "hand_in_console.py"), drive(self._asks), drive(answers)]
        self._hand = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**wine.environ, "TERM": "xterm-256color"},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)
        self.drawn = bytearray()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.ask("modes")

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self._master, 1 << 16)
            except OSError:
                return
            if not data:
                return
            self.drawn += data

    def __enter__(self) -> Console:
        return self

    def __exit__(self, *exception: object) -> None:
        with self._asks.open("a", encoding="utf-8") as stream:
            stream.write('["over", []]\n')
        try:
            self._hand.wait(10)
        except subprocess.TimeoutExpired:
            self._hand.kill()
            self._hand.wait()
        self._answers.close()
        os.close(self._master)

    def ask(self, name: str, *words: object) -> Any:
        """Have the hand do something; answers what it answers."""
        with self._asks.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps([name, words]) + "\n")
        end = time.monotonic() + PATIENCE
        line = ""
        while not line.endswith("\n"):
            line += self._answers.readline()
            if not line.endswith("\n"):
                if time.monotonic() > end or self._hand.poll() is not None:
                    raise AssertionError(f"no answer: {name}\n{self.drawn[-2000:]!r}")
                threading.Event().wait(0.005)
        done, answer = json.loads(line)
        assert done, f"{name}: {answer}"
        return answer

    def start(self, *words: str | Path, **environ: str) -> int:
        """Start Python for Windows on this console; paths are translated."""
        said = [drive(word) if isinstance(word, Path) else word for word in words]
        return int(self.ask("start", [drive(self.wine.python), *said], environ))

    def type(self, text: str) -> None:
        """Press keys, one record down and one up for each letter."""
        self.ask("type", text)

    @property
    def cells(self) -> str:
        """Every cell of the whole buffer; Wine's console shows sequences as letters among them."""
        return "".join(self.ask("screen")).rstrip()

    @property
    def screen(self) -> str:
        """The same without sequences, which part what belongs together."""
        return _SEQUENCE.sub("", self.cells)

    def until(self, happened: Callable[[], bool], what: str) -> None:
        """Wait for something."""
        end = time.monotonic() + PATIENCE
        while not happened():
            if time.monotonic() > end:
                raise AssertionError(f"never: {what}\n{self.screen}")

    def session(self) -> dict[int, bytes]:
        """Every living process of this console, as this computer numbers and names it."""
        found = {}
        for entry in Path("/proc").iterdir():
            with suppress(OSError, ValueError):
                pid = int(entry.name)
                name = (entry / "cmdline").read_bytes()
                if os.getsid(pid) == self._hand.pid and name:
                    found[pid] = name
        return found

    @staticmethod
    def until_here(happened: Callable[[], bool], what: str) -> None:
        """Wait for something without asking the hand, which may be gone."""
        end = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < end, f"never: {what}"
            threading.Event().wait(0.01)

    def shows(self, words: str) -> None:
        """Wait until ``words`` are shown."""
        self.until(lambda: words in self.screen, words)

    def ended(self, number: int = 0) -> int:
        """Wait for the end of what was started; answers its exit status."""
        self.until(lambda: self.ask("status", number) is not None, "ended")
        return int(self.ask("status", number))

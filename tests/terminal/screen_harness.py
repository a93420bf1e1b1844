"""A GNU screen of the test's own, whose programs draw into its scrollback unless told otherwise."""

from __future__ import annotations

import os
import pty
import select
import shlex
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 20.0
PROMPT = "READY>"


class Screen:
    """One session of GNU screen on a pseudo-terminal of its own, with a shell.

    Args:
        folder: Where its socket, its settings and its copies are put.
        alternate: Whether programs get a second screen; without it, what they draw stays.
    """

    def __init__(self, folder: Path, *, alternate: bool) -> None:
        self._folder = folder
        sockets = folder / "sockets"
        sockets.mkdir(mode=0o700)
        settings = folder / "screenrc"
        settings.write_text(
            f"altscreen {'on' if alternate else 'off'}\ndefscrollback 2000\nstartup_message off\n"
        )
        self._environ = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            **{"TERM": "xterm-256color", "LANG": "C.UTF-8", "SCREENDIR": str(sockets)},
        }
        self._name = f"t{os.getpid()}"
        shell = ["env", f"PS1={PROMPT} ", "ENV=", "sh", "-i"]
        self._master, slave = pty.openpty()
        words = ["screen", "-U", "-c", str(settings), "-S", self._name, *shell]
        self._program = subprocess.Popen(
            words, stdin=slave, stdout=slave, stderr=slave, env=self._environ,
            start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self.until(lambda: PROMPT in self.everything(), "a shell")

    def _run(self, *words: str) -> None:
        subprocess.run(
            ["screen", "-S", self._name, "-p", "0", "-X", *words],
            env=self._environ, capture_output=True, check=False,
        )  # fmt: skip

    def close(self) -> None:
        self._run("quit")
        self._program.kill()
        self._program.wait()
        os.close(self._master)

    def everything(self) -> str:
        """The window and all that can be scrolled back to."""
        copy = self._folder / "copy"
        copy.unlink(missing_ok=True)
        self._run("hardcopy", "-h", str(copy))
        size, end = -1, time.monotonic() + 2
        # The file is there before all of it is.
        while size <= 0 or copy.stat().st_size != size:
            size = copy.stat().st_size if copy.exists() else -1
            self.drain(0.02)
            if time.monotonic() > end:
                break
        return copy.read_text("utf-8", "replace") if copy.exists() else ""

    def drain(self, wait: float = 0.05) -> None:
        """Read what screen draws, so that it goes on."""
        if select.select([self._master], [], [], wait)[0]:
            os.read(self._master, 1 << 16)

    def write(self, text: str | bytes) -> None:
        """Type into the window, as at its keyboard."""
        os.write(self._master, text.encode() if isinstance(text, str) else text)

    def run_in(self, script: Path, line: list[str], before: Path, after: Path) -> None:
        """Have the shell run a program between two looks at the terminal's modes."""
        script.write_text(
            f"stty -g >{shlex.quote(str(before))}\n{shlex.join(line)}\necho rc=$?\n"
            f"stty -g >{shlex.quote(str(after))}\n"
        )
        self.write(f". {shlex.quote(str(script))}\n")

    def shows(self, words: str) -> None:
        self.until(lambda: words in self.everything(), words)

    def until(self, happened: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not happened():
            if time.monotonic() > end:
                raise AssertionError(f"never: {what}\n{self.everything()}")
            self.drain()

"""A tmux of the test's own, with or without the second screen, and a shell in it."""

from __future__ import annotations

import os
import shlex
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 20.0
PROMPT = "READY>"


class Tmux:
    """One tmux server, one window of 80 by 24 with a shell.

    Args:
        folder: Where its socket is put.
        alternate: Whether programs get a second screen; without it, what they draw stays.
    """

    def __init__(self, folder: Path, *, alternate: bool) -> None:
        self._base = ["tmux", "-S", str(folder / "socket"), "-f", os.devnull]
        self._environ = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
        }
        shell = ["env", f"PS1={PROMPT} ", "ENV=", "sh", "-i"]
        self.run("new-session", "-d", "-x", "80", "-y", "24", shlex.join(shell))
        self.run("set-option", "-g", "history-limit", "2000")
        self.run("set-option", "-wg", "alternate-screen", "on" if alternate else "off")
        self.until(lambda: PROMPT in self.screen(), "a shell")

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [*self._base, *words], env=self._environ, capture_output=True, check=True, text=True
        )
        return done.stdout

    def close(self) -> None:
        self.run("kill-server")

    def screen(self) -> str:
        """What the window shows."""
        return self.run("capture-pane", "-p")

    def everything(self) -> str:
        """Window, scrollback, and the other screen if there is one."""
        text = self.run("capture-pane", "-p", "-S", "-", "-E", "-")
        other = subprocess.run(
            [*self._base, "capture-pane", "-p", "-a", "-q", "-S", "-"],
            env=self._environ,
            capture_output=True,
            check=False,
            text=True,
        )
        return text + other.stdout

    def asks(self, form: str) -> str:
        """One of tmux's own values, as ``#{form}``."""
        return self.run("display-message", "-p", "#{" + form + "}").strip()

    def type(self, *names: str) -> None:
        """Press keys by tmux's names for them."""
        self.run("send-keys", *names)

    def write(self, text: str) -> None:
        """Type text as it stands."""
        self.run("send-keys", "-l", text)

    def shows(self, words: str) -> None:
        self.until(lambda: words in self.screen(), words)

    def until(self, happened: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
        end = time.monotonic() + patience
        while not happened():
            if time.monotonic() > end:
                raise AssertionError(f"never: {what}\n{self.screen()}")
            time.sleep(0.01)  # leaves the processor to those who are waited for

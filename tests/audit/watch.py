"""Writes down what a process does to the network and to the disk, by its audit events (PEP 578).

The report is a file opened before the hook is set; each line is a JSON list: event, arguments.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = (
    *("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate"),
    *("os.chmod", "os.chown", "os.setxattr", "os.mknod", "os.mkfifo"),
    *("tempfile.mkstemp", "tempfile.mkdtemp", "shutil.copyfile", "shutil.move", "shutil.rmtree"),
)
STARTS = ("os.posix_spawn", "os.exec", "subprocess.Popen", "os.system", "os.fork")


def _plain(value: object) -> object:
    if isinstance(value, (str, int, type(None))):
        return value
    return os.fsdecode(value) if isinstance(value, (bytes, os.PathLike)) else repr(value)


def install(path: str) -> None:
    """Watch this process from now on, and write to the file at ``path``."""
    report = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            by_mode = isinstance(mode, str) and set(mode) & set("wax+")
            by_flags = isinstance(flags, int) and flags & WRITING
            if isinstance(path, int) or not (by_mode or by_flags):
                return
            said = [event, _plain(path)]
        elif event.startswith("socket."):
            said = [event, *(_plain(one) for one in arguments[1:])]
        elif event in CHANGES or event in STARTS:
            said = [event, *(_plain(one) for one in arguments[:2])]
        else:
            return
        os.write(report, json.dumps(said).encode() + b"\n")

    sys.addaudithook(hook)


@dataclass(frozen=True)
class Seen:
    """What a run did."""

    events: tuple[tuple[object, ...], ...]

    @classmethod
    def read(cls, path: Path) -> Seen:
        lines = path.read_text(encoding="utf-8").splitlines()
        return cls(tuple(tuple(json.loads(line)) for line in lines))

    def network(self) -> list[tuple[object, ...]]:
        """Every socket but the pair that asyncio wakes itself with."""
        pair = ("socket.__new__", 1)  # AF_UNIX
        return [
            event
            for event in self.events
            if str(event[0]).startswith("socket.") and event[:2] != pair
        ]

    def written(self) -> set[str]:
        """Every path that was opened for writing, made, moved or taken away."""
        changes = [event for event in self.events if event[0] == "open" or event[0] in CHANGES]
        return {str(path) for event in changes for path in event[1:] if isinstance(path, str)}

    def written_outside(self, *folders: Path, names: Iterable[str] = ()) -> set[str]:
        """Those outside the folders; ``names`` are files opened relative to a held folder."""
        allowed = {"/dev/tty", "/dev/null", *names}
        return {
            path
            for path in self.written() - allowed
            if not any(Path(path).is_relative_to(folder) for folder in folders)
        }

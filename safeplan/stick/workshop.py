"""The maker's own temporary folder. One that was left by a try that was cut short is used again."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path


@contextmanager
def workshop(top: Path | None = None) -> Iterator[Path]:
    """A folder that nobody else can look into; taken away after success, kept after a failure.

    Args:
        top: Where it is made; the system's place for temporary folders where None.

    Raises:
        OSError: it cannot be made.
    """
    # The lock is in its name: what was fetched for another version is not found again.
    lock = (files("safeplan.stick") / "run.txt").read_bytes()
    number = os.getuid() if hasattr(os, "getuid") else 0
    name = f"notes-{number}-{hashlib.sha256(lock).hexdigest()[:12]}"
    place = (top or Path(tempfile.gettempdir())) / name
    if not _ours(place):
        place = Path(tempfile.mkdtemp(prefix="notes-", dir=top))
    busy = place / "busy"
    try:
        busy.touch(exist_ok=False)
    except FileExistsError:
        if not _left_behind(busy):
            place = Path(tempfile.mkdtemp(prefix="notes-", dir=top))
            busy = place / "busy"
    busy.write_text(str(os.getpid()), encoding="ascii")
    try:
        yield place
    except BaseException:
        shutil.rmtree(place / "built", ignore_errors=True)
        busy.unlink(missing_ok=True)
        raise
    shutil.rmtree(place, ignore_errors=True)


def _ours(place: Path) -> bool:
    """Whether it is a folder of this person's alone; makes it where nothing is there."""
    try:
        place.mkdir(mode=0o700)
    except FileExistsError:
        pass
    except OSError:
        return False
    found = place.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return False
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid == os.getuid() and stat.S_IMODE(found.st_mode) == 0o700


def _left_behind(busy: Path) -> bool:
    """Whether the one who worked here has gone without tidying up."""
    try:
        number = int(busy.read_text(encoding="ascii"))
        os.kill(number, 0)
    except (OSError, ValueError):
        return True
    return number == os.getpid()

"""What the launchers and the file beside them may be called."""

from __future__ import annotations

import re

from safeplan.stick.layout import GENERATIONS, Places
from safeplan.stick.parts import StickError
from safeplan.stick.telling_scan import told

# Letters that every file system and every command prompt takes as they are.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,30}")
_TAKEN = {folder for one in GENERATIONS for folder in Places(one).folders} | {"part"}
_DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}


def checked(name: str) -> str:
    """The name itself.

    Raises:
        StickError: it cannot be a name everywhere, or it tells what the stick is.
    """
    if not _PLAIN.fullmatch(name) or name.lower() in _TAKEN | _DEVICES:
        raise StickError("stick.name", name=name)
    # Windows' prompt takes the beginning of such a name for its own command of that name.
    if name.lower().startswith("start"):
        raise StickError("stick.name_start", name=name)
    for found in told([], labels=[name]):
        raise StickError("stick.telling_name", name=found.word)
    return name

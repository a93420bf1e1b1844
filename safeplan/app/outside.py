"""What the app takes from outside itself: time, randomness and the disk, passed in as one thing."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from safeplan.app.keeper import Sleep

if TYPE_CHECKING:
    from safeplan.vault.vault import Vault

MIB = 1024 * 1024
NEW_SIZE = 4 * MIB


# What follows is loaded when it is needed: the first screen is waited for.


def _open_vault(*words: Any, **named: Any) -> Vault:
    from safeplan.vault.vault import Vault

    return Vault.open(*words, **named)


def _create_vault(*words: Any, **named: Any) -> None:
    from safeplan.vault.vault import Vault

    Vault.create(*words, **named)


def _ordinary_lines(chance: bytes, today: date) -> tuple[str, ...]:
    from safeplan.app.ordinary import ordinary_lines

    return ordinary_lines(chance, today)


def _free(folder: str) -> int | None:
    import shutil

    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


@dataclass(frozen=True)
class Outside:
    """The ways out of the app.

    Attributes:
        sleep: waits for so many seconds.
        wait: the same in a thread; the vault pauses between its writes.
        random: gives so many random bytes.
        open_vault: opens a file, see ``Vault.open``.
        create_vault: makes a file, see ``Vault.create``.
        size: bytes of a new file, unless another size is chosen.
        free: bytes that are free on the disk of a folder; None where there is no such folder.
        starter: path of what this was started by, as the process knows it.
        now: the day and the hour.
        ordinary: ideas for ordinary lines, drawn with the random bytes it is given.
    """

    sleep: Sleep = asyncio.sleep
    wait: Callable[[float], None] = time.sleep
    random: Callable[[int], bytes] = os.urandom
    open_vault: Callable[..., Vault] = _open_vault
    create_vault: Callable[..., None] = _create_vault
    size: int = NEW_SIZE
    free: Callable[[str], int | None] = _free
    starter: str = field(default_factory=lambda: sys.argv[0] if sys.argv else "")
    now: Callable[[], datetime] = datetime.now
    ordinary: Callable[[bytes, date], tuple[str, ...]] = _ordinary_lines

"""What the app takes from outside itself: time, randomness and the disk, passed in as one thing."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from safeplan.app.keeper import Sleep
from safeplan.app.ordinary import ordinary_lines
from safeplan.vault.vault import Vault

MIB = 1024 * 1024
NEW_SIZE = 4 * MIB


@dataclass(frozen=True)
class Outside:
    """The ways out of the app.

    Attributes:
        sleep: waits for so many seconds.
        wait: the same in a thread; the vault pauses between its writes.
        random: gives so many random bytes.
        open_vault: opens a file, see ``Vault.open``.
        create_vault: makes a file, see ``Vault.create``.
        size: bytes of a new file.
        now: the day and the hour.
        ordinary: ideas for ordinary lines, drawn with the random bytes it is given.
    """

    sleep: Sleep = asyncio.sleep
    wait: Callable[[float], None] = time.sleep
    random: Callable[[int], bytes] = os.urandom
    open_vault: Callable[..., Vault] = Vault.open
    create_vault: Callable[..., None] = Vault.create
    size: int = NEW_SIZE
    now: Callable[[], datetime] = datetime.now
    ordinary: Callable[[bytes, date], tuple[str, ...]] = ordinary_lines

"""Being the next to run when a key comes, however busy the processors are (Linux).

A process may ask for short turns. Its share stays the same; but where a long turn of another one
is under way, the kernel (6.12 and later) lets the one with short turns in at once instead of at
the end of it. Nobody needs special rights for that. Older kernels ignore it.
"""

from __future__ import annotations

import os
import sys

TURN = 100_000  # nanoseconds; the shortest that the kernel gives
OTHER = 0  # the policy of ordinary processes
RESET_ON_FORK = 1  # what is started later gets turns of the ordinary length
SIZE = 48  # of struct sched_attr, as it has been from the first

# Numbers of the call sched_setattr, which libraries have no function for.
_NUMBERS = {"x86_64": 314, "aarch64": 274}


def be_quick() -> None:
    """Ask for short turns; nothing happens where that cannot be."""
    if sys.platform == "linux" and sys.maxsize > 1 << 32:  # the numbers are those of 64 bits
        number = _NUMBERS.get(os.uname().machine)
        if number is not None and os.sched_getscheduler(0) == OTHER:
            _ask(number, os.getpriority(os.PRIO_PROCESS, 0))


def _ask(number: int, nice: int) -> None:
    try:
        import ctypes

        fields = ((SIZE, 4), (OTHER, 4), (RESET_ON_FORK, 8), (nice, 4), (0, 4), (TURN, 8))
        data = b"".join(value.to_bytes(size, "little", signed=True) for value, size in fields)
        ctypes.CDLL(None).syscall(number, 0, ctypes.create_string_buffer(data, SIZE), 0)
    except (ImportError, OSError, AttributeError, OverflowError):
        pass

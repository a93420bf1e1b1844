"""What only Windows' own calls can do with an open file."""

# ruff: noqa: E402, S101 - the type checker reads no further where this is the wrong system

from __future__ import annotations

import sys

assert sys.platform == "win32"

import ctypes
import msvcrt
import os

_TO_1601 = 11_644_473_600 * 10_000_000  # its dates count from 1601, in 100 nanoseconds
_EXCLUSIVE, _AT_ONCE = 2, 1
_HELD_ELSEWHERE = {33, 997}  # ERROR_LOCK_VIOLATION, ERROR_IO_PENDING
_PLACE = 1 << 40  # past the end of any file: a locked byte of the data could be read by nobody else

_DLL = ctypes.WinDLL("kernel32", use_last_error=True)


class _Overlapped(ctypes.Structure):
    _fields_ = (
        ("internal", ctypes.c_void_p * 2),
        ("offset", ctypes.c_uint64),
        ("event", ctypes.c_void_p),
    )


def _handle(fd: int) -> ctypes.c_void_p:
    return ctypes.c_void_p(msvcrt.get_osfhandle(fd))


def lock(fd: int) -> bool:
    """Lock one byte past the end; see `safeplan.vault.locking.lock`.

    The C library's own call keeps 32 bits of the place, and would lock the first byte.
    """
    where = _Overlapped(offset=_PLACE)
    how = _EXCLUSIVE | _AT_ONCE
    done = _DLL.LockFileEx(_handle(fd), how, 0, 1, 0, ctypes.byref(where))
    return bool(done) or ctypes.get_last_error() not in _HELD_ELSEWHERE


def put_back(fd: int, dates: os.stat_result) -> None:
    """Give an open file the dates it had; see `safeplan.vault.dates.put_back`."""
    read, written = (
        ctypes.c_uint64(moment // 100 + _TO_1601)
        for moment in (dates.st_atime_ns, dates.st_mtime_ns)
    )
    _DLL.SetFileTime(_handle(fd), None, ctypes.byref(read), ctypes.byref(written))

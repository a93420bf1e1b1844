"""Keeping the program itself in memory: it may run from a stick that somebody pulls out.

Windows reads pages of a program from its file again whenever it likes. A page that is needed for
the wipe, and cannot be read any more, would end the guard before it has emptied the window.
"""

# ruff: noqa: E402, S101 - the type checker reads no further where this is the wrong system

from __future__ import annotations

import sys

assert sys.platform == "win32"

import _thread
import ctypes

from safeplan.guard.windows.kernel import keep_in_memory

_LEAST, _MOST = 64 << 20, 128 << 20  # bytes of memory that are asked for; the guard uses fewer
_PIECES = 256  # files that a program is made of; the guard has some thirty

_DLL = ctypes.WinDLL("kernel32")
_THIS_PROCESS = ctypes.c_void_p(-1)


class _Piece(ctypes.Structure):
    """MODULEINFO."""

    _fields_ = (
        ("base", ctypes.c_void_p),
        ("size", ctypes.c_uint32),
        ("entry", ctypes.c_void_p),
    )


def keep_program() -> int:
    """Keep every file of this program in memory, as it is now; answers how many bytes that are."""
    least, most = ctypes.c_size_t(_LEAST), ctypes.c_size_t(_MOST)
    _DLL.SetProcessWorkingSetSize(_THIS_PROCESS, least, most)
    pieces = (ctypes.c_void_p * _PIECES)()
    used = ctypes.c_uint32()
    _DLL.K32EnumProcessModules(
        _THIS_PROCESS, ctypes.byref(pieces), ctypes.sizeof(pieces), ctypes.byref(used)
    )
    kept = 0
    for place in pieces[: min(used.value // ctypes.sizeof(ctypes.c_void_p), _PIECES)]:
        piece = _Piece()
        _DLL.K32GetModuleInformation(
            _THIS_PROCESS, ctypes.c_void_p(place), ctypes.byref(piece), ctypes.sizeof(piece)
        )
        if piece.base and keep_in_memory(piece.base, piece.size):
            kept += piece.size
    return kept


def keep_program_meanwhile() -> None:
    """The same from a thread: reading all of it from a slow stick takes a moment."""
    _thread.start_new_thread(keep_program, ())

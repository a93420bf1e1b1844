"""The calls of Windows that Python itself does not offer, as the documentation describes them."""

# ruff: noqa: E402, S101 - the type checker reads no further where this is the wrong system

from __future__ import annotations

import sys

assert sys.platform == "win32"

import ctypes

_DLL = ctypes.WinDLL("kernel32", use_last_error=True)
_HANDLE, _DWORD, _BOOL, _WORD = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_uint16

# Modes of the console's input
PROCESSED_INPUT, LINE_INPUT, ECHO_INPUT, WINDOW_INPUT = 0x0001, 0x0002, 0x0004, 0x0008
MOUSE_INPUT, QUICK_EDIT, EXTENDED_FLAGS, VIRTUAL_INPUT = 0x0010, 0x0040, 0x0080, 0x0200
# and of its output
PROCESSED_OUTPUT, WRAP, VIRTUAL_OUTPUT, NO_AUTO_RETURN = 0x0001, 0x0002, 0x0004, 0x0008

SUSPENDED, DETACHED = 0x00000004, 0x00000008  # of a process that is made
READ_AND_WRITE, SHARED, THERE = 0xC0000000, 0x3, 3  # of a file that is opened
WAIT_FAILED = 0xFFFFFFFF
_LIMITS_EXTENDED = 9
_LONGEST_TITLE = 1024
_KILL_ON_CLOSE, _NO_FAULT_BOX = 0x2000, 0x0400
_NO_BOXES = 0x0001 | 0x0002 | 0x8000  # nothing asks for a disk, or tells of a fault, in a window
_NO_MEMORY_IN_REPORTS = 0x0001


class Place(ctypes.Structure):
    """COORD."""

    _fields_ = (("x", ctypes.c_short), ("y", ctypes.c_short))


class _Rectangle(ctypes.Structure):
    _fields_ = tuple((side, ctypes.c_short) for side in ("left", "top", "right", "bottom"))


class BufferInfo(ctypes.Structure):
    """CONSOLE_SCREEN_BUFFER_INFO."""

    _fields_ = (
        ("size", Place),
        ("cursor", Place),
        ("attributes", _WORD),
        ("window", _Rectangle),
        ("largest", Place),
    )


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", _DWORD),
        ("least_set", ctypes.c_size_t),
        ("most_set", ctypes.c_size_t),
        ("processes", _DWORD),
        ("affinity", ctypes.c_size_t),
        ("priority", _DWORD),
        ("scheduling", _DWORD),
    )


class _Limits(ctypes.Structure):
    _fields_ = (
        ("basic", _BasicLimits),
        ("counters", ctypes.c_uint64 * 6),
        ("memory", ctypes.c_size_t * 4),
    )


HANDLER = ctypes.WINFUNCTYPE(_BOOL, _DWORD)

_Pointer = ctypes.POINTER(_DWORD)
for _name, _answer, _arguments in (
    ("GetConsoleMode", _BOOL, (_HANDLE, _Pointer)),
    ("SetConsoleMode", _BOOL, (_HANDLE, _DWORD)),
    ("GetNumberOfConsoleInputEvents", _BOOL, (_HANDLE, _Pointer)),
    ("ReadConsoleInputW", _BOOL, (_HANDLE, ctypes.c_void_p, _DWORD, _Pointer)),
    ("FlushConsoleInputBuffer", _BOOL, (_HANDLE,)),
    ("WriteConsoleW", _BOOL, (_HANDLE, ctypes.c_wchar_p, _DWORD, _Pointer, ctypes.c_void_p)),
    ("GetConsoleScreenBufferInfo", _BOOL, (_HANDLE, ctypes.POINTER(BufferInfo))),
    ("FillConsoleOutputCharacterW", _BOOL, (_HANDLE, ctypes.c_wchar, _DWORD, Place, _Pointer)),
    ("FillConsoleOutputAttribute", _BOOL, (_HANDLE, _WORD, _DWORD, Place, _Pointer)),
    ("SetConsoleCursorPosition", _BOOL, (_HANDLE, Place)),
    ("GetConsoleTitleW", _DWORD, (ctypes.c_wchar_p, _DWORD)),
    ("SetConsoleTitleW", _BOOL, (ctypes.c_wchar_p,)),
    ("VirtualLock", _BOOL, (ctypes.c_void_p, ctypes.c_size_t)),
    ("SetConsoleCtrlHandler", _BOOL, (ctypes.c_void_p, _BOOL)),
    ("CreateEventW", _HANDLE, (ctypes.c_void_p, _BOOL, _BOOL, ctypes.c_wchar_p)),
    ("SetEvent", _BOOL, (_HANDLE,)),
    ("CreateJobObjectW", _HANDLE, (ctypes.c_void_p, ctypes.c_wchar_p)),
    ("SetInformationJobObject", _BOOL, (_HANDLE, ctypes.c_int, ctypes.c_void_p, _DWORD)),
    ("AssignProcessToJobObject", _BOOL, (_HANDLE, _HANDLE)),
    ("TerminateJobObject", _BOOL, (_HANDLE, _DWORD)),
    ("ResumeThread", _DWORD, (_HANDLE,)),
    ("WaitForMultipleObjects", _DWORD, (_DWORD, ctypes.POINTER(_HANDLE), _BOOL, _DWORD)),
    ("GetTickCount64", ctypes.c_uint64, ()),
    ("QueryUnbiasedInterruptTime", _BOOL, (ctypes.POINTER(ctypes.c_uint64),)),
    ("SetErrorMode", _DWORD, (_DWORD,)),
):
    _function = getattr(_DLL, _name)
    _function.restype, _function.argtypes = _answer, _arguments


def console_mode(console: int) -> int:
    """Modes of a console's input or output.

    Raises:
        OSError: It is no console.
    """
    mode = _DWORD()
    if not _DLL.GetConsoleMode(console, ctypes.byref(mode)):
        raise OSError
    return mode.value


def set_console_mode(console: int, mode: int) -> bool:
    """Set those modes; answers whether the console knows them."""
    return bool(_DLL.SetConsoleMode(console, mode))


def records_waiting(console: int) -> int:
    """How many records can be read at once.

    Raises:
        OSError: The console is gone.
    """
    count = _DWORD()
    if not _DLL.GetNumberOfConsoleInputEvents(console, ctypes.byref(count)):
        raise OSError
    return count.value


def read_records(console: int, address: int, most: int) -> int:
    """Read records to an address, waiting for one; answers how many.

    Raises:
        OSError: The console is gone.
    """
    count = _DWORD()
    if not _DLL.ReadConsoleInputW(console, address, most, ctypes.byref(count)):
        raise OSError
    return count.value


def drop_records(console: int) -> None:
    """Drop everything that was typed and not read."""
    _DLL.FlushConsoleInputBuffer(console)


def write(console: int, text: str) -> None:
    """Write text; waits as long as the console makes it wait.

    Raises:
        OSError: It is no console, or gone.
    """
    while text:
        piece, text = text[:4096], text[4096:]
        size = len(piece.encode("utf-16-le", "replace")) // 2
        if not _DLL.WriteConsoleW(console, piece, size, ctypes.byref(_DWORD()), None):
            raise OSError


def buffer_info(console: int) -> BufferInfo | None:
    """Size, window, place of the cursor and colours; None where nobody knows."""
    info = BufferInfo()
    return info if _DLL.GetConsoleScreenBufferInfo(console, ctypes.byref(info)) else None


def fill_with_spaces(console: int, attributes: int) -> None:
    """Erase the whole buffer, what was scrolled up included, and put the cursor in its corner."""
    info = buffer_info(console)
    if info is None:
        return
    cells, corner, done = info.size.x * info.size.y, Place(0, 0), _DWORD()
    _DLL.FillConsoleOutputCharacterW(console, " ", cells, corner, ctypes.byref(done))
    _DLL.FillConsoleOutputAttribute(console, attributes, cells, corner, ctypes.byref(done))
    _DLL.SetConsoleCursorPosition(console, corner)


def title() -> str:
    """What stands above the window."""
    letters = ctypes.create_unicode_buffer(_LONGEST_TITLE)
    _DLL.GetConsoleTitleW(letters, _LONGEST_TITLE)
    return letters.value


def set_title(words: str) -> None:
    """Have other words stand there."""
    _DLL.SetConsoleTitleW(words)


def keep_in_memory(address: int, size: int) -> bool:
    """Keep these bytes out of the swap file; answers whether the system does so."""
    return bool(_DLL.VirtualLock(address, size))


def add_handler(handler: object) -> None:
    """Have ``handler``, made with HANDLER and kept by the caller, told of Ctrl-C and its like."""
    _DLL.SetConsoleCtrlHandler(ctypes.cast(handler, ctypes.c_void_p), True)  # type: ignore[arg-type]


def make_event() -> int:
    """An event that one waiting call takes."""
    return int(_DLL.CreateEventW(None, False, False, None) or 0)


def set_event(event: int) -> None:
    """Let whoever waits for it go on."""
    _DLL.SetEvent(event)


def wait_for_any(handles: list[int], longest: float) -> bool:
    """Wait until one of them is there, or ``longest`` seconds; False when none was in time.

    Unlike Python's own call this one listens to nothing else, Ctrl-C included.

    Raises:
        OSError: One of them is none.
    """
    array = (_HANDLE * len(handles))(*handles)
    milliseconds = -int(-longest * 1000 // 1)  # upwards, or a deadline would be waited for in vain
    answer = _DLL.WaitForMultipleObjects(len(handles), array, False, milliseconds)
    if answer == WAIT_FAILED:
        raise OSError
    return int(answer) < len(handles)


def make_job() -> int:
    """A job whose processes end with the last handle to it, and show no box when they crash."""
    job = int(_DLL.CreateJobObjectW(None, None) or 0)
    limits = _Limits()
    limits.basic.flags = _KILL_ON_CLOSE | _NO_FAULT_BOX
    size = ctypes.sizeof(limits)
    _DLL.SetInformationJobObject(job, _LIMITS_EXTENDED, ctypes.byref(limits), size)
    return job


def put_in_job(job: int, process: int) -> bool:
    """Put a process in a job, and all that it starts from then on."""
    return bool(_DLL.AssignProcessToJobObject(job, process))


def end_job(job: int) -> None:
    """End every process in it, at once."""
    _DLL.TerminateJobObject(job, 1)


def resume(thread: int) -> None:
    """Let a thread run that was made suspended."""
    _DLL.ResumeThread(thread)


def seconds_awake() -> float:
    """A clock that stands still while the computer sleeps."""
    ticks = ctypes.c_uint64()  # of 100 nanoseconds
    _DLL.QueryUnbiasedInterruptTime(ctypes.byref(ticks))
    return ticks.value / 1e7


def seconds_since_start() -> float:
    """A clock that goes on while the computer sleeps."""
    return float(_DLL.GetTickCount64()) / 1e3


def no_reports() -> None:
    """Let no fault of this process, or of one that it starts, open a window or keep its memory."""
    _DLL.SetErrorMode(_NO_BOXES)
    try:
        _DLL.WerSetFlags(_NO_MEMORY_IN_REPORTS)
    except AttributeError:
        return  # this one keeps no reports

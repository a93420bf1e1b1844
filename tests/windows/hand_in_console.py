"""A hand at a Windows console: starts programs there, presses keys, reads the screen and the modes.

Run by Python for Windows with two paths. Asked by lines of JSON in the first file, it answers by
lines in the second. Keys are records in the console's own input, as a keyboard's are.
"""

# ruff: noqa: E402 - the type checker reads no further where this is the wrong system

import sys

assert sys.platform == "win32"

import ctypes
import json
import os
import subprocess
import time

KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
HANDLE = ctypes.c_void_p
KERNEL.CreateFileW.restype = KERNEL.OpenProcess.restype = HANDLE
KERNEL.CreateToolhelp32Snapshot.restype = HANDLE
KERNEL.CreateRemoteThread.restype = HANDLE
KERNEL.CreateRemoteThread.argtypes = [HANDLE, HANDLE, ctypes.c_size_t, HANDLE, HANDLE]
KERNEL.CreateRemoteThread.argtypes += [ctypes.c_uint32, HANDLE]
ACCESS, SHARED, THERE = 0xC0000000, 3, 3
KEY, RESIZED = 1, 4


class Place(ctypes.Structure):
    _fields_ = (("x", ctypes.c_short), ("y", ctypes.c_short))


class Sides(ctypes.Structure):
    _fields_ = tuple((side, ctypes.c_short) for side in ("left", "top", "right", "bottom"))


class Info(ctypes.Structure):
    _fields_ = (
        ("size", Place),
        ("cursor", Place),
        ("attributes", ctypes.c_ushort),
        ("window", Sides),
        ("largest", Place),
    )


class Entry(ctypes.Structure):
    """PROCESSENTRY32."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("uses", ctypes.c_uint32),
        ("pid", ctypes.c_uint32),
        ("heap", ctypes.c_size_t),
        ("module", ctypes.c_uint32),
        ("threads", ctypes.c_uint32),
        ("parent", ctypes.c_uint32),
        ("priority", ctypes.c_int32),
        ("flags", ctypes.c_uint32),
        ("name", ctypes.c_char * 260),
    )


def record(kind, *words):
    """One INPUT_RECORD of 20 bytes from its 16-bit words after the type and its padding."""
    data = b"".join(word.to_bytes(2, "little") for word in words)
    return kind.to_bytes(4, "little") + data.ljust(16, b"\0")


def key(letter, code=0, down=1, state=0):
    return record(KEY, down, 0, 1, code, 0, letter, state, 0)


class Hand:
    def __init__(self):
        self.keys = HANDLE(KERNEL.CreateFileW("CONIN$", ACCESS, SHARED, None, THERE, 0, None))
        self.shown = HANDLE(KERNEL.CreateFileW("CONOUT$", ACCESS, SHARED, None, THERE, 0, None))
        self.others = []

    def start(self, words, environ):
        self.others.append(subprocess.Popen(words, env={**os.environ, **environ}))
        return self.others[-1].pid

    def status(self, number=0):
        return self.others[number].poll()

    def kill(self, number=0):
        self.others[number].kill()
        self.others[number].wait()

    def type(self, text):
        data = text.encode("utf-16-le")
        units = [data[at] | data[at + 1] << 8 for at in range(0, len(data), 2)]
        return self.records("".join((key(u) + key(u, down=0)).hex() for u in units))

    def records(self, hexed):
        data = bytes.fromhex(hexed)
        done = ctypes.c_uint32()
        KERNEL.WriteConsoleInputW(self.keys, data, len(data) // 20, ctypes.byref(done))
        return done.value

    def alive(self, pid):
        """Whether a process that we did not start lives."""
        process = HANDLE(KERNEL.OpenProcess(0x00100000, False, pid))
        if not process:
            return False
        try:
            return KERNEL.WaitForSingleObject(process, 0) == 0x102
        finally:
            KERNEL.CloseHandle(process)

    def children(self, number=0):
        """The living processes that what was started has started."""
        snapshot = HANDLE(KERNEL.CreateToolhelp32Snapshot(2, 0))
        entry = Entry()
        entry.size = ctypes.sizeof(entry)
        found = []
        more = KERNEL.Process32First(snapshot, ctypes.byref(entry))
        while more:
            if entry.parent == self.others[number].pid and self.alive(entry.pid):
                found.append(entry.pid)
            more = KERNEL.Process32Next(snapshot, ctypes.byref(entry))
        KERNEL.CloseHandle(snapshot)
        return found

    def end(self, pid):
        """Kill it."""
        process = HANDLE(KERNEL.OpenProcess(1, False, pid))
        return bool(KERNEL.TerminateProcess(process, 7)) and KERNEL.CloseHandle(process)

    def _info(self):
        info = Info()
        if not KERNEL.GetConsoleScreenBufferInfo(self.shown, ctypes.byref(info)):
            raise OSError(ctypes.get_last_error())
        return info

    def size(self):
        seen = self._info().window
        return [seen.bottom - seen.top + 1, seen.right - seen.left + 1]

    def screen(self):
        """Every cell of the whole buffer, a row a line."""
        size = self._info().size
        cells = ctypes.create_unicode_buffer(size.x * size.y + 1)
        done = ctypes.c_uint32()
        ok = KERNEL.ReadConsoleOutputCharacterW(
            self.shown, cells, size.x * size.y, Place(0, 0), ctypes.byref(done)
        )
        if not ok or done.value != size.x * size.y:
            raise OSError(ctypes.get_last_error())
        text = cells[: done.value]
        return [text[at : at + size.x] for at in range(0, len(text), size.x)]

    def cursor(self):
        place = self._info().cursor
        return [place.x, place.y]

    def title(self):
        letters = ctypes.create_unicode_buffer(1024)
        KERNEL.GetConsoleTitleW(letters, 1024)
        return letters.value

    def set_title(self, words):
        KERNEL.SetConsoleTitleW(words)

    def modes(self):
        answers = []
        for handle in (self.keys, self.shown):
            mode = ctypes.c_uint32()
            if not KERNEL.GetConsoleMode(handle, ctypes.byref(mode)):
                raise OSError(ctypes.get_last_error())
            answers.append(mode.value)
        return answers

    def set_modes(self, keys, shown):
        for handle, mode in ((self.keys, keys), (self.shown, shown)):
            if not KERNEL.SetConsoleMode(handle, mode):
                raise OSError(ctypes.get_last_error())

    def resize(self, rows, columns):
        """Make the window smaller or larger, and write the record that tells of it."""
        small = Sides(0, 0, 0, 0)
        kept = max(rows, self._info().size.y)
        KERNEL.SetConsoleWindowInfo(self.shown, True, ctypes.byref(small))
        if not KERNEL.SetConsoleScreenBufferSize(self.shown, Place(columns, kept)):
            raise OSError(ctypes.get_last_error())
        whole = Sides(0, 0, columns - 1, rows - 1)
        if not KERNEL.SetConsoleWindowInfo(self.shown, True, ctypes.byref(whole)):
            raise OSError(ctypes.get_last_error())
        self.records(record(RESIZED, columns, rows).hex())

    def lengthen(self, rows):
        """Give the buffer more rows than are seen."""
        columns = self._info().size.x
        if not KERNEL.SetConsoleScreenBufferSize(self.shown, Place(columns, rows)):
            raise OSError(ctypes.get_last_error())

    def left(self):
        """What a shell would get: keys that nobody has read."""
        count = ctypes.c_uint32()
        KERNEL.GetNumberOfConsoleInputEvents(self.keys, ctypes.byref(count))
        if not count.value:
            return []
        data = ctypes.create_string_buffer(count.value * 20)
        KERNEL.ReadConsoleInputW(self.keys, data, count.value, ctypes.byref(count))
        rows = [data.raw[at : at + 20] for at in range(0, count.value * 20, 20)]
        return [row.hex() for row in rows if row[0] == KEY]

    def tell(self, kind, pid=0):
        """Tell a process of Ctrl-Break (1), the X (2) or the end of the session (5, 6).

        As Windows does it: by a thread in that process, at the place where handlers are called.
        Wine's console of this form has no way to ask for it.
        """
        base = ctypes.WinDLL("kernelbase")
        process = HANDLE(KERNEL.OpenProcess(0x1FFFFF, False, pid or self.others[0].pid))
        place = ctypes.cast(base.CtrlRoutine, HANDLE)
        thread = HANDLE(KERNEL.CreateRemoteThread(process, None, 0, place, HANDLE(kind), 0, None))
        KERNEL.CloseHandle(process)
        return bool(thread.value) and KERNEL.CloseHandle(thread)


def main(asks, answers):
    hand = Hand()
    handler = ctypes.WINFUNCTYPE(ctypes.c_int, ctypes.c_uint32)(lambda kind: True)
    KERNEL.SetConsoleCtrlHandler(handler, True)
    asked = os.open(asks, os.O_RDONLY | os.O_BINARY)
    with open(answers, "a", encoding="utf-8") as said:
        rest = b""
        while True:
            os.lseek(asked, 0, os.SEEK_CUR)  # or an end of the file, once met, would stay its end
            rest += os.read(asked, 1 << 16)
            if not rest.endswith(b"\n"):
                time.sleep(0.005)
                continue
            name, words = json.loads(rest)
            rest = b""
            if name == "over":
                break
            try:
                answer = [True, getattr(hand, name)(*words)]
            except Exception as error:
                answer = [False, repr(error)]
            said.write(json.dumps(answer) + "\n")
            said.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])

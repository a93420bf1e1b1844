"""The parts below the guard on Windows, one by one."""

from pathlib import Path

import pytest

from tests.windows.consoles import Console
from tests.windows.wine_house import ROOT, Wine

pytestmark = [
    pytest.mark.needs("wine", "x86_64-w64-mingw32-gcc"),
    pytest.mark.xdist_group("wine"),
]

ALLOWED = {
    *("os", "sys", "time", "errno", "stat", "nt", "ntpath", "genericpath", "msvcrt", "_winapi"),
    *("ctypes", "ctypes._endian", "_ctypes", "_struct", "struct", "types", "_thread", "_signal"),
}
# Loaded by Python itself before a first line runs, or by `os`.
BY_PYTHON = {
    *("__future__", "__main__", "_abc", "_codecs", "_collections_abc", "_frozen_importlib"),
    *("_frozen_importlib_external", "_imp", "_io", "_stat", "_warnings", "_weakref", "abc"),
    *("builtins", "codecs", "encodings", "io", "marshal", "os.path", "winreg", "zipimport"),
    "zlib",  # the standard library of this Python is an archive
}


def test_the_guard_loads_next_to_nothing(wine: Wine) -> None:
    code = (
        "import sys\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "import safeplan.guard.life\n"
        "from safeplan.guard import alive\n"
        "print(' '.join(sys.modules))\n"
    )
    ended = wine.run(["-I", "-S", "-c", code])
    names = set(ended.stdout.decode().split())
    ours = {name for name in names if name.split(".")[0] == "safeplan"}
    assert "safeplan.guard.windows.system" in ours
    assert {name.split(".")[1] for name in ours if "." in name} == {"guard"}
    foreign = {name for name in names - ours if not name.startswith("encodings.")}
    assert foreign - BY_PYTHON - ALLOWED == set()
    assert not names & {"re", "signal", "enum", "subprocess", "threading", "contextlib", "select"}


PARTS = """
import os, sys
from safeplan.guard.windows import kernel
from safeplan.guard.windows.pipes import Feeder, Mailbox, listen, pipe
from safeplan.guard.windows.procs import Process
WAIT = 20.0
null = os.open(os.devnull, os.O_RDWR)
"""


def test_whoever_does_not_read_makes_nobody_wait(wine: Wine) -> None:
    code = PARTS + (
        "read, write = pipe()\n"
        "feeder = Feeder(write, most=1 << 20)\n"
        "for number in range(40):\n"
        "    feeder.put([b'%03d' % number, memoryview(b'x' * 99_997)])\n"
        "feeder.put([b'dropped'])\n"
        "data = b''\n"
        "while len(data) < 1_000_000:\n"
        "    data += os.read(read, 1 << 20)\n"
        "print([int(data[at : at + 3]) for at in range(0, 1_000_000, 100_000)])\n"
        "feeder.close()\n"
    )
    assert wine.code(code) == "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]\n"


def test_a_feeder_ends_with_its_reader(wine: Wine) -> None:
    code = PARTS + (
        "read, write = pipe()\n"
        "feeder = Feeder(write)\n"
        "os.close(read)\n"
        "feeder.put([b'tea'])\n"
        "feeder.put([b'tea'])\n"
        "feeder.close()\n"
        "print('on')\n"
    )
    assert wine.code(code) == "on\n"


def test_what_threads_bring_is_waited_for_and_ends_with_nothing(wine: Wine) -> None:
    code = PARTS + (
        "mail = Mailbox()\n"
        "print(kernel.wait_for_any([mail.event], 0.0), mail.take())\n"
        "read, write = pipe()\n"
        "listen(read, lambda data: mail.put('app', data), 1)\n"
        "os.write(write, b'AB')\n"
        "os.close(write)\n"
        "got = []\n"
        "while not got or got[-1][1]:\n"
        "    assert kernel.wait_for_any([mail.event], WAIT)\n"
        "    got += mail.take()\n"
        "print(got, mail.take())\n"
    )
    said = wine.code(code).splitlines()
    assert said == ["False []", "[('app', b'A'), ('app', b'B'), ('app', b'')] []"]


def test_a_process_is_ended_and_told_apart_from_one_that_fell_over(wine: Wine) -> None:
    code = PARTS + (
        "def run(text):\n"
        "    process = Process()\n"
        "    process.spawn((sys.executable, '-I', '-c', text), (), (null, null, null), 0)\n"
        "    return process\n"
        "fell = run('raise SystemExit(3)')\n"
        "print(fell.gone(WAIT), fell.status, fell.fell_over, fell.lost_its_pages)\n"
        "held = run('import time; time.sleep(99)')\n"
        "print(held.reap(), held.fell_over)\n"
        "held.kill()\n"
        "print(held.gone(WAIT), held.fell_over)\n"
        "held.end()\n"
        "end = '_winapi.TerminateProcess(_winapi.GetCurrentProcess(), 0xC0000006)'\n"
        "lost = run('import _winapi; ' + end)\n"
        "print(lost.gone(WAIT), lost.lost_its_pages)\n"
    )
    assert wine.code(code).splitlines() == [
        "True 3 True False",
        "False False",
        "True False",
        "True True",
    ]


def test_what_a_process_started_ends_with_it(wine: Wine) -> None:
    """As the python.exe of a virtual environment starts another one."""
    child = (
        "import subprocess, sys\n"
        "subprocess.run([sys.executable, '-I', '-c', 'import time; print(1, flush=True); "
        "time.sleep(99)'])"
    )
    code = PARTS + (
        "read, write = pipe()\n"
        f"text = {child!r}\n"
        "process = Process()\n"
        "process.spawn((sys.executable, '-I', '-c', text), (), (null, write, null), 0)\n"
        "os.close(write)\n"
        "print(os.read(read, 1))\n"
        "process.kill()\n"
        "while os.read(read, 99):\n"
        "    pass\n"
        "print('both have ended')\n"
    )
    assert wine.code(code) == "b'1'\nboth have ended\n"


def test_a_process_gets_its_own_ends_and_no_other(wine: Wine) -> None:
    child = (
        "import msvcrt, os, sys\n"
        "for number in sys.argv[1:]:\n"
        "    try:\n"
        "        os.write(msvcrt.open_osfhandle(int(number), 0), b'it')\n"
        "    except OSError:\n"
        "        pass\n"
    )
    code = PARTS + (
        "import msvcrt\n"
        "mine, given = pipe(), pipe()\n"
        "other = msvcrt.get_osfhandle(mine[1])\n"
        "os.set_handle_inheritable(other, True)\n"
        "process = Process()\n"
        f"command = (sys.executable, '-I', '-c', {child!r}, str(other))\n"
        "process.spawn(command, (given[1],), (null, null, null), 0)\n"
        "print(process.gone(WAIT), process.status)\n"
        "for read, write in (mine, given):\n"
        "    os.close(write)\n"
        "    print(os.read(read, 99))\n"
    )
    assert wine.code(code).splitlines() == ["True 0", "b''", "b'it'"]


def test_the_clocks_go(wine: Wine) -> None:
    code = (
        "from safeplan.guard.windows.system import system_clocks\n"
        "clocks = system_clocks()\n"
        "a, b = clocks.steady(), clocks.boot()\n"
        "while clocks.steady() <= a or clocks.boot() <= b:\n"
        "    pass\n"
        "print(0 < a, 0 < b)\n"
    )
    assert wine.code(code) == "True True\n"


def test_words_that_are_shown_once_leave_nothing(wine: Wine, tmp_path: Path) -> None:
    with Console(wine, tmp_path) as console:
        before = console.ask("modes")
        code = "from safeplan.commands.shown import show_once; show_once('plum, Zoë', 'Enter:')"
        console.start("-c", code)
        console.shows("Enter:")
        assert "plum, Zoë" in console.screen
        console.type("x ")
        console.type("\r")
        assert console.ended() == 0
        assert console.cells == ""
        assert console.ask("modes") == before


def test_an_odd_command_line_arrives_as_it_was(wine: Wine) -> None:
    words = ["a b", 'quo"te', "E:\\", "", "Zoë\\\\", '\\"']
    code = (
        "import os, sys\n"
        "from safeplan.guard.windows.pipes import pipe\n"
        "from safeplan.guard.windows.procs import Process\n"
        "null = os.open(os.devnull, os.O_RDWR)\n"
        "read, write = pipe()\n"
        "process = Process()\n"
        "show = 'import sys; print(ascii(sys.argv[1:]))'\n"
        f"command = (sys.executable, '-I', '-c', show, *{words!r})\n"
        "process.spawn(command, (), (null, write, null), 0)\n"
        "os.close(write)\n"
        "print(os.read(read, 999).decode(), end='')\n"
    )
    assert wine.code(code).strip() == ascii(words)


def test_what_is_typed_is_kept_out_of_the_swap_file(wine: Wine) -> None:
    code = (
        "from safeplan.guard.pinned import pin\n"
        "print(pin(bytearray(4096), bytearray(1 << 16)))\n"
        "from safeplan.guard.windows import kernel\n"
        "print(kernel.keep_in_memory(8, 4096))\n"
    )
    assert wine.code(code) == "True\nFalse\n"


def test_a_large_frame_reaches_the_console_whole(wine: Wine, tmp_path: Path) -> None:
    with Console(wine, tmp_path) as console:
        console.ask("lengthen", 2000)
        code = (
            "from safeplan.app.drawing import Outlet\n"
            "outlet = Outlet(1)\n"
            "outlet.write('held')\n"
            "outlet.reopen('first')\n"
            "outlet.write('é' * 100_000 + 'last')\n"
            "outlet.flush()\n"
            "outlet.shut()\n"
            "outlet.write('held')\n"
        )
        console.start("-c", code)
        assert console.ended() == 0
        assert console.cells == "first" + "é" * 100_000 + "last"


@pytest.mark.needs("root")
def test_the_program_itself_is_kept_in_memory(wine: Wine) -> None:
    """Python's own library among it. Wine asks the system, which grants this to few."""
    code = (
        "import os, sys\n"
        "from safeplan.guard.windows.resident import keep_program\n"
        "library = os.path.join(os.path.dirname(sys.executable), 'python311.dll')\n"
        "print(keep_program() > os.stat(library).st_size)\n"
    )
    assert wine.code(code) == "True\n"

"""No whole copy of a password stays in a process that lives on."""

import functools
import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from safeplan.vault import keys
from tests.terminal import filled
from tests.terminal.cheap_kdf import CHEAP
from tests.terminal.conftest import Start
from tests.terminal.pty_harness import Terminal, children, the_app
from tests.terminal.small_app import ROOT_A

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.xdist_group("terminal"),
    pytest.mark.needs("root"),  # the processes shut out everybody else
]

# Four words that stand in no file and no environment, so that each byte found was typed.
WORDS = "qhvjwk-zpxtrm-bgfdsn-ywl"


def copies(pid: int, wanted: bytes) -> int:
    """How often ``wanted`` stands in the writable memory of a process."""
    found = 0
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for row in maps:
            places, rights, *_ = row.split()
            if "rw" not in rights:
                continue
            start, stop = (int(place, 16) for place in places.split("-"))
            memory.seek(start)
            try:
                found += memory.read(stop - start).count(wanted)
            except OSError:
                continue
    return found


def everywhere(terminal: Terminal, wanted: bytes) -> dict[int, int]:
    found = {}
    for pid in terminal.family():
        # One that has ended meanwhile holds nothing any more.
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGSTOP)
            try:
                found[pid] = copies(pid, wanted)
            finally:
                os.kill(pid, signal.SIGCONT)
    return found


@pytest.fixture
def secret_vault(vault: Path) -> Path:
    data = bytearray(vault.read_bytes())
    data[ROOT_A : ROOT_A + 32] = keys.derive_root(WORDS.encode(), bytes(data[:32]), CHEAP)
    vault.write_bytes(data)
    return vault


def test_the_line_before_anything(start: Start, secret_vault: Path) -> None:
    terminal = start(str(secret_vault))
    terminal.shows("Password:")
    terminal.write(WORDS)
    terminal.shows("*" * len(WORDS))
    assert everywhere(terminal, WORDS.encode())[terminal.pid] == 1, "the live buffer is found"
    terminal.write("\r")
    terminal.shows("open\n")
    for part in (WORDS, WORDS[:16]):
        assert set(everywhere(terminal, part.encode()).values()) == {0}
    assert set(everywhere(terminal, WORDS.encode("utf-32-le")).values()) == {0}
    assert set(everywhere(terminal, WORDS.encode("utf-16-le")).values()) == {0}


def test_pasted(start: Start, secret_vault: Path) -> None:
    terminal = start(str(secret_vault))
    terminal.shows("Password:")
    terminal.said(b"\x1b[?2004h")
    terminal.write(f"\x1b[200~{WORDS}\x1b[201~\r")
    terminal.shows("open\n")
    assert set(everywhere(terminal, WORDS[:16].encode()).values()) == {0}


def test_a_wrong_one(start: Start, vault: Path) -> None:
    terminal = start(str(vault))
    terminal.shows("Password:")
    terminal.write(WORDS + "\r")
    terminal.shows("That does not open it.\n\nPassword:")
    assert set(everywhere(terminal, WORDS[:16].encode()).values()) == {0}


def test_given_up(start: Start, vault: Path) -> None:
    terminal = start(str(vault))
    terminal.shows("Password:")
    terminal.write(WORDS + "\x15")
    terminal.until(lambda: terminal.text.endswith("Password:"), "cleared")
    assert set(everywhere(terminal, WORDS[:16].encode()).values()) == {0}


def test_asked_by_the_app(opened: Terminal) -> None:
    opened.write("n")
    opened.shows("New password:")
    opened.write(WORDS + "\r" + WORDS)
    opened.shows("The same again: " + "*" * len(WORDS))
    live = everywhere(opened, WORDS.encode())
    assert live[opened.pid] == 2, "both lines are found"
    opened.write("\r")
    opened.shows("new ")
    assert set(everywhere(opened, WORDS[:16].encode()).values()) == {0}


def everything(pid: int) -> int:
    """Bytes of writable memory of a process, which is what `copies` looks through."""
    return sum(
        int(row.split()[1]) * 1024
        for row in Path(f"/proc/{pid}/smaps").read_text().splitlines()
        if row.startswith("Rss:")
    )


def test_after_a_lock_of_the_real_app(tmp_path: Path) -> None:
    """Neither the password nor a word of the plan is in any process that stands at the line."""
    vault = filled.make(tmp_path / "notes.dat")
    word = filled.FIRST.encode()
    canaries = [canary.encode() for canary in ("Pumpkin", "invented hamster", "book club")]
    with Terminal(filled.command(vault)) as terminal:
        terminal.shows("Password:")
        terminal.write(filled.FIRST + "\r")
        terminal.shows("What would you like to do?")
        app = the_app(terminal.pid)
        assert copies(app, b"Pumpkin") > 0, "the scan finds what is there"
        assert copies(terminal.pid, b"Pumpkin") == 0, "the guard never held it"
        assert set(everywhere(terminal, word[:16]).values()) == {0}
        os.kill(terminal.pid, signal.SIGTSTP)
        terminal.until(lambda: terminal.text == "Home notes\n\nPassword:", "the line")
        terminal.until(lambda: len(children(terminal.pid)) == 2, "a new app, and what derives")
        terminal.until(lambda: everything(the_app(terminal.pid)) > 30 << 20, "the app is warm")
        for wanted in (*canaries, word, word[:16]):
            assert set(everywhere(terminal, wanted).values()) == {0}, wanted
        terminal.write(b"\x11")
        assert terminal.ended() == 0


def test_nothing_of_it_is_written_to_the_swap_file(opened: Terminal) -> None:
    """An administrator may keep all of it in memory; what others may, `tests/guard` looks at."""
    opened.write("n")
    opened.shows("New password:")
    for pid in opened.family():
        opened.until(functools.partial(_all_kept, pid), "all of it is kept in memory")


def _all_kept(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    rows = dict(row.split(":", 1) for row in status)
    if rows["State"].split()[0] == "Z":
        return True  # it has ended, and holds nothing
    return int(rows["VmLck"].split()[0]) >= int(rows["VmRSS"].split()[0])


def test_nobody_else_may_look(opened: Terminal) -> None:
    for pid in (opened.pid, *children(opened.pid)):
        # A process that is not dumpable belongs to root in /proc, and writes no core file.
        limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
        core = next(row for row in limits if row.startswith("Max core file size"))
        assert core.split()[4:6] == ["0", "0"]


def test_nobody_else_may_look_as_another_user(start: Start, vault: Path) -> None:
    terminal = start(str(vault))
    terminal.shows("Password:")
    terminal.write("x")
    terminal.shows("Password: *")
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        # Without the right to trace everything, even the same user is shut out.
        os.close(reader)
        answer = b"shut out"
        try:
            _drop_capabilities()
            with open(f"/proc/{terminal.pid}/mem", "rb", 0):
                answer = b"let in"
        except PermissionError:
            pass
        except BaseException as error:
            answer = repr(error).encode()
        os.write(writer, answer)
        os._exit(0)
    os.close(writer)
    os.waitpid(pid, 0)
    answer = os.read(reader, 200)
    os.close(reader)
    assert answer == b"shut out"


def _drop_capabilities() -> None:
    """Stay the same user, but without what only an administrator may do (Linux)."""
    import ctypes

    class Head(ctypes.Structure):
        _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))

    head = Head(0x20080522, 0)
    data = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(ctypes.byref(head), data) != 0:
        raise OSError(ctypes.get_errno(), "capset")

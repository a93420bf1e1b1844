"""The wipe's bytes stand in the one order that leaves nothing, and it gets through."""

import os
import pty
import select
import termios
import time

import pyte
import pytest

from safeplan.guard.wipe import CLEAR, WIPE, NoTerminal, Window

CANARY = "Aunt Pumpkin has the spare key"


def order(*pieces: bytes) -> list[int]:
    return [WIPE.index(piece) for piece in pieces]


def test_it_begins_by_ending_what_was_cut() -> None:
    assert WIPE.startswith(b"\x18\x1b\\\x1b[?2026l")


def test_erased_in_place_before_anything_could_be_pushed_up() -> None:
    places = order(b"\x1b[999;999H\x1b[1J", b"\x1b[?1049l", b"\x1b[2J", b"\x1b[3J")
    assert places == sorted(places)


def test_the_scrollback_goes_after_the_first_screen_is_back_and_empty() -> None:
    assert WIPE.rindex(b"\x1b[?1049l") < WIPE.rindex(b"\x1b[2J") < WIPE.rindex(b"\x1b[3J")
    assert WIPE.rindex(b"\x1b[3J") < WIPE.rindex(b"\x1b[H")


def test_colours_and_margins_are_off_before_each_erasing() -> None:
    for erase in (b"\x1b[1J", b"\x1b[2J"):
        assert WIPE.index(b"\x1b[r\x1b[m") < WIPE.index(erase)
    assert WIPE.index(b"\x1b[?1049l") < WIPE.rindex(b"\x1b[r\x1b[m") < WIPE.rindex(b"\x1b[1J")


@pytest.mark.parametrize("mode", [1000, 1002, 1003, 1004, 1006, 1015, 1016, 2004, 2026, 2048, 1049])
def test_modes_are_off(mode: int) -> None:
    assert b"\x1b[?%dl" % mode in WIPE
    assert b"\x1b[?%dh" % mode not in WIPE


def test_lines_wrap_and_the_cursor_is_seen() -> None:
    assert b"\x1b[?7h" in WIPE
    assert WIPE.endswith(b"\x1b[?25h")


def test_nothing_is_set_that_a_stranger_could_see() -> None:
    assert b"\x1b]" not in WIPE
    assert b"\x07" not in WIPE


@pytest.mark.parametrize(
    ("cut", "string"),
    [
        (b"", CLEAR),
        (b"", WIPE),
        (b"\x1b[38;5", WIPE),
        (b"\x1b[?2026h\x1b[41m", WIPE),
        (b"\x1b[5;10r\x1b[?6h", WIPE),
        (b"\x1b[?1049h\x1b[?25l", WIPE),
    ],
)
def test_a_terminal_is_empty_after_it(cut: bytes, string: bytes) -> None:
    screen = pyte.Screen(80, 24)
    stream = pyte.ByteStream(screen)
    stream.feed(b"\r\n".join(f"{row} {CANARY}".encode() for row in range(24)))
    stream.feed(cut + string)
    assert not "".join(screen.display).strip()
    assert (screen.cursor.x, screen.cursor.y) == (0, 0)
    assert not screen.cursor.hidden


class Pseudo:
    def __init__(self) -> None:
        self.master, self.slave = pty.openpty()
        self.window = Window(os.ttyname(self.slave))

    def read(self) -> bytes:
        data = b""
        while select.select([self.master], [], [], 0.1)[0]:
            data += os.read(self.master, 1 << 16)
        return data

    def close(self) -> None:
        self.window.close()
        os.close(self.master)
        os.close(self.slave)


@pytest.fixture
def terminal():  # type: ignore[no-untyped-def]
    pseudo = Pseudo()
    yield pseudo
    pseudo.close()


def test_raw_and_back_exactly(terminal: Pseudo) -> None:
    before = termios.tcgetattr(terminal.slave)
    terminal.window.raw()
    raw = termios.tcgetattr(terminal.slave)
    assert not raw[3] & (termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN)
    assert not raw[0] & (termios.IXON | termios.ICRNL)
    terminal.window.restore()
    assert termios.tcgetattr(terminal.slave) == before


def test_wipe_reaches_the_terminal(terminal: Pseudo) -> None:
    assert terminal.window.wipe()
    assert terminal.read() == WIPE


def test_wipe_gets_past_output_that_nobody_reads(terminal: Pseudo) -> None:
    flood = os.open(os.ttyname(terminal.slave), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    while select.select([], [flood], [], 0)[1]:
        os.write(flood, CANARY.encode() * 50)
    os.close(flood)
    assert terminal.window.wipe(5.0)
    assert terminal.read().endswith(WIPE)


def test_wipe_gives_up_on_a_terminal_that_is_gone(terminal: Pseudo) -> None:
    other = Pseudo()
    os.close(other.master)
    assert not other.window.wipe()
    other.window.say(b"tea")
    other.window.swallow(bytearray(64))
    assert other.window.read(bytearray(64), 0) == 0
    other.window.restore()
    other.master = os.open(os.devnull, os.O_RDONLY)
    other.close()


def test_the_shells_flags_stay_as_they_were(terminal: Pseudo) -> None:
    assert os.get_blocking(terminal.slave)
    assert os.get_blocking(terminal.window.child_fd)
    assert not os.get_blocking(terminal.window.fd)


def test_swallow_takes_what_is_typed_and_forgets_it(terminal: Pseudo) -> None:
    terminal.window.raw()
    os.write(terminal.master, b"\x1b" * 12 + b"ls\r")
    scratch = bytearray(64)
    terminal.window.swallow(scratch)
    assert scratch == bytes(64)
    assert terminal.window.read(bytearray(64), 0) is None


def test_swallow_ends_though_a_key_is_held(
    terminal: Pseudo, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = iter(range(100))
    monkeypatch.setattr(time, "monotonic", lambda: next(now))
    terminal.window.raw()
    os.write(terminal.master, b"\x1b")
    terminal.window.swallow(bytearray(8))
    assert next(now) <= 5


def test_no_terminal() -> None:
    with pytest.raises(NoTerminal):
        Window("/dev/null")
    with pytest.raises(NoTerminal):
        Window("/nowhere/tty")


def test_a_terminal_that_takes_nothing_is_waited_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    master, slave = pty.openpty()
    window = Window(os.ttyname(slave))
    waited: list[float] = []
    takes: list[bool] = [False]
    write = os.write

    def blocked(fd: int, data: bytes) -> int:
        if not takes[0]:
            raise BlockingIOError
        return write(fd, data)

    def nobody(_read: object, _write: object, _other: object, left: float) -> tuple[object, ...]:
        waited.append(left)
        return [], [], []

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", blocked)
        patched.setattr(select, "select", nobody)
        for _ in range(24):  # a password that was pasted, a star each
            window.say(b"*")
        assert len(waited) == 1
        takes[0] = True
        window.say(b"*")
        takes[0] = False
        window.say(b"*")
        assert len(waited) == 2
    window.close()
    os.close(master)
    os.close(slave)

"""The ways out, from each state, on a real pseudo-terminal under a session leader.

Each leaves an empty window, the terminal as it was, exit status 0, no process, no spare key.
"""

import os
import signal
import termios
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from safeplan.guard.wipe import WIPE
from tests.terminal.conftest import RIGHT, Start, open_it
from tests.terminal.pty_harness import (
    ORDINARY,
    Terminal,
    alive,
    children,
    modes_left_on,
    strings_to_the_terminal,
    the_app,
    the_kdf,
)
from tests.terminal.small_app import CANARY

pytestmark = [pytest.mark.terminal, pytest.mark.xdist_group("terminal")]

KEYS = {
    "escape twice": b"\x1b\x1b",
    "ctrl-q": b"\x11",
    "ctrl-c": b"\x03",
    "kitty escape twice": b"\x1b[27u\x1b[27u",
    "kitty ctrl-q": b"\x1b[113;5u",
}


def at_the_line(start: Start) -> Terminal:
    terminal = start()
    terminal.shows("Password:")
    return terminal


def typing(start: Start) -> Terminal:
    terminal = at_the_line(start)
    terminal.write("six od")
    terminal.shows("******")
    return terminal


def deriving(start: Start) -> Terminal:
    terminal = start(kdf="stuck_kdf.py")
    terminal.shows("Password:")
    terminal.write(RIGHT + "\r")
    terminal.shows("Opening…")
    return terminal


def open_(start: Start) -> Terminal:
    return open_it(start())


def fresh(start: Start) -> Terminal:
    terminal = start("", "--fresh")
    terminal.shows("fresh")
    return terminal


def asked(start: Start) -> Terminal:
    terminal = open_(start)
    terminal.write("a")
    terminal.shows("Password:")
    return terminal


def asked_for_new(start: Start) -> Terminal:
    terminal = open_(start)
    terminal.write("n")
    terminal.shows("New password:")
    terminal.write("tea\r")
    terminal.shows("The same again:")
    return terminal


def busy(start: Start) -> Terminal:
    terminal = open_(start)
    terminal.write("b")
    terminal.write("xxx")
    return terminal


def writing(start: Start) -> Terminal:
    terminal = open_(start)
    drawn = len(terminal.output)
    terminal.write("f")
    terminal.until(lambda: len(terminal.output) > drawn + 100_000, "a flood")
    return terminal


def practised(start: Start) -> Terminal:
    terminal = open_(start)
    terminal.write("p")
    terminal.shows("practising")
    terminal.write(b"\x11")
    terminal.shows("Press Enter to go on.")
    return terminal


STATES: dict[str, Callable[[Start], Terminal]] = {
    "at the line": at_the_line,
    "typing": typing,
    "deriving": deriving,
    "open": open_,
    "fresh": fresh,
    "asked": asked,
    "asked for a new one": asked_for_new,
    "busy": busy,
    "writing": writing,
    "practised": practised,
}


# Each state and each way stand in the run of every day; every pair of them in the long one.
WAYS_OUT = [
    *((state, "escape twice") for state in STATES),
    *(("open", key) for key in KEYS if key != "escape twice"),
]
SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGUSR1", "SIGALRM", "SIGXCPU")
SIGNALLED = [
    *((state, "SIGTERM") for state in STATES),
    *(("open", number) for number in SIGNALS if number != "SIGTERM"),
]
SOME_STATES = ("typing", "deriving", "open", "writing")


def pairs(some: list[tuple[str, str]], others: Iterable[str]) -> list[ParameterSet]:
    """Every pair of a state and one of ``others``, those beyond ``some`` for the long run."""
    every = [(state, other) for state in STATES for other in others]
    return [pytest.param(*pair, marks=() if pair in some else pytest.mark.soak) for pair in every]


def gone(terminal: Terminal, family: list[int], left: str = "") -> None:
    """The program has left as it must."""
    assert terminal.ended() == 0
    assert terminal.text == left
    assert WIPE in terminal.output
    after = bytes(terminal.output[terminal.output.rindex(b"\x1b[3J") :])
    assert CANARY.encode() not in after
    assert terminal.after == repr(terminal.before), "stty -g"
    assert terminal.left == b"", "keys for the shell"
    terminal.until(lambda: not any(map(alive, family)), "no process is left")
    assert not terminal.screen.cursor.hidden
    assert modes_left_on(bytes(terminal.output)) <= ORDINARY
    assert strings_to_the_terminal(bytes(terminal.output)) == []


@pytest.mark.parametrize(("state", "key"), pairs(WAYS_OUT, KEYS))
def test_keys(start: Start, state: str, key: str) -> None:
    terminal = STATES[state](start)
    family = terminal.family()
    terminal.write(KEYS[key])
    gone(terminal, family)


@pytest.mark.parametrize(("state", "number"), pairs(SIGNALLED, SIGNALS))
def test_signals(start: Start, state: str, number: str) -> None:
    terminal = STATES[state](start)
    family = terminal.family()
    os.kill(terminal.pid, getattr(signal, number))
    gone(terminal, family)


def test_the_button(opened: Terminal) -> None:
    family = opened.family()
    opened.write("h")
    gone(opened, family)


def test_closing_in_good_order(opened: Terminal) -> None:
    family = opened.family()
    opened.write("q")
    gone(opened, family)


@pytest.mark.parametrize("mashed", [b"\x1b" * 12, b"\x1b" * 12 + b"ls\r", b"\x11\x11\rexit\r"])
def test_mashed_keys_do_not_reach_the_shell(opened: Terminal, mashed: bytes) -> None:
    family = opened.family()
    wipes = opened.output.count(WIPE)
    for at in range(len(mashed)):
        opened.write(mashed[at : at + 1])
    opened.said(WIPE, wipes + 2)
    for at in range(len(mashed)):  # fingers do not stop because the window is empty
        opened.write(mashed[at : at + 1])
        opened.pump(0.01)
    gone(opened, family)


def test_what_is_looked_for_after_the_wipe_is_found_where_it_is() -> None:
    assert modes_left_on(b"\x1b[?1000;1006h\x1b[?25l\x1b[?1006l\x1b[?2026h") == {1000, 2026}
    assert strings_to_the_terminal(b"tea\x1b]2;a title\x07\x1b[>1u") == [
        b"\x1b]2;a title\x07",
        b"\x1b[>1u",
    ]


def test_the_app_turns_on_what_the_wipe_turns_off(opened: Terminal) -> None:
    opened.shows(CANARY)
    on = modes_left_on(bytes(opened.output))
    assert {1000, 1006, 1049, 2004} <= on
    assert on <= modes_left_on(WIPE.replace(b"l", b"h"))


def test_single_escapes_do_not_hide(opened: Terminal) -> None:
    opened.write(b"\x1b")
    opened.shows("key escape 1")
    assert all(map(alive, opened.family()))


STOPPED = "Home notes stopped. Start it again to go on."


class TestTheAppEnds:
    @pytest.mark.parametrize("number", ["SIGSEGV", "SIGKILL", "SIGABRT"])
    def test_by_a_signal(self, opened: Terminal, number: str) -> None:
        family = opened.family()
        os.kill(children(opened.pid)[0], getattr(signal, number))
        gone(opened, family, STOPPED)

    def test_by_an_exception(self, opened: Terminal) -> None:
        family = opened.family()
        opened.write("e")
        gone(opened, family, STOPPED)
        assert b"Traceback" not in opened.output
        assert b"RuntimeError" not in opened.output

    def test_because_its_pages_cannot_be_read_any_more(self, opened: Terminal) -> None:
        family = opened.family()
        os.kill(children(opened.pid)[0], signal.SIGBUS)
        gone(opened, family)

    def test_while_the_person_types_a_password(self, start: Start) -> None:
        terminal = typing(start)
        family = terminal.family()
        app = the_app(terminal.pid)
        os.kill(app, signal.SIGSEGV)
        gone(terminal, family, STOPPED)

    def test_before_it_began(self, start: Start, vault: Path) -> None:
        terminal = start(str(vault), app="no_such_program.py")
        gone(terminal, [terminal.pid], STOPPED)


class TestTheDerivingEnds:
    def test_for_want_of_memory(self, start: Start) -> None:
        terminal = deriving(start)
        kdf = the_kdf(terminal.pid)
        os.kill(kdf, signal.SIGKILL)
        terminal.shows("Too little memory: close other programs, then try again.\n\nPassword:")
        terminal.write(b"\x11")
        gone(terminal, terminal.family())

    def test_while_nobody_needs_it_yet(self, start: Start) -> None:
        terminal = typing(start)
        kdf = the_kdf(terminal.pid)
        os.kill(kdf, signal.SIGKILL)
        terminal.until(lambda: not alive(kdf), "it has ended")
        terminal.write("d words\r")
        terminal.shows("Too little memory: close other programs, then try again.\n\nPassword:")
        terminal.write(RIGHT + "\r")
        terminal.shows("open\n")

    def test_in_the_middle_of_asking(self, opened: Terminal) -> None:
        opened.write("a")
        opened.shows("Password:")
        kdf = the_kdf(opened.pid)
        os.kill(kdf, signal.SIGKILL)
        opened.until(lambda: not alive(kdf), "it has ended")
        opened.write("tea\r")
        opened.shows("Too little memory: close other programs, then try again.\n\nPassword:")
        opened.write("\x1b")
        opened.shows("backed out")


@pytest.mark.parametrize("state", SOME_STATES)
def test_the_terminal_is_closed(start: Start, state: str) -> None:
    terminal = STATES[state](start)
    family = terminal.family()
    os.close(terminal.master)
    terminal.master = os.open(os.devnull, os.O_RDWR)
    terminal.until(lambda: not any(map(alive, family)), "no process is left")


@pytest.mark.parametrize("state", SOME_STATES)
def test_the_guard_itself_is_killed(start: Start, state: str) -> None:
    terminal = STATES[state](start)
    family = terminal.family()
    os.kill(terminal.pid, signal.SIGKILL)
    terminal.until(lambda: not any(map(alive, family)), "no process is left")


def test_a_terminal_that_does_not_read(opened: Terminal) -> None:
    family = opened.family()
    opened.write("f")
    opened.flooded()
    opened.write(b"\x11")
    opened.until(lambda: opened.reported_end, "ended though nobody reads", read=False)
    gone(opened, family)


def test_a_stopped_terminal(opened: Terminal) -> None:
    family = opened.family()
    opened.write("f")
    opened.stop_output()
    opened.write(b"\x11")
    gone(opened, family)


def test_only_their_own_pipes(opened: Terminal) -> None:
    app = children(opened.pid)[0]
    links = {int(fd.name): os.readlink(fd) for fd in Path(f"/proc/{app}/fd").iterdir()}
    pipes = [where for where in links.values() if where.startswith("pipe:")]
    assert len(pipes) == 5, links
    assert links[1].startswith("/dev/")
    assert links[2] == os.devnull
    guard = {os.readlink(fd) for fd in Path(f"/proc/{opened.pid}/fd").iterdir()}
    assert len({where for where in guard if where.startswith("pipe:")} & set(pipes)) == 5


def test_the_environment_of_the_others(start: Start) -> None:
    terminal = open_it(start(TEXTUAL_LOG="/nowhere/log", PYTHONPATH="/nowhere", LINES="5", X="1"))
    app = children(terminal.pid)[0]
    names = {
        row.split(b"=")[0].decode()
        for row in Path(f"/proc/{app}/environ").read_bytes().split(b"\0")
        if row
    }
    assert names <= {"PATH", "HOME", "TERM", "LANG"}


def test_going_on_after_a_stop_takes_the_terminal_again(opened: Terminal) -> None:
    os.kill(opened.pid, signal.SIGSTOP)
    termios.tcsetattr(opened._slave, termios.TCSANOW, opened.before)
    os.kill(opened.pid, signal.SIGCONT)

    def raw() -> bool:
        return not termios.tcgetattr(opened._slave)[3] & termios.ICANON

    opened.until(raw, "every key as a byte again")
    opened.write(b"\x11")
    assert opened.ended() == 0
    assert opened.text == ""


def test_esc_esc_while_the_mouse_moves(opened: Terminal) -> None:
    for column in (10, 11):
        opened.write(f"\x1b\x1b[<35;{column};5M")
        opened.pump()
    assert opened.ended() == 0
    assert opened.text == ""

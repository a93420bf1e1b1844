"""The line stands again by itself: with clocks that a test turns, on a real terminal."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from safeplan.guard.wipe import WIPE
from tests.terminal.conftest import Start, open_it
from tests.terminal.pty_harness import Terminal, alive, children
from tests.terminal.small_app import CANARY
from tests.terminal.test_leaving import gone

pytestmark = [pytest.mark.terminal, pytest.mark.xdist_group("terminal")]

LINE = "Home notes\n\nPassword:"


class MockClock:
    """The guard's clocks, in a file that it reads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._steady = self._boot = 0.0
        self._write()

    def _write(self) -> None:
        new = self._path.with_suffix(".new")
        new.write_text(f"{self._steady} {self._boot}", encoding="ascii")
        new.replace(self._path)

    def wake(self, seconds: float) -> None:
        self._steady += seconds
        self._boot += seconds
        self._write()

    def sleep(self, seconds: float) -> None:
        self._boot += seconds
        self._write()


@pytest.fixture
def clock(tmp_path: Path) -> MockClock:
    return MockClock(tmp_path / "clocks")


@pytest.fixture
def timed(start: Start, clock: MockClock, tmp_path: Path) -> Terminal:
    return open_it(start(LC_CLOCKS=str(tmp_path / "clocks")))


def locked(terminal: Terminal, family: list[int]) -> None:
    """The line stands, and every process that was there before is gone, less the guard."""
    terminal.shows("Password:")
    assert terminal.text == LINE
    old = [pid for pid in family if pid != terminal.pid]
    terminal.until(lambda: not any(map(alive, old)), "the app that was there is gone")
    after = bytes(terminal.output[terminal.output.rindex(WIPE) :])
    assert CANARY.encode() not in after


def test_after_two_minutes(timed: Terminal, clock: MockClock, vault: Path) -> None:
    family = timed.family()
    clock.wake(91)
    timed.shows("closing soon")
    assert CANARY in timed.text
    clock.wake(30)
    locked(timed, family)
    saved = vault.with_name(vault.name + ".saved")
    assert saved.read_text() == "saved 0 again False", "asked to save before its end"
    open_it(timed)
    assert CANARY in timed.text
    clock.wake(121)
    timed.until(lambda: timed.text == LINE, "once more")
    timed.until(lambda: saved.read_text() == "saved 0 again True", "knows that it goes on")


def test_a_key_keeps_it_open(timed: Terminal, clock: MockClock, vault: Path) -> None:
    clock.wake(91)
    timed.shows("closing soon")
    timed.write("y")
    stays = vault.with_name(vault.name + ".stays")
    timed.until(stays.exists, "the app is told")
    timed.shows("key y 1")
    clock.wake(85)
    timed.write("y")
    timed.shows("key y 2")
    clock.wake(85)
    timed.write("y")
    timed.shows("key y 3")


@pytest.mark.parametrize(
    "report", [b"\x1b[<35;10;10M", b"\x1b[I", b"\x1b[O", b"\x1b[M !!", b"\x1b[?2026;2$y"]
)
def test_no_report_keeps_it_open(timed: Terminal, clock: MockClock, report: bytes) -> None:
    family = timed.family()
    clock.wake(91)
    timed.shows("closing soon")
    timed.write(report)
    clock.wake(30)
    locked(timed, family)
    timed.write(report)
    timed.write("x")
    timed.shows(LINE + " *")


def test_sleep(timed: Terminal, clock: MockClock) -> None:
    family = timed.family()
    clock.sleep(60)
    locked(timed, family)


def test_a_key_that_ends_a_sleep_is_for_nobody(timed: Terminal, clock: MockClock) -> None:
    family = timed.family()
    os.kill(timed.pid, signal.SIGSTOP)
    clock.sleep(60)
    timed.write("q")  # would end the small app in good order
    os.kill(timed.pid, signal.SIGCONT)
    locked(timed, family)


def test_sleep_while_a_password_is_typed(start: Start, clock: MockClock, tmp_path: Path) -> None:
    terminal = start(LC_CLOCKS=str(tmp_path / "clocks"))
    terminal.shows("Password:")
    terminal.write("six od")
    terminal.shows("******")
    clock.sleep(60)
    terminal.until(lambda: terminal.text == LINE, "an empty line")
    open_it(terminal)


def test_stop_signal(timed: Terminal) -> None:
    family = timed.family()
    os.kill(timed.pid, signal.SIGTSTP)
    locked(timed, family)
    open_it(timed)


def test_stop_signal_for_all_of_them(timed: Terminal) -> None:
    family = timed.family()
    os.killpg(os.getpgid(timed.pid), signal.SIGTSTP)
    locked(timed, family)
    open_it(timed)


def test_stop_signal_at_the_line(start: Start) -> None:
    terminal = start()
    terminal.shows("Password:")
    before = children(terminal.pid)
    for pid in (*before, terminal.pid):
        os.kill(pid, signal.SIGTSTP)
    terminal.until(lambda: not any(map(alive, before)), "those that were stopped are gone")
    terminal.until(lambda: terminal.text == LINE, "the line")
    open_it(terminal)


ROADS: dict[str, Callable[[Terminal], None]] = {}


def asked(terminal: Terminal) -> None:
    terminal.write("a")
    terminal.until(lambda: terminal.text == LINE, "asked")
    terminal.write("tea")
    terminal.shows("***")


def practising(terminal: Terminal) -> None:
    terminal.write("p")
    terminal.shows("practising")
    terminal.write(b"\x11")
    terminal.shows("Press Enter to go on.")


def recording(terminal: Terminal) -> None:
    terminal.write("k")
    terminal.shows("press it")


def busy(terminal: Terminal) -> None:
    terminal.write("b")
    terminal.write("yyy")


@pytest.mark.parametrize("road", [asked, practising, recording, busy])
def test_from_every_road(
    timed: Terminal, clock: MockClock, road: Callable[[Terminal], None]
) -> None:
    road(timed)
    family = timed.family()
    clock.wake(121)
    timed.until(lambda: timed.text == LINE, "the line")
    locked(timed, family)
    open_it(timed)
    timed.write(b"\x11")
    gone(timed, timed.family())


def test_an_app_that_never_saves_is_ended(start: Start, clock: MockClock, tmp_path: Path) -> None:
    terminal = open_it(start(LC_CLOCKS=str(tmp_path / "clocks"), LC_SAVES_NEVER="1"))
    family = terminal.family()
    clock.wake(121)
    locked(terminal, family)


def test_hide_while_it_saves(start: Start, clock: MockClock, tmp_path: Path) -> None:
    terminal = open_it(start(LC_CLOCKS=str(tmp_path / "clocks"), LC_SAVES_NEVER="1"))
    family = terminal.family()
    clock.wake(121)
    terminal.until(lambda: terminal.text == "", "an empty window")
    terminal.write(b"\x11")
    gone(terminal, family)


def test_a_quiet_page_is_waited_for(timed: Terminal, clock: MockClock) -> None:
    family = timed.family()
    timed.write("7")
    timed.shows("resting")
    clock.wake(5 * 60)
    timed.write("y")
    timed.shows("key y 1")
    timed.write("8")  # left: the time counts as ever
    timed.shows("rested")
    clock.wake(121)
    timed.until(lambda: timed.text == LINE, "the line")
    locked(timed, family)


def test_before_there_is_a_file(start: Start, clock: MockClock, tmp_path: Path) -> None:
    """Nothing is locked that no password could open."""
    terminal = start("", "--fresh", LC_CLOCKS=str(tmp_path / "clocks"))
    terminal.shows("fresh")
    clock.wake(600)
    terminal.write("y")
    terminal.shows("key y 1")


class TestRecording:
    @pytest.mark.parametrize("key", [b"\x1b[15~", b"\x18", b"\x1bx"])
    def test_a_key_is_told_and_then_hides(self, opened: Terminal, key: bytes) -> None:
        recording(opened)
        opened.write(key)
        opened.shows(f"key {key.hex()}.")
        family = opened.family()
        opened.write(key)
        gone(opened, family)

    @pytest.mark.parametrize("key", [b"e", b"\r", b"\x1b[A", b"\x1bOP", "é".encode()])
    def test_a_key_that_is_needed(self, opened: Terminal, key: bytes) -> None:
        recording(opened)
        opened.write(key)
        opened.shows("key .")
        opened.write("y")
        opened.shows("key y 1")

    def test_escape_backs_out(self, opened: Terminal) -> None:
        recording(opened)
        opened.write(b"\x1b")
        opened.shows("backed out")

    def test_a_mouse_is_no_key(self, opened: Terminal) -> None:
        recording(opened)
        opened.write(b"\x1b[<35;10;10M\x1b[I\x1b[15~")
        opened.shows("key 1b5b31357e.")

    @pytest.mark.parametrize("key", [b"\x11", b"\x03", b"\x1b\x1b"])
    def test_the_fixed_keys_hide_meanwhile(self, opened: Terminal, key: bytes) -> None:
        recording(opened)
        family = opened.family()
        opened.write(key)
        gone(opened, family)

    def test_the_key_of_before_may_be_pressed_again(self, opened: Terminal) -> None:
        for _ in range(2):
            recording(opened)
            opened.write(b"\x1b[15~")
            opened.shows("key 1b5b31357e.")
        family = opened.family()
        opened.write(b"\x1b[15~")
        gone(opened, family)


class TestTheStick:
    def test_pulled(self, opened: Terminal, vault: Path) -> None:
        family = opened.family()
        vault.rename(vault.with_name("pulled"))
        gone(opened, family)

    def test_pulled_before_a_file_is_made(self, start: Start, tmp_path: Path) -> None:
        folder = tmp_path / "stick"
        folder.mkdir()
        terminal = start(str(folder / "notes.dat"), "--fresh")
        terminal.shows("fresh")
        folder.rename(tmp_path / "pulled")
        assert terminal.ended() == 0
        assert terminal.text == ""

    def test_pulled_while_the_app_is_busy(self, opened: Terminal, vault: Path) -> None:
        busy(opened)
        family = opened.family()
        vault.rename(vault.with_name("pulled"))
        gone(opened, family)

    def test_the_person_is_asked(self, opened: Terminal, vault: Path) -> None:
        opened.write("o")
        opened.shows("asks")
        vault.rename(vault.with_name("pulled"))
        opened.shows("stick out")
        vault.with_name("pulled").rename(vault)
        opened.shows("stick back")

    def test_out_when_the_line_would_come_back(self, opened: Terminal, vault: Path) -> None:
        """The first pages are for those who have no file: they would tell what this is."""
        opened.write("o")
        opened.shows("asks")
        vault.rename(vault.with_name("pulled"))
        opened.shows("stick out")
        family = opened.family()
        opened.write("l")
        gone(opened, family)
        assert "fresh" not in opened.output.decode(errors="replace")

    def test_at_the_line_after_a_lock(self, opened: Terminal, vault: Path) -> None:
        opened.write("o")
        opened.shows("asks")
        opened.write("l")
        opened.until(lambda: opened.text == LINE, "the line")
        family = opened.family()
        vault.rename(vault.with_name("pulled"))
        gone(opened, family)

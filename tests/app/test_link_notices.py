"""What the guard says unasked, and the recorded key, byte by byte."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest

from safeplan.app.pipe_link import PipeLink
from safeplan.guard import wire


class Ear:
    """Writes down what it is told, and the order in which the guard would hear of it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.told: list[str] = []
        self.one = threading.Semaphore(0)

    def _hear(self, word: str) -> None:
        self.told.append(word)
        self.one.release()

    def closing_soon(self) -> None:
        self._hear("closing soon")

    def stays_open(self) -> None:
        self._hear("stays open")

    def save_for_lock(self) -> None:
        self._hear(f"save, held {self.house.held}")

    def stick_out(self) -> None:
        self._hear("out")

    def stick_back(self) -> None:
        self._hear("back")


class House:
    """A guard's ends of the pipes, and what draws."""

    def __init__(self) -> None:
        self.said, said = os.pipe()
        control, self.control = os.pipe()
        root, self.root = os.pipe()
        notices, self.notices = os.pipe()
        self.link = PipeLink(said, control, root, notices)
        self.held = 0
        self.link.attach(self)
        self._fds = [self.said, self.control, self.root, said, control, root]

    def hold(self) -> None:
        self.held += 1

    def release(self) -> None:
        self.held -= 1

    def hears(self, message: bytes) -> None:
        got = b""
        while len(got) < len(message):
            got += os.read(self.said, len(message) - len(got))
        assert got == message

    def close(self) -> None:
        os.close(self.notices)  # the thread that hears ends with it
        for fd in self._fds:
            os.close(fd)


@pytest.fixture
def house() -> Iterator[House]:
    one = House()
    yield one
    one.close()


@pytest.mark.parametrize(
    ("letter", "word"),
    [
        (wire.CLOSING_SOON, "closing soon"),
        (wire.STAYS_OPEN, "stays open"),
        (wire.PULLED, "out"),
        (wire.THERE, "back"),
    ],
)
def test_each_is_told(house: House, letter: bytes, word: str) -> None:
    ear = Ear(house)
    house.link.listen(ear)
    os.write(house.notices, letter)
    assert ear.one.acquire(timeout=20)
    assert ear.told == [word]


def test_the_window_is_let_go_before_saving(house: House) -> None:
    ear = Ear(house)
    house.link.listen(ear)
    os.write(house.notices, wire.LOCK_NOW)
    house.hears(b"VL")
    assert ear.told == ["save, held 1"]


def test_nobody_listens_yet(house: House) -> None:
    os.write(house.notices, wire.CLOSING_SOON + wire.LOCK_NOW)
    house.hears(b"VL")
    assert house.held == 1


def test_a_save_that_fails_does_not_hold_the_lock_up(house: House) -> None:
    class Failing(Ear):
        def save_for_lock(self) -> None:
            raise ValueError

    house.link.listen(Failing(house))
    os.write(house.notices, wire.LOCK_NOW)
    house.hears(b"VL")


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        (wire.recorded(b"\x1b[15~"), b"\x1b[15~"),
        (wire.recorded(b"\x18"), b"\x18"),
        (wire.recorded(b""), b""),
        (b"e", None),
    ],
)
def test_a_recorded_key(house: House, answer: bytes, key: bytes | None) -> None:
    os.write(house.control, answer)
    assert house.link.record_key() == key
    house.hears(b"Y")


def test_a_quiet_page(house: House) -> None:
    house.link.rest()
    house.link.rest_over()
    house.hears(b"ZX")


def test_recorded_byte_by_byte() -> None:
    assert wire.recorded(b"\x18") == b"y\x01\x18" + bytes(15)
    assert len(wire.recorded(b"")) == 1 + wire.RECORDED_SIZE
    with pytest.raises(wire.WireError):
        wire.unpack_recorded(b"\x11" + bytes(16))


def test_what_comes_late_draws_nothing_once_the_guard_has_the_window(house: House) -> None:
    ear = Ear(house)
    house.link.listen(ear)
    os.write(house.notices, wire.LOCK_NOW)
    house.hears(b"VL")
    held = house.held
    opened = threading.Thread(target=house.link.opened)
    opened.start()
    os.write(house.control, wire.DRAW)
    opened.join(20)
    assert not opened.is_alive()
    assert house.held == held

"""The app's end of the pipes, byte by byte, against a guard that a test plays."""

import os
import threading
from collections.abc import Callable, Iterator

import pytest

from safeplan.app.link import GuardGone, Purpose
from safeplan.app.pipe_link import PipeLink
from safeplan.guard import wire

SALTS = (bytes(range(32)), b"\x07" * 32)


class Drawing:
    def __init__(self) -> None:
        self.calls: list[str] = []

    def hold(self) -> None:
        self.calls.append("hold")

    def release(self) -> None:
        self.calls.append("release")


class Guard:
    """The other ends of the pipes."""

    def __init__(self, fresh: bool = False) -> None:
        self.said, said = os.pipe()
        control, self.control = os.pipe()
        root, self.root = os.pipe()
        self._fds = [self.said, said, control, self.control, root, self.root]
        self._apps = [said, control, root]
        self.link = PipeLink(said, control, root, fresh=fresh)
        self.drawing = Drawing()
        self.link.attach(self.drawing)

    def hears(self, message: bytes) -> None:
        got = b""
        while len(got) < len(message):
            got += os.read(self.said, len(message) - len(got))
        assert got == message

    def tells(self, letters: bytes, *roots: bytes) -> None:
        os.write(self.root, b"".join(roots))
        os.write(self.control, letters)

    def opens(self) -> None:
        call = Call(self.link.opened)
        self.hears(b"R")
        self.tells(b"r")
        call.ends()
        self.drawing.calls.clear()

    def goes(self) -> None:
        for fd in (self.said, self.control, self.root):
            os.close(fd)
            self._fds.remove(fd)

    def close(self) -> None:
        for fd in self._fds:
            os.close(fd)


@pytest.fixture
def guard() -> Iterator[Guard]:
    one = Guard()
    yield one
    one.close()


class Call:
    """A blocking call in a thread of its own."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self.answer: object = None
        self.error: BaseException | None = None

        def run() -> None:
            try:
                self.answer = function(*arguments)
            except BaseException as error:
                self.error = error

        self._thread = threading.Thread(target=run)
        self._thread.start()

    def ends(self) -> object:
        self._thread.join(20)
        assert not self._thread.is_alive()
        if self.error is not None:
            raise self.error
        return self.answer


def test_the_first_root_is_not_asked_for(guard: Guard) -> None:
    call = Call(guard.link.derive, SALTS[0])
    guard.tells(b"d", b"a" * 32)
    assert call.ends() == b"a" * 32
    guard.link.refused()
    guard.hears(b"W")


def test_the_second_root_is_asked_for(guard: Guard) -> None:
    guard.tells(b"d", b"a" * 32)
    guard.link.derive(SALTS[0])
    call = Call(guard.link.derive, SALTS[1])
    guard.hears(b"B")
    guard.tells(b"d", b"b" * 32)
    assert call.ends() == b"b" * 32


def test_after_a_refusal_the_first_root_comes_again(guard: Guard) -> None:
    for _ in range(2):
        guard.tells(b"d", b"a" * 32)
        guard.link.derive(SALTS[0])
        guard.link.refused()
        guard.hears(b"W")


def test_opened_draws_only_when_the_window_is_ours(guard: Guard) -> None:
    call = Call(guard.link.opened)
    guard.hears(b"R")
    assert guard.drawing.calls == []
    guard.tells(b"r")
    call.ends()
    assert guard.drawing.calls == ["release"]


def test_fresh_draws_at_once() -> None:
    guard = Guard(fresh=True)
    assert guard.drawing.calls == ["release"]
    guard.close()


def test_ask_and_done(guard: Guard) -> None:
    call = Call(guard.link.ask, Purpose.NEW, SALTS, 2)
    guard.hears(b"An\x02\x02" + SALTS[0] + SALTS[1] + bytes(32))
    assert guard.drawing.calls == ["hold"], "held before the guard was asked"
    guard.tells(b"d", b"a" * 32, b"b" * 32)
    assert call.ends() == (b"a" * 32, b"b" * 32)
    assert guard.drawing.calls == ["hold"], "the window is still the guard's"
    done = Call(guard.link.ask_done)
    guard.hears(b"K")
    guard.tells(b"r")
    done.ends()
    assert guard.drawing.calls == ["hold", "release"]


@pytest.mark.parametrize(("again", "letter"), [("choose_another", b"N"), ("ask_again", b"W")])
def test_ask_again(guard: Guard, again: str, letter: bytes) -> None:
    guard.tells(b"d", b"a" * 32)
    guard.link.ask(Purpose.CONFIRM, SALTS[:1], 1)
    guard.hears(wire.Ask(wire.CONFIRM, 1, SALTS[:1]).pack())
    call = Call(getattr(guard.link, again))
    guard.hears(letter)
    guard.tells(b"d", b"c" * 32)
    assert call.ends() == (b"c" * 32,)
    call = Call(getattr(guard.link, again))
    guard.hears(letter)
    guard.tells(b"e")
    assert call.ends() is None
    assert guard.drawing.calls == ["hold", "release"]


def test_backing_out(guard: Guard) -> None:
    guard.tells(b"e")
    assert guard.link.ask(Purpose.OPEN, SALTS[:1], 1) is None
    assert guard.drawing.calls == ["hold", "release"]


def test_a_root_that_nobody_wants_any_more_is_not_taken_for_the_window(guard: Guard) -> None:
    call = Call(guard.link.opened)
    guard.hears(b"R")
    guard.tells(wire.ROOTS, bytes(wire.ROOT_SIZE))
    guard.tells(b"r")
    call.ends()
    assert guard.drawing.calls == ["release"]


def test_practise(guard: Guard) -> None:
    guard.opens()
    call = Call(guard.link.practise)
    guard.hears(b"P")
    assert guard.drawing.calls == [], "it is drawn until the key is pressed"
    guard.tells(b"o")
    guard.tells(b"p")
    assert call.ends() is True
    assert guard.drawing.calls == ["hold", "release"]


def test_practice_that_is_said_before_anything_is_drawn_is_said_once(guard: Guard) -> None:
    guard.opens()
    guard.link.practise_now()
    guard.hears(b"P")
    call = Call(guard.link.practise)
    guard.tells(b"o")
    guard.tells(b"p")
    assert call.ends() is True
    guard.link.hide()
    guard.hears(b"H")


def test_practice_that_is_over_before_it_is_waited_for(guard: Guard) -> None:
    guard.opens()
    guard.link.practise_now()
    guard.link.practise_over()
    guard.hears(b"PU")
    guard.tells(b"u")
    assert Call(guard.link.practise).ends() is False


def test_practice_waits_for_another_question(guard: Guard) -> None:
    guard.opens()
    other = Call(guard.link.record_key)
    guard.hears(wire.RECORD)
    guard.link.practise_now()
    guard.link.hide()
    guard.hears(b"H")
    guard.tells(b"e")
    other.ends()
    call = Call(guard.link.practise)
    guard.hears(b"P")
    guard.link.practise_over()
    guard.tells(b"u")
    assert call.ends() is False


def test_practise_over(guard: Guard) -> None:
    guard.opens()
    call = Call(guard.link.practise)
    guard.hears(b"P")
    guard.link.practise_over()
    guard.link.practise_over()
    guard.hears(b"U")
    guard.tells(b"u")
    assert call.ends() is False
    assert guard.drawing.calls == []


def test_practise_over_at_the_moment_of_hiding(guard: Guard) -> None:
    guard.opens()
    call = Call(guard.link.practise)
    guard.hears(b"P")
    guard.tells(b"o")
    while not guard.drawing.calls:
        pass
    guard.link.practise_over()
    guard.hears(b"U")
    guard.tells(b"p")
    guard.tells(b"u")
    assert call.ends() is True
    opened = Call(guard.link.opened)
    guard.hears(b"R")
    guard.tells(b"r")
    opened.ends()


def test_practise_over_is_heard_while_the_empty_window_waits_for_enter(guard: Guard) -> None:
    guard.opens()
    call = Call(guard.link.practise)
    guard.hears(b"P")
    guard.tells(b"o")
    while not guard.drawing.calls:
        pass
    guard.link.practise_over()
    guard.hears(b"U")
    guard.tells(b"u")
    guard.tells(b"p")
    assert call.ends() is True
    assert guard.drawing.calls == ["hold", "release"]
    asked = Call(guard.link.record_key)
    guard.hears(wire.RECORD)
    guard.tells(b"e")
    assert asked.ends() is None


def test_nobody_practises_before_the_window_is_the_apps(guard: Guard) -> None:
    guard.link.practise_now()
    call = Call(guard.link.practise)
    opened = Call(guard.link.opened)
    guard.hears(b"R")
    guard.tells(b"r")
    opened.ends()
    guard.hears(b"P")
    guard.link.practise_over()
    guard.hears(b"U")
    guard.tells(b"u")
    assert call.ends() is False


def test_practice_that_was_put_off_and_called_off_is_never_asked_for(guard: Guard) -> None:
    guard.link.practise_now()
    guard.link.practise_over()
    guard.opens()
    assert Call(guard.link.practise).ends() is False
    guard.link.hide()
    guard.hears(b"H")
    again = Call(guard.link.practise)
    guard.hears(b"P")
    guard.tells(b"u")
    again.ends()


def test_practise_over_without_practice_says_nothing(guard: Guard) -> None:
    guard.opens()
    guard.link.practise_over()
    guard.link.hide()
    guard.hears(b"H")


@pytest.mark.parametrize(("name", "letter"), [("hide", b"H"), ("lock", b"L"), ("quit", b"Q")])
def test_said_at_once_though_another_call_waits(guard: Guard, name: str, letter: bytes) -> None:
    guard.opens()
    call = Call(guard.link.practise)
    guard.hears(b"P")
    getattr(guard.link, name)()
    guard.hears(letter)
    guard.link.practise_over()
    guard.tells(b"u")
    call.ends()


def test_settings(guard: Guard) -> None:
    record = wire.Settings(hide_key=b"\x18", name=b"Recipes")
    guard.link.settings(record)
    guard.hears(record.pack())


def test_a_guard_that_is_gone(guard: Guard) -> None:
    call = Call(guard.link.derive, SALTS[0])
    guard.goes()
    with pytest.raises(GuardGone):
        call.ends()
    with pytest.raises(GuardGone):
        guard.link.hide()


def test_an_answer_to_another_question(guard: Guard) -> None:
    guard.tells(b"p")
    with pytest.raises(wire.WireError):
        guard.link.opened()

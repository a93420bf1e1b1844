"""Typing, correcting and wiping a line that is never text."""

import pytest

from safeplan.guard.line import DONE, EDITING, Line, Stars


class Pen:
    def __init__(self) -> None:
        self.counts: list[int] = []

    def __call__(self, count: int) -> None:
        self.counts.append(count)


def typed(data: bytes, capacity: int = 64) -> tuple[Line, Pen]:
    pen = Pen()
    line = Line(pen, capacity)
    for byte in data:
        assert line.key(byte) == EDITING
    return line, pen


def content(line: Line) -> bytes:
    with line.view as view:
        return bytes(view)


def test_bytes_arrive_as_typed() -> None:
    line, pen = typed("Zoë".encode())
    assert content(line) == "Zoë".encode()
    assert pen.counts == [1, 2, 3], "one star a character, not a byte"


@pytest.mark.parametrize("enter", b"\r\n")
def test_enter_ends_it(enter: int) -> None:
    line, _ = typed(b"tea")
    assert line.key(enter) == DONE
    assert content(line) == b"tea"


@pytest.mark.parametrize("erase", b"\x08\x7f")
def test_backspace_takes_a_whole_character(erase: int) -> None:
    line, pen = typed("teë".encode())
    line.key(erase)
    assert content(line) == b"te"
    assert pen.counts[-1] == 2


def test_backspace_takes_four_bytes_and_then_one() -> None:
    line, _ = typed("a🫖".encode())
    line.backspace()
    assert content(line) == b"a"
    line.backspace()
    line.backspace()
    assert content(line) == b""


def test_half_a_character_can_be_taken_back() -> None:
    line, pen = typed(b"te\xc3")
    line.backspace()
    assert content(line) == b"te"
    assert pen.counts[-1] == 2


def test_stray_halves_do_no_harm() -> None:
    line, _ = typed(b"\xa9\xa9")
    line.backspace()
    assert content(line) == b""


def test_ctrl_u_clears() -> None:
    line, pen = typed(b"tea\x15")
    assert content(line) == b""
    assert pen.counts[-1] == 0


def test_other_control_bytes_are_nothing() -> None:
    line, _ = typed(b"t\x01e\x04\x1a\x00a")
    assert content(line) == b"tea"


def test_a_paste_neither_ends_nor_edits() -> None:
    line, _ = typed(b"")
    for byte in b"six\x11 odd\r\nwords\t\x7f\x15\x1b\x00.":
        line.pasted(byte)
    assert content(line) == b"six odd  words ."


def test_taken_back_bytes_are_gone_from_the_buffer() -> None:
    line, _ = typed("teë".encode())
    line.backspace()
    assert line._bytes[:4] == b"te\0\0"


def test_zero_leaves_nothing() -> None:
    line, pen = typed(b"tea")
    drawn = list(pen.counts)
    line.zero()
    assert set(line._bytes) == {0}
    assert len(line) == 0
    assert pen.counts == drawn, "nothing is drawn"


def test_the_buffer_never_moves() -> None:
    line, _ = typed(b"")
    buffer = line._bytes
    for byte in b"x" * 200:
        line.key(byte)
    line.clear()
    assert line._bytes is buffer
    assert len(buffer) == 64


def test_what_does_not_fit_is_left_out_whole() -> None:
    line, _ = typed(b"x" * 63 + "é".encode() + b"y")
    assert line.overflowed
    assert content(line) == b"x" * 63
    line.clear()
    assert not line.overflowed


def test_same_as() -> None:
    one, _ = typed(b"tea")
    two, _ = typed(b"tea")
    three, _ = typed(b"tea ")
    assert one.same_as(two)
    assert not one.same_as(three)
    assert not three.same_as(one)


class TestStars:
    def draw(self, *counts: int, columns: int = 20) -> bytes:
        out = bytearray()
        stars = Stars(out.extend)
        stars.begin("Motdepassé: ".encode(), columns)
        for count in counts:
            stars(count)
        return bytes(out)

    def test_one_a_character(self) -> None:
        assert self.draw(1, 2, 3) == b"***"

    def test_taken_away(self) -> None:
        assert self.draw(3, 2, 0) == b"***" + b"\b \b" * 3

    def test_never_past_the_row(self) -> None:
        assert self.draw(*range(1, 50)) == b"*" * 7

    def test_beyond_the_row_taking_back_shows_only_when_it_counts(self) -> None:
        assert self.draw(50, 20, 7) == b"*" * 7
        assert self.draw(50, 6) == b"*" * 7 + b"\b \b"

    def test_none_when_the_person_wants_none(self) -> None:
        assert self.draw(1, 2, 0, columns=0) == b""

"""What counts as a key that a person pressed, and what may be a key that hides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.guard import keys, presses, reports

KEYS = [
    b"\x1b[A", b"\x1bOA", b"\x1b[1;5C", b"\x1b[15~", b"\x1b[3;2~", b"\x1bOP", b"\x1b[[A", b"\x1bx",
    b"\x1b[1;2R", b"\x1b[200~", b"\x1b[97;5u", b"\x1b[97;1:1u", b"\x1b[97;1:2u", b"\x1b[Z",
    b"\x1b[27;5;9~", b"\x1b\x1b[A",
]  # fmt: skip
REPORTS = [
    b"\x1b[M !!", b"\x1b[<0;10;10M", b"\x1b[<35;1;1m", b"\x1b[32;5;5M", b"\x1b[I", b"\x1b[O",
    b"\x1b[?1;2c", b"\x1b[>0;276;0c", b"\x1b[12;40R", b"\x1b[?2026;2$y", b"\x1b[48;24;80;0;0t",
    b"\x1b[0n", b"\x1b]11;rgb:0/0/0\x07", b"\x1bP>|tea\x1b\\", b"\x1b_G\x1b\\", b"\x1b[97;1:3u",
    b"\x1b[?1u",
]  # fmt: skip


ANY = st.one_of(
    st.binary(max_size=20), st.text("0123456789;:~ABMRuZ<?", max_size=8).map(str.encode)
)


def through(data: bytes) -> list[keys.Event]:
    scanner = keys.Scanner()
    return scanner.feed(bytearray(data), len(data), 0.0) + scanner.settle(9.0)


@pytest.mark.parametrize("sequence", KEYS)
def test_keys(sequence: bytes) -> None:
    assert reports.is_key(sequence)
    assert any(presses.is_press(event) for event in through(sequence))


@pytest.mark.parametrize("sequence", REPORTS)
def test_reports(sequence: bytes) -> None:
    assert not reports.is_key(sequence)
    assert not any(presses.is_press(event) for event in through(sequence))
    assert not presses.can_hide(sequence)


@pytest.mark.parametrize("typed", [b"a", b"\r", "é".encode(), b"\x1b", b"\x05", b"tea"])
def test_typing(typed: bytes) -> None:
    assert any(presses.is_press(event) for event in through(typed))


@pytest.mark.parametrize(
    "pressed",
    [b"\x18", b"\x0b", b"\x1c", b"\x1f", b"\x1b[15~", b"\x1b[24~", b"\x1b[15;2~", b"\x1b[1;5P",
     b"\x1b[[E", b"\x1bx", b"\x1b[120;5u", b"\x1b[1;5A"],
)  # fmt: skip
def test_can_hide(pressed: bytes) -> None:
    assert presses.can_hide(pressed)
    events = through(pressed)
    scanner = keys.Scanner(pressed)
    assert scanner.feed(bytearray(pressed), len(pressed), 0.0)[-1][0] == keys.QUIT, events


@pytest.mark.parametrize(
    "pressed",
    [b"", b"a", b" ", b"\x7f", b"\x00", b"\x08", b"\t", b"\r", b"\n", b"\x15", b"\x1b", b"xy",
     "é".encode(), b"\x1b[A", b"\x1bOD", b"\x1b[H", b"\x1b[F", b"\x1b[Z", b"\x1b[3~", b"\x1b[5~",
     b"\x1bOP", b"\x1bOQ", b"\x1b[11~", b"\x1b[13~", b"\x1b[[A", b"\x1b[[C", b"\x1b[200~",
     b"\x1b[201~", b"\x1b[" + b"1" * 20 + b"~", b"\x1b[~"],
)  # fmt: skip
def test_cannot_hide(pressed: bytes) -> None:
    assert not presses.can_hide(pressed)


@given(st.builds(bytes.__add__, st.sampled_from([b"", b"\x1b", b"\x1b[", b"\x1bO"]), ANY))
def test_anything_has_an_answer(data: bytes) -> None:
    if presses.can_hide(data):
        assert 0 < len(data) <= presses.MOST_BYTES
        # What can be recorded fires, whole, and nothing shorter does.
        scanner = keys.Scanner(data)
        found = scanner.feed(bytearray(data), len(data), 0.0) + scanner.settle(9.0)
        assert found[-1][0] == keys.QUIT, data

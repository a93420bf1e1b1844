"""What the processes say to each other, byte by byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.guard import wire

SALTS = (bytes(range(32)), b"\x07" * 32, b"\x09" * 32)


def test_ask_byte_by_byte() -> None:
    message = wire.Ask(wire.NEW, 2, SALTS[:2]).pack()
    assert message == b"An\x02\x02" + bytes(range(32)) + b"\x07" * 32 + bytes(32)
    assert len(message) == 1 + wire.ASK_SIZE == 100


@pytest.mark.parametrize("purpose", [wire.OPEN, wire.CONFIRM, wire.NEW, wire.OTHER_BOX])
@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("lines", [1, 2])
def test_ask_there_and_back(purpose: bytes, count: int, lines: int) -> None:
    ask = wire.Ask.unpack(wire.Ask(purpose, lines, SALTS[:count]).pack()[1:])
    assert (ask.purpose, ask.lines, ask.salts) == (purpose, lines, SALTS[:count])
    assert ask.judged == (purpose == wire.NEW or lines == 2)


@pytest.mark.parametrize(
    "head", [b"z\x01\x01", b"o\x00\x01", b"o\x03\x01", b"o\x01\x00", b"o\x01\x04"]
)
def test_ask_for_what_there_is_not(head: bytes) -> None:
    with pytest.raises(wire.WireError):
        wire.Ask.unpack(head + bytes(96))


def test_settings_byte_by_byte() -> None:
    record = wire.Settings(
        hide_key=b"\x1b[15~", hide_key_name=b"F5", name=b"Recipes", lock_minutes=5,
        longest_pause=6, stars=False, ask_when_pulled=True, page=b"Milk, bread",
    ).pack()  # fmt: skip
    assert len(record) == 1 + wire.SETTINGS_SIZE
    assert record[:18] == b"S\x05\x1b[15~" + bytes(11)
    assert record[18:51] == b"\x02F5" + bytes(30)
    assert record[51:116] == b"\x07Recipes" + bytes(57)
    assert record[116:120] == bytes((5, 6, 0, 1))
    assert record[120:122] == b"\x0b\x00"
    assert record[122:] == b"Milk, bread" + bytes(wire.PAGE_SIZE - 11)


@given(
    hide_key=st.binary(max_size=16),
    name=st.binary(max_size=64),
    minutes=st.integers(0, 30),
    stars=st.booleans(),
    page=st.binary(max_size=2048),
)
def test_settings_there_and_back(
    hide_key: bytes, name: bytes, minutes: int, stars: bool, page: bytes
) -> None:
    sent = wire.Settings(hide_key=hide_key, name=name, lock_minutes=minutes, stars=stars, page=page)
    got = wire.Settings.unpack(sent.pack()[1:])
    for field in wire.Settings.__slots__:
        assert getattr(got, field) == getattr(sent, field)


def test_settings_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match="16"):
        wire.Settings(hide_key=b"x" * 17).pack()
    broken = bytearray(wire.Settings().pack()[1:])
    broken[0] = 17
    with pytest.raises(wire.WireError):
        wire.Settings.unpack(bytes(broken))


def test_every_message_goes_through_a_pipe_in_one_piece() -> None:
    assert len(wire.Settings(page=b"x" * 2048).pack()) <= 4096
    assert len(wire.Ask(wire.NEW, 2, SALTS).pack()) <= 4096


@given(st.lists(st.integers(1, 40), max_size=40))
def test_status_however_it_was_split(cuts: list[int]) -> None:
    messages = [
        (b"W", b""),
        (b"A", wire.Ask(wire.OPEN, 1, SALTS[:1]).pack()[1:]),
        (b"P", b""),
        (b"S", wire.Settings(name=b"Recipes").pack()[1:]),
        (b"Q", b""),
    ]
    data = b"".join(letter + payload for letter, payload in messages)
    reader = wire.StatusReader()
    got = []
    for cut in cuts:
        got += reader.feed(data[:cut])
        data = data[cut:]
    got += reader.feed(data)
    assert got == messages


@pytest.mark.parametrize("letter", [b"\x00", b"w", b"x", b"\xff"])
def test_status_that_means_nothing(letter: bytes) -> None:
    with pytest.raises(wire.WireError):
        wire.StatusReader().feed(b"P" + letter)


def test_job_byte_by_byte() -> None:
    head = wire.job_head(wire.JUDGED, SALTS[:1], 0x0123)
    assert head == b"j\x01" + SALTS[0] + bytes(64) + b"\x23\x01"
    assert len(head) == wire.JOB_HEAD_SIZE


def test_letters_of_one_pipe_differ() -> None:
    control = [wire.ROOTS, wire.DRAW, wire.BACKED_OUT, wire.HOLD, wire.PRACTISED, wire.PRACTISE_OFF]
    verdict = [wire.DERIVED, wire.WILL_DO, wire.GUESSABLE, wire.CANNOT_BE_TAKEN, wire.NO_MEMORY]
    for letters in (control, verdict):
        assert len(set(letters)) == len(letters)

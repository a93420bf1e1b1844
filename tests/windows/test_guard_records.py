"""Console records become what a terminal would have sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.guard import keys, reports
from safeplan.guard.windows.records import MOST_REPEATED, SIZE, WORST, Translator, size_report

KEY, MOUSE, RESIZED, MENU, FOCUS = 0x1, 0x2, 0x4, 0x8, 0x10
ALT_RIGHT, ALT, CTRL_RIGHT, CTRL, SHIFT, ENHANCED = 1, 2, 4, 8, 0x10, 0x100

WRITTEN = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def key(
    letter: str | int = 0, *, code: int = 0, down: int = 1, state: int = 0, times: int = 1
) -> bytes:
    """A KEY_EVENT record, as the documentation lays it out."""
    unit = letter if isinstance(letter, int) else ord(letter)
    numbers = ((KEY, 4), (down, 4), (times, 2), (code, 2), (0, 2), (unit, 2), (state, 4))
    return b"".join(number.to_bytes(size, "little") for number, size in numbers)


def resized(columns: int, rows: int) -> bytes:
    numbers = ((RESIZED, 4), (columns, 2), (rows, 2))
    return b"".join(number.to_bytes(size, "little") for number, size in numbers).ljust(SIZE, b"\0")


def typed(text: str, code: int = 0) -> list[bytes]:
    """Down and up of each unit of UTF-16."""
    data = text.encode("utf-16-le", "surrogatepass")
    units = [int.from_bytes(data[at : at + 2], "little") for at in range(0, len(data), 2)]
    return [key(unit, down=down, code=code) for unit in units for down in (1, 0)]


def told(*records: bytes, by: Translator | None = None) -> bytes:
    data = b"".join(records)
    into = bytearray(max(len(records), 1) * WORST)
    size = (by or Translator()).translate(memoryview(data), len(records), into)
    return bytes(into[:size])


@given(WRITTEN)
def test_what_is_typed_comes_as_utf8(text: str) -> None:
    assert told(*typed(text)) == text.encode()


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")), st.data()
)
def test_half_a_character_waits_for_its_other_half(text: str, data: st.DataObject) -> None:
    records = typed(text)
    cut = data.draw(st.integers(0, len(records)))
    translator = Translator()
    assert (
        told(*records[:cut], by=translator) + told(*records[cut:], by=translator) == text.encode()
    )


@given(st.lists(st.integers(1, 0xFFFF), max_size=12))
def test_halves_without_their_other_half_are_told_as_such(units: list[int]) -> None:
    data = b"".join(unit.to_bytes(2, "little") for unit in units)
    records = [key(unit) for unit in units]
    # A last half that still waits is not told yet.
    waits = 0xD800 <= (units or [0])[-1] < 0xDC00
    expected = (data[:-2] if waits else data).decode("utf-16-le", "replace")
    assert told(*records).decode() == expected


@given(st.lists(st.binary(min_size=SIZE, max_size=SIZE), max_size=40))
def test_no_record_breaks_it_or_writes_past_its_room(records: list[bytes]) -> None:
    told(*records)
    told(*(KEY.to_bytes(4, "little") + record[4:] for record in records))


def test_a_key_that_is_let_go_says_nothing() -> None:
    assert told(key("a", down=0), key("\x1b", code=0x1B, down=0)) == b""


def test_other_records_say_nothing() -> None:
    for kind in (MOUSE, MENU, FOCUS, 0x100):
        record = kind.to_bytes(4, "little") + b"a\0b\0" * 4
        assert told(record) == b""


@pytest.mark.parametrize("code", [0x10, 0x11, 0x12, 0x14, 0x5B, 0x90, 0x91])
def test_shift_and_its_like_say_nothing(code: int) -> None:
    assert told(key(code=code, state=SHIFT | CTRL)) == b""


def test_a_held_key_repeats_within_bounds() -> None:
    assert told(key("a", times=3)) == b"aaa"
    assert told(key("a", times=0)) == b"a"
    assert told(key("a", times=0xFFFF)) == b"a" * MOST_REPEATED


def test_a_character_by_its_number_comes_when_alt_is_let_go() -> None:
    digits = [
        key(code=0x60 + digit, state=ALT, down=down) for digit in (0, 2, 3, 3) for down in (1, 0)
    ]
    assert told(key(code=0x12, state=ALT), *digits, key("é", code=0x12, down=0)) == "é".encode()
    assert told(key(code=0x12, down=0)) == b""


def test_a_character_of_an_input_method_has_no_key_and_a_state() -> None:
    assert told(key("？", code=0, state=SHIFT)) == "？".encode()


def test_altgr_is_a_way_to_a_character() -> None:
    assert told(key("@", code=0x51, state=ALT_RIGHT | CTRL)) == b"@"
    assert told(key("x", code=0x58, state=ALT)) == b"\x1bx"
    assert told(key("\x1b", code=0x1B, state=ALT)) == b"\x1b", "one escape byte, never two"
    assert told(key("x", code=0, state=ALT)) == b"x", "the console has put it into a sequence"


@pytest.mark.parametrize(
    ("code", "state", "expected"),
    [
        (0x26, ENHANCED, b"\x1b[A"),
        (0x28, 0, b"\x1b[B"),
        (0x27, ENHANCED, b"\x1b[C"),
        (0x25, ENHANCED | SHIFT, b"\x1b[1;2D"),
        (0x24, ENHANCED | CTRL, b"\x1b[1;5H"),
        (0x23, ENHANCED | CTRL_RIGHT | SHIFT, b"\x1b[1;6F"),
        (0x26, ENHANCED | ALT, b"\x1b[1;3A"),
        (0x66, ALT, b""),
        (0x27, ALT, b""),  # a 6 of the number pad, spelling a character
        (0x2D, 0, b"\x1b[2~"),
        (0x2E, ENHANCED, b"\x1b[3~"),
        (0x21, ENHANCED, b"\x1b[5~"),
        (0x22, ENHANCED | SHIFT, b"\x1b[6;2~"),
        (0x70, 0, b"\x1bOP"),
        (0x73, SHIFT, b"\x1b[1;2S"),
        (0x74, 0, b"\x1b[15~"),
        (0x7B, CTRL, b"\x1b[24;5~"),
    ],
)
def test_keys_without_a_letter(code: int, state: int, expected: bytes) -> None:
    assert told(key(code=code, state=state)) == expected


def test_every_sequence_of_the_table_is_one_that_the_scanner_takes_for_a_key() -> None:
    for code in range(256):
        for state in (0, SHIFT, CTRL, ENHANCED, ENHANCED | ALT, ENHANCED | ALT | CTRL | SHIFT):
            sequence = told(key(code=code, state=state))
            if sequence:
                events = keys.Scanner().feed(bytearray(sequence), len(sequence), 0.0)
                assert events == [(keys.SEQUENCE, 0, 0, sequence)]
                assert reports.is_key(sequence)
                assert len(sequence) * MOST_REPEATED <= WORST


def test_keys_that_have_a_letter_and_another_name() -> None:
    assert told(key("\t", code=0x09)) == b"\t"
    assert told(key("\t", code=0x09, state=SHIFT)) == b"\x1b[Z"
    assert told(key("\b", code=0x08)) == b"\x7f"
    assert told(key("\x7f", code=0x08, state=CTRL)) == b"\x7f"
    assert told(key("\r", code=0x0D)) == b"\r"


@pytest.mark.parametrize(
    "records",
    [
        [key("\x11", code=0x51, state=CTRL)],
        [key("\x03", code=0x43, state=CTRL)],
        typed("\x1b\x1b", code=0x1B),
        typed("\x1b\x1b"),
        [key("\x1b", times=2)],
        typed("\x1b[27u\x1b[27u"),
        typed("\x1b[113;5u"),
    ],
)
def test_the_ways_out_fire(records: list[bytes]) -> None:
    data = bytearray(told(*records))
    scanner = keys.Scanner()
    events = scanner.feed(data, len(data), 0.0) + scanner.settle(1.0)
    assert events[-1] == (keys.QUIT, 0, 0, b"")


def test_a_paste_is_one_to_the_scanner() -> None:
    data = bytearray(told(*typed("\x1b[200~tea\r\x11\x1b[201~")))
    kinds = [event[0] for event in keys.Scanner().feed(data, len(data), 0.0)]
    assert kinds == [keys.SEQUENCE, keys.PASTED, keys.SEQUENCE]


def test_another_size_is_told_beside_the_keys() -> None:
    translator = Translator()
    assert not translator.resized
    assert told(key("a"), resized(100, 30), key("b"), by=translator) == b"ab"
    assert (translator.resized, translator.rows, translator.columns) == (True, 30, 100)


def test_the_app_understands_the_report_of_a_size() -> None:
    from textual._xterm_parser import XTermParser
    from textual.events import Resize

    events = list(XTermParser().feed(size_report(30, 100).decode()))
    assert [type(event) for event in events] == [Resize]
    assert isinstance(events[0], Resize)
    assert (events[0].size.width, events[0].size.height) == (100, 30)


def test_nobody_takes_the_report_for_a_key() -> None:
    assert not reports.is_key(size_report(30, 100))

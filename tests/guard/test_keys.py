"""What the scanner makes of bytes, however they were split on the way."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeplan.guard import keys
from safeplan.guard.keys import ESCAPE, PASTED, PLAIN, QUIT, SEQUENCE, Scanner

Told = list[tuple[int, bytes]]


class Typist:
    """Feeds a scanner, and joins what it tells into pieces of bytes."""

    def __init__(self, hide_key: bytes = b"") -> None:
        self.scanner = Scanner(hide_key)
        self.now = 100.0
        self.told: Told = []

    def type(self, data: bytes) -> "Typist":
        self._take(self.scanner.feed(bytearray(data), len(data), self.now), data)
        return self

    def pause(self, seconds: float) -> "Typist":
        """Let time pass, settling whenever the scanner asked for it."""
        end = self.now + seconds
        while not self.quit:
            deadline = self.scanner.deadline
            if deadline is None or deadline > end:
                break
            self.now = deadline
            self._take(self.scanner.settle(self.now), b"")
        self.now = end
        return self

    def _take(self, events: list[keys.Event], data: bytes) -> None:
        for kind, start, stop, sequence in events:
            piece = data[start:stop] if kind in (PLAIN, PASTED) else sequence
            if self.told and self.told[-1][0] == kind and kind in (PLAIN, PASTED):
                self.told[-1] = (kind, self.told[-1][1] + piece)
            else:
                self.told.append((kind, piece))

    @property
    def quit(self) -> bool:
        return any(kind == QUIT for kind, _ in self.told)

    @property
    def forwarded(self) -> bytes:
        return b"".join(b"\x1b" if kind == ESCAPE else piece for kind, piece in self.told)


HIDES = {
    "ctrl-q": b"\x11",
    "ctrl-c": b"\x03",
    "after text": b"Zo\xc3\xab\x11",
    "kitty ctrl-q": b"\x1b[113;5u",
    "kitty ctrl-q, caps lock": b"\x1b[113;69u",
    "kitty ctrl-q, num lock": b"\x1b[113;133u",
    "kitty ctrl-q, both locks": b"\x1b[113;197u",
    "kitty ctrl-q, base layout": b"\x1b[113::113;5u",
    "kitty ctrl-q on a Russian layout": b"\x1b[1081::113;5u",
    "kitty ctrl-q, pressed": b"\x1b[113;5:1u",
    "kitty ctrl-q, repeated": b"\x1b[113;5:2u",
    "kitty ctrl-c": b"\x1b[99;5u",
    "xterm ctrl-q": b"\x1b[27;5;113~",
    "xterm ctrl-c": b"\x1b[27;5;99~",
    "alt ctrl-q": b"\x1b\x11",
    "escape three times": b"\x1b\x1b\x1b",
    "escape twice, then a letter": b"\x1b\x1bx",
    "kitty escape twice": b"\x1b[27u\x1b[27u",
    "kitty escape held": b"\x1b[27;1:1u\x1b[27;1:2u",
    "kitty escape twice, num lock": b"\x1b[27;129u\x1b[27;129u",
    "kitty escape, then a bare one and a letter": b"\x1b[27u\x1b\r",
    "ctrl-q in half a sequence": b"\x1b[12\x11",
    "ctrl-q in half a string": b"\x1b]2;Mr Tea\x11",
    "ctrl-q after a paste": b"\x1b[200~tea\x1b[201~\x11",
    "ctrl-q after a mouse report": b"\x1b[<0;3;4M\x11",
    "ctrl-q after an old mouse report": b"\x1b[M !!\x11",
    "escape twice while the mouse moves": b"\x1b\x1b[<35;1;1M\x1b\x1b[<35;2;1M",
    "escape twice while an old mouse moves": b'\x1b\x1b[M !!\x1b\x1b[M !"',
    "escape twice while another mouse moves": b"\x1b\x1b[67;1;1M\x1b\x1b[67;2;1M",
    "escape twice while the window grows": b"\x1b\x1b[48;24;80;0;0t\x1b\x1b[48;25;80;0;0t",
    "escape twice while the focus comes and goes": b"\x1b\x1b[I\x1b\x1b[O",
    "escape, a moved mouse, escape twice": b"\x1b\x1b[<35;1;1M\x1b\x1b\x1b",
    "escape and a kitty ctrl-q at once": b"\x1b\x1b[113;5u",
    "a bare escape and a kitty one at once": b"\x1b\x1b[27u",
    "ctrl-q after a broken character": b"\xff\xc3\x11",
}

STAYS = {
    "text": b"Zo\xc3\xab likes tea",
    "enter": b"\r",
    "arrow": b"\x1b[A",
    "arrow, application mode": b"\x1bOA",
    "two arrows": b"\x1b[A\x1b[A",
    "rxvt alt arrow": b"\x1b\x1b[A",
    "escape once while the mouse moves": b"\x1b\x1b[<35;1;1M",
    "escape and a paste at once": b"\x1b\x1b[200~a\x11b\x1b[201~",
    "alt letter": b"\x1bx",
    "alt letter twice": b"\x1bx\x1bx",
    "alt backspace": b"\x1b\x7f",
    "kitty escape released": b"\x1b[27;1:3u",
    "kitty escape pressed and released": b"\x1b[27;1:1u\x1b[27;1:3u",
    "kitty ctrl escape twice": b"\x1b[27;5u\x1b[27;5u",
    "kitty ctrl-q released": b"\x1b[113;5:3u",
    "kitty q": b"\x1b[113;1u",
    "kitty alt q": b"\x1b[113;3u",
    "kitty ctrl alt q": b"\x1b[113;7u",
    "kitty ctrl-w": b"\x1b[119;5u",
    "xterm ctrl-w": b"\x1b[27;5;119~",
    "mouse": b"\x1b[<35;17;3M\x1b[<0;17;3m",
    "old mouse": b"\x1b[M !!",
    "focus": b"\x1b[I\x1b[O",
    "mode reply": b"\x1b[?2026;2$y",
    "colour reply": b"\x1b]11;rgb:0/0/0\x1b\\\x1b]11;rgb:0/0/0\x07",
    "device reply": b"\x1bP1+r544e\x1b\\",
    "console F1": b"\x1b[[A",
    "F5": b"\x1b[15~",
    "paste": b"\x1b[200~a\x11b\x03c\x1b\x1b\x1bd\r\x1b[A\x1b[201~",
    "paste with half an end": b"\x1b[200~a\x1b[20\x1b[201~",
    "paste of nothing": b"\x1b[200~\x1b[201~",
    "stray bytes": b"\xff\xfe\x80",
}


def one_escape(data: bytes) -> bytes:
    """Escape in the kitty form is told as Escape."""
    return data.replace(b"\x1b[27;1:1u", b"\x1b")


@pytest.mark.parametrize("data", HIDES.values(), ids=HIDES)
def test_hides(data: bytes) -> None:
    typist = Typist().type(data)
    assert typist.quit
    assert typist.told[-1][0] == QUIT, "nothing is told after it"


@pytest.mark.parametrize("data", STAYS.values(), ids=STAYS)
def test_stays_and_passes_every_byte_on(data: bytes) -> None:
    typist = Typist().type(data).pause(2)
    assert not typist.quit
    assert typist.forwarded == one_escape(data)


@pytest.mark.parametrize("data", [*HIDES.values(), *STAYS.values()], ids=[*HIDES, *STAYS])
def test_the_same_one_byte_at_a_time(data: bytes) -> None:
    typist = Typist()
    for at in range(len(data)):
        typist.type(data[at : at + 1])
        if typist.quit:
            break
    assert typist.pause(2).quit == (data in HIDES.values())


def _split(data: bytes, chance: random.Random) -> list[bytes]:
    cuts = sorted(chance.randrange(len(data) + 1) for _ in range(chance.randrange(6)))
    return [data[a:b] for a, b in zip([0, *cuts], [*cuts, len(data)], strict=True) if a < b]


def test_3000_random_splits_of_random_mixtures() -> None:
    chance = random.Random(7)
    stays, hides = list(STAYS.values()), list(HIDES.values())
    for _ in range(3000):
        # Escapes that belong to different pieces would make two presses: Enter stands between.
        pieces = [piece + b"tea\r" for piece in chance.choices(stays, k=chance.randrange(1, 5))]
        sent = b"".join(pieces)
        expected = one_escape(sent)
        last = chance.choice(hides) if chance.random() < 0.5 else b""
        typist = Typist()
        for part in _split(sent + last, chance):
            typist.type(part)
            if typist.quit:
                break
        if last:
            assert typist.quit
            assert typist.forwarded.startswith(expected)
        else:
            assert not typist.pause(2).quit
            assert typist.forwarded == expected


# Keys, reports, pastes, and bytes that are none of these and often no text either.
ANYTHING = st.lists(
    st.one_of(
        st.sampled_from([*STAYS.values(), *HIDES.values()]),
        st.binary(max_size=12),
        st.text(max_size=12).map(lambda text: text.encode()),
        st.binary(max_size=40).map(lambda inside: keys.PASTE_START + inside + keys.PASTE_END),
        st.sampled_from([b"\x1b", b"\x1b[", b"\x1b]", b"\x1b[200~", b"\x1b[M", b"\x1bO"]),
    ),
    max_size=6,
).map(b"".join)
CUTS = st.lists(st.integers(0, 300), max_size=8).map(sorted)


def _no_split_changes_the_verdict(data: bytes, cuts: list[int]) -> None:
    whole, split = Typist().type(data), Typist()
    for start, stop in zip([0, *cuts], [*cuts, len(data)], strict=True):
        if data[start:stop] and not split.quit:
            split.type(data[start:stop])
    assert split.quit == whole.quit
    assert split.forwarded == whole.forwarded
    assert split.pause(2).quit == whole.pause(2).quit
    assert split.forwarded == whole.forwarded


@settings(max_examples=200, deadline=None)
@given(data=ANYTHING, cuts=CUTS)
def test_no_split_changes_the_verdict(data: bytes, cuts: list[int]) -> None:
    _no_split_changes_the_verdict(data, cuts)


@pytest.mark.soak
@settings(max_examples=3000, deadline=None)
@given(data=ANYTHING, cuts=CUTS)
def test_none_of_3000_splits_changes_the_verdict(data: bytes, cuts: list[int]) -> None:
    _no_split_changes_the_verdict(data, cuts)


@settings(max_examples=200, deadline=None)
@given(data=ANYTHING)
def test_nothing_that_comes_before_keeps_the_key_from_hiding(data: bytes) -> None:
    """Whatever half a thing was sent, a moment of silence and then Ctrl-Q hide."""
    typist = Typist().type(data).pause(2)
    assert typist.quit or typist.type(b"\x11").quit


class TestEscape:
    def test_one_is_settled_by_silence(self) -> None:
        typist = Typist().type(b"\x1b")
        assert typist.told == []
        assert typist.scanner.deadline == pytest.approx(100.0 + keys.ESC_SETTLES)
        assert typist.pause(keys.ESC_SETTLES).told == [(ESCAPE, b"")]

    def test_settling_too_early_settles_nothing(self) -> None:
        scanner = Scanner()
        scanner.feed(bytearray(b"\x1b"), 1, 5.0)
        assert scanner.settle(5.0 + keys.ESC_SETTLES / 2) == []

    def test_twice_in_one_read_hides_after_silence(self) -> None:
        typist = Typist().type(b"\x1b\x1b")
        assert not typist.quit, "it may still become Alt with an arrow"
        assert typist.pause(keys.ESC_SETTLES).quit

    @pytest.mark.parametrize(("apart", "hides"), [(0.1, True), (0.59, True), (0.7, False)])
    def test_twice_with_a_pause(self, apart: float, hides: bool) -> None:
        typist = Typist().type(b"\x1b").pause(apart).type(b"\x1b").pause(0.1)
        assert typist.quit == hides

    def test_a_neighbouring_key_between_is_a_slip(self) -> None:
        assert Typist().type(b"\x1b").pause(0.1).type(b"`").type(b"\x1b").pause(0.1).quit

    def test_enter_between_is_a_decision(self) -> None:
        assert not Typist().type(b"\x1b").pause(0.1).type(b"\r").type(b"\x1b").pause(0.1).quit

    def test_an_arrow_is_no_first_press(self) -> None:
        assert not Typist().type(b"\x1b[A").type(b"\x1b").pause(0.1).quit

    def test_a_bare_one_and_a_kitty_one_make_two(self) -> None:
        assert Typist().type(b"\x1b").pause(0.1).type(b"\x1b[27u").quit

    def test_twice_and_half_a_sequence_hides(self) -> None:
        assert Typist().type(b"\x1b\x1b[").pause(0.2).quit
        assert Typist().type(b"\x1b\x1b[\r").quit

    def test_forgotten_on_reset(self) -> None:
        typist = Typist().type(b"\x1b").pause(0.1)
        typist.scanner.reset()
        assert not typist.type(b"\x1b").pause(0.1).quit


class TestHalves:
    def test_half_a_sequence_is_given_up(self) -> None:
        typist = Typist().type(b"\x1b[12").pause(keys.SEQUENCE_DIES)
        assert typist.told == [(SEQUENCE, b"\x1b[12")]
        assert typist.type(b"tea").told[-1] == (PLAIN, b"tea")

    def test_half_a_string_cannot_swallow_the_key(self) -> None:
        assert Typist().type(b"\x1b]").pause(1).type(b"\x1b\x1b").pause(0.1).quit
        assert Typist().type(b"\x1b]tea\x1b\x1b\x1b").quit

    def test_a_paste_whose_end_got_lost_is_over_after_silence(self) -> None:
        typist = Typist().type(b"\x1b[200~tea\x1b[20").pause(keys.PASTE_DIES)
        assert typist.told[-1] == (SEQUENCE, b"\x1b[20" + keys.PASTE_END)
        assert typist.type(b"\x11").quit

    def test_nobody_who_goes_on_pressing_keeps_a_lost_paste_going(self) -> None:
        typist = Typist().type(keys.PASTE_START + b"tea")
        for _ in range(6):
            typist.pause(0.1).type(b"\x11")
        assert typist.quit

    def test_nor_does_a_moved_mouse(self) -> None:
        typist = Typist().type(keys.PASTE_START + b"tea")
        for _ in range(6):
            typist.pause(0.1).type(b"\x1b[<35;1;1M")
        assert typist.type(b"\x11").quit

    def test_a_long_paste_goes_on_however_slowly(self) -> None:
        typist = Typist().type(keys.PASTE_START)
        for _ in range(20):
            typist.pause(0.3).type(b"\x11" * (keys.PRESS + 1))
        assert not typist.type(keys.PASTE_END).quit

    def test_a_paste_is_told_apart_from_typing(self) -> None:
        typist = Typist().type(b"a\x1b[200~b\x1b[201~c")
        assert [piece for kind, piece in typist.told if kind == PASTED] == [b"b"]
        assert [piece for kind, piece in typist.told if kind == PLAIN] == [b"a", b"c"]

    def test_an_end_that_was_none_loses_no_byte(self) -> None:
        typist = Typist().type(b"\x1b[200~tea\x1b[2").type(b"5 spoons\x1b[201~")
        assert typist.forwarded == b"\x1b[200~tea\x1b[25 spoons\x1b[201~"

    def test_endless_sequences_are_given_up(self) -> None:
        typist = Typist().type(b"\x1b[" + b"1" * (keys.SEQUENCE_LIMIT + 10) + b"\x11")
        assert typist.quit

    def test_absurd_numbers_do_no_harm(self) -> None:
        data = b"\x1b[" + b"9" * 500 + b";5u"
        assert Typist().type(data).forwarded == data


class TestRecordedKey:
    def test_a_sequence(self) -> None:
        assert Typist(b"\x1b[15~").type(b"tea\x1b[15~").quit
        assert not Typist(b"\x1b[15~").type(b"\x1b[17~").quit

    def test_one_control_byte(self) -> None:
        assert Typist(b"\x18").type(b"tea\x18").quit
        assert not Typist().type(b"tea\x18").quit

    def test_not_inside_a_paste(self) -> None:
        assert not Typist(b"\x18").type(b"\x1b[200~\x18\x1b[15~\x1b[201~").quit


def test_a_long_paste_is_told_in_one_run() -> None:
    data = keys.PASTE_START + b"x" * (1 << 20) + keys.PASTE_END + b"\x11"
    typist = Typist().type(data)
    assert [kind for kind, _ in typist.told] == [SEQUENCE, PASTED, SEQUENCE, QUIT]


def test_only_what_was_read_is_looked_at() -> None:
    scanner = Scanner()
    assert scanner.feed(bytearray(b"tea\x11"), 3, 0.0) == [(PLAIN, 0, 3, b"")]

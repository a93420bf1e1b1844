"""From bytes to meaning: what the terminal sent, cut into runs, sequences and the way out.

The scanner never decodes, never copies ordinary bytes and never keeps them: a run is told by its
two ends in the caller's buffer, so that a password passes through without leaving a trace here.
It uses no part of any system, so one scanner serves them all.

What counts as the way out (QUIT), outside a paste:

* Escape twice within 0.6 s, as bare bytes or in the kitty form ``CSI 27 u``;
* Ctrl-Q and Ctrl-C, as bare bytes, in the kitty form, and in xterm's ``CSI 27 ; 5 ; code ~``;
* the key that the person recorded, by its bytes.

A lone escape byte cannot be told from the start of a sequence until something else comes, or
nothing does: 30 ms of silence settle it.
"""

from __future__ import annotations

from safeplan.guard.reports import is_key

# What was typed, as (kind, start, stop, bytes): places in the caller's buffer for a run of bytes,
# else zeros; the bytes of a sequence, else none.
Event = tuple[int, int, int, bytes]

PLAIN = 0  # a run of ordinary bytes
PASTED = 1  # a run from inside a bracketed paste; it triggers nothing
ESCAPE = 2  # the key Escape, once
SEQUENCE = 3  # a whole escape sequence, as it came
QUIT = 4  # hide, at once; nothing follows

ESC_SETTLES = 0.03  # seconds of silence after which a bare escape byte was the key
TWICE_WITHIN = 0.6  # seconds between the two presses that hide
SEQUENCE_DIES = 0.1  # seconds after which half a sequence is given up
PASTE_DIES = 0.5  # seconds of silence after which a paste whose end got lost is over
PRESS = 16  # bytes at most of one press, or of one report of the mouse
SEQUENCE_LIMIT = 4096  # bytes; longer ones are no key and no reply that we asked for

PASTE_START = b"\x1b[200~"
PASTE_END = b"\x1b[201~"

_GROUND, _ESC, _ESC2, _CSI, _SS3, _STRING, _STRING_ESC, _MOUSE, _CONSOLE, _PASTE = range(10)
_CTRL_C, _CTRL_Q, _ESCAPE = 0x03, 0x11, 0x1B
_QUIT_CODES = (99, 113)  # c and q, which kitty tells by number
_STRING_OPENERS = b"]P_^X"

_QUIT: Event = (QUIT, 0, 0, b"")
_ESC_KEY: Event = (ESCAPE, 0, 0, b"")


class Scanner:
    """Follows the bytes of one terminal; feed it what was read, settle it when nothing came.

    Attributes:
        hide_key: Bytes of the recorded key, or empty. One control byte, or a whole sequence.
    """

    def __init__(self, hide_key: bytes = b"") -> None:
        self.hide_key = hide_key
        self._state = _GROUND
        self._held = bytearray()
        self._heard = 0.0
        self._escape_at = 0.0
        self._pressed: float | None = None
        self._matched = 0
        self._more = 0

    def reset(self) -> None:
        """Forget what was half said, and the last press of Escape."""
        self._state = _GROUND
        self._held.clear()
        self._pressed = None
        self._matched = 0

    @property
    def deadline(self) -> float | None:
        """When `settle` wants to be called if nothing comes until then; None when nothing waits."""
        if self._state == _GROUND:
            return None
        if self._state == _PASTE:
            return self._heard + PASTE_DIES
        bare = self._state in (_ESC, _ESC2)
        return self._heard + (ESC_SETTLES if bare else SEQUENCE_DIES)

    def feed(self, data: bytearray, stop: int, now: float) -> list[Event]:
        """Take ``data[:stop]``, read at the time ``now`` (seconds, any steady clock)."""
        out: list[Event] = []
        if self._state != _PASTE or stop > PRESS:
            self._heard = now
        else:  # a person at the keys, or at the mouse, keeps no lost paste going
            out += self.settle(now)
        at = 0
        while at < stop:
            if self._state == _GROUND:
                at = self._ground(data, at, stop, now, out)
            elif self._state == _PASTE:
                at = self._paste(data, at, stop, out)
            else:
                at = self._sequence(data[at], at, now, out)
            if out and out[-1][0] == QUIT:
                break
        return out

    def settle(self, now: float) -> list[Event]:
        """Decide what silence has decided, if ``now`` is past the deadline."""
        out: list[Event] = []
        deadline = self.deadline
        if deadline is None or now < deadline:
            return out
        if self._state == _ESC:
            self._state = _GROUND
            self._escape(self._escape_at, out)
        elif self._state == _ESC2:
            out.append(_QUIT)
        elif self._state == _PASTE:
            out.append(_seq(PASTE_END[: self._matched] + PASTE_END))
            self._state = _GROUND
            self._matched = 0
        else:
            self._give_up(out)
        return out

    def _ground(self, data: bytearray, at: int, stop: int, now: float, out: list[Event]) -> int:
        end = _first_special(data, at, stop, self.hide_key)
        if end > at:
            # Enter between two Escapes is a decision; a neighbouring key may be a slip.
            if data.find(b"\r", at, end) >= 0:
                self._pressed = None
            out.append((PLAIN, at, end, b""))
        if end == stop:
            return stop
        if data[end] == _ESCAPE:
            self._escape_at = now
            self._state = _ESC
        else:
            out.append(_QUIT)
        return end + 1

    def _escape(self, when: float, out: list[Event]) -> None:
        """It is certain that Escape was pressed at the time ``when``."""
        twice = self._pressed is not None and when - self._pressed <= TWICE_WITHIN
        self._pressed = when
        out.append(_QUIT if twice else _ESC_KEY)

    def _sequence(self, byte: int, at: int, now: float, out: list[Event]) -> int:
        """Take one byte inside a sequence; answers the place of the next byte to look at."""
        state = self._state
        if state == _ESC:
            return self._after_escape(byte, at, now, out)
        if state == _ESC2:
            return self._after_two(byte, at, out)
        if state == _STRING_ESC and byte == 0x5C:
            self._held.append(byte)
            self._whole(now, out)
            return at + 1
        if state == _STRING_ESC:
            del self._held[-1]
            self._give_up(out)
            self._state, self._escape_at = _ESC, now
            return at
        ends_string = state == _STRING and byte in (0x07, _ESCAPE)
        if byte < 0x20 and not ends_string:
            # A control byte is no part of a sequence: a person pressed it. Look at it afresh.
            self._give_up(out)
            return at
        self._held.append(byte)
        if len(self._held) > SEQUENCE_LIMIT:
            self._give_up(out)
        elif state == _STRING:
            if byte == _ESCAPE:
                self._state = _STRING_ESC
            elif byte == 0x07:
                self._whole(now, out)
        elif state == _CSI:
            self._control(byte, now, out)
        else:
            self._more -= 1
            if self._more <= 0:
                self._whole(now, out)
        return at + 1

    def _after_escape(self, byte: int, at: int, now: float, out: list[Event]) -> int:
        if byte == _ESCAPE:
            self._state = _ESC2
            return at + 1
        if byte < 0x20 or byte >= 0x80:
            self._state = _GROUND
            self._escape(self._escape_at, out)
            return at
        self._held[:] = bytes((_ESCAPE, byte))
        if not self._opens(byte):
            self._whole(now, out)
        return at + 1

    def _after_two(self, byte: int, at: int, out: list[Event]) -> int:
        # Two escape bytes and then an arrow is Alt with an arrow in some terminals.
        if byte in b"[O":
            self._held[:] = bytes((_ESCAPE, _ESCAPE, byte))
            self._opens(byte)
        else:
            out.append(_QUIT)
        return at + 1

    def _opens(self, byte: int) -> bool:
        if byte == 0x5B:
            self._state = _CSI
        elif byte == 0x4F:
            self._state, self._more = _SS3, 1
        elif byte in _STRING_OPENERS:
            self._state = _STRING
        else:
            return False
        return True

    def _control(self, byte: int, now: float, out: list[Event]) -> None:
        """One byte of a control sequence has been held; is it whole now?"""
        if not 0x40 <= byte <= 0x7E:
            if byte >= 0x7F:
                self._give_up(out)
            return
        bare = self._held[-2] == 0x5B and len(self._held) <= 4
        if bare and byte == 0x4D:  # the oldest mouse report: three bytes follow
            self._state, self._more = _MOUSE, 3
        elif bare and byte == 0x5B:  # function keys of the Linux console: one byte follows
            self._state, self._more = _CONSOLE, 1
        else:
            self._whole(now, out)

    def _whole(self, now: float, out: list[Event]) -> None:
        sequence = bytes(self._held)
        self._held.clear()
        self._state = _GROUND
        two = sequence[:2] == b"\x1b\x1b" and sequence != self.hide_key
        if two and self._stands_alone(sequence[1:]):
            # No Alt with an arrow: the key Escape, and what came before silence could settle it.
            self._escape(self._escape_at, out)
            if out[-1][0] == QUIT:
                return
            sequence = sequence[1:]
        if sequence == PASTE_START:
            self._state = _PASTE
            self._matched = 0
        elif sequence == self.hide_key or _is_quit(sequence):
            out.append(_QUIT)
            return
        elif _is_escape(sequence):
            self._escape(now, out)
            return
        out.append(_seq(sequence))

    def _stands_alone(self, sequence: bytes) -> bool:
        """Whether this is nothing that Alt is pressed with: a moved mouse, a paste, a way out."""
        ours = sequence in (PASTE_START, PASTE_END, self.hide_key)
        return ours or _is_quit(sequence) or _is_escape(sequence) or not is_key(sequence)

    def _give_up(self, out: list[Event]) -> None:
        """What was held is no sequence; two escape bytes at its start were the key, twice."""
        self._state = _GROUND
        twice = self._held.startswith(b"\x1b\x1b")
        out.append(_QUIT if twice else _seq(bytes(self._held)))
        self._held.clear()

    def _paste(self, data: bytearray, at: int, stop: int, out: list[Event]) -> int:
        """Pass a paste through, looking for nothing but its end."""
        start = at
        while at < stop:
            if self._matched == 0:
                found = data.find(_ESCAPE, at, stop)
                if found < 0:
                    at = stop
                    break
                at, self._matched = found + 1, 1
            elif data[at] == PASTE_END[self._matched]:
                at, self._matched = at + 1, self._matched + 1
                if self._matched == len(PASTE_END):
                    break
            else:
                earlier = self._matched - (at - start)
                if earlier > 0:
                    out.append(_seq(PASTE_END[:earlier]))
                self._matched = 0
        over = self._matched == len(PASTE_END)
        # The part of the end mark that came in this read is not pasted text.
        cut = at - min(self._matched, at - start)
        if cut > start:
            out.append((PASTED, start, cut, b""))
        if over:
            self._matched = 0
            self._state = _GROUND
            out.append(_seq(PASTE_END))
        return at


def _seq(sequence: bytes) -> Event:
    return (SEQUENCE, 0, 0, sequence)


def _first_special(data: bytearray, at: int, stop: int, hide_key: bytes) -> int:
    """The place of the first byte from ``at`` on that begins or means something, else ``stop``."""
    for special in (_ESCAPE, _CTRL_Q, _CTRL_C):
        found = data.find(special, at, stop)
        if found >= 0:
            stop = found
    if len(hide_key) == 1:
        found = data.find(hide_key, at, stop)
        if found >= 0:
            stop = found
    return stop


def _numbers(parameters: bytes) -> list[list[int]]:
    """``b"113::99;5:1"`` as ``[[113, 0, 99], [5, 1]]``; anything but digits counts as 0."""
    return [
        [int(part) if part.isdigit() and len(part) < 8 else 0 for part in group.split(b":")]
        for group in parameters.split(b";")
    ]


def _modifiers(group: list[int]) -> int:
    """Modifier bits without the two locks; 4 is Ctrl."""
    return (max(group[0], 1) - 1) & 0b00111111


def _is_release(group: list[int]) -> bool:
    return len(group) > 1 and group[1] == 3


def _is_quit(sequence: bytes) -> bool:
    if not sequence.startswith(b"\x1b["):
        return False
    groups = _numbers(sequence[2:-1])
    if sequence.endswith(b"u") and len(groups) >= 2:
        named = any(code in _QUIT_CODES for code in groups[0])
        return named and _modifiers(groups[1]) == 4 and not _is_release(groups[1])
    if sequence.endswith(b"~") and len(groups) == 3 and groups[0] == [27]:
        return groups[2][0] in _QUIT_CODES and _modifiers(groups[1]) == 4
    return False


def _is_escape(sequence: bytes) -> bool:
    """Whether kitty told of Escape, pressed or held, with no modifier."""
    if not (sequence.startswith(b"\x1b[27") and sequence.endswith(b"u")):
        return False
    groups = _numbers(sequence[2:-1])
    state = groups[1] if len(groups) > 1 else [1]
    return groups[0][0] == 27 and _modifiers(state) == 0 and not _is_release(state)

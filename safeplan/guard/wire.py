"""The words that the processes say to each other, byte by byte.

Four kinds of process, six pipes; every message is shorter than what a pipe takes in one piece.

``status``, app -> guard. One letter, then what follows it:

====  =========================================================================================
W     the root did not open it (at the opening: neither half)
B     half A opened nothing; the root for the second salt is wanted
R     opened; the window is the app's from the answer ``r`` on
A     ask: purpose 1 | lines 1 | number of salts 1 | 3 x 32 bytes of salts, zeros where unused
N     asked and answered, but that password cannot be taken: ask for another one
K     asked and answered, all is well; the window is the app's from the answer ``r`` on
P     practise: the next hide wipes as on the day, and ends nothing
U     practise no more
H     hide, now (the mouse, or a button); while practising, practise now
L     the road of the lock: end this app, ask for the password, start a new one
Q     closed in good order; end
S     settings: a record of SETTINGS_SIZE bytes
Y     record: the bytes of the next key are wanted, by the answer ``y``, or ``e`` for Escape
Z     a page that shows nothing of the plan is open: the lock may wait for it, up to its limit
X     that page was left
V     the answer to ``l``: nothing is drawn any more; L follows when all is saved
====  =========================================================================================

``control``, guard -> app. One letter:

====  =========================================================================================
d     a root, or all that were asked for, can be read from ``root``
r     the window is the app's: draw
e     the person backed out, and the window is the app's: draw
o     practising: draw nothing until the next letter
p     practised, Enter was pressed, and the window is the app's: draw
u     practising is off, as was asked
y     recorded: length 1 | 16 bytes; length 0 is a key that cannot be used
====  =========================================================================================

``notices``, guard -> app. One letter, unasked, heard at any time:

====  =========================================================================================
c     closing soon, unless a key is pressed
k     a key was pressed: it stays open
l     the line is to stand again: draw no more (V), save what is not saved, then say L
p     the stick is out (told where the person wants to be asked; else this is hide)
b     the stick is back
====  =========================================================================================

``keys``, guard -> app: what was typed, as the terminal sent it; Escape alone is ``CSI 27 u``.

``job``, guard -> kdf: mode 1 | number of salts 1 | 3 x 32 bytes of salts | length 2, low byte
first | that many bytes as typed. Then, in mode STEPS, ``B`` for the root of the next salt; in mode
JUDGED, ``G`` to go on after the verdict. The end of the pipe ends the process. In the two modes of
making nothing was typed: it makes words by itself, shows them on the terminal by itself, and ends,
so that no process that lives on has ever held them. MAKE_WORDS shows them at once; MAKE_CODE gives
their roots first, and shows them on ``G``.

``verdict``, kdf -> guard. One letter: ``d`` the roots are in the pipe · ``k`` it will do · ``s`` it
will do but is easy to guess · ``c`` it cannot be taken · ``m`` too little memory · ``w`` what was
made stands on the terminal.

An Ask for CODE is answered ``d``, or ``e`` for too little memory. The app keeps the roots, then
says K: the code is shown until Enter, and the road of the lock follows. W in place of K gives the
code up, unseen; ``e`` answers that, and a K after which it could not be shown.

``root``, kdf -> app: 32 bytes a salt, in the order of the salts; the guard never sees them.
"""

from __future__ import annotations

ROOT_SIZE = 32
SALT_SIZE = 32
MOST_SALTS = 3

# status
REFUSED = b"W"
OTHER_HALF = b"B"
OPENED = b"R"
ASK = b"A"
ANOTHER = b"N"
ASK_DONE = b"K"
PRACTISE = b"P"
PRACTISE_OVER = b"U"
HIDE = b"H"
LOCK = b"L"
QUIT = b"Q"
SETTINGS = b"S"
RECORD = b"Y"
REST = b"Z"
REST_OVER = b"X"
HELD = b"V"

# control
ROOTS = b"d"
DRAW = b"r"
BACKED_OUT = b"e"
HOLD = b"o"
PRACTISED = b"p"
PRACTISE_OFF = b"u"
RECORDED = b"y"

# notices
CLOSING_SOON = b"c"
STAYS_OPEN = b"k"
LOCK_NOW = b"l"
PULLED = b"p"
THERE = b"b"

# job
STEPS = b"s"  # one root at a time, the next one on NEXT
TOGETHER = b"t"  # all roots at once
JUDGED = b"j"  # a verdict first, all roots on GO
MAKE_WORDS = b"w"  # six words, shown at once
MAKE_CODE = b"c"  # a code; its roots at once, shown on GO
NEXT = b"B"
GO = b"G"

# verdict
DERIVED = b"d"
WILL_DO = b"k"
GUESSABLE = b"s"
CANNOT_BE_TAKEN = b"c"
NO_MEMORY = b"m"
SHOWN = b"w"

# what the person is asked for
OPEN = b"o"  # the password of what is open
CONFIRM = b"c"  # the same, once more, before something that cannot be undone
NEW = b"n"  # a new password
OTHER_BOX = b"x"  # the password of another locked thing
WORDS = b"w"  # a new password, after six words were made for it and shown
CODE = b"k"  # nothing: a code is made, and shown once

HIDE_KEY_SIZE = 16
HIDE_KEY_NAME_SIZE = 32
NAME_SIZE = 64
PAGE_SIZE = 2048
ASK_SIZE = 3 + MOST_SALTS * SALT_SIZE
SETTINGS_SIZE = 1 + HIDE_KEY_SIZE + 1 + HIDE_KEY_NAME_SIZE + 1 + NAME_SIZE + 4 + 2 + PAGE_SIZE

_PAYLOAD = {ASK: ASK_SIZE, SETTINGS: SETTINGS_SIZE}
_LETTERS = frozenset(b"WBRANKPUHLQSYZXV")


class WireError(Exception):
    """A message that is none: the other side is broken, and is not to be listened to."""


class Ask:
    """A request for a password, and what is to be made of it.

    Attributes:
        purpose: OPEN, CONFIRM, NEW, OTHER_BOX, WORDS or CODE.
        lines: 1, or 2 when the password is to be typed a second time.
        salts: One to three salts of 32 bytes; a root is derived for each.
    """

    __slots__ = ("lines", "purpose", "salts")

    def __init__(self, purpose: bytes, lines: int, salts: tuple[bytes, ...]) -> None:
        self.purpose = purpose
        self.lines = lines
        self.salts = salts

    @property
    def judged(self) -> bool:
        """Whether something new is chosen, so that it is looked at before it is used."""
        return self.purpose in (NEW, WORDS) or self.lines == 2

    def pack(self) -> bytes:
        """The message, letter and all."""
        salts = b"".join(self.salts).ljust(MOST_SALTS * SALT_SIZE, b"\0")
        return ASK + self.purpose + bytes((self.lines, len(self.salts))) + salts

    @classmethod
    def unpack(cls, payload: bytes) -> Ask:
        """The request in ``payload``.

        Raises:
            WireError: It asks for what there is not.
        """
        purpose, lines, count = payload[:1], payload[1], payload[2]
        if purpose not in (OPEN, CONFIRM, NEW, OTHER_BOX, WORDS, CODE) or lines not in (1, 2):
            raise WireError
        if not 1 <= count <= MOST_SALTS:
            raise WireError
        salts = (payload[3 + at * SALT_SIZE : 3 + (at + 1) * SALT_SIZE] for at in range(count))
        return cls(purpose, lines, tuple(salts))


class Settings:
    """What the guard must know of the settings.

    Attributes:
        hide_key: Bytes of the recorded key, at most 16; empty for none.
        hide_key_name: What the key is called, at most 32 bytes of UTF-8.
        name: What the program calls itself, at most 64 bytes of UTF-8; empty for the usual name.
        lock_minutes: Minutes without a key after which the line stands again; 0 is never.
        longest_pause: Minutes for which the app may put the lock off.
        stars: Whether the line shows stars.
        ask_when_pulled: Whether a pulled stick asks instead of hiding.
        page: What hide leaves in the window, at most 2048 bytes of UTF-8; empty for nothing.
    """

    __slots__ = (
        "ask_when_pulled",
        "hide_key",
        "hide_key_name",
        "lock_minutes",
        "longest_pause",
        "name",
        "page",
        "stars",
    )

    def __init__(
        self,
        *,
        hide_key: bytes = b"",
        hide_key_name: bytes = b"",
        name: bytes = b"",
        lock_minutes: int = 2,
        longest_pause: int = 6,
        stars: bool = True,
        ask_when_pulled: bool = False,
        page: bytes = b"",
    ) -> None:
        self.hide_key = hide_key
        self.hide_key_name = hide_key_name
        self.name = name
        self.lock_minutes = lock_minutes
        self.longest_pause = longest_pause
        self.stars = stars
        self.ask_when_pulled = ask_when_pulled
        self.page = page

    def pack(self) -> bytes:
        """The message, letter and all.

        Raises:
            ValueError: A part is longer than its place.
        """
        return b"".join(
            (
                SETTINGS,
                _sized(self.hide_key, HIDE_KEY_SIZE, 1),
                _sized(self.hide_key_name, HIDE_KEY_NAME_SIZE, 1),
                _sized(self.name, NAME_SIZE, 1),
                bytes((self.lock_minutes, self.longest_pause, self.stars, self.ask_when_pulled)),
                _sized(self.page, PAGE_SIZE, 2),
            )
        )

    @classmethod
    def unpack(cls, payload: bytes) -> Settings:
        """The record in ``payload``.

        Raises:
            WireError: A length is longer than its place.
        """
        hide_key, rest = _take(payload, HIDE_KEY_SIZE, 1)
        hide_key_name, rest = _take(rest, HIDE_KEY_NAME_SIZE, 1)
        name, rest = _take(rest, NAME_SIZE, 1)
        page, _ = _take(rest[4:], PAGE_SIZE, 2)
        return cls(
            hide_key=hide_key,
            hide_key_name=hide_key_name,
            name=name,
            lock_minutes=rest[0],
            longest_pause=rest[1],
            stars=bool(rest[2]),
            ask_when_pulled=bool(rest[3]),
            page=page,
        )


class StatusReader:
    """Cuts the status pipe into messages, however they were split on the way."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> list[tuple[bytes, bytes]]:
        """Whole messages so far, as letter and payload.

        Raises:
            WireError: A letter that means nothing.
        """
        self._rest += data
        out: list[tuple[bytes, bytes]] = []
        while self._rest:
            letter = bytes(self._rest[:1])
            if letter[0] not in _LETTERS:
                raise WireError
            size = 1 + _PAYLOAD.get(letter, 0)
            if len(self._rest) < size:
                break
            out.append((letter, bytes(self._rest[1:size])))
            del self._rest[:size]
        return out


def job_head(mode: bytes, salts: tuple[bytes, ...], length: int) -> bytes:
    """What stands before the typed bytes in the job pipe; ``length`` is their number."""
    filled = b"".join(salts).ljust(MOST_SALTS * SALT_SIZE, b"\0")
    return mode + bytes((len(salts),)) + filled + length.to_bytes(2, "little")


def recorded(key: bytes) -> bytes:
    """The answer to RECORD, letter and all; an empty ``key`` is one that cannot be used."""
    return RECORDED + _sized(key, HIDE_KEY_SIZE, 1)


RECORDED_SIZE = 1 + HIDE_KEY_SIZE  # after the letter


def unpack_recorded(payload: bytes) -> bytes:
    """The key in an answer to RECORD.

    Raises:
        WireError: Its length is longer than its place.
    """
    return _take(payload, HIDE_KEY_SIZE, 1)[0]


JOB_HEAD_SIZE = 2 + MOST_SALTS * SALT_SIZE + 2


def _sized(value: bytes, size: int, digits: int) -> bytes:
    if len(value) > size:
        raise ValueError(size)
    return len(value).to_bytes(digits, "little") + value.ljust(size, b"\0")


def _take(data: bytes, size: int, digits: int) -> tuple[bytes, bytes]:
    length = int.from_bytes(data[:digits], "little")
    if length > size:
        raise WireError
    return data[digits : digits + length], data[digits + size :]

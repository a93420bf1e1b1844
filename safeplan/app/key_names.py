"""What a key is called, by the bytes that a terminal sends for it."""

from __future__ import annotations

from dataclasses import dataclass

from safeplan.app.actions import ACTIONS
from safeplan.language import gettext as _

# Keys of fields, which stand in no table: undo.
_OF_FIELDS = frozenset({"ctrl+z"})

_SHIFT, _ALT, _CTRL = 1, 2, 4
# Ids of the words before a key's own name, the outermost first.
_HELD = ((_CTRL, "key.ctrl"), (_ALT, "key.alt"), (_SHIFT, "key.shift"))

_FUNCTION = dict(zip(b"PQRS", (1, 2, 3, 4), strict=True))
_CONSOLE = dict(zip(b"ABCDE", (1, 2, 3, 4, 5), strict=True))
_FUNCTION_NUMBERS = dict(
    zip(
        (11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34),
        range(1, 21),
        strict=True,
    )
)
_NAMED_NUMBERS = {
    1: "key.home",
    2: "key.insert",
    3: "key.delete",
    4: "key.end",
    5: "key.page_up",
    6: "key.page_down",
    7: "key.home",
    8: "key.end",
}
_NAMED_LETTERS = {
    ord("A"): "key.up",
    ord("B"): "key.down",
    ord("C"): "key.right",
    ord("D"): "key.left",
    ord("F"): "key.end",
    ord("H"): "key.home",
    ord("Z"): "key.tab",
}


@dataclass(frozen=True, slots=True)
class _Press:
    """A key and what is held with it; one of ``letter``, ``function`` and ``named`` is set."""

    held: int = 0
    letter: str = ""
    function: int = 0
    named: str = ""


def name_of(pressed: bytes) -> str:
    """The name of a key, as it stands on most keyboards.

    Args:
        pressed: what the terminal sent for one press.

    Returns:
        The name in the language in use; words that fit any key where it is not known.
    """
    press = _read(pressed)
    if press is None:
        return _("key.other")
    if press.function:
        name = _("key.function").format(number=press.function)
    else:
        name = _(press.named) if press.named else press.letter.upper()
    for bit, words in reversed(_HELD):
        if press.held & bit:
            name = _(words).format(key=name)
    return name


def used_here(pressed: bytes) -> bool:
    """Whether the screens need this key for something else."""
    press = _read(pressed)
    if press is None or press.held != _CTRL or not press.letter:
        return False
    key = f"ctrl+{press.letter.lower()}"
    return key in _OF_FIELDS or any(key in action.keys for action in ACTIONS)


def _read(pressed: bytes) -> _Press | None:
    if len(pressed) == 1 and pressed[0] < 0x20:
        return _Press(_CTRL, chr(pressed[0] + 0x40))
    if len(pressed) == 2 and pressed[0] == 0x1B and 0x20 < pressed[1] < 0x7F:
        letter = chr(pressed[1])
        return _Press(_ALT | (_SHIFT if letter.isupper() else 0), letter)
    if pressed.startswith(b"\x1bO") and len(pressed) == 3:
        return _by_letter(pressed[2], 0)
    if pressed.startswith(b"\x1b[[") and len(pressed) == 4:
        found = _CONSOLE.get(pressed[3])
        return _Press(function=found) if found else None
    return _control(pressed) if pressed.startswith(b"\x1b[") else None


def _control(pressed: bytes) -> _Press | None:
    """A control sequence: numbers, and the letter that ends it."""
    groups = [group.split(b":")[0] for group in pressed[2:-1].split(b";")]
    if not all(group.isdigit() or not group for group in groups):
        return None
    numbers = [int(group or 0) for group in groups]
    held = (max(numbers[1], 1) - 1) & (_SHIFT | _ALT | _CTRL) if len(numbers) > 1 else 0
    end = pressed[-1]
    if end == ord("~") and numbers[0] == 27 and len(numbers) == 3:
        return _by_code(numbers[2], held)
    if end == ord("~"):
        if numbers[0] in _FUNCTION_NUMBERS:
            return _Press(held, function=_FUNCTION_NUMBERS[numbers[0]])
        named = _NAMED_NUMBERS.get(numbers[0], "")
        return _Press(held, named=named) if named else None
    return _by_code(numbers[0], held) if end == ord("u") else _by_letter(end, held)


def _by_code(code: int, held: int) -> _Press | None:
    letter = chr(code) if 0x20 < code < 0xD800 else ""
    return _Press(held, letter) if letter.isprintable() and letter.strip() else None


def _by_letter(end: int, held: int) -> _Press | None:
    if end in _FUNCTION:
        return _Press(held, function=_FUNCTION[end])
    named = _NAMED_LETTERS.get(end, "")
    if not named:
        return None
    return _Press(held | (_SHIFT if end == ord("Z") else 0), named=named)

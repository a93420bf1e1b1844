"""Keys and their names, by what terminals send."""

import pytest

from safeplan.app.key_names import name_of, used_here
from safeplan.guard.presses import can_hide

NAMES = {
    b"\x18": "Ctrl-X",
    b"\x1f": "Ctrl-_",
    b"\x1c": "Ctrl-\\",
    b"\x1bx": "Alt-X",
    b"\x1bX": "Alt-Shift-X",
    b"\x1b1": "Alt-1",
    b"\x1bOS": "F4",
    b"\x1b[15~": "F5",
    b"\x1b[17~": "F6",
    b"\x1b[20~": "F9",
    b"\x1b[21~": "F10",
    b"\x1b[24~": "F12",
    b"\x1b[25~": "F13",
    b"\x1b[34~": "F20",
    b"\x1b[[E": "F5",
    b"\x1b[20;5~": "Ctrl-F9",
    b"\x1b[20;2~": "Shift-F9",
    b"\x1b[1;6S": "Ctrl-Shift-F4",
    b"\x1b[2~": "Insert",
    b"\x1b[5;5~": "Ctrl-PgUp",
    b"\x1b[1;3D": "Alt-Left",
    b"\x1b[1;5H": "Ctrl-Home",
    b"\x1b[120;5u": "Ctrl-X",
    b"\x1b[120;133u": "Ctrl-X",
    b"\x1b[27;5;120~": "Ctrl-X",
}


@pytest.mark.parametrize("pressed", NAMES)
def test_a_key_has_the_name_that_stands_on_it(pressed: bytes) -> None:
    assert name_of(pressed) == NAMES[pressed]


@pytest.mark.parametrize(
    "pressed", [b"\x1b[99~", b"\x1b[1;5E", b"\x1b[1u", b"\x1b[?1~", b"\x1b[xu"]
)
def test_a_key_that_nobody_knows_is_your_key(pressed: bytes) -> None:
    assert name_of(pressed) == "your key"


def test_every_single_byte_that_can_hide_has_a_name_of_its_own() -> None:
    usable = [bytes((byte,)) for byte in range(0x20) if can_hide(bytes((byte,)))]
    names = [name_of(one) for one in usable]
    assert len(set(names)) == len(usable)
    assert "your key" not in names


@pytest.mark.parametrize("pressed", [b"\x13", b"\x0c", b"\x1a", b"\x1b[115;5u", b"\x1b[27;5;122~"])
def test_keys_that_the_screens_need_are_known(pressed: bytes) -> None:
    assert used_here(pressed)


@pytest.mark.parametrize("pressed", [b"\x18", b"\x1bs", b"\x1b[15~", b"\x1b[115;7u", b"\x1b[99~"])
def test_other_keys_are_free(pressed: bytes) -> None:
    assert not used_here(pressed)

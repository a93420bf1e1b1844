import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.vault.keys import normalise, unsuitable
from safeplan.vault.recovery import ALPHABET, LENGTH, as_code, new_code
from tests.vault.cheap import Drawn

SIXTEEN = st.binary(min_size=16, max_size=16)


def plain(code: str) -> str:
    return code.replace("-", "")


def test_shape() -> None:
    code = new_code(os.urandom)
    assert [len(group) for group in code.split("-")] == [5, 5, 5, 5, 6]
    assert set(plain(code)) <= set(ALPHABET)
    assert len(ALPHABET) == len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)
    assert not unsuitable(code)


def test_a_known_one() -> None:
    """SHA-256 of sixteen zero bytes begins with 37, of sixteen ff with 5a: checks 0 and 1."""
    assert plain(new_code(bytes)) == "0" * 26
    assert plain(new_code(lambda n: b"\xff" * n)) == "Z" * 25 + "X"


@given(SIXTEEN)
def test_all_bits_are_in_it(sixteen: bytes) -> None:
    code = plain(new_code(lambda _: sixteen))
    value = 0
    for digit in code:
        value = value * 32 + ALPHABET.index(digit)
    assert (value >> 2).to_bytes(16, "big") == sixteen


@given(SIXTEEN, st.randoms())
def test_read_however_it_is_typed(sixteen: bytes, random: object) -> None:
    code = new_code(lambda _: sixteen)
    digits = plain(code)
    typed = []
    for digit in digits:
        choices = {"0": "0oO", "1": "1iIlL"}.get(digit, digit + digit.lower())
        typed.append(random.choice(choices))  # type: ignore[attr-defined]
        typed.append(random.choice(["", "", " ", "-", " - ", "\u2011", "\t"]))  # type: ignore[attr-defined]
    assert as_code("".join(typed)) == digits
    assert normalise("".join(typed)) == normalise(code) == digits.encode()


def test_wide_letters_are_read() -> None:
    code = plain(new_code(Drawn(3)))
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    assert as_code(wide) == code


@pytest.mark.parametrize("text", ["", "tea", "U" * LENGTH, "0" * 25, "0" * 27, "0" * 25 + "!"])
def test_anything_else_is_a_passphrase(text: str) -> None:
    assert as_code(text) is None
    assert normalise(text) == text.encode()


def test_three_of_four_slips_are_noticed() -> None:
    random, noticed, all_of_them = Drawn(4), 0, 0
    for _ in range(100):
        code = plain(new_code(random))
        for place in range(LENGTH):
            slip = ALPHABET[(ALPHABET.index(code[place]) + 1 + random(1)[0] % 31) % 32]
            noticed += as_code(code[:place] + slip + code[place + 1 :]) is None
            all_of_them += 1
    assert 0.7 < noticed / all_of_them < 0.8

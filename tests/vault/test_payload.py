import zlib
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.vault.errors import TooLarge
from safeplan.vault.format import SIZES, Layout
from safeplan.vault.payload import deflate, inflate
from tests.vault.cheap import Drawn

LAYOUT = Layout(SIZES[0])


@given(st.binary(max_size=2000))
def test_there_and_back(payload: bytes) -> None:
    assert inflate(deflate(payload, LAYOUT), LAYOUT) == payload


def test_a_bomb_is_refused() -> None:
    bomb = zlib.compress(bytes(LAYOUT.longest + 1), 9)
    assert len(bomb) < LAYOUT.capacity
    assert inflate(bomb, LAYOUT) is None


@pytest.mark.parametrize("size", SIZES)
def test_the_longest_that_is_kept_can_be_read(size: int) -> None:
    layout = Layout(size)
    longest = bytes(layout.longest - 1)
    assert inflate(deflate(longest, layout), layout) == longest
    with pytest.raises(TooLarge):
        deflate(longest + b"\0", layout)


@pytest.mark.parametrize(
    "spoil", [lambda z: z + b"x", lambda z: z[:-1], lambda z: b"", lambda z: b"{}"]
)
def test_what_no_vault_writes(spoil: object) -> None:
    assert inflate(spoil(zlib.compress(b"{}")), LAYOUT) is None  # type: ignore[operator]


def test_what_does_not_fit() -> None:
    random = Drawn()
    with pytest.raises(TooLarge):
        deflate(random(LAYOUT.capacity), LAYOUT)
    assert len(deflate(random(LAYOUT.capacity - 200), LAYOUT)) <= LAYOUT.capacity


def test_a_tight_payload_is_packed_harder() -> None:
    random = Random(3)
    names = [bytes(random.choices(b"abcdefghij ", k=7)) for _ in range(3000)]
    words = b" ".join(random.choices(names, k=100_000))
    while len(zlib.compress(words, 6)) > LAYOUT.capacity:
        words = words[: int(len(words) * LAYOUT.capacity / len(zlib.compress(words, 6)))]
    assert len(zlib.compress(words, 3)) > LAYOUT.capacity
    assert inflate(deflate(words, LAYOUT), LAYOUT) == words

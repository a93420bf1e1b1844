"""Any k blocks of k + m give the data again."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.export import parity
from safeplan.export.sealed import SIZES, blocks_of


def times(first: int, second: int) -> int:
    """Multiply in GF(256) bit by bit: a second way, without tables."""
    product = 0
    while second:
        if second & 1:
            product ^= first
        first <<= 1
        if first & 0x100:
            first ^= 0x11D
        second >>= 1
    return product


@given(st.integers(0, 255), st.integers(0, 255))
def test_the_tables_multiply_as_the_field_does(first: int, second: int) -> None:
    assert parity._times(first)[second] == times(first, second)
    if second:
        assert times(parity._divide(first, second), second) == first


def test_parity_is_what_the_page_says() -> None:
    data = (b"\x01\x02", b"\x03\x04", b"\x05\x06")
    [first, second] = parity.protect(data, 2)
    for j, block in enumerate((first, second)):
        for place in range(2):
            total = 0
            for i in range(3):
                weight = next(w for w in range(256) if times(w, (3 + j) ^ i) == 1)
                total ^= times(weight, data[i][place])
            assert block[place] == total


@pytest.mark.parametrize("size", SIZES)
def test_every_loss_that_may_happen_is_made_good(size: int) -> None:
    k = blocks_of(size)
    m = -(-k // 4)
    data = tuple(bytes((i * 37 + n) % 256 for n in range(9)) for i in range(k))
    whole = dict(enumerate((*data, *parity.protect(data, m))))
    for lost in itertools.combinations(whole, m):
        left = {number: block for number, block in whole.items() if number not in lost}
        assert parity.restore(left, k) == data


@given(
    st.lists(st.binary(min_size=5, max_size=5), min_size=1, max_size=12),
    st.integers(0, 5),
    st.data(),
)
def test_any_k_are_enough_and_fewer_are_not(data: list[bytes], m: int, draw: st.DataObject) -> None:
    whole = dict(enumerate((*data, *parity.protect(data, m))))
    k = len(data)
    kept = draw.draw(st.permutations(sorted(whole)))
    assert parity.restore({n: whole[n] for n in kept[:k]}, k) == tuple(data)
    assert parity.restore({n: whole[n] for n in kept[: k - 1]}, k) is None

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.vault.format import (
    COMPARTMENTS,
    DOORS,
    ENTRY,
    HALVES,
    HEADER,
    PAGE,
    SIZES,
    DoorEntry,
    Header,
    Layout,
    Roots,
    Salts,
    copy_info,
    door_info,
    other,
)

ROOT = st.binary(min_size=32, max_size=32)
ROOTS = st.builds(Roots, ROOT, ROOT).filter(lambda roots: any(roots.a + roots.b))
HEADERS = st.builds(
    Header,
    st.integers(0, 2**63 - 1),
    st.integers(0, 255),
    st.integers(0, 15),
    st.builds(Salts, ROOT, ROOT),
    st.tuples(*[st.none() | ROOTS] * DOORS),
)


@pytest.mark.parametrize(
    ("size", "copy"), list(zip(SIZES, (118784, 512000, 2084864, 8376320), strict=True))
)
def test_sizes(size: int, copy: int) -> None:
    layout = Layout(size)
    assert layout.copy == copy
    assert layout.capacity == copy - 80 - 592
    assert layout.half * 2 == size
    assert 36864 + 4 * copy <= layout.half < 36864 + 4 * (copy + PAGE)


@pytest.mark.parametrize("size", SIZES)
def test_nothing_overlaps(size: int) -> None:
    layout = Layout(size)
    places = []
    for half in HALVES:
        places.append((layout.salt_at(half), PAGE))
        places += [(layout.door_at(half, number), PAGE) for number in range(DOORS)]
        places += [(layout.copy_at(half, number), layout.copy) for number in range(COMPARTMENTS)]
    places.sort()
    for (start, length), (after, _) in zip(places, [*places[1:], (size, 0)], strict=True):
        assert start % PAGE == 0
        assert start + length <= after
    assert layout.door_at("A", 0) == 4096
    assert layout.copy_at("A", 0) == 36864
    assert layout.copy_at("B", 3) - layout.copy_at("A", 3) == size // 2


def test_words_that_bind() -> None:
    assert door_info(7, "B") == b"safeplan/1 door 7 half B"
    assert copy_info(0, "A") == b"safeplan/1 compartment 0 half A"
    assert [other(half) for half in HALVES] == ["B", "A"]
    assert Roots(b"a", b"b").of("B") == Salts(b"a", b"b").of("B") == b"b"


@given(ROOT, st.integers(0, 3), st.integers(0, 1))
def test_door_entry(key: bytes, compartment: int, kind: int) -> None:
    entry = DoorEntry(key, compartment, kind)
    assert len(entry.pack()) == ENTRY - 80
    assert DoorEntry.unpack(entry.pack()) == entry


@given(st.integers(32, 47), st.integers(0, 255))
def test_door_of_a_newer_format(place: int, value: int) -> None:
    plaintext = bytearray(DoorEntry(bytes(32), 0, 0).pack())
    plaintext[place] = value
    known = value < {32: 4, 33: 2}.get(place, 1)
    assert (DoorEntry.unpack(plaintext) is not None) is known


@given(HEADERS, st.integers(0, 100))
def test_header(header: Header, length: int) -> None:
    packed = header.pack(length)
    assert len(packed) == HEADER
    assert Header.unpack(packed + bytes(100)) == (header, length)
    assert header.own_doors == tuple(n for n in range(DOORS) if header.roots[n])


@given(HEADERS, st.sampled_from([7, 13, 14, 15]), st.integers(1, 255))
def test_header_of_a_newer_format(header: Header, place: int, value: int) -> None:
    packed = bytearray(header.pack(0) + bytes(100))
    packed[place] = value
    newer = {7: value > 127, 13: value > 15}.get(place, True)
    assert (Header.unpack(packed) is None) is newer


@given(HEADERS, st.integers(101, 2**32 - 1))
def test_a_length_past_the_end(header: Header, length: int) -> None:
    assert Header.unpack(header.pack(length) + bytes(100)) is None

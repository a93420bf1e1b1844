"""A flipped bit opens to the newest whole copy or to nothing; never to something else."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeplan.vault.errors import Busy, NotOpened, VaultError
from safeplan.vault.format import HALVES, HEADER, SIZES, Layout, copy_info
from safeplan.vault.seal import OVERHEAD, SALT, seal
from tests.faults.disk import MemoryDisk
from tests.faults.test_cuts import payload_of
from tests.vault.cheap import NOTEBOOK, PLAN, Drawn, Waits, make, opened, roots_of

LAYOUT = Layout(SIZES[0])
NEWEST = b'{"n":2}'


def flipped(count: int, random: Random) -> tuple[int, int]:
    """Flip bits one at a time: half of them where the open compartment stands.

    Returns:
        How often the newest copy was opened, and how often the one before.
    """
    disk = MemoryDisk()
    make("f", "zoe", "tea", disk=disk, seed=8)
    with opened("f", disk=disk) as vault:
        vault.add_code(roots_of("code", vault.salts), sleep=Waits())
        vault.save(NEWEST)
        held = vault._held
    image = bytearray(disk.image("f"))
    own: list[int] = []
    for half in HALVES:
        own += range(LAYOUT.salt_at(half), LAYOUT.salt_at(half) + 32)
        for door in held.copy.header.own_doors:
            own += range(LAYOUT.door_at(half, door), LAYOUT.door_at(half, door) + 128)
        start = LAYOUT.copy_at(half, held.compartment.number)
        own += [random.randrange(start, start + LAYOUT.copy) for _ in range(count)]
    newest = older = 0
    for n in range(count):
        place = random.choice(own) if n % 2 else random.randrange(SIZES[0])
        bit = 1 << random.randrange(8)
        image[place] ^= bit
        # One of the three passphrases each time; the file has two ways to one of the words.
        who = ("zoe", "code", "tea")[n % 3]
        found = payload_of(bytes(image), who)
        image[place] ^= bit
        assert found in ({NOTEBOOK} if who == "tea" else {NEWEST, PLAN})
        newest += found != PLAN
        older += found == PLAN
    assert payload_of(bytes(image), "zoe") == NEWEST
    return newest, older


def test_a_sample() -> None:
    newest, older = flipped(400, Random(8))
    # Half B alone holds the newer copy here: a flip there opens the one before.
    assert newest > older > 20


@pytest.mark.soak
def test_ten_thousand() -> None:
    newest, older = flipped(10000, Random(9))
    print(f"\n10000 flips: newest {newest}, the copy before {older}, wrong data 0, tracebacks 0")


WHOLE = MemoryDisk()
make("f", "zoe", "tea", disk=WHOLE, seed=12)
IMAGE = WHOLE.image("f")
with opened("f", disk=WHOLE, write=False) as _vault:
    HELD = _vault._held
# All of a header but the rows of the doors that lead elsewhere.
ROW = 80 + 64 * HELD.door
PLACES = (*range(80), *range(ROW, ROW + 64))
assert ROW + 64 <= HEADER


def planted(half: str, plaintext: bytes) -> MemoryDisk:
    """A copy sealed with the right key, saying something else."""
    disk = MemoryDisk({"f": bytearray(IMAGE)})
    number = HELD.compartment.number
    plaintext = plaintext[: LAYOUT.copy - OVERHEAD]
    plaintext += bytes(LAYOUT.copy - OVERHEAD - len(plaintext))
    info = copy_info(number, half)  # type: ignore[arg-type]
    box = seal(HELD.compartment.key, Drawn(1)(SALT), info, plaintext)
    start = LAYOUT.copy_at(half, number)  # type: ignore[arg-type]
    disk.files["f"][start : start + LAYOUT.copy] = box
    return disk


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(HALVES), st.binary(max_size=2000), st.booleans())
def test_any_plaintext(half: str, plaintext: bytes, whole_header: bool) -> None:
    if whole_header:
        newer = replace(HELD.copy.header, generation=HELD.generation + 1)
        plaintext = newer.pack(len(plaintext)) + plaintext
    disk = planted(half, plaintext)
    before = disk.image("f")
    with opened("f", disk=disk) as vault:
        assert vault.payload == PLAN
        try:
            vault.settle(Waits())
        except Busy:
            # Sealed with our key, and with a higher number: a newer program's, never written over.
            assert disk.image("f") == before
        else:
            assert vault.whole().whole


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(HALVES),
    st.lists(st.tuples(st.sampled_from(PLACES), st.integers(1, 255)), min_size=1, max_size=3),
)
def test_any_header(half: str, changes: list[tuple[int, int]]) -> None:
    """A header that differs in a byte or three: taken as a whole, or not at all."""
    header = bytearray(replace(HELD.copy.header, generation=HELD.generation + 1).pack(
        len(HELD.copy.packed)))  # fmt: skip
    for place, difference in changes:
        header[place] ^= difference
    disk = planted(half, bytes(header) + HELD.copy.packed)
    try:
        with opened("f", disk=disk) as vault:
            assert vault.payload == PLAN
            vault.settle(Waits())
    except NotOpened:
        pytest.fail("the other half is whole")
    except VaultError:
        assert payload_of(disk.image("f"), "zoe") == PLAN
    assert payload_of(disk.image("f"), "tea") == NOTEBOOK

"""A disk that refuses, lies, or gives back something else while the vault is open."""

from __future__ import annotations

import errno
from random import Random

import pytest

from safeplan.vault.errors import Busy, Full, Gone, NotOpened, NotSaved, ReadBackDiffers, ReadOnly
from safeplan.vault.format import HALVES, SIZES, Layout
from tests.faults.disk import MemoryDisk, Written, input_output, no_room
from tests.faults.test_cuts import level_all, payload_of
from tests.vault.cheap import NOTEBOOK, PLAN, Drawn, make, opened

LAYOUT = Layout(SIZES[0])


@pytest.fixture
def disk() -> MemoryDisk:
    made = MemoryDisk()
    make("f", "zoe", "tea", disk=made, seed=3)
    return made


def half_written(disk: MemoryDisk) -> set[int]:
    return {written.offset // LAYOUT.half for written in disk.trace if not written.is_sync}


@pytest.mark.parametrize("saved", [0, 1])
def test_after_a_write_that_failed_the_same_copy_is_written_again(
    disk: MemoryDisk, saved: int
) -> None:
    with opened("f", disk=disk) as vault:
        for n in range(saved):
            vault.save(b'{"n":%d}' % n)
        known, target = vault.payload, 1 - saved
        disk.trace.clear()

        def tear(offset: int, data: bytes) -> None:
            disk.files["f"][offset : offset + 5000] = data[:5000]
            disk.trace.append(Written(offset, data))
            no_room(offset, data)

        disk.on_write = tear
        for _ in range(3):
            with pytest.raises(Full):
                vault.save(b'{"n":9}')
            assert vault.payload == known
            assert payload_of(disk.image("f"), "zoe") == known
        disk.on_write = None
        vault.save(b'{"n":10}')
        assert half_written(disk) == {target}
        assert not vault.mended
        assert payload_of(disk.image("f"), "zoe") == b'{"n":10}'
        level_all(vault)
        assert vault.whole().whole
    assert payload_of(disk.image("f"), "tea") == NOTEBOOK


def test_after_an_fsync_that_failed_the_same_copy_is_written_again(disk: MemoryDisk) -> None:
    """Even where the cache still shows what was written."""
    with opened("f", disk=disk) as vault:
        disk.on_sync = input_output
        for _ in range(2):
            with pytest.raises(NotSaved):
                vault.save(b'{"n":1}')
        assert vault.payload == PLAN
        assert half_written(disk) == {1}
        assert vault.needs_level
        disk.on_sync = None
        vault.save(b'{"n":2}')
        assert half_written(disk) == {1}
        assert not vault.mended
        level_all(vault)
        assert half_written(disk) == {0, 1}
    assert payload_of(disk.image("f"), "zoe") == b'{"n":2}'


def test_a_level_that_failed_is_tried_again_in_the_same_half(disk: MemoryDisk) -> None:
    with opened("f", disk=disk) as vault:
        vault.save(b'{"n":1}')
        disk.trace.clear()
        disk.on_sync = input_output
        for _ in range(2):
            with pytest.raises(NotSaved):
                vault.level()
            assert vault.needs_level
        disk.on_sync = None
        vault.level()
        assert half_written(disk) == {0}
        assert vault.whole().whole


def test_giving_up_after_a_failed_save_levels_the_old_payload(disk: MemoryDisk) -> None:
    with opened("f", disk=disk) as vault:
        disk.on_sync = input_output
        with pytest.raises(NotSaved):
            vault.save(b'{"n":1}')
        disk.on_sync = None
        level_all(vault)
        assert vault.payload == PLAN
        assert vault.whole().whole
    assert payload_of(disk.image("f"), "zoe") == PLAN


def test_a_disk_that_says_it_wrote(disk: MemoryDisk) -> None:
    with opened("f", disk=disk) as vault:
        disk.lying_from = 0
        for _ in range(2):
            with pytest.raises(ReadBackDiffers):
                vault.save(b'{"n":1}')
        assert half_written(disk) == {1}
    assert payload_of(disk.image("f"), "zoe") == PLAN


@pytest.mark.parametrize("number", [errno.ENODEV, errno.ENXIO])
def test_a_stick_that_was_pulled(disk: MemoryDisk, number: int) -> None:
    def pulled(*_: object) -> None:
        raise OSError(number, "")

    with opened("f", disk=disk) as vault:
        disk.on_write = pulled
        with pytest.raises(Gone):
            vault.save(b'{"n":1}')
        assert vault.payload == PLAN


def test_a_disk_that_turns_read_only(disk: MemoryDisk) -> None:
    def read_only(*_: object) -> None:
        raise OSError(errno.EROFS, "")

    with opened("f", disk=disk) as vault:
        disk.on_write = read_only
        with pytest.raises(ReadOnly):
            vault.save(b'{"n":1}')


def test_a_read_only_disk_is_never_written(disk: MemoryDisk) -> None:
    disk.refusal = ReadOnly
    disk.files["f"][: LAYOUT.half] = bytes(LAYOUT.half)
    with opened("f", disk=disk) as vault:
        assert vault.payload == PLAN
        assert not vault.needs_level
        with pytest.raises(ReadOnly):
            vault.level()
        with pytest.raises(ReadOnly):
            vault.save(b"{}")
        assert not vault.whole().whole
        assert not vault.mended
    assert disk.trace == []


@pytest.mark.parametrize("passphrase", ["zoe", "tea"])
@pytest.mark.parametrize("what", ["salt", "door", "copy"])
@pytest.mark.parametrize("half", [0, 1])
def test_a_part_that_cannot_be_read_stops_nothing(
    disk: MemoryDisk, half: int, what: str, passphrase: str
) -> None:
    with opened("f", passphrase, disk=disk, write=False) as vault:
        held = vault._held
        payload = vault.payload
    start = {
        "salt": LAYOUT.salt_at(HALVES[half]),
        "door": LAYOUT.door_at(HALVES[half], held.door),
        "copy": LAYOUT.copy_at(HALVES[half], held.compartment.number) + 70000,
    }[what]
    disk.unreadable = {range(start, start + 1)}
    with opened("f", passphrase, disk=disk) as vault:
        assert vault.payload == payload
        assert vault.needs_level
        disk.unreadable = set()
        vault.save(b'{"n":1}')
        level_all(vault)
        assert vault.whole().whole
    assert payload_of(disk.image("f"), passphrase) == b'{"n":1}'


def test_both_copies_lost_while_open_are_written_from_memory(disk: MemoryDisk) -> None:
    with opened("f", disk=disk) as vault:
        disk.files["f"][:] = Drawn(4)(SIZES[0])
        level_all(vault)
        vault.level()
        vault.save(b'{"n":1}')
        level_all(vault)
    assert payload_of(disk.image("f"), "zoe") == b'{"n":1}'


def test_what_cannot_be_read_for_a_moment_is_spared(disk: MemoryDisk) -> None:
    """The half seen whole last is not written over because the bus hiccups."""
    with opened("f", disk=disk) as vault:
        vault.save(b'{"n":1}')
        disk.trace.clear()
        disk.unreadable = {range(0, SIZES[0])}
        with pytest.raises(ReadBackDiffers):
            vault.save(b'{"n":2}')
        assert half_written(disk) == {0}


def test_another_writer_is_noticed_where_no_lock_holds(disk: MemoryDisk) -> None:
    with opened("f", disk=disk) as first, opened("f", disk=disk) as second:
        second.save(b'{"n":2}')
        disk.trace.clear()
        with pytest.raises(Busy):
            first.save(b'{"n":1}')
        with pytest.raises(Busy):
            first.level()
        assert disk.trace == []
        level_all(second)
    assert payload_of(disk.image("f"), "zoe") == b'{"n":2}'


def test_every_bit_of_a_sample() -> None:
    """A flipped bit opens to the newest whole copy or to nothing; never to something else."""
    made = MemoryDisk()
    make("f", "zoe", "tea", disk=made, seed=8)
    with opened("f", disk=made) as vault:
        vault.save(b'{"n":2}')
    image, random = bytearray(made.image("f")), Random(8)
    with opened("f", disk=made, write=False) as vault:
        held = vault._held
    newest, older = b'{"n":2}', PLAN
    own = [LAYOUT.salt_at(h) + n for h in HALVES for n in range(32)]
    own += [LAYOUT.door_at(h, held.door) + n for h in HALVES for n in range(128)]
    places = {n * 8 + random.randrange(8) for n in own[::5]}
    for half in HALVES:
        start = LAYOUT.copy_at(half, held.compartment.number)
        places |= {(start + random.randrange(LAYOUT.copy)) * 8 + n % 8 for n in range(40)}
    places |= {random.randrange(SIZES[0] * 8) for _ in range(100)}
    found = []
    for place in sorted(places):
        image[place // 8] ^= 1 << place % 8
        found.append(payload_of(bytes(image), "zoe"))
        assert payload_of(bytes(image), "tea") == NOTEBOOK
        image[place // 8] ^= 1 << place % 8
    # The older copy is opened only where the newer one is hurt, which is half B's.
    assert set(found) == {newest, older}
    assert found.count(older) >= 40


def test_two_flips_that_close_every_way() -> None:
    made = MemoryDisk()
    make("f", disk=made, seed=8)
    with opened("f", disk=made, write=False) as vault:
        held = vault._held
    for places in (
        [LAYOUT.door_at(half, held.door) + 100 for half in HALVES],
        [LAYOUT.copy_at(half, held.compartment.number) + 100 for half in HALVES],
        [LAYOUT.salt_at(half) for half in HALVES],
    ):
        image = bytearray(made.image("f"))
        for place in places:
            image[place] ^= 4
        with pytest.raises(NotOpened):
            payload_of(bytes(image), "zoe")

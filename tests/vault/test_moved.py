"""A door or a copy at another place, in the other half or in another file is not taken."""

from dataclasses import replace
from pathlib import Path

import pytest

from safeplan.vault.compartment import Compartment, Copy
from safeplan.vault.door import Door
from safeplan.vault.errors import NotOpened
from safeplan.vault.format import COMPARTMENTS, DOORS, HALVES, PAGE, DoorEntry, Layout, Roots
from safeplan.vault.vault import Vault
from tests.faults.disk import MemoryDisk
from tests.vault.cheap import PLAN, SMALL, Drawn, make, opened, roots_of

LAYOUT = Layout(SMALL)


def vault_with(seed: int, payload: bytes = PLAN) -> tuple[bytearray, int, int]:
    """A vault, with the numbers of its door and its compartment."""
    disk = MemoryDisk()
    make("f", disk=disk, seed=seed, payloads=(payload, b""))
    with opened("f", disk=disk, write=False) as vault:
        return disk.files["f"], vault._held.door, vault._held.compartment.number


def payload_of(image: bytes | bytearray) -> bytes:
    with opened("f", disk=MemoryDisk({"f": bytearray(image)})) as vault:
        return vault.payload


def doors(number: int) -> list[int]:
    return [LAYOUT.door_at(half, number) for half in HALVES]


def copies(number: int) -> list[int]:
    return [LAYOUT.copy_at(half, number) for half in HALVES]


def test_a_door_elsewhere() -> None:
    image, door, _ = vault_with(1)
    pages = [bytes(image[at : at + PAGE]) for at in doors(door)]
    for at in doors(door):
        image[at : at + PAGE] = Drawn()(PAGE)
    for number in range(DOORS):
        for page in pages:
            for half, at in enumerate(doors(number)):
                if number == door and page == pages[half]:
                    continue
                moved = bytearray(image)
                moved[at : at + PAGE] = page
                with pytest.raises(NotOpened):
                    payload_of(moved)
    at = doors(door)[1]
    image[at : at + PAGE] = pages[1]
    assert payload_of(image) == PLAN


def test_a_copy_elsewhere() -> None:
    image, _, compartment = vault_with(2)
    boxes = [bytes(image[at : at + LAYOUT.copy]) for at in copies(compartment)]
    for at in copies(compartment):
        image[at : at + LAYOUT.copy] = Drawn()(LAYOUT.copy)
    for number in range(COMPARTMENTS):
        for box in boxes:
            for half, at in enumerate(copies(number)):
                if number == compartment and box == boxes[half]:
                    continue
                moved = bytearray(image)
                moved[at : at + LAYOUT.copy] = box
                with pytest.raises(NotOpened):
                    payload_of(moved)
    at = copies(compartment)[0]
    image[at : at + LAYOUT.copy] = boxes[0]
    assert payload_of(image) == PLAN


def test_from_another_file_with_the_same_passphrase() -> None:
    """Same passphrase, same numbers, other salts and keys: a door with its copy is not taken."""
    image, door, compartment = vault_with(3)
    for seed in range(4, 400):
        other, other_door, other_compartment = vault_with(seed, b'{"stale":1}')
        if (other_door, other_compartment) == (door, compartment):
            break
    else:
        pytest.fail("no second file with these numbers")
    for places, length in ((doors(door), PAGE), (copies(compartment), LAYOUT.copy)):
        moved = bytearray(image)
        for at in places:
            moved[at : at + length] = other[at : at + length]
        with pytest.raises(NotOpened):
            payload_of(moved)
    moved = bytearray(image)
    for places, length in ((doors(door), PAGE), (copies(compartment), LAYOUT.copy)):
        for at in places:
            moved[at : at + length] = other[at : at + length]
    with pytest.raises(NotOpened):
        payload_of(moved)


def test_halves_that_changed_places() -> None:
    image, _, _ = vault_with(5)
    with pytest.raises(NotOpened):
        payload_of(image[LAYOUT.half :] + image[: LAYOUT.half])


def test_an_older_half_does_not_win(tmp_path: Path) -> None:
    disk = MemoryDisk()
    make("f", disk=disk)
    old = disk.image("f")
    with opened("f", disk=disk) as vault:
        vault.save(b'{"n":2}')
        vault.level()
    new = disk.image("f")
    for mixed in (old[: LAYOUT.half] + new[LAYOUT.half :], new[: LAYOUT.half] + old[LAYOUT.half :]):
        disk = MemoryDisk({"f": bytearray(mixed)})
        with opened("f", disk=disk) as vault:
            assert vault.payload == b'{"n":2}'
            vault.level()
            assert vault.whole().whole


class Forged:
    """A file whose passphrase is known, with a part sealed by hand."""

    def __init__(self) -> None:
        self.disk = MemoryDisk()
        salts = make("f", disk=self.disk)
        self.roots = roots_of("zoe", salts)
        with opened("f", disk=self.disk, write=False) as vault:
            self.held = vault._held

    def copy(self, copy: Copy) -> None:
        for half in HALVES:
            at = LAYOUT.copy_at(half, self.held.compartment.number)
            box = self.held.compartment.box(LAYOUT, half, copy, Drawn(7))
            self.disk.files["f"][at : at + LAYOUT.copy] = box

    def door(self, number: int, entry: DoorEntry) -> None:
        for half in HALVES:
            at = LAYOUT.door_at(half, number)
            page = Door(number).page(half, self.roots.of(half), entry, Drawn(8))
            self.disk.files["f"][at : at + PAGE] = page

    def opened(self) -> Vault:
        return opened("f", disk=self.disk)


def test_a_bomb_is_not_opened() -> None:
    import zlib

    forged = Forged()
    forged.copy(replace(forged.held.copy, packed=zlib.compress(bytes(LAYOUT.longest + 1), 9)))
    with pytest.raises(NotOpened):
        forged.opened()


def test_a_header_that_does_not_know_its_door_is_not_taken() -> None:
    header = Forged().held.copy.header
    wrong_roots = tuple(roots and Roots(bytes(32), b"x" * 32) for roots in header.roots)
    for wrong in (
        replace(header, roots=(None,) * 8),
        replace(header, roots=wrong_roots),
        replace(header, salts=header.salts._replace(a=bytes(32), b=bytes(32))),
    ):
        forged = Forged()
        forged.copy(Copy(wrong, forged.held.copy.packed))
        with pytest.raises(NotOpened):
            forged.opened()


def test_a_newer_format_is_opened_by_nobody() -> None:
    forged = Forged()
    forged.copy(
        replace(forged.held.copy, header=replace(forged.held.copy.header, generation=2**63))
    )
    with pytest.raises(NotOpened):
        forged.opened()


def test_a_door_that_leads_nowhere_does_not_hide_the_next() -> None:
    forged = Forged()
    key, real = forged.held.compartment.key, forged.held.door
    for number in set(range(DOORS)) - {real}:
        forged.door(number, DoorEntry(bytes(32), number % COMPARTMENTS, 0))
    with forged.opened() as vault:
        assert vault.payload == PLAN
        assert (vault._held.door, vault._held.compartment.key) == (real, key)


def test_zeros_that_are_not_zero() -> None:
    forged = Forged()
    held = forged.held

    class Marked(Compartment):
        def box(self, layout: Layout, half: object, copy: Copy, random: object) -> bytes:
            from safeplan.vault.format import copy_info
            from safeplan.vault.seal import seal

            text = bytearray(layout.copy - 80)
            head = copy.header.pack(len(copy.packed)) + copy.packed
            text[: len(head)] = head
            text[-1] = 1
            return seal(self.key, bytes(32), copy_info(self.number, half), text)  # type: ignore[arg-type]

    forged.held = replace(held, compartment=Marked(held.compartment.number, held.compartment.key))
    forged.copy(held.copy)
    with pytest.raises(NotOpened):
        forged.opened()


def test_kinds_of_doors_that_cannot_be_read() -> None:
    """One passphrase a compartment: what is lost is the passphrase's if no other door is."""
    forged = Forged()
    held = forged.held
    spare = next(n for n in range(DOORS) if n != held.door)
    code = roots_of("code", held.copy.header.salts)
    roots = tuple(code if n == spare else given for n, given in enumerate(held.copy.header.roots))
    forged.copy(Copy(replace(held.copy.header, roots=roots), held.copy.packed))
    with forged.opened() as vault:
        assert vault._held.kinds == {held.door: 0, spare: 1}
        assert vault.needs_level
        vault.level()
        vault.level()
        assert vault.whole().whole
    with opened("f", "code", disk=forged.disk) as vault:
        assert vault.kind == 1
        assert vault.payload == PLAN
        assert not vault.needs_level
        for half in HALVES:
            at = LAYOUT.door_at(half, held.door)
            forged.disk.files["f"][at : at + PAGE] = Drawn()(PAGE)
    with opened("f", "code", disk=forged.disk) as vault:
        assert vault._held.kinds == {held.door: 0, spare: 1}
        vault.level()
        vault.level()
    with forged.opened() as vault:
        assert vault.kind == 0

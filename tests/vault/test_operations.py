"""Other passphrases, codes, notebooks, copies, an end: what each leaves, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from safeplan.vault.copying import copy_file
from safeplan.vault.errors import (
    AlreadyThere,
    Busy,
    ChooseAnother,
    HalfAdded,
    HalfChanged,
    Missing,
    NoCode,
    NoNotebook,
    NoPlace,
    NotOpened,
    NotSaved,
    NotThisPassword,
    ReadOnly,
    TooLarge,
    Unreadable,
    WrongSize,
)
from safeplan.vault.format import HALVES, RECOVERY, Layout, Roots
from safeplan.vault.vault import Room, Vault
from tests.faults.disk import MemoryDisk, input_output
from tests.vault.cheap import NOTEBOOK, PLAN, SMALL, Drawn, Waits, make, opened, roots_of

LAYOUT = Layout(SMALL)
MORE = b'{"form":"notebook","version":1,"buy":["soap"]}'


@pytest.fixture
def disk() -> MemoryDisk:
    made = MemoryDisk()
    make("f", "zoe", "tea", disk=made, seed=11)
    return made


def opens(disk: MemoryDisk, passphrase: str) -> bytes | None:
    try:
        with opened("f", passphrase, disk=disk, write=False) as vault:
            assert vault.whole().whole
            return vault.payload
    except NotOpened:
        return None


def change(disk: MemoryDisk, old: str, new: str) -> Waits:
    waits = Waits()
    with opened("f", old, disk=disk) as vault:
        vault.change_passphrase(roots_of(new, vault.salts), sleep=waits)
        assert not vault.needs_level
        assert not vault.mended
        assert vault.whole().whole
    return waits


def add_code(disk: MemoryDisk, code: str) -> Waits:
    waits = Waits()
    with opened("f", disk=disk) as vault:
        vault.add_code(roots_of(code, vault.salts), sleep=waits)
        assert vault.has_code
        assert not vault.mended
        assert vault.whole().whole
    return waits


def halves_written(disk: MemoryDisk) -> list[int]:
    """The half of each run of writes between two flushes."""
    found: list[int] = []
    batch: set[int] = set()
    for written in disk.trace:
        if written.is_sync:
            assert len(batch) == 1
            found += batch
            batch = set()
        else:
            batch.add(written.offset // LAYOUT.half)
    assert not batch
    return found


@pytest.mark.parametrize(("old", "payload"), [("zoe", PLAN), ("tea", NOTEBOOK)])
def test_a_changed_passphrase(disk: MemoryDisk, old: str, payload: bytes) -> None:
    other = {"zoe": "tea", "tea": "zoe"}[old]
    before = opens(disk, other)
    with opened("f", old, disk=disk) as vault:
        key, header = vault._held.compartment.key, vault._held.copy.header
    waits = change(disk, old, "milk")
    assert waits.seconds == [2.0]
    assert halves_written(disk) == [1, 0]
    assert opens(disk, old) is None
    assert opens(disk, "milk") == payload
    assert opens(disk, other) == before
    with opened("f", "milk", disk=disk) as vault:
        assert vault._held.compartment.key != key
        after = vault._held.copy.header
        assert (after.doors, after.compartments) == (header.doors, header.compartments)
        vault.save(b'{"n":1}')
        vault.settle(Waits())
    assert opens(disk, "milk") == b'{"n":1}'


def test_a_changed_passphrase_voids_the_code(disk: MemoryDisk) -> None:
    add_code(disk, "code")
    with opened("f", "code", disk=disk) as vault:
        door = vault._held.door
    before = disk.image("f")
    disk.trace.clear()
    assert change(disk, "zoe", "milk").seconds == [2.0, 2.0, 2.0]
    assert halves_written(disk) == [1, 0, 1, 0]
    assert opens(disk, "code") is None
    with opened("f", "milk", disk=disk) as vault:
        assert not vault.has_code
        assert vault._held.copy.header.doors.bit_count() == 2
    for half in HALVES:
        start = LAYOUT.door_at(half, door)
        assert disk.image("f")[start : start + 4096] != before[start : start + 4096]
    assert opens(disk, "tea") == NOTEBOOK


def test_a_forgotten_passphrase_is_changed_by_way_of_the_code(disk: MemoryDisk) -> None:
    add_code(disk, "code")
    with opened("f", disk=disk) as vault:
        door = vault._held.door
    with opened("f", "code", disk=disk) as vault:
        assert vault.kind == RECOVERY
        with pytest.raises(NotThisPassword):
            vault.add_code(roots_of("again", vault.salts), sleep=Waits())
        with pytest.raises(NotThisPassword):
            vault.add_notebook(roots_of("again", vault.salts), MORE, sleep=Waits())
    change(disk, "code", "milk")
    assert [opens(disk, words) for words in ("zoe", "code", "milk")] == [None, None, PLAN]
    with opened("f", "milk", disk=disk) as vault:
        assert vault._held.door == door
        assert vault.kind == 0


def test_a_passphrase_in_use_is_not_taken(disk: MemoryDisk) -> None:
    add_code(disk, "code")
    disk.trace.clear()
    with opened("f", disk=disk) as vault:
        for words in ("zoe", "tea", "code"):
            roots = roots_of(words, vault.salts)
            with pytest.raises(ChooseAnother):
                vault.change_passphrase(roots, sleep=Waits())
            with pytest.raises(ChooseAnother):
                vault.add_code(roots, sleep=Waits())
            with pytest.raises(ChooseAnother):
                vault.add_notebook(roots, MORE, sleep=Waits())
    assert disk.trace == []


def test_a_code_and_a_newer_one(disk: MemoryDisk) -> None:
    assert add_code(disk, "code").seconds == [2.0]
    assert halves_written(disk) == [1, 0]
    assert [opens(disk, words) for words in ("zoe", "code", "tea")] == [PLAN, PLAN, NOTEBOOK]
    disk.trace.clear()
    assert add_code(disk, "newer").seconds == [2.0, 2.0, 2.0]
    assert halves_written(disk) == [1, 0, 1, 0]
    assert [opens(disk, words) for words in ("zoe", "code", "newer")] == [PLAN, None, PLAN]
    with opened("f", "newer", disk=disk) as vault:
        assert vault.kind == RECOVERY
        assert vault._held.copy.header.doors.bit_count() == 3


def test_a_notebook_beside(disk: MemoryDisk) -> None:
    waits = Waits()
    with opened("f", disk=disk) as vault:
        assert vault.has_notebook
        vault.add_notebook(roots_of("soap", vault.salts), MORE, sleep=waits)
        assert vault.whole().whole
        assert vault._held.copy.header.doors.bit_count() == 3
        assert vault._held.copy.header.compartments.bit_count() == 3
    assert waits.seconds == [2.0] * 3
    assert halves_written(disk) == [1, 0, 1, 0]
    assert [opens(disk, words) for words in ("zoe", "tea", "soap")] == [PLAN, NOTEBOOK, MORE]
    with opened("f", "soap", disk=disk) as vault:
        header = vault._held.copy.header
        assert (header.doors.bit_count(), header.compartments.bit_count()) == (1, 1)
        assert not vault.has_notebook


def test_the_file_is_filled_and_then_refuses(disk: MemoryDisk) -> None:
    with opened("f", disk=disk) as vault:
        for words in ("soap", "salt"):
            vault.add_notebook(roots_of(words, vault.salts), MORE, sleep=Waits())
        trace = len(disk.trace)
        with pytest.raises(NoPlace):
            vault.add_notebook(roots_of("milk", vault.salts), MORE, sleep=Waits())
        assert len(disk.trace) == trace
        vault.add_code(roots_of("code", vault.salts), sleep=Waits())
    found = [opens(disk, words) for words in ("zoe", "tea", "soap", "salt", "code")]
    assert found == [PLAN, NOTEBOOK, MORE, MORE, PLAN]


def test_no_door_is_left(disk: MemoryDisk) -> None:
    with opened("f", disk=disk) as vault:
        keeper, held = vault._keeper, vault._held
        keeper.replace(held.followed_by(held.copy.packed, doors=255), Waits())
        with pytest.raises(NoPlace):
            vault.add_code(roots_of("code", vault.salts), sleep=Waits())


def test_a_notebook_that_does_not_fit(disk: MemoryDisk) -> None:
    with opened("f", disk=disk) as vault, pytest.raises(TooLarge):
        vault.add_notebook(roots_of("soap", vault.salts), Drawn()(SMALL), sleep=Waits())
    assert disk.trace == []


def test_notebooks_are_removed_from_the_plan(disk: MemoryDisk) -> None:
    with opened("f", disk=disk) as vault:
        vault.add_notebook(roots_of("soap", vault.salts), MORE, sleep=Waits())
    image, waits = disk.image("f"), Waits()
    disk.trace.clear()
    with opened("f", disk=disk) as vault:
        vault.remove_notebook(sleep=waits)
        assert not vault.has_notebook
        assert vault.whole().whole
        with pytest.raises(NoNotebook):
            vault.remove_notebook(sleep=Waits())
        vault.add_notebook(roots_of("tea", vault.salts), MORE, sleep=Waits())
    assert waits.seconds == [2.0] * 3
    assert halves_written(disk)[:4] == [1, 0, 1, 0]
    assert [opens(disk, words) for words in ("zoe", "tea", "soap")] == [PLAN, MORE, None]
    assert image != disk.image("f")


@pytest.mark.parametrize("everything", [False, True])
def test_the_plan_is_removed(disk: MemoryDisk, everything: bool) -> None:
    add_code(disk, "code")
    waits = Waits()
    disk.trace.clear()
    with opened("f", disk=disk) as vault:
        vault.remove(everything=everything, sleep=waits)
        assert not vault.needs_level
    assert waits.seconds == [2.0] * 3
    assert halves_written(disk) == [1, 0, 1, 0]
    beside = None if everything else NOTEBOOK
    assert [opens(disk, words) for words in ("zoe", "code", "tea")] == [None, None, beside]


def test_a_notebook_removes_itself_alone(disk: MemoryDisk) -> None:
    alone = MemoryDisk()
    make("f", None, "tea", disk=alone)
    told = []
    for each in (disk, alone):
        waits = Waits()
        with opened("f", "tea", disk=each) as vault:
            vault.remove(everything=True, sleep=waits)
        told.append((waits.seconds, halves_written(each), [len(w.data) for w in each.trace]))
        assert opens(each, "tea") is None
    assert told[0] == told[1]
    assert opens(disk, "zoe") == PLAN


def test_a_notebook_has_no_say_over_the_file(disk: MemoryDisk) -> None:
    alone = MemoryDisk()
    make("f", None, "tea", disk=alone)
    for each in (disk, alone):
        with opened("f", "tea", disk=each) as vault:
            roots = roots_of("milk", vault.salts)
            with pytest.raises(NotThisPassword):
                vault.add_code(roots, sleep=Waits())
            with pytest.raises(NotThisPassword):
                vault.add_notebook(roots, MORE, sleep=Waits())
            with pytest.raises(NotThisPassword):
                vault.remove_notebook(sleep=Waits())
            assert not vault.is_plan
            assert not vault.has_notebook
        assert each.trace == []


@pytest.mark.parametrize("payload", [b"", b"[]", b"\xff", b"{}", b'{"form":1}'])
def test_what_is_no_plan_is_none(payload: bytes) -> None:
    disk = MemoryDisk()
    make("f", disk=disk, payloads=(payload, b""))
    with opened("f", disk=disk) as vault:
        assert not vault.is_plan


def test_erased_for_good(disk: MemoryDisk) -> None:
    waits = Waits()
    with opened("f", disk=disk) as vault:
        vault.erase(b'{"n":1}', sleep=waits)
        assert vault.whole().whole
        vault.erase(b'{"n":2}', sleep=waits)
    assert waits.seconds == [2.0, 2.0, 2.0]
    assert halves_written(disk) == [1, 0, 1, 0]
    assert opens(disk, "zoe") == b'{"n":2}'


def fail_from(disk: MemoryDisk, write: int) -> None:
    left = [write]

    def fault(offset: int, data: bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            disk.files["f"][offset : offset + len(data) // 2] = data[: len(data) // 2]
            input_output()

    disk.on_write = fault


@pytest.mark.parametrize("write", [0, 1])
def test_a_change_that_did_not_begin(disk: MemoryDisk, write: int) -> None:
    with opened("f", disk=disk) as vault:
        fail_from(disk, write)
        with pytest.raises(NotSaved) as refused:
            vault.change_passphrase(roots_of("milk", vault.salts), sleep=Waits())
        assert type(refused.value) is NotSaved
        disk.on_write = None
        assert vault.needs_level
        vault.settle(Waits())
        assert not vault.mended
    assert [opens(disk, words) for words in ("zoe", "milk")] == [PLAN, None]


@pytest.mark.parametrize("write", [2, 3])
def test_a_change_that_is_half_done(disk: MemoryDisk, write: int) -> None:
    with opened("f", disk=disk) as vault:
        fail_from(disk, write)
        with pytest.raises(HalfChanged):
            vault.change_passphrase(roots_of("milk", vault.salts), sleep=Waits())
        disk.on_write = None
        assert vault.needs_level
        vault.settle(Waits())
        assert not vault.mended
        assert vault.whole().whole
    assert [opens(disk, words) for words in ("zoe", "milk")] == [None, PLAN]


def test_a_code_that_could_not_be_voided_harms_nobody(disk: MemoryDisk) -> None:
    add_code(disk, "code")
    with opened("f", disk=disk) as vault:
        fail_from(disk, 4)
        vault.change_passphrase(roots_of("milk", vault.salts), sleep=Waits())
        disk.on_write = None
    assert [opens(disk, words) for words in ("zoe", "code", "milk")] == [None, None, PLAN]


@pytest.mark.parametrize("write", range(4))
def test_a_first_code_that_was_not_kept(disk: MemoryDisk, write: int) -> None:
    with opened("f", disk=disk) as vault:
        fail_from(disk, write)
        with pytest.raises(NotSaved) as refused:
            vault.add_code(roots_of("code", vault.salts), sleep=Waits())
        assert (type(refused.value) is NoCode) == (write > 1)
        disk.on_write = None
        vault.settle(Waits())
        vault.add_code(roots_of("newer", vault.salts), sleep=Waits())
    assert [opens(disk, words) for words in ("zoe", "code", "newer")] == [PLAN, None, PLAN]


@pytest.mark.parametrize("write", range(6))
def test_a_newer_code_that_was_not_kept(disk: MemoryDisk, write: int) -> None:
    add_code(disk, "code")
    with opened("f", disk=disk) as vault:
        fail_from(disk, write)
        with pytest.raises(NoCode):
            vault.add_code(roots_of("newer", vault.salts), sleep=Waits())
        disk.on_write = None
        vault.settle(Waits())
        assert vault.whole().whole
    assert opens(disk, "zoe") == PLAN
    expected = [PLAN, None] if write < 4 else [None, PLAN]
    assert [opens(disk, words) for words in ("code", "newer")] == expected


@pytest.mark.parametrize("write", range(6))
def test_a_notebook_that_was_not_added(disk: MemoryDisk, write: int) -> None:
    with opened("f", disk=disk) as vault:
        fail_from(disk, write)
        with pytest.raises(NotSaved) as refused:
            vault.add_notebook(roots_of("soap", vault.salts), MORE, sleep=Waits())
        assert (type(refused.value) is HalfAdded) == (write > 0)
        disk.on_write = None
        vault.settle(Waits())
        assert vault.whole().whole
        vault.remove_notebook(sleep=Waits())
        vault.add_notebook(roots_of("soap", vault.salts), MORE, sleep=Waits())
    assert [opens(disk, words) for words in ("zoe", "tea", "soap")] == [PLAN, None, MORE]


@pytest.mark.parametrize("write", range(4))
def test_a_removal_that_failed_mends_back(disk: MemoryDisk, write: int) -> None:
    with opened("f", disk=disk) as vault:
        fail_from(disk, write)
        with pytest.raises(NotSaved):
            vault.remove(sleep=Waits())
        disk.on_write = None
        assert vault.needs_level
        vault.settle(Waits())
    assert [opens(disk, words) for words in ("zoe", "tea")] == [PLAN, NOTEBOOK]


def test_the_worse_half_is_removed_first(disk: MemoryDisk) -> None:
    disk.files["f"][: LAYOUT.half] = Drawn(1)(LAYOUT.half)
    with opened("f", disk=disk) as vault:
        vault.remove(sleep=Waits())
    assert halves_written(disk) == [0, 1, 0, 1]


def test_nothing_is_put_beside_what_is_not_whole(disk: MemoryDisk) -> None:
    with opened("f", disk=disk) as vault:
        start = LAYOUT.copy_at("A", vault._held.compartment.number)
        disk.files["f"][start] ^= 1
        with pytest.raises(NotSaved):
            vault._keeper.put("B", [])
    assert disk.trace == []


@pytest.mark.parametrize("late", [False, True])
def test_what_is_not_level_is_levelled_before_a_change(disk: MemoryDisk, late: bool) -> None:
    with opened("f", disk=disk) as vault:
        vault.save(b'{"n":1}')
        waits = Waits()
        if late:
            vault.settle(waits)
        vault.change_passphrase(roots_of("milk", vault.salts), sleep=waits)
        assert waits.seconds == [2.0, 2.0, 2.0]
    assert halves_written(disk) == [1, 0, 1, 0]
    assert opens(disk, "milk") == b'{"n":1}'


@pytest.mark.parametrize(
    "change",
    [
        lambda vault, roots: vault.change_passphrase(roots, sleep=Waits()),
        lambda vault, roots: vault.add_code(roots, sleep=Waits()),
        lambda vault, roots: vault.add_notebook(roots, MORE, sleep=Waits()),
        lambda vault, roots: vault.remove_notebook(sleep=Waits()),
        lambda vault, roots: vault.remove(sleep=Waits()),
    ],
)
def test_read_only_changes_nothing(
    disk: MemoryDisk, change: Callable[[Vault, Roots], None]
) -> None:
    disk.refusal = ReadOnly
    with opened("f", disk=disk) as vault, pytest.raises(ReadOnly):
        change(vault, roots_of("milk", vault.salts))
    assert disk.trace == []


def test_room() -> None:
    assert Room(10, 100).left == 90
    assert [Room(used, 100).low for used in (0, 74, 75, 100)] == [False, False, True, True]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "notes.dat"
    make(made, "zoe", "tea")
    return made


def test_a_copy(path: Path) -> None:
    one, two = path.with_name("one.dat"), path.with_name("two.dat")
    copy_file(path, one)
    assert one.read_bytes() == path.read_bytes()
    assert one.stat().st_mode & 0o777 == 0o600
    with opened(path) as vault:
        vault.save(b'{"n":1}')
        waits = Waits()
        vault.copy_to(two, sleep=waits)
        assert waits.seconds == [2.0]
        with pytest.raises(Busy):
            copy_file(path, path.with_name("three.dat"))
        with pytest.raises(AlreadyThere):
            vault.copy_to(two)
    assert two.read_bytes() == path.read_bytes() != one.read_bytes()
    for copy, payload in ((one, PLAN), (two, b'{"n":1}')):
        with opened(copy) as vault:
            assert vault.payload == payload
            assert vault.whole().whole
        with opened(copy, "tea") as vault:
            assert vault.payload == NOTEBOOK


def test_what_is_not_copied(path: Path, tmp_path: Path) -> None:
    small, to = tmp_path / "small.dat", tmp_path / "to.dat"
    small.write_bytes(bytes(SMALL - 1))
    with pytest.raises(WrongSize):
        copy_file(small, to)
    for nothing in ("", tmp_path / "none"):
        with pytest.raises(Missing):
            copy_file(nothing, to)
    disk = MemoryDisk({"f": bytearray(path.read_bytes())})
    disk.unreadable = {range(SMALL // 3, SMALL // 3 + 1)}
    with pytest.raises(Unreadable):
        copy_file("f", "to", disk)
    assert not to.exists()
    assert list(disk.files) == ["f"]


def test_a_read_only_file_is_copied(disk: MemoryDisk) -> None:
    disk.refusal = ReadOnly
    copy_file("f", "to", disk)
    with opened("f", disk=disk) as vault:
        vault.copy_to("too", disk=disk)
    assert disk.image("f") == disk.image("to") == disk.image("too")


def test_another_writer_stops_a_change(disk: MemoryDisk) -> None:
    with opened("f", disk=disk) as first, opened("f", disk=disk) as second:
        second.save(b'{"n":2}')
        disk.trace.clear()
        with pytest.raises(Busy):
            first.change_passphrase(roots_of("milk", first.salts), sleep=Waits())
        with pytest.raises(Busy):
            first._keeper.put("A", [])
        assert disk.trace == []


def test_a_vault_is_what_it_is_after_all_of_it(path: Path) -> None:
    """One life of a file, on a real disk."""
    with opened(path) as vault:
        salts = vault.salts
        vault.add_code(roots_of("code", salts), sleep=Waits())
        vault.remove_notebook(sleep=Waits())
        vault.add_notebook(roots_of("soap", salts), MORE, sleep=Waits())
        vault.change_passphrase(roots_of("milk", salts), sleep=Waits())
        vault.add_code(roots_of("newer", salts), sleep=Waits())
        vault.erase(b'{"form":"plan"}', sleep=Waits())
    for words in ("zoe", "code", "tea"):
        with pytest.raises(NotOpened):
            opened(path, words)
    with opened(path, "newer") as vault:
        assert vault.payload == b'{"form":"plan"}'
        assert vault.salts == salts == Vault.read_salts(path)
        vault.remove(everything=True, sleep=Waits())
    for words in ("milk", "newer", "soap"):
        with pytest.raises(NotOpened):
            opened(path, words)

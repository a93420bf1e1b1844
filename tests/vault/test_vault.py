import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeplan.vault.errors import (
    Busy,
    ChooseAnother,
    Gone,
    Missing,
    NotAFile,
    NotOpened,
    ReadOnly,
    TooLarge,
    WrongSize,
)
from safeplan.vault.format import HALVES, SIZES, Layout, Roots, Salts
from safeplan.vault.rule import PAUSE
from safeplan.vault.vault import Vault, new_salts
from tests.faults.disk import MemoryDisk
from tests.vault.cheap import (
    NOTEBOOK,
    PLAN,
    SMALL,
    Deriver,
    Drawn,
    Waits,
    make,
    opened,
    root_of,
    roots_of,
)

LAYOUT = Layout(SMALL)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "notes.dat"
    make(made, "zoe", "tea")
    return made


@pytest.mark.parametrize("size", SIZES[:3])
def test_create_and_open(tmp_path: Path, size: int) -> None:
    path = tmp_path / "notes.dat"
    salts = make(path, "zoe", "tea", size=size)
    assert path.stat().st_size == size
    for passphrase, payload in (("zoe", PLAN), ("tea", NOTEBOOK)):
        with opened(path, passphrase) as vault:
            assert vault.payload == payload
            assert vault.salts == salts == Vault.read_salts(path)
            assert not vault.read_only
            assert vault.refusal is None
            assert not vault.needs_level
            assert not vault.mended
            assert vault.kind == 0
            assert vault.whole().whole


def test_the_largest(tmp_path: Path) -> None:
    path = tmp_path / "notes.dat"
    make(path, size=SIZES[3])
    with opened(path) as vault:
        vault.save(b"{}")
        vault.settle(Waits())
        assert vault.whole().whole
        assert vault.room().capacity == 8376320 - 672


def test_salts_are_drawn() -> None:
    assert new_salts(Drawn(1)) != new_salts(Drawn(2))
    assert {len(salt) for salt in new_salts()} == {32}
    assert len({*new_salts(), *new_salts()}) == 4


def test_a_right_passphrase_is_derived_once_and_a_wrong_one_twice(path: Path) -> None:
    right, wrong = Deriver("zoe"), Deriver("milk")
    with Vault.open(path, right) as vault:
        assert right.salts == [vault.salts.a]
    with pytest.raises(NotOpened):
        Vault.open(path, wrong)
    assert wrong.salts == list(Vault.read_salts(path))


def test_a_wrong_passphrase_is_as_much_work_as_a_foreign_file(path: Path) -> None:
    """The same calls, of the same functions, in the same order."""
    foreign = path.with_name("foreign.dat")
    foreign.write_bytes(Drawn(5)(SMALL))

    def calls(file: Path) -> list[str]:
        seen: list[str] = []
        root_of.cache_clear()  # a root that another test has derived already would be no work

        def note(frame: object, event: str, _: object) -> None:
            if event == "call" and "safeplan/vault/" in frame.f_code.co_filename:  # type: ignore[attr-defined]
                seen.append(frame.f_code.co_qualname)  # type: ignore[attr-defined]

        sys.setprofile(note)
        try:
            with pytest.raises(NotOpened):
                opened(file, "milk")
        finally:
            sys.setprofile(None)
        return seen

    first = calls(path)
    assert first == calls(foreign)
    assert Counter(first)["unseal"] == 16


def test_the_notebook_beside_is_left_alone(path: Path) -> None:
    with opened(path, "zoe") as vault:
        vault.save(b'{"n":2}')
        vault.level()
    with opened(path, "tea") as vault:
        assert vault.payload == NOTEBOOK
        assert not vault.needs_level
        vault.save(b'{"t":2}')
        vault.level()
    with opened(path, "zoe") as vault:
        assert vault.payload == b'{"n":2}'
        assert not vault.needs_level


def test_the_plan_knows_all_and_a_notebook_only_itself(path: Path) -> None:
    alone = path.with_name("alone.dat")
    make(alone, None, "tea")
    known = {}
    for file, passphrase in ((path, "zoe"), (path, "tea"), (alone, "tea")):
        with opened(file, passphrase) as vault:
            header = vault._held.copy.header
            known[file, passphrase] = header.doors.bit_count(), header.compartments.bit_count()
            assert len(header.own_doors) == 1
    assert list(known.values()) == [(2, 2), (1, 1), (1, 1)]


def test_numbers_are_drawn(tmp_path: Path) -> None:
    seen = set()
    for n in range(40):
        path = tmp_path / f"{n}.dat"
        make(path, "zoe", "tea", seed=n)
        for passphrase in ("zoe", "tea"):
            with opened(path, passphrase, write=False) as vault:
                seen.add((vault._held.door, vault._held.compartment.number))
                assert vault._held.generation < 2**32
    assert {door for door, _ in seen} == set(range(8))
    assert {compartment for _, compartment in seen} == set(range(4))


def test_the_first_generation_and_the_keys_are_drawn_for_each(path: Path) -> None:
    with opened(path, "zoe", write=False) as plan, opened(path, "tea", write=False) as notebook:
        assert plan._held.generation != notebook._held.generation
        assert plan._held.compartment.key != notebook._held.compartment.key


@pytest.mark.parametrize("size", [0, 4, SMALL - 1, SMALL + 1, 2 * SMALL])
def test_create_refuses_a_size(tmp_path: Path, size: int) -> None:
    with pytest.raises(WrongSize):
        make(tmp_path / "notes.dat", size=size)
    assert not list(tmp_path.iterdir())


def test_create_refuses_one_passphrase_for_both(tmp_path: Path) -> None:
    with pytest.raises(ChooseAnother):
        make(tmp_path / "notes.dat", "zoe", " zoe ")
    with pytest.raises(ValueError, match=r"\[\]"):
        make(tmp_path / "notes.dat", None, None)
    with pytest.raises(TooLarge):
        make(tmp_path / "notes.dat", payloads=(Drawn()(SMALL), b""))
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_a_vault_is_refused_before_any_derivation(tmp_path: Path) -> None:
    derive = Deriver("zoe")
    for size in (0, 1, SMALL - 1, SMALL + 1, 3 * SMALL):
        path = tmp_path / f"{size}.dat"
        path.write_bytes(bytes(size))
        with pytest.raises(WrongSize):
            Vault.open(path, derive)
        with pytest.raises(WrongSize):
            Vault.read_salts(path)
    with pytest.raises(NotAFile):
        Vault.open(tmp_path, derive)
    for nothing in (tmp_path / "none", ""):
        with pytest.raises(Missing):
            Vault.open(nothing, derive)
    assert derive.salts == []


@pytest.mark.parametrize("fill", [bytes, Drawn(1)])
def test_foreign_files_of_the_right_size(tmp_path: Path, fill: object) -> None:
    path = tmp_path / "notes.dat"
    path.write_bytes(fill(SMALL))  # type: ignore[operator]
    with pytest.raises(NotOpened):
        opened(path)
    with pytest.raises(NotOpened):
        opened(path)  # and no lock was left behind


def test_save_then_level(path: Path) -> None:
    before = path.read_bytes()
    with opened(path) as vault:
        vault.save(b'{"n":2}')
        assert vault.payload == b'{"n":2}'
        assert vault.needs_level
        halves = vault.whole().halves
        assert [half.newest for half in halves] == [False, True]
        assert halves[1].generation == halves[0].generation + 1  # type: ignore[operator]
        between = path.read_bytes()
        assert between[: LAYOUT.half] == before[: LAYOUT.half]
        vault.level()
        assert vault.whole().whole
        assert path.read_bytes()[LAYOUT.half :] == between[LAYOUT.half :]
        vault.level()
        assert vault.whole().whole
        assert not vault.mended
    with opened(path) as vault:
        assert vault.payload == b'{"n":2}'
        assert not vault.needs_level


def test_saves_take_turns(path: Path) -> None:
    """A save in place of levelling goes to the older copy."""
    with opened(path) as vault:
        halves = []
        for n in range(4):
            before = path.read_bytes()
            vault.save(b'{"n":%d}' % n)
            changed = [n for n in range(2) if half_of(before, n) != half_of(path.read_bytes(), n)]
            halves += changed
        assert halves == [1, 0, 1, 0]
    with opened(path) as vault:
        assert vault.payload == b'{"n":3}'
        assert vault.needs_level
        assert not vault.mended


def half_of(data: bytes, number: int) -> bytes:
    return data[LAYOUT.half * number : LAYOUT.half * (number + 1)]


def test_only_the_own_copy_is_written(path: Path) -> None:
    before = path.read_bytes()
    with opened(path) as vault:
        vault.save(b'{"n":2}')
        vault.level()
        number = vault._held.compartment.number
    after = path.read_bytes()
    for half in HALVES:
        start = LAYOUT.copy_at(half, number)
        assert after[start : start + LAYOUT.copy] != before[start : start + LAYOUT.copy]
        before = before[:start] + after[start : start + LAYOUT.copy] + before[start + LAYOUT.copy :]
    assert before == after


def test_settle_waits_before_each_write(path: Path) -> None:
    waits = Waits()
    with opened(path) as vault:
        vault.settle(waits)
        assert waits.seconds == []
        vault.save(b'{"n":2}')
        vault.settle(waits)
        assert waits.seconds == [PAUSE] == [2.0]
        assert vault.whole().whole


def test_what_is_not_level_is_levelled_at_the_next_opening(path: Path) -> None:
    with opened(path) as vault:
        vault.save(b'{"n":2}')
    with opened(path) as vault:
        assert vault.needs_level
        vault.settle(Waits())
        assert not vault.mended
        assert vault.whole().whole


def test_too_large_writes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with opened(path) as vault:
        with pytest.raises(TooLarge):
            vault.save(Drawn()(LAYOUT.capacity))
        assert vault.payload == PLAN
        assert not vault.needs_level
        assert path.read_bytes() == before
        used = vault.room().used
        vault.save(Drawn()(LAYOUT.capacity // 2))
        assert vault.room().used > LAYOUT.capacity // 2 > used
        assert vault.room().capacity == LAYOUT.capacity
    with opened(path) as vault:
        assert vault.room().used > LAYOUT.capacity // 2


def test_the_second_opening_only_reads(path: Path) -> None:
    with opened(path) as first, opened(path) as second, opened(path, "tea") as third:
        assert not first.read_only
        for late in (second, third):
            assert late.read_only
            assert late.refusal is Busy
            with pytest.raises(Busy):
                late.save(b"{}")
            with pytest.raises(Busy):
                late.level()
            late.settle(Waits())
            assert not late.needs_level
        first.save(b'{"n":2}')
        assert second.payload == PLAN
    with opened(path) as again:
        assert not again.read_only
        assert again.payload == b'{"n":2}'


def test_opened_for_reading(path: Path) -> None:
    with opened(path, write=False) as vault:
        assert vault.refusal is ReadOnly
        with pytest.raises(ReadOnly):
            vault.save(b"{}")
        assert vault.payload == PLAN


def test_matches(path: Path) -> None:
    with opened(path) as vault:
        salts = vault.salts
        assert vault.matches(root_of("zoe", salts.a))
        assert vault.matches(root_of("zoe", salts.b), "B")
        assert not vault.matches(root_of("zoe", salts.b))
        assert not vault.matches(root_of("zoe", salts.a), "B")
        for wrong in (root_of("tea", salts.a), bytes(31), b"", root_of("zoe", salts.a)[:-1]):
            assert not vault.matches(wrong)


def test_no_door_is_matched_by_zeros(path: Path) -> None:
    with opened(path) as vault:
        assert not vault.matches(bytes(32))
        assert not vault.matches(bytes(32), "B")


def test_taken(path: Path) -> None:
    for passphrase in ("zoe", "tea"):
        with opened(path, passphrase) as vault:
            assert vault.taken(roots_of("zoe", vault.salts))
            assert vault.taken(roots_of("tea", vault.salts))
            assert not vault.taken(roots_of("milk", vault.salts))
            assert vault.taken(Roots(bytes(32), root_of("tea", vault.salts.b)))
            assert vault.taken(Roots(root_of("tea", vault.salts.a), bytes(32)))


def test_closed_twice(path: Path) -> None:
    vault = opened(path)
    vault.close()
    vault.close()
    opened(path).close()


def test_the_file_is_given_back_when_the_person_backs_out(path: Path) -> None:
    def back_out(_: bytes) -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Vault.open(path, back_out)
    with opened(path) as vault:
        assert not vault.read_only


def test_dates_stay(path: Path) -> None:
    import os

    os.utime(path, ns=(10**18, 10**18))
    with opened(path) as vault:
        vault.save(b'{"n":2}')
        vault.level()
    assert path.stat().st_mtime_ns == path.stat().st_atime_ns == 10**18


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.binary(max_size=3000), min_size=1, max_size=4))
def test_any_bytes_come_back(tmp_path: Path, payloads: list[bytes]) -> None:
    disk = MemoryDisk()
    make("notes", disk=disk)
    for payload in payloads:
        with opened("notes", disk=disk) as vault:
            vault.save(payload)
        with opened("notes", disk=disk, write=False) as vault:
            assert vault.payload == payload


def test_salts_that_cannot_be_read() -> None:
    disk = MemoryDisk()
    salts = make("notes", disk=disk)
    disk.unreadable = {range(0, 4096)}
    assert Vault.read_salts("notes", disk=disk) == Salts(bytes(32), salts.b)
    derive = Deriver("zoe")
    with Vault.open("notes", derive, disk=disk) as vault:
        assert vault.payload == PLAN
        assert derive.salts == [salts.b]
    disk.unreadable = {range(0, SMALL)}
    with pytest.raises(Gone):
        opened("notes", disk=disk)


def test_no_16_bytes_occur_twice(path: Path) -> None:
    with opened(path) as vault:
        vault.save(b"{" + b" " * 5000 + b"}")
        vault.level()
    data = path.read_bytes()
    assert len({data[n : n + 16] for n in range(len(data) - 15)}) == len(data) - 15

"""A notebook beside a plan and a notebook alone do the same; and neither touches a plan.

Ranges are told by what they are (salt, door, copy, other) and not where, since places are drawn at
random: otherwise every read, write, flush and pause must be the same, and so every answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from safeplan.vault.errors import VaultError
from safeplan.vault.format import COMPARTMENTS, DOORS, HALVES, Layout, Roots
from safeplan.vault.vault import Vault
from tests.faults.disk import MemoryDisk, MemoryFile, input_output
from tests.vault.cheap import NOTEBOOK, PLAN, SMALL, Deriver, make, opened, roots_of

LAYOUT = Layout(SMALL)


def named(offset: int, own_door: int, own_copy: int) -> str:
    """What stands at an offset, as seen from the notebook."""
    for half in HALVES:
        if offset == LAYOUT.salt_at(half):
            return f"salt {half}"
        for number in range(DOORS):
            if offset == LAYOUT.door_at(half, number):
                return f"{'own' if number == own_door else 'some'} door {half}"
        for number in range(COMPARTMENTS):
            if offset == LAYOUT.copy_at(half, number):
                return f"{'own' if number == own_copy else 'some'} copy {half}"
    return f"at {offset}"


@dataclass
class Watched(MemoryDisk):
    """A disk that writes down all that is asked of it."""

    asked: list[tuple[str, int, int]] = field(default_factory=list)

    def open(self, path: object, *, write: bool = True) -> MemoryFile:
        file = super().open(str(path), write=write)
        read, put, sync = file.read, file.write, file.sync

        def reading(offset: int, length: int, *, fresh: bool = False) -> bytes | None:
            self.asked.append(("read again" if fresh else "read", offset, length))
            return read(offset, length, fresh=fresh)

        def writing(offset: int, data: bytes) -> None:
            self.asked.append(("write", offset, len(data)))
            put(offset, data)

        def syncing() -> None:
            self.asked.append(("sync", -1, 0))
            sync()

        file.read = reading  # type: ignore[method-assign]
        file.write = writing  # type: ignore[method-assign]
        file.sync = syncing  # type: ignore[method-assign]
        return file

    def wait(self, seconds: float) -> None:
        self.asked.append((f"wait {seconds}", -1, 0))

    def told(self, door: int, copy: int) -> list[tuple[str, str, int]]:
        """What was asked; the order in which the eight doors are read is the same everywhere."""
        return [
            (what, "" if at < 0 else named(at, door, copy), length)
            for what, at, length in self.asked
        ]


Use = Callable[[Vault, Watched], object]


def roots(vault: Vault, words: str) -> Roots:
    return roots_of(words, vault.salts)


def save_and_level(vault: Vault, disk: Watched) -> None:
    vault.save(b'{"form":"notebook","n":1}', sleep=disk.wait)
    vault.settle(disk.wait)


def save_and_fail(vault: Vault, disk: Watched) -> None:
    disk.on_write = input_output
    vault.save(b"{}", sleep=disk.wait)


USES: dict[str, Use] = {
    "open": lambda vault, disk: (vault.payload, vault.kind, vault.read_only, vault.mended),
    "save": lambda vault, disk: vault.save(b'{"form":"notebook","n":1}', sleep=disk.wait),
    "save, level": lambda vault, disk: save_and_level(vault, disk),
    "erase": lambda vault, disk: vault.erase(b'{"form":"notebook"}', sleep=disk.wait),
    "too large": lambda vault, disk: vault.save(bytes(range(256)) * SMALL, sleep=disk.wait),
    "a failing disk": lambda vault, disk: save_and_fail(vault, disk),
    "password": lambda vault, disk: vault.change_passphrase(roots(vault, "milk"), sleep=disk.wait),
    "own password": lambda vault, disk: vault.change_passphrase(
        roots(vault, "tea"), sleep=disk.wait
    ),
    "recovery": lambda vault, disk: vault.add_code(roots(vault, "code"), sleep=disk.wait),
    "notebook": lambda vault, disk: vault.add_notebook(
        roots(vault, "soap"), b"{}", sleep=disk.wait
    ),
    "no notebook": lambda vault, disk: vault.remove_notebook(sleep=disk.wait),
    "remove": lambda vault, disk: vault.remove(sleep=disk.wait),
    "remove all": lambda vault, disk: vault.remove(everything=True, sleep=disk.wait),
    "copy": lambda vault, disk: vault.copy_to("copy", sleep=disk.wait, disk=disk),
    "reattach": lambda vault, disk: vault.reattach(),
    "check": lambda vault, disk: [half.whole for half in vault.whole().halves],
    "what it says": lambda vault, disk: (
        vault.is_plan, vault.has_code, vault.has_notebook, vault.room(),
        vault.matches(roots(vault, "tea").a), vault.taken(roots(vault, "milk")),
    ),
}  # fmt: skip


def done(disk: Watched, use: Use) -> tuple[object, list[tuple[str, str, int]]]:
    with opened("f", "tea", disk=disk) as vault:
        door, copy = vault._held.door, vault._held.compartment.number
        try:
            answer = use(vault, disk)
        except VaultError as refused:
            answer = refused.message_id
    return answer, disk.told(door, copy)


def both(seed: int) -> Watched:
    disk = Watched()
    make("f", "zoe", "tea", disk=disk, seed=seed)
    return disk


def alone(seed: int) -> Watched:
    disk = Watched()
    make("f", None, "tea", disk=disk, seed=seed)
    return disk


def without_places(told: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """The own door comes at another place among the eight, which are always all read in turn."""
    return [
        (what, where.replace("own door", "some door") if what == "read" else where, length)
        for what, where, length in told
    ]


@pytest.mark.parametrize("name", USES)
def test_the_same_is_done_and_said(name: str) -> None:
    one, two = done(both(21), USES[name]), done(alone(22), USES[name])
    assert one[0] == two[0]
    assert without_places(one[1]) == without_places(two[1])
    assert one[1], "nothing was seen at all"


@pytest.mark.parametrize("name", USES)
def test_no_page_of_the_plan_is_touched(name: str) -> None:
    """Whatever is done in a notebook, every byte that is not its own stays as it was."""
    disk = both(23)
    before = disk.image("f")
    with opened("f", "tea", disk=disk, write=False) as vault:
        door, number = vault._held.door, vault._held.compartment.number
    done(disk, USES[name])
    after = bytearray(disk.image("f"))
    for half in HALVES:
        for start, length in (
            (LAYOUT.door_at(half, door), 4096),
            (LAYOUT.copy_at(half, number), LAYOUT.copy),
        ):
            after[start : start + length] = before[start : start + length]
    assert after == before
    with opened("f", "zoe", disk=disk) as vault:
        assert vault.payload == PLAN
        assert vault.whole().whole
        assert not vault.needs_level


def test_the_header_is_the_same() -> None:
    told = []
    for disk in (both(24), alone(25)):
        with Vault.open("f", Deriver("tea"), disk=disk, write=False) as vault:
            header = vault._held.copy.header
            told.append(
                (
                    header.doors == 1 << vault._held.door,
                    header.compartments == 1 << vault._held.compartment.number,
                    [roots is not None for roots in header.roots].count(True),
                    header.generation < 1 << 32,
                    len(header.pack(0)),
                    vault.payload == NOTEBOOK,
                )
            )
    assert told[0] == told[1] == (True, True, 1, True, 592, True)


SNAPSHOTS: dict[str, tuple[str, Callable[[Vault], None], set[str]]] = {
    "a save": ("zoe", lambda vault: vault.save(b'{"n":1}'), {"own copy B"}),
    "a save, levelled": (
        "zoe", lambda vault: vault.erase(b'{"n":1}', sleep=lambda _: None),
        {"own copy A", "own copy B"},
    ),
    "another password": (
        "zoe",
        lambda vault: vault.change_passphrase(roots(vault, "milk"), sleep=lambda _: None),
        {"own copy A", "own copy B", "own door A", "own door B"},
    ),
    "a code": (
        "zoe", lambda vault: vault.add_code(roots(vault, "code"), sleep=lambda _: None),
        {"own copy A", "own copy B", "some door A", "some door B"},
    ),
    "the plan removed": (
        "zoe", lambda vault: vault.remove(sleep=lambda _: None),
        {"own copy A", "own copy B", "own door A", "own door B"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SNAPSHOTS)
def test_two_snapshots_differ_only_where_it_is_said(name: str) -> None:
    """Page by page; every page that is named has changed, and changed from end to end."""
    who, use, where = SNAPSHOTS[name]
    disk = both(26)
    before = disk.image("f")
    with opened("f", who, disk=disk) as vault:
        door, number = vault._held.door, vault._held.compartment.number
        use(vault)
    after = disk.image("f")
    starts = [LAYOUT.salt_at(half) for half in HALVES]
    starts += [LAYOUT.door_at(half, n) for half in HALVES for n in range(DOORS)]
    starts += [LAYOUT.copy_at(half, n) for half in HALVES for n in range(COMPARTMENTS)]
    starts += [LAYOUT.copy_at(half, COMPARTMENTS) for half in HALVES]
    starts.sort()
    changed = set()
    for start, end in zip(starts, [*starts[1:], SMALL], strict=True):
        pages = [before[n : n + 4096] != after[n : n + 4096] for n in range(start, end, 4096)]
        assert len(set(pages)) <= 1, "a part was changed in part"
        if any(pages):
            changed.add(named(start, door, number))
    assert changed == where

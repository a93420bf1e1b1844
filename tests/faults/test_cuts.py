"""The power goes at any 512-byte boundary of any write, and between any two steps.

Whatever the pages of the cut step hold then (old, new, junk, or each its own), every passphrase
opens, to what was saved last or to what was being saved; a second cut while that is mended and a
third in the save after it lose nothing either.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from safeplan.vault.vault import Vault
from tests.faults.disk import Cut, MemoryDisk, State, Written, cuts, left_by
from tests.vault.cheap import NOTEBOOK, PLAN, Drawn, make, opened

STATES: tuple[State, ...] = ("old", "new", "junk", "mixed")
SECOND, THIRD = b'{"n":2}', b'{"n":3}'
Operation = Callable[[Vault], None]


def save_and_level(vault: Vault) -> None:
    vault.save(SECOND)
    vault.level()


def two_saves(vault: Vault) -> None:
    vault.save(SECOND)
    vault.save(THIRD)


def level_all(vault: Vault) -> None:
    while vault.needs_level:
        vault.level()


def a_save_unlevelled(image: bytes, passphrase: str) -> bytes:
    disk = MemoryDisk({"f": bytearray(image)})
    with opened("f", passphrase, disk=disk) as vault:
        vault.save(b'{"n":1}')
    return disk.image("f")


def payload_of(image: bytes, passphrase: str) -> bytes:
    with opened("f", passphrase, disk=MemoryDisk({"f": bytearray(image)})) as vault:
        return vault.payload


def recorded(image: bytes, passphrase: str, operation: Operation) -> tuple[list[Written], bytes]:
    disk = MemoryDisk({"f": bytearray(image)})
    with opened("f", passphrase, disk=disk, random=Drawn(9)) as vault:
        operation(vault)
    return disk.trace, disk.image("f")


class Trial:
    """One image, one operation in one passphrase, and what may be found after a cut of it."""

    def __init__(
        self, image: bytes, passphrase: str, operation: Operation, saved: list[bytes]
    ) -> None:
        self.image, self.passphrase, self.saved = image, passphrase, saved
        self.trace, _ = recorded(image, passphrase, operation)
        self.syncs = [n for n, written in enumerate(self.trace) if written.is_sync]
        self.others = {other: payload_of(image, other) for other in {"zoe", "tea"} - {passphrase}}

    def allowed(self, cut: Cut) -> set[bytes]:
        """What was said to be saved, or what was on its way."""
        done = sum(sync < cut.event for sync in self.syncs)
        return set(self.saved[min(done, len(self.saved) - 1) :][:2])

    def check(self, image: bytes, allowed: set[bytes]) -> bytes:
        for other, payload in self.others.items():
            assert payload_of(image, other) == payload
        found = payload_of(image, self.passphrase)
        assert found in allowed
        return found

    def run(self, cut: Cut, state: State, random: Random) -> None:
        image = left_by(self.image, self.trace, cut, state, random)
        found = self.check(image, self.allowed(cut))
        # A second cut, while it is mended.
        image = self._again(image, level_all, random, {found})
        # Whole again, then a third, in the next save.
        _, image = recorded(image, self.passphrase, level_all)
        assert self.check(image, {found}) == found
        self._again(image, lambda vault: vault.save(b'{"n":4}'), random, {found, b'{"n":4}'})

    def _again(
        self, image: bytes, operation: Operation, random: Random, allowed: set[bytes]
    ) -> bytes:
        trace, _ = recorded(image, self.passphrase, operation)
        cut = random.choice(list(cuts(trace)))
        image = left_by(image, trace, cut, random.choice(STATES), random)
        self.check(image, allowed)
        return image


def trials() -> dict[str, Trial]:
    disk = MemoryDisk()
    make("f", "zoe", "tea", disk=disk, seed=1)
    image = disk.image("f")
    found: dict[str, Trial] = {}
    for passphrase, first in (("zoe", PLAN), ("tea", NOTEBOOK)):
        late = a_save_unlevelled(image, passphrase)
        level = [b'{"n":1}', b'{"n":1}']
        found |= {
            f"{passphrase} save": Trial(image, passphrase, save_and_level, [first, SECOND, SECOND]),
            f"{passphrase} saves": Trial(image, passphrase, two_saves, [first, SECOND, THIRD]),
            f"{passphrase} level": Trial(late, passphrase, level_all, level),
            f"{passphrase} late save": Trial(
                late, passphrase, save_and_level, [b'{"n":1}', SECOND, SECOND]
            ),
        }
    return found


NAMES = [
    f"{who} {what}" for who in ("zoe", "tea") for what in ("save", "saves", "level", "late save")
]


@pytest.fixture(scope="module")
def all_trials() -> dict[str, Trial]:
    return trials()


@pytest.mark.parametrize("name", NAMES)
def test_a_sample(all_trials: dict[str, Trial], name: str) -> None:
    trial, random = all_trials[name], Random(name)
    everywhere = list(cuts(trial.trace))
    assert len(everywhere) > 200
    between = [cut for cut in everywhere if cut.sectors == 0]
    for cut in [*between, *random.sample(everywhere, 6)]:
        for state in STATES:
            trial.run(cut, state, random)


@pytest.mark.soak
@pytest.mark.parametrize("name", NAMES)
def test_every_cut(all_trials: dict[str, Trial], name: str) -> None:
    trial, random = all_trials[name], Random(name)
    count = 0
    for cut in cuts(trial.trace):
        for state in STATES:
            trial.run(cut, state, random)
            count += 1
    print(f"\n{name}: {count} cuts, each with two more; 0 lost")


def test_the_disk_would_show_a_loss() -> None:
    """The check is one that can fail: a vault that wrote both halves at once loses the plan."""
    disk = MemoryDisk()
    make("f", "zoe", "tea", disk=disk, seed=1)
    image = disk.image("f")
    trial = Trial(image, "zoe", save_and_level, [PLAN, SECOND, SECOND])
    trial.trace = [written for written in trial.trace if not written.is_sync]
    trial.syncs = []
    with pytest.raises(Exception, match=r"vault.not_opened"):
        trial.run(Cut(2, 0), "junk", Random(0))

"""Every operation of a vault, and what may be found after the power went in the middle of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from safeplan.vault.errors import NotOpened
from safeplan.vault.vault import Vault
from tests.faults.disk import Cut, MemoryDisk, State, Written, cuts, left_by
from tests.vault.cheap import NOTEBOOK, PLAN, Drawn, make, opened, roots_of

STATES: tuple[State, ...] = ("old", "new", "junk", "mixed")
SOAP = b'{"form":"notebook","version":1,"buy":["soap"]}'
SAVED = b'{"form":"plan","version":1,"n":1}'
LATER = b'{"form":"plan","version":1,"n":2}'
Run = Callable[[Vault, MemoryDisk], None]
Outcomes = dict[str, set[bytes | None]]


def change(words: str) -> Run:
    return lambda vault, disk: vault.change_passphrase(
        roots_of(words, vault.salts), sleep=disk.pause
    )


def code(words: str) -> Run:
    return lambda vault, disk: vault.add_code(roots_of(words, vault.salts), sleep=disk.pause)


def notebook(words: str) -> Run:
    return lambda vault, disk: vault.add_notebook(
        roots_of(words, vault.salts), SOAP, sleep=disk.pause
    )


def remove_notebook(vault: Vault, disk: MemoryDisk) -> None:
    vault.remove_notebook(sleep=disk.pause)


def remove(vault: Vault, disk: MemoryDisk) -> None:
    vault.remove(sleep=disk.pause)


def erase(vault: Vault, disk: MemoryDisk) -> None:
    vault.erase(SAVED, sleep=disk.pause)


def save(vault: Vault, disk: MemoryDisk) -> None:
    vault.save(SAVED, sleep=disk.pause)


def level(vault: Vault, disk: MemoryDisk) -> None:
    vault.settle(disk.pause)


def two_saves(vault: Vault, disk: MemoryDisk) -> None:
    vault.save(SAVED, sleep=disk.pause)
    disk.pause(2.0)
    vault.save(LATER, sleep=disk.pause)


@dataclass(frozen=True)
class Operation:
    """An operation in one passphrase.

    Attributes:
        opener: the passphrase that it is done with.
        run: the operation.
        may: for each passphrase, what it may open while the operation is on its way.
        one_of: passphrases of which one must open at every cut.
        after: what each opens when it is done.
        before: done first, to the end.
        until_told: what the opener opens, until the first write is finished.
        saved: what was said to be saved before the first write, after it, after the next ...
    """

    opener: str
    run: Run
    may: Outcomes
    one_of: tuple[str, ...]
    after: dict[str, bytes | None]
    before: tuple[tuple[str, Run], ...] = ()
    until_told: bytes | None = None
    saved: tuple[bytes, ...] = ()


OPERATIONS: dict[str, Operation] = {
    "change the plan's": Operation(
        "zoe", change("milk"),
        {"zoe": {PLAN, None}, "milk": {PLAN, None}, "tea": {NOTEBOOK}}, ("zoe", "milk"),
        {"zoe": None, "milk": PLAN, "tea": NOTEBOOK},
    ),
    "change the notebook's": Operation(
        "tea", change("milk"),
        {"tea": {NOTEBOOK, None}, "milk": {NOTEBOOK, None}, "zoe": {PLAN}}, ("tea", "milk"),
        {"tea": None, "milk": NOTEBOOK, "zoe": PLAN},
    ),
    "change, with a code": Operation(
        "zoe", change("milk"),
        {"zoe": {PLAN, None}, "milk": {PLAN, None}, "code": {PLAN, None}, "tea": {NOTEBOOK}},
        ("zoe", "milk"),
        {"zoe": None, "milk": PLAN, "code": None, "tea": NOTEBOOK},
        (("zoe", code("code")),),
    ),
    "change, by the code": Operation(
        "code", change("milk"),
        {"zoe": {PLAN, None}, "milk": {PLAN, None}, "code": {PLAN, None}, "tea": {NOTEBOOK}},
        ("code", "milk"),
        {"zoe": None, "milk": PLAN, "code": None, "tea": NOTEBOOK},
        (("zoe", code("code")),),
    ),
    "a code": Operation(
        "zoe", code("code"),
        {"zoe": {PLAN}, "code": {PLAN, None}, "tea": {NOTEBOOK}}, ("zoe",),
        {"zoe": PLAN, "code": PLAN, "tea": NOTEBOOK},
    ),
    "a newer code": Operation(
        "zoe", code("newer"),
        {"zoe": {PLAN}, "code": {PLAN, None}, "newer": {PLAN, None}, "tea": {NOTEBOOK}}, ("zoe",),
        {"zoe": PLAN, "code": None, "newer": PLAN, "tea": NOTEBOOK},
        (("zoe", code("code")),),
    ),
    "a notebook": Operation(
        "zoe", notebook("soap"),
        {"zoe": {PLAN}, "tea": {NOTEBOOK}, "soap": {SOAP, None}}, ("zoe",),
        {"zoe": PLAN, "tea": NOTEBOOK, "soap": SOAP},
    ),
    "no notebook": Operation(
        "zoe", remove_notebook,
        {"zoe": {PLAN}, "tea": {NOTEBOOK, None}}, ("zoe",),
        {"zoe": PLAN, "tea": None},
    ),
    "no plan": Operation(
        "zoe", remove,
        {"zoe": {PLAN, None}, "tea": {NOTEBOOK}}, (),
        {"zoe": None, "tea": NOTEBOOK},
        until_told=PLAN,
    ),
    "no notebook, by itself": Operation(
        "tea", remove,
        {"zoe": {PLAN}, "tea": {NOTEBOOK, None}}, ("zoe",),
        {"zoe": PLAN, "tea": None},
        until_told=NOTEBOOK,
    ),
    "erase": Operation(
        "zoe", erase,
        {"zoe": {PLAN, SAVED}, "tea": {NOTEBOOK}}, ("zoe",),
        {"zoe": SAVED, "tea": NOTEBOOK},
        saved=(PLAN, SAVED, SAVED),
    ),
}  # fmt: skip
SAVES: dict[str, Operation] = {
    "a save and another": Operation(
        "zoe", two_saves,
        {"zoe": {PLAN, SAVED, LATER}, "tea": {NOTEBOOK}}, ("zoe",),
        {"zoe": LATER, "tea": NOTEBOOK},
        saved=(PLAN, SAVED, LATER),
    ),
}  # fmt: skip


def found_by(image: bytes, passphrase: str) -> bytes | None:
    disk = MemoryDisk({"f": bytearray(image)})
    try:
        with opened("f", passphrase, disk=disk, write=False) as vault:
            return vault.payload
    except NotOpened:
        return None


def recorded(image: bytes, passphrase: str, run: Run) -> tuple[list[Written], bytes]:
    disk = MemoryDisk({"f": bytearray(image)})
    with opened("f", passphrase, disk=disk, random=Drawn(9)) as vault:
        run(vault, disk)
    return disk.trace, disk.image("f")


class Trial:
    """One operation on one image, cut wherever a test wants."""

    def __init__(self, operation: Operation, *, lies: bool = False) -> None:
        self.operation = operation
        self.lies = lies
        disk = MemoryDisk()
        make("f", "zoe", "tea", disk=disk, seed=1)
        self.image = disk.image("f")
        for passphrase, run in operation.before:
            _, self.image = recorded(self.image, passphrase, run)
        self.trace, end = recorded(self.image, operation.opener, operation.run)
        assert {who: found_by(end, who) for who in operation.after} == operation.after
        self.told = next(n for n, written in enumerate(self.trace) if written.is_pause)

    @staticmethod
    def cuts_of(trace: list[Written]) -> list[Cut]:
        return list(cuts(trace))

    def cuts(self) -> list[Cut]:
        return list(cuts(self.trace))

    def check(self, image: bytes, *, narrowed: Outcomes | None = None) -> dict[str, bytes]:
        """What each passphrase opens, if all of it is allowed."""
        may = self.operation.may | (narrowed or {})
        found = {who: found_by(image, who) for who in may}
        for who, payload in found.items():
            assert payload in may[who], who
        alive = {who: payload for who, payload in found.items() if payload is not None}
        assert not self.operation.one_of or set(self.operation.one_of) & set(alive)
        return alive

    def run(self, cut: Cut, state: State, random: Random) -> None:
        image = left_by(self.image, self.trace, cut, state, random, lies=self.lies)
        alive = self.check(image)
        if self.operation.until_told is not None and cut.event < self.told:
            assert alive[self.operation.opener] == self.operation.until_told
        if self.operation.saved:
            assert alive[self.operation.opener] in self._told_by(cut)
        for who, payload in alive.items():
            self._go_on(image, who, payload, random)

    def _told_by(self, cut: Cut) -> tuple[bytes, ...]:
        """What was said to be saved by then and must be there, and what was on its way."""
        done = self.trace[: cut.event]
        lasts = [each.is_pause if self.lies else each.is_sync for each in done]
        return self.operation.saved[min(sum(lasts), len(self.operation.saved) - 1) :][:2]

    def _go_on(self, image: bytes, who: str, payload: bytes, random: Random) -> None:
        """Whoever comes next: mends under a second cut, then saves under a third."""
        mine: Outcomes = {who: {payload}}
        image = self._again(image, who, level, random, mine)
        _, image = recorded(image, who, level)
        self.check(image, narrowed=mine)
        with opened("f", who, disk=MemoryDisk({"f": bytearray(image)})) as vault:
            assert vault.whole().whole
        self._again(image, who, save, random, {who: {payload, SAVED}})

    def _again(self, image: bytes, who: str, run: Run, random: Random, narrowed: Outcomes) -> bytes:
        trace, _ = recorded(image, who, run)
        cut, state = random.choice(list(cuts(trace))), random.choice(STATES)
        image = left_by(image, trace, cut, state, random, lies=self.lies)
        self.check(image, narrowed=narrowed | self._others(narrowed))
        return image

    def _others(self, narrowed: Outcomes) -> Outcomes:
        """The other ways to the same words may close, or show what is saved by way of this one."""
        (who,) = narrowed
        same = set(self.operation.one_of) | {"zoe", "milk", "code", "newer"}
        if who not in same:
            return {}
        return {
            each: allowed | narrowed[who] | {None}
            for each, allowed in self.operation.may.items()
            if each in same and each != who
        }

"""Each rule of the order of writing, broken on purpose: the cuts must then show a loss."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import pytest

from safeplan.vault import adding, keeper, rekeying, removing, rule, writing
from safeplan.vault.errors import VaultError
from safeplan.vault.format import other
from safeplan.vault.held import THE_COPY, Conditions, Held, Part
from safeplan.vault.keeper import Keeper
from safeplan.vault.rule import Sleep, Write
from safeplan.vault.storage import OpenFile
from safeplan.vault.writing import Piece
from tests.faults.operations import OPERATIONS, SAVES, STATES, Trial

Patch = Callable[[pytest.MonkeyPatch], None]


def no_flush(patch: pytest.MonkeyPatch) -> None:
    def write(file: OpenFile, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            file.write(piece.offset, piece.data)

    patch.setattr(keeper, "write_pieces", write)


def no_pause(patch: pytest.MonkeyPatch) -> None:
    settle = Keeper.settle
    patch.setattr(Keeper, "settle", lambda self, _sleep: settle(self, lambda _seconds: None))
    patch.setattr(Keeper, "pause", lambda _self, _sleep: None)


def into_the_newest_copy(patch: pytest.MonkeyPatch) -> None:
    """A second save goes where the first one went, while the other half is an older one."""

    def next_write(
        held: Held, conditions: Conditions, *, saving: bool, trusted: object = ()
    ) -> Write | None:
        if saving:
            return Write("B", (THE_COPY,))
        return rule.next_write(held, conditions, saving=False)

    patch.setattr(keeper, "next_write", next_write)


def both_halves_at_once(patch: pytest.MonkeyPatch) -> None:
    """What is written into one half goes into the other in the same flush."""
    write = writing.write_pieces

    def twice(file: OpenFile, pieces: Sequence[Piece]) -> None:
        half = file.size // 2
        away = [piece._replace(offset=(piece.offset + half) % file.size) for piece in pieces]
        write(file, [*pieces, *away])

    patch.setattr(keeper, "write_pieces", twice)


def doors_before_the_copies(patch: pytest.MonkeyPatch) -> None:
    """A change that turns the doors of both halves to the new key first."""

    def change(keeper: Keeper, roots: object, sleep: Sleep) -> None:
        new = rekeying.rekeyed(keeper.held, roots, keeper.random)  # type: ignore[arg-type]
        for half in rekeying.BOTH:
            keeper.overwrite(half, [new.render(half, Part("door", new.door), keeper.random)],
                             frozenset())  # fmt: skip
            sleep(2.0)
        for half in rekeying.BOTH:
            keeper.overwrite(half, [new.render(half, THE_COPY, keeper.random)], frozenset())
            sleep(2.0)

    patch.setattr(rekeying, "change", change)


def an_older_code_that_stays(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(adding, "BOTH", ())


def one_half_twice(patch: pytest.MonkeyPatch) -> None:
    """A removal that leaves the other half as it was."""

    def worse(keeper: Keeper) -> tuple[str, str]:
        return "B", "B"

    patch.setattr(removing, "_worse_first", worse)


def the_wrong_half(patch: pytest.MonkeyPatch) -> None:
    """Levelling that writes the half which is whole from the one that is not."""
    choose = rule.next_write

    def swapped(held: Held, conditions: Conditions, **how: object) -> Write | None:
        step = choose(held, conditions, **how)  # type: ignore[arg-type]
        return None if step is None else step._replace(half=other(step.half))

    patch.setattr(keeper, "next_write", swapped)


MUTANTS: dict[str, tuple[Patch, str, bool]] = {
    "no flush, change": (no_flush, "change the plan's", False),
    "no flush, saves": (no_flush, "a save and another", False),
    "no flush, code": (no_flush, "a code", False),
    "no pause, change": (no_pause, "change the plan's", True),
    "no pause, removing a notebook": (no_pause, "no notebook", True),
    "no pause, a notebook": (no_pause, "a notebook", True),
    "into the newest": (into_the_newest_copy, "a save and another", False),
    "both halves at once, removing": (both_halves_at_once, "no notebook", False),
    "both halves at once, erasing": (both_halves_at_once, "erase", False),
    "doors first": (doors_before_the_copies, "change the plan's", False),
    "the older code stays": (an_older_code_that_stays, "a newer code", False),
    "removing one half twice": (one_half_twice, "no plan", False),
    "the wrong half": (the_wrong_half, "erase", False),
}


def shows_a_loss(name: str, lies: bool) -> bool:
    """Whether the same check as in the tests of cuts finds something lost or stale."""
    random = Random(name)
    try:
        trial = Trial((OPERATIONS | SAVES)[name], lies=lies)
        between = [cut for cut in trial.cuts() if cut.sectors == 0]
        for cut in [*between, *random.sample(trial.cuts(), 10)]:
            for state in STATES:
                trial.run(cut, state, random)
    except (AssertionError, VaultError, StopIteration):
        return True
    return False


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_broken_order_is_caught(mutant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    patch, name, lies = MUTANTS[mutant]
    patch(monkeypatch)
    assert shows_a_loss(name, lies)


@pytest.mark.parametrize("name", ["change the plan's", "no notebook"])
@pytest.mark.parametrize("lies", [False, True])
def test_the_order_as_it_is_passes_the_same_check(name: str, lies: bool) -> None:
    assert not shows_a_loss(name, lies)

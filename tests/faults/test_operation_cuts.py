"""The power goes in the middle of every operation: no plan is lost, no wrong one is opened.

Whoever opens afterwards goes on: a second cut while it is mended, a third in the save after it.
The same on a stick that says it has written up to two seconds before it has.
"""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from safeplan.vault.format import SIZES
from tests.faults.disk import Cut, blasted, left_by
from tests.faults.operations import (
    OPERATIONS,
    SAVES,
    STATES,
    Trial,
    change,
    found_by,
    level,
    recorded,
)
from tests.faults.test_blocks import LARGEST
from tests.vault.cheap import NOTEBOOK, PLAN

ALL = OPERATIONS | SAVES


@cache
def trial_of(name: str, lies: bool) -> Trial:
    return Trial(ALL[name], lies=lies)


def sample(trial: Trial, random: Random, size: int) -> list[Cut]:
    everywhere = trial.cuts()
    assert len(everywhere) > 20
    between = [cut for cut in everywhere if cut.sectors == 0]
    return [*random.sample(between, min(size, len(between))), *random.sample(everywhere, size)]


@pytest.mark.parametrize("lies", [False, True], ids=["honest", "lying"])
@pytest.mark.parametrize("name", ALL)
def test_a_sample(name: str, lies: bool) -> None:
    trial, random = trial_of(name, lies), Random(name)
    for cut in sample(trial, random, 5):
        trial.run(cut, random.choice(STATES), random)
        trial.run(cut, "junk", random)


@pytest.mark.soak
@pytest.mark.parametrize("lies", [False, True], ids=["honest", "lying"])
@pytest.mark.parametrize("name", ALL)
def test_every_cut(name: str, lies: bool) -> None:
    trial, random = trial_of(name, lies), Random(name)
    count = 0
    for cut in trial.cuts():
        for state in STATES:
            trial.run(cut, state, random)
            count += 1
    disk = "a stick that lies" if lies else "an honest stick"
    print(f"\n{name}, on {disk}: {count} cuts, each with two more; plans lost 0, wrong data 0")


def change_again(trial: Trial, cut: Cut, random: Random) -> None:
    """A change that was cut, then another one by whichever passphrase opens."""
    image = left_by(trial.image, trial.trace, cut, random.choice(STATES), random)
    for who, payload in trial.check(image).items():
        if payload == PLAN:
            trace, end = recorded(image, who, change("soap"))
            assert found_by(end, "soap") == PLAN
            assert found_by(end, who) is None
            assert found_by(end, "tea") == NOTEBOOK
            second = random.choice(list(Trial.cuts_of(trace)))
            torn = left_by(image, trace, second, random.choice(STATES), random)
            assert {found_by(torn, who), found_by(torn, "soap")} in ({PLAN}, {PLAN, None})
            assert found_by(torn, "tea") == NOTEBOOK


@pytest.mark.parametrize("name", ["change the plan's", "change, with a code"])
def test_two_changes_the_first_one_cut(name: str) -> None:
    trial, random = trial_of(name, False), Random(7)
    for cut in sample(trial, random, 6):
        change_again(trial, cut, random)


@pytest.mark.soak
@pytest.mark.parametrize("name", ["change the plan's", "change, with a code"])
def test_two_changes_at_every_cut(name: str) -> None:
    trial, random = trial_of(name, False), Random(8)
    for cut in trial.cuts():
        change_again(trial, cut, random)
    print(f"\n{name}, cut, then another change: {len(trial.cuts())} cuts; plans lost 0")


def lose_blocks(trial: Trial, block: int, shift: int, random: Random) -> int:
    """Lose every erase block that a write touches, for each write; then mend it."""
    now, count = bytearray(trial.image), 0
    for written in trial.trace:
        if not written.data:
            continue
        lost = blasted(bytes(now), written, block, shift, random)
        for who, payload in trial.check(lost).items():
            _, mended = recorded(lost, who, level)
            trial.check(mended, narrowed={who: {payload}})
        now[written.offset : written.offset + len(written.data)] = written.data
        count += 1
    return count


@pytest.mark.parametrize("name", OPERATIONS)
def test_erase_blocks(name: str) -> None:
    trial, random = trial_of(name, False), Random(name)
    for block in (4096, LARGEST[SIZES[0]]):
        assert lose_blocks(trial, block, random.randrange(0, block, 4096), random) > 1


@pytest.mark.soak
@pytest.mark.parametrize("name", OPERATIONS)
def test_erase_blocks_at_every_alignment(name: str) -> None:
    trial, random, count = trial_of(name, False), Random(name), 0
    block = 4096
    while block <= LARGEST[SIZES[0]]:
        for shift in range(0, block, 4096):
            count += lose_blocks(trial, block, shift, random)
        block *= 2
    print(f"\n{name}: {count} losses of whole blocks; plans lost 0, wrong data 0")

"""The one rule, as a function of what the two halves say."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.vault.compartment import Compartment, Copy
from safeplan.vault.errors import TooLarge
from safeplan.vault.format import HALVES, SIZES, Half, Header, Layout, Roots, Salts, other
from safeplan.vault.held import THE_COPY, THE_SALT, Condition, Held, Part
from safeplan.vault.rule import next_write

ROOTS = Roots(b"a" * 32, b"b" * 32)
HEADER = Header(7, 0b101, 1, Salts(b"x" * 32, b"y" * 32), (ROOTS, None, ROOTS, *[None] * 5))
COPY = Copy(HEADER, b"new")
OLDER = Copy(replace(HEADER, generation=6), b"old")
HELD = Held(Layout(SIZES[0]), 0, {0: 0, 2: 1}, Compartment(0, b"k" * 32), COPY)
WHOLE = Condition(True, frozenset({0, 2}), COPY)

CONDITION = st.builds(
    Condition,
    st.booleans(),
    st.sets(st.sampled_from([0, 2])).map(frozenset),
    st.sampled_from([None, COPY, OLDER]),
)
BOTH = st.fixed_dictionaries(dict.fromkeys(HALVES, CONDITION))
TRUSTED = st.sets(st.sampled_from(HALVES))


def written(condition: Condition, parts: tuple[Part, ...]) -> Condition:
    return condition.with_written(HELD, frozenset(parts))


@given(BOTH, st.booleans(), TRUSTED)
def test_no_half_is_written_unless_the_other_is_whole(
    conditions: dict[Half, Condition], saving: bool, trusted: set[Half]
) -> None:
    step = next_write(HELD, conditions, saving=saving, trusted=trusted)
    whole = {half for half in HALVES if conditions[half].whole(HELD)}
    if step is None:
        assert not saving
        assert not any(conditions[half].wrong(HELD) for half in HALVES)
    elif whole:
        assert other(step.half) in whole
    elif any(conditions[half].copy == COPY for half in HALVES):
        # Something small beside the last good copy, and never that copy.
        assert conditions[step.half].copy == COPY
        assert THE_COPY not in step.parts
    else:
        assert step.half not in trusted or trusted == set(HALVES)


@given(BOTH, TRUSTED)
def test_levelling_ends_with_both_halves_whole(
    conditions: dict[Half, Condition], trusted: set[Half]
) -> None:
    for _ in range(4):
        step = next_write(HELD, conditions, saving=False, trusted=trusted)
        if step is None:
            break
        assert step.parts
        conditions[step.half] = written(conditions[step.half], step.parts)
    assert not any(conditions[half].wrong(HELD) for half in HALVES)


@given(BOTH)
def test_saving_comes_to_a_copy(conditions: dict[Half, Condition]) -> None:
    for _mends in range(2):
        step = next_write(HELD, conditions, saving=True)
        assert step is not None
        if THE_COPY in step.parts:
            break
        conditions[step.half] = written(conditions[step.half], step.parts)
    else:
        pytest.fail("no copy was written")
    after = conditions[step.half].with_written(HELD, frozenset(step.parts))
    assert after.whole(HELD)


def test_an_ordinary_save_and_level() -> None:
    conditions: dict[Half, Condition] = {"A": WHOLE, "B": WHOLE}
    assert next_write(HELD, conditions, saving=False) is None
    assert next_write(HELD, conditions, saving=True) == ("B", (THE_COPY,))
    conditions["A"] = replace(WHOLE, copy=OLDER)
    assert next_write(HELD, conditions, saving=False) == ("A", (THE_COPY,))
    assert next_write(HELD, conditions, saving=True) == ("A", (THE_COPY,))


def test_in_the_order_of_the_page() -> None:
    conditions: dict[Half, Condition] = {"A": WHOLE, "B": Condition(False, frozenset(), None)}
    parts = (THE_SALT, THE_COPY, Part("door", 0), Part("door", 2))
    assert next_write(HELD, conditions, saving=False) == ("B", parts)
    assert next_write(HELD, conditions, saving=True) == ("B", parts)


def test_a_door_that_is_not_in_use_does_not_hinder() -> None:
    conditions: dict[Half, Condition] = {
        "A": replace(WHOLE, doors=frozenset({0})),
        "B": replace(WHOLE, copy=None),
    }
    assert next_write(HELD, conditions, saving=False) == ("B", (THE_COPY,))
    conditions["B"] = WHOLE
    assert next_write(HELD, conditions, saving=False) == ("A", (Part("door", 2),))


def test_the_last_generation_is_not_passed() -> None:
    last = replace(HELD, copy=Copy(replace(HEADER, generation=2**63 - 1), b""))
    with pytest.raises(TooLarge):
        last.followed_by(b"")
    assert HELD.followed_by(b"x").copy == Copy(replace(HEADER, generation=8), b"x")
    with pytest.raises(KeyError):
        HELD.roots(1)

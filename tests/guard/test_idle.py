"""When the line stands again, with clocks that a test turns."""

import pytest

from safeplan.guard.idle import CLOSING_SOON, LOCK, NOTHING, STAYS_OPEN, Clocks, Idle


class MockClock:
    """Both clocks: waking time passes on both, sleep on one alone."""

    def __init__(self) -> None:
        self.steady, self.boot = 1000.0, 5000.0

    def wake(self, seconds: float) -> None:
        self.steady += seconds
        self.boot += seconds

    def sleep(self, seconds: float) -> None:
        self.boot += seconds


@pytest.fixture
def clock() -> MockClock:
    return MockClock()


@pytest.fixture
def idle(clock: MockClock) -> Idle:
    one = Idle(Clocks(lambda: clock.steady, lambda: clock.boot))
    one.begin()
    return one


def test_two_minutes_by_default(idle: Idle, clock: MockClock) -> None:
    clock.wake(89.9)
    assert idle.look() == NOTHING
    clock.wake(0.1)
    assert idle.look() == CLOSING_SOON
    assert idle.look() == NOTHING, "told once"
    clock.wake(29.9)
    assert idle.look() == NOTHING
    clock.wake(0.1)
    assert idle.look() == LOCK


def test_a_key_keeps_it_open(idle: Idle, clock: MockClock) -> None:
    clock.wake(100)
    assert idle.look() == CLOSING_SOON
    idle.press()
    assert idle.look() == STAYS_OPEN
    assert idle.look() == NOTHING
    clock.wake(89)
    assert idle.look() == NOTHING
    clock.wake(31)
    assert idle.look() == LOCK


@pytest.mark.parametrize(("minutes", "seconds"), [(1, 60), (30, 1800), (200, 1800)])
def test_other_minutes(idle: Idle, clock: MockClock, minutes: int, seconds: float) -> None:
    idle.minutes = minutes
    clock.wake(seconds - 1)
    assert idle.look() != LOCK
    clock.wake(1)
    assert idle.look() == LOCK


def test_off(idle: Idle, clock: MockClock) -> None:
    idle.minutes = 0
    clock.wake(1e6)
    assert idle.look() == NOTHING


def test_switched_off_after_the_line_was_told(idle: Idle, clock: MockClock) -> None:
    clock.wake(100)
    assert idle.look() == CLOSING_SOON
    idle.minutes = 0
    assert idle.look() == STAYS_OPEN
    assert idle.look() == NOTHING


def test_nothing_open_is_not_locked(clock: MockClock) -> None:
    idle = Idle(Clocks(lambda: clock.steady, lambda: clock.boot))
    clock.wake(1e6)
    assert idle.look() == NOTHING
    idle.begin()
    assert idle.look() == NOTHING, "time before the opening does not count"


def test_sleep_locks_at_once(idle: Idle, clock: MockClock) -> None:
    clock.sleep(1.1)
    assert idle.look() == LOCK


def test_sleep_locks_where_minutes_are_off(idle: Idle, clock: MockClock) -> None:
    idle.minutes = 0
    clock.sleep(3600)
    assert idle.look() == LOCK


def test_a_slow_reading_is_no_sleep(idle: Idle, clock: MockClock) -> None:
    for _ in range(100):
        clock.sleep(0.9)  # drift between two looks, far more than any clock has
        assert idle.look() == NOTHING


def test_sleep_before_the_opening_is_forgotten(idle: Idle, clock: MockClock) -> None:
    idle.end()
    clock.sleep(3600)
    idle.end()
    assert not idle.slept()


def test_a_quiet_page_is_waited_for(idle: Idle, clock: MockClock) -> None:
    idle.rest()
    clock.wake(5 * 60 + 29)
    assert idle.look() == NOTHING
    clock.wake(1)
    assert idle.look() == CLOSING_SOON
    clock.wake(30)
    assert idle.look() == LOCK


def test_a_quiet_page_never_shortens(idle: Idle, clock: MockClock) -> None:
    idle.minutes = 30
    idle.rest()
    clock.wake(20 * 60)
    assert idle.look() == NOTHING


def test_after_a_quiet_page_the_time_counts_anew(idle: Idle, clock: MockClock) -> None:
    idle.rest()
    clock.wake(300)
    idle.rest_over()
    clock.wake(119)
    assert idle.look() == CLOSING_SOON
    clock.wake(1)
    assert idle.look() == LOCK


def test_leaving_a_quiet_page_that_was_not_open_is_no_key(idle: Idle, clock: MockClock) -> None:
    clock.wake(60)
    idle.rest_over()
    clock.wake(60)
    assert idle.look() == LOCK


def test_a_lock_ends_a_quiet_page(idle: Idle, clock: MockClock) -> None:
    idle.rest()
    idle.end()
    idle.begin()
    clock.wake(120)
    assert idle.look() == LOCK

"""What is written to the console comes in order, and waits for nobody longer than it must."""

import threading
from functools import partial

from safeplan.guard.windows.pen import Pen

PATIENCE = 20.0


def test_one_after_another() -> None:
    pen = Pen()
    done: list[int] = []
    for number in range(50):
        assert pen.do(partial(done.append, number), PATIENCE)
    assert done == list(range(50))


def test_what_is_waited_for_in_vain_is_done_all_the_same() -> None:
    pen, gate = Pen(), threading.Event()
    done: list[str] = []

    def stuck() -> None:
        gate.wait(PATIENCE)
        done.append("stuck")

    assert not pen.do(stuck, 0.0)
    assert not pen.do(lambda: done.append("later"), 0.0)
    assert done == []
    gate.set()
    assert pen.do(lambda: done.append("last"), PATIENCE)
    assert done == ["stuck", "later", "last"]


def test_a_wipe_goes_before_what_has_not_begun() -> None:
    pen, gate = Pen(), threading.Event()
    done: list[str] = []

    def stuck() -> None:
        gate.wait(PATIENCE)

    assert not pen.do(stuck, 0.0)
    assert not pen.do(lambda: done.append("a row of the plan"), 0.0)
    assert not pen.do(lambda: done.append("wipe"), 0.0, first=True)
    gate.set()
    assert pen.do(lambda: done.append("after"), PATIENCE)
    assert done == ["wipe", "after"]


def test_a_fault_stops_nothing() -> None:
    pen, done = Pen(), []

    def fall() -> None:
        raise OSError

    assert pen.do(fall, PATIENCE)
    assert pen.do(lambda: done.append("on"), PATIENCE)
    assert done == ["on"]


def test_from_many_threads() -> None:
    pen, done = Pen(), []
    threads = [
        threading.Thread(target=lambda n=n: pen.do(lambda: done.append(n), PATIENCE))
        for n in range(30)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == list(range(30))

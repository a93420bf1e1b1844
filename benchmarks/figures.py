"""How figures are taken and told: interleaved, in one run, medians and tails in milliseconds."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence

Trial = Callable[[], float]


def interleaved(trials: Mapping[str, Trial], times: int) -> dict[str, list[float]]:
    """Run each trial ``times`` times in random order, so that all meet the same weather.

    Returns:
        Seconds, for each name.
    """
    order = [name for name in trials for _ in range(times)]
    random.Random(1).shuffle(order)
    found: dict[str, list[float]] = {name: [] for name in trials}
    for name in order:
        found[name].append(trials[name]())
    return found


def tell(name: str, seconds: Sequence[float]) -> None:
    """One line: n, median, 99th percentile, most."""
    ordered = sorted(seconds)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    print(
        f"  {name:<44} n {len(ordered):>3}   p50 {statistics.median(ordered) * 1e3:8.1f} ms"
        f"   p99 {high * 1e3:8.1f} ms   most {ordered[-1] * 1e3:8.1f} ms"
    )


def ratio(name: str, above: Sequence[float], below: Sequence[float]) -> None:
    """One line: the ratio of two medians."""
    print(f"  {name:<44} {statistics.median(above) / statistics.median(below):.2f}")


def difference(name: str, above: Sequence[float], below: Sequence[float]) -> None:
    """One line: the difference of two medians."""
    apart = statistics.median(above) - statistics.median(below)
    print(f"  {name:<44} {apart * 1e3:+8.1f} ms")


def since(start: float) -> float:
    """Seconds since ``start`` on the monotonic clock."""
    return time.perf_counter() - start

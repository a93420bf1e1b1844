"""No kind of vault can be told from the system's random bytes.

Byte histogram (chi-square), serial correlation (of each byte with the next) and compressed size
(Huffman coding alone, which depends on the histogram; zlib's best besides): the values of many
vaults of each kind are compared with those of as many random files by the two-sample
Kolmogorov-Smirnov test.
"""

from __future__ import annotations

import math
import os
import zlib
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from safeplan.vault.format import SIZES, Layout
from tests.faults.disk import MemoryDisk
from tests.vault.cheap import SMALL, Drawn, Waits, make, opened, roots_of

Random = Callable[[int], bytes]
# One run in a hundred thousand sees more by chance.
FAR = 4.3
RARE = 1e-5


def chi_square(data: bytes) -> float:
    """How far the counts of bytes are from even, in standard deviations (Wilson and Hilferty)."""
    counts = np.bincount(np.frombuffer(data, np.uint8), minlength=256)
    expected = len(data) / 256
    value = float(((counts - expected) ** 2).sum() / expected)
    cube = math.pow(value / 255, 1 / 3)
    return (cube - (1 - 2 / (9 * 255))) / math.sqrt(2 / (9 * 255))


def serial_correlation(data: bytes) -> float:
    values = np.frombuffer(data, np.uint8).astype(np.float32)
    return float(np.corrcoef(values[:-1], values[1:])[0, 1]) * math.sqrt(len(data))


def packed_size(data: bytes) -> float:
    packer = zlib.compressobj(1, zlib.DEFLATED, 15, 9, zlib.Z_HUFFMAN_ONLY)
    return float(len(packer.compress(data)) + len(packer.flush()))


STATISTICS = {
    "byte histogram": chi_square,
    "serial correlation": serial_correlation,
    "compressed size": packed_size,
}


def entropy(data: bytes) -> float:
    shares = np.bincount(np.frombuffer(data, np.uint8), minlength=256) / len(data)
    return float(-(shares * np.log2(shares)).sum())


def one_passphrase(random: Random) -> bytes:
    return vault_of("zoe", None, random)


def cover(random: Random) -> bytes:
    return vault_of("zoe", "tea", random)


def four_doors(random: Random) -> bytes:
    return vault_of("zoe", "tea", random, more=True)


def full(random: Random) -> bytes:
    return vault_of("zoe", "tea", random, filled=True)


def empty(random: Random) -> bytes:
    return vault_of(None, "tea", random, payload=b"{}")


def changed_and_removed(random: Random) -> bytes:
    """A notebook whose plan was removed after a change of passphrase."""
    disk = MemoryDisk({"f": bytearray(four_doors(random))})
    with opened("f", "zoe", disk=disk, random=random) as vault:
        vault.change_passphrase(roots_of("milk", vault.salts), sleep=Waits())
        vault.remove(sleep=Waits())
    return disk.image("f")


KINDS = {
    kind.__name__: kind
    for kind in (one_passphrase, cover, four_doors, full, empty, changed_and_removed)
}


def vault_of(
    plan: str | None,
    notebook: str | None,
    random: Random,
    *,
    filled: bool = False,
    more: bool = False,
    payload: bytes = b'{"form":"plan"}',
) -> bytes:
    disk = MemoryDisk()
    seed = int.from_bytes(random(8), "little")
    make("f", plan, notebook, disk=disk, seed=seed, payloads=(payload, payload))
    with opened("f", plan or notebook or "", disk=disk, random=random) as vault:
        if filled:
            vault.save(b"[" + random(Layout(SMALL).capacity - 200) + b"]")
            vault.level()
        if more:
            vault.add_code(roots_of("code", vault.salts), sleep=Waits())
            vault.add_notebook(roots_of("soap", vault.salts), b"{}", sleep=Waits())
    return disk.image("f")


@pytest.mark.parametrize("kind", KINDS)
def test_one_of_each(kind: str) -> None:
    data = KINDS[kind](Drawn(1))  # repeated, so that no run sees one by chance
    assert len(data) == SIZES[0]
    assert abs(chi_square(data)) < FAR
    assert abs(serial_correlation(data)) < FAR
    assert entropy(data) > 7.999
    assert len(zlib.compress(data, 9)) > len(data)
    halves = data[: SMALL // 2], data[SMALL // 2 :]
    assert all(abs(chi_square(half)) < FAR for half in halves)
    pages = [data[n : n + 4096] for n in range(0, 4096 * 10, 4096)]
    assert all(abs(chi_square(page)) < FAR + 1 for page in pages)


class Constant:
    """Which bits are the same in all files of a kind."""

    def __init__(self) -> None:
        self.ones = np.full(SMALL, 255, np.uint8)
        self.zeros = np.full(SMALL, 255, np.uint8)

    def see(self, data: bytes) -> None:
        values = np.frombuffer(data, np.uint8)
        self.ones &= values
        self.zeros &= ~values

    @property
    def bits(self) -> int:
        return int(np.unpackbits(self.ones | self.zeros).sum())

    @property
    def bytes(self) -> int:
        return int(((self.ones | self.zeros) == 255).sum())


def distance(first: list[float], second: list[float]) -> float:
    """The two-sample Kolmogorov-Smirnov statistic: the widest gap between the two distributions."""
    places = np.sort(np.concatenate([first, second]))
    one = np.searchsorted(np.sort(first), places, side="right") / len(first)
    two = np.searchsorted(np.sort(second), places, side="right") / len(second)
    return float(np.abs(one - two).max())


def farthest(count: int) -> float:
    """What the statistic stays below, but for one pair of samples in a hundred thousand."""
    return math.sqrt(-math.log(RARE / 2) / 2) * math.sqrt(2 / count)


def measured(count: int, random: Callable[[], Random]) -> Iterator[tuple[str, dict[str, float]]]:
    """Each kind next to random files: the distances, after checking that no offset is constant."""
    system = [random()(SMALL) for _ in range(count)]
    plain = {name: [take(data) for data in system] for name, take in STATISTICS.items()}
    del system
    for kind, make_one in KINDS.items():
        found: dict[str, list[float]] = {name: [] for name in STATISTICS}
        constant = Constant()
        for _ in range(count):
            data = make_one(random())
            constant.see(data)
            for name, take in STATISTICS.items():
                found[name].append(take(data))
        assert constant.bytes == 0
        assert count < 100 or constant.bits == 0
        yield kind, {name: distance(found[name], plain[name]) for name in STATISTICS}


def test_a_sample() -> None:
    seeds = iter(range(10**6))
    for _kind, distances in measured(12, lambda: Drawn(next(seeds))):
        assert max(distances.values()) < farthest(12)


@pytest.mark.soak
def test_a_thousand_of_each() -> None:
    print(f"\ntwo-sample Kolmogorov-Smirnov, 1000 and 1000; below {farthest(1000):.3f} is alike")
    for kind, distances in measured(1000, lambda: os.urandom):
        told = ", ".join(f"{name} {value:.3f}" for name, value in distances.items())
        print(f"{kind}: {told}; constant offsets 0", flush=True)
        assert max(distances.values()) < farthest(1000)


def test_the_measures_see_what_is_not_random() -> None:
    words = b"a page of plain text " * 390
    planted = Drawn(2)(SMALL - len(words)) + words
    assert chi_square(planted) > FAR
    assert abs(chi_square(Drawn(2)(SMALL))) < FAR
    slow = bytes(n // 4096 % 256 for n in range(SMALL))
    assert serial_correlation(slow) > FAR
    assert packed_size(planted) < packed_size(Drawn(2)(SMALL))
    seen = Constant()
    for n in range(20):
        seen.see(Drawn(n)(SMALL - 1) + b"x")
    assert seen.bytes == 1
    random = [chi_square(Drawn(n)(SMALL)) for n in range(40)]
    uneven = [chi_square(Drawn(n)(SMALL - len(words)) + words) for n in range(40)]
    assert distance(random, uneven) > farthest(40)
    assert distance(random[:20], random[20:]) < farthest(20)

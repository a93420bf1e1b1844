"""An empty vault, one with a notebook and one that is full look like the system's random bytes."""

import math
import os
import zlib

import pytest

from safeplan.vault.format import Layout
from tests.faults.disk import MemoryDisk
from tests.vault.cheap import SMALL, Drawn, make, opened

# A hundred thousandth on either side.
FAR = 4.3


def chi_square(data: bytes) -> float:
    """How far the counts of bytes are from even, in standard deviations (Wilson and Hilferty)."""
    expected = len(data) / 256
    value = sum((data.count(n) - expected) ** 2 / expected for n in range(256))
    cube = math.pow(value / 255, 1 / 3)
    return (cube - (1 - 2 / (9 * 255))) / math.sqrt(2 / (9 * 255))


def entropy(data: bytes) -> float:
    shares = [data.count(n) / len(data) for n in range(256)]
    return -sum(share * math.log2(share) for share in shares if share)


def vault_of(plan: str | None, notebook: str | None, filled: bool, seed: int) -> bytes:
    disk = MemoryDisk()
    make("f", plan, notebook, disk=disk, seed=seed)
    with opened("f", plan or notebook or "", disk=disk, random=Drawn(seed + 1)) as vault:
        if filled:
            vault.save(b"[" + Drawn()(Layout(SMALL).capacity - 200) + b"]")
            vault.level()
    return disk.image("f")


KINDS = [("zoe", None, False), ("zoe", "tea", False), (None, "tea", True), ("zoe", "tea", True)]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_one_of_each(kind: tuple[str | None, str | None, bool]) -> None:
    data = vault_of(*kind, seed=1)  # repeated, so that no run sees one by chance
    assert abs(chi_square(data)) < FAR
    assert entropy(data) > 7.999
    assert len(zlib.compress(data, 9)) > len(data)
    halves = data[: SMALL // 2], data[SMALL // 2 :]
    assert all(abs(chi_square(half)) < FAR for half in halves)
    assert all(abs(chi_square(data[n : n + 4096] * 1)) < FAR + 1 for n in range(0, 4096 * 10, 4096))


def test_the_measure_sees_what_is_not_random() -> None:
    assert chi_square(Drawn(2)(SMALL - 8192) + b"a page of plain text " * 390) > FAR
    assert abs(chi_square(Drawn(2)(SMALL))) < FAR


def fresh() -> int:
    return int.from_bytes(os.urandom(8), "little")


@pytest.mark.soak
def test_a_thousand() -> None:
    values = {
        str(kind): [chi_square(vault_of(*kind, seed=fresh())) for _ in range(250)] for kind in KINDS
    }
    values["system"] = [chi_square(os.urandom(SMALL)) for _ in range(250)]
    print()
    for name, seen in values.items():
        mean = sum(seen) / len(seen)
        spread = math.sqrt(sum((value - mean) ** 2 for value in seen) / (len(seen) - 1))
        print(f"{name}: mean {mean:+.3f}, spread {spread:.3f}, worst {max(map(abs, seen)):.2f}")
        assert abs(mean) < FAR / math.sqrt(len(seen))
        assert abs(spread - 1) < FAR / math.sqrt(2 * len(seen))

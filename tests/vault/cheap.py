"""What the tests of the vault share: a cheap derivation, and vaults with invented people."""

from __future__ import annotations

from functools import cache
from itertools import count
from pathlib import Path
from random import Random

from safeplan.vault.format import SIZES, Roots, Salts
from safeplan.vault.keys import Profile, derive_root, normalise
from safeplan.vault.storage import Disk, Storage
from safeplan.vault.vault import Vault

CHEAP = Profile("cheap", 32, 1, 4)
COST = (32, 1, 4)
"""The same, for the independent reader."""

SMALL = SIZES[0]
PLAN = b'{"form":"plan","version":1,"who":"Zo\xc3\xab"}'
NOTEBOOK = b'{"form":"notebook","version":1,"buy":["tea"]}'


@cache
def root_of(passphrase: str, salt: bytes) -> bytes:
    return derive_root(normalise(passphrase), salt, CHEAP)


def roots_of(passphrase: str, salts: Salts) -> Roots:
    return Roots(*(root_of(passphrase, salt) for salt in salts))


class Deriver:
    """Derives for one passphrase, and counts."""

    def __init__(self, passphrase: str) -> None:
        self.passphrase = passphrase
        self.salts: list[bytes] = []

    def __call__(self, salt: bytes) -> bytes:
        self.salts.append(salt)
        return root_of(self.passphrase, salt)


class Drawn:
    """Random bytes that a seed repeats."""

    def __init__(self, seed: int = 0) -> None:
        self._source = Random(seed)

    def __call__(self, length: int) -> bytes:
        return self._source.randbytes(length)


_seeds = count()


def make(
    path: Path | str,
    plan: str | None = "zoe",
    notebook: str | None = None,
    *,
    size: int = SMALL,
    disk: Disk = Storage,
    payloads: tuple[bytes, bytes] = (PLAN, NOTEBOOK),
    seed: int | None = None,
) -> Salts:
    """A new vault; its passphrases are the words given."""
    random = Drawn(next(_seeds) if seed is None else seed)
    salts = Salts(random(32), random(32))
    Vault.create(
        path,
        size=size,
        salts=salts,
        plan=None if plan is None else (roots_of(plan, salts), payloads[0]),
        notebook=None if notebook is None else (roots_of(notebook, salts), payloads[1]),
        random=random,
        disk=disk,
    )
    return salts


def opened(path: Path | str, passphrase: str = "zoe", **options: object) -> Vault:
    return Vault.open(path, Deriver(passphrase), **options)  # type: ignore[arg-type]


class Waits:
    """A sleep that only counts."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)

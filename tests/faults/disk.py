"""A disk in memory that can be full, torn, slow to keep its word, or pulled out.

``medium`` is what lasts. A write stands in ``pending`` until a sync, and readers see it, as with a
cache of the system. What a cut leaves of the pending writes is the test's to choose.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from safeplan.vault.errors import Missing, VaultError, answer
from safeplan.vault.folder import StrPath

SECTOR = 512
Fault = Callable[[int, bytes], None]
State = Literal["old", "new", "junk", "mixed"]


@dataclass
class Written:
    """One write, as it reached the disk; a sync is a write of nothing at -1, a pause at -2."""

    offset: int
    data: bytes

    @property
    def is_sync(self) -> bool:
        return self.offset == -1

    @property
    def is_pause(self) -> bool:
        return self.offset == -2


@dataclass
class MemoryDisk:
    """Files by name, and everything that was ever written into them."""

    files: dict[str, bytearray] = field(default_factory=dict)
    trace: list[Written] = field(default_factory=list)
    on_write: Fault | None = None
    on_sync: Callable[[], None] | None = None
    unreadable: set[range] = field(default_factory=set)
    lying_from: int | None = None
    refusal: type[VaultError] | None = None

    def open(self, path: StrPath, *, write: bool = True) -> MemoryFile:
        if os.fspath(path) not in self.files:
            raise Missing
        return MemoryFile(self, self.files[str(path)])

    def create(self, path: StrPath, data: bytes | bytearray) -> None:
        self.files[str(path)] = bytearray(data)

    def pause(self, seconds: float) -> None:
        """A sleep that is written down; after two seconds even a disk that lies has written."""
        assert seconds >= 2.0
        assert len(self.trace) < 100, "it goes on for ever"
        self.trace.append(Written(-2, b""))

    def image(self, path: str) -> bytes:
        return bytes(self.files[path])


class MemoryFile:
    """A file of a ``MemoryDisk``."""

    def __init__(self, disk: MemoryDisk, data: bytearray) -> None:
        self._disk = disk
        self._data = data
        self.size = len(data)
        self.refusal = disk.refusal
        self.closed = False

    def read(self, offset: int, length: int, *, fresh: bool = False) -> bytes | None:
        if any(offset < bad.stop and bad.start < offset + length for bad in self._disk.unreadable):
            return None
        return bytes(self._data[offset : offset + length])

    def write(self, offset: int, data: bytes) -> None:
        assert not self.closed
        assert 0 <= offset <= offset + len(data) <= self.size
        if self._disk.on_write is not None:
            try:
                self._disk.on_write(offset, data)
            except OSError as fault:
                raise answer(fault) from None
        self._disk.trace.append(Written(offset, data))
        if self._disk.lying_from is None or len(self._disk.trace) <= self._disk.lying_from:
            self._data[offset : offset + len(data)] = data

    def sync(self) -> None:
        if self._disk.on_sync is not None:
            try:
                self._disk.on_sync()
            except OSError as fault:
                raise answer(fault) from None
        self._disk.trace.append(Written(-1, b""))

    def close(self) -> None:
        self.closed = True


def no_room(_offset: int, _data: bytes) -> None:
    raise OSError(errno.ENOSPC, "")


def input_output(*_: object) -> None:
    raise OSError(errno.EIO, "")


@dataclass(frozen=True)
class Cut:
    """Where the power goes: after ``event`` whole events, and ``sectors`` of the next one."""

    event: int
    sectors: int


def cuts(trace: list[Written]) -> Iterator[Cut]:
    """Every 512-byte boundary of every write, and every place between two steps."""
    for event, written in enumerate(trace):
        for sectors in range(max(1, len(written.data) // SECTOR)):
            yield Cut(event, sectors)
    yield Cut(len(trace), 0)


def left_by(
    image: bytes,
    trace: list[Written],
    cut: Cut,
    state: State,
    random: Random,
    *,
    lies: bool = False,
) -> bytes:
    """What is on the medium after a cut.

    What was synced is there; on a disk that lies, only what was written before a pause. Of the
    rest each page of 4096 bytes is old, new or junk as
    ``state`` says (``mixed``: each drawn by itself); the page at the cut is torn at the sector.
    """
    left = bytearray(image)
    done = trace[: cut.event]
    lasts = [n for n, written in enumerate(done) if (written.is_pause if lies else written.is_sync)]
    last_sync = max(lasts, default=-1)
    for written in done[: last_sync + 1]:
        if written.data:
            left[written.offset : written.offset + len(written.data)] = written.data
    unsure = done[last_sync + 1 :]
    if cut.event < len(trace) and cut.sectors:
        cut_off = trace[cut.event]
        unsure = [*unsure, Written(cut_off.offset, cut_off.data[: cut.sectors * SECTOR])]
    for written in unsure:
        for start in range(0, len(written.data), 4096):
            page = written.data[start : start + 4096]
            fate = random.choice(("old", "new", "junk")) if state == "mixed" else state
            if fate == "junk":
                page = random.randbytes(len(page))
            if fate != "old":
                left[written.offset + start : written.offset + start + len(page)] = page
    return bytes(left)


def blasted(image: bytes, written: Written, block: int, shift: int, random: Random) -> bytes:
    """The image after every erase block that a write touches was lost whole.

    Args:
        image: before it.
        written: the write.
        block: bytes of an erase block.
        shift: where in an erase block the file begins.
        random: for the junk.
    """
    start = max(0, (written.offset + shift) // block * block - shift)
    end = -(-(written.offset + len(written.data) + shift) // block) * block - shift
    end = min(end, len(image))
    return image[:start] + random.randbytes(end - start) + image[end:]

"""What a compiled file of Linux says that it needs (ELF, 64 bits, little-endian)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

_LOAD, _DYNAMIC, _INTERP = 1, 2, 3
_NEEDED, _STRTAB = 1, 5
_HEAD = struct.Struct("<16sHHIQQQIHHHHHH")
_SEGMENT = struct.Struct("<IIQQQQQQ")
_ENTRY = struct.Struct("<qQ")


@dataclass(frozen=True)
class Needs:
    """What one file asks for.

    Attributes:
        loader: Path of the loader that is to start it; empty for a library.
        libraries: Names of the libraries it is linked to.
    """

    loader: str
    libraries: tuple[str, ...]


def is_elf(data: bytes) -> bool:
    """Whether it begins as an ELF file of 64 bits, least byte first."""
    return data[:6] == b"\x7fELF\x02\x01"


def needs(path: Path) -> Needs | None:
    """What the file at ``path`` asks for; None where it is no such file.

    Raises:
        OSError: it cannot be read.
    """
    return needs_of(path.read_bytes())


def needs_of(data: bytes) -> Needs | None:
    """The same of a file's bytes."""
    try:
        return _needs(data) if is_elf(data) else None
    except (struct.error, IndexError, ValueError):
        return None


def _needs(data: bytes) -> Needs:
    head = _HEAD.unpack_from(data)
    start, size, count = head[5], head[9], head[10]
    loads: list[tuple[int, int, int]] = []
    loader, dynamic = "", b""
    for at in range(count):
        kind, _, offset, address, _, in_file, _, _ = _SEGMENT.unpack_from(data, start + at * size)
        part = data[offset : offset + in_file]
        if kind == _LOAD:
            loads.append((address, offset, in_file))
        elif kind == _INTERP:
            loader = part.rstrip(b"\0").decode()
        elif kind == _DYNAMIC:
            dynamic = part
    entries = list(_ENTRY.iter_unpack(dynamic[: len(dynamic) // 16 * 16]))
    names = next((value for tag, value in entries if tag == _STRTAB), 0)
    for address, offset, in_file in loads:
        if address <= names < address + in_file:
            names += offset - address
            break
    found = [_word(data, names + value) for tag, value in entries if tag == _NEEDED]
    return Needs(loader, tuple(found))


def _word(data: bytes, at: int) -> str:
    return data[at : data.index(b"\0", at)].decode()

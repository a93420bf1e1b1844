"""Compiled files of the maker's own system, without what only a person who mends them needs.

Tables of symbols and of source files name folders of whoever built them. The system starts a file
by its segments alone, so all that stands behind the last of them can go.
"""

from __future__ import annotations

import struct

from safeplan.stick.elf import is_elf

_SEGMENTS = struct.Struct("<Q")
_LOAD = 1
_SECTIONS_AT = 40  # where the place of the table of sections stands
_COUNTS_AT = 60  # number of sections, and which one holds their names
_HEAD = 64  # bytes
_ALIGNED = 4096
_HOMES = ("/home", "/Users")  # what stands in these is the name of a person


def thin(data: bytes) -> bytes:
    """The same file, up to the end of its last segment; anything that is no ELF stays as it is."""
    if not is_elf(data):
        return data
    try:
        end = _end_of_segments(data)
    except (struct.error, ValueError):  # it only begins like one
        return data
    kept = bytearray(data[:end])
    struct.pack_into("<Q", kept, _SECTIONS_AT, 0)
    struct.pack_into("<HH", kept, _COUNTS_AT, 0, 0)
    return bytes(kept)


def _end_of_segments(data: bytes) -> int:
    start = _SEGMENTS.unpack_from(data, 32)[0]
    size, count = struct.unpack_from("<HH", data, 54)
    end = start + size * count
    for at in range(start, end, size):
        kind, _, offset, _, _, in_file, _, _ = struct.unpack_from("<IIQQQQQQ", data, at)
        end = max(end, offset + in_file)
        if kind == _LOAD and offset > len(data):
            raise ValueError
    if min(end, len(data)) < _HEAD:
        raise ValueError
    return int(end)


def without_place(data: bytes, place: str) -> bytes:
    """The same bytes, with every mention of where ``place`` lies written over, letter for letter.

    Where a Python was built stands in it, and may hold the name of whoever makes the stick. The
    last part of the path stays: compilers keep one copy of strings that end alike, and the number
    of the version may be that end. Where it is the name of a home, it does not stay.
    """
    whole = place.rstrip("/")
    above = whole.rpartition("/")[0]
    told = (whole if above.endswith(_HOMES) else above).encode()
    if len(told) < len("/home/x"):  # a system's own place tells of nobody
        return data
    return data.replace(told, b"/" + b"_" * (len(told) - 1))

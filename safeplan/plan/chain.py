"""The order of the log, kept by a chain: each entry carries a digest of itself and what is before.

The digest is SHA-256 over the canonical JSON of an entry and the digest before it; the notes below
an entry hang on its digest in the same way. It tells whether an entry was changed, moved, slipped
in or taken out by anything but this program. It proves nothing to others: whoever has the password
could make the whole chain anew.

What is still being written, the last entry or the last note, has no digest yet: it gets one when
something is added after it or when it is left. Entries of an older form have none at all, and get
theirs in the order in which they stand.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from types import MappingProxyType

from safeplan.plan.values import Json, Record, records, to_json

NOTES = "notes"
SEAL = "seal"  # beside the entry's values, as what they are not: nobody looks for it or prints it
WRITTEN = "written"  # when the program was told, to the minute; beside the values too
_START = ""


@dataclass(frozen=True, slots=True)
class Order:
    """What the chain says.

    Attributes:
        entries: how many entries there are.
        sealed: how many of them carry their digest.
        broken: ids of the entries that do not follow from the one before, or whose notes do not.
    """

    entries: int
    sealed: int
    broken: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing was changed, moved, slipped in or taken out."""
        return not self.broken


def digest(previous: str, record: Record) -> str:
    """The digest of a record after ``previous``, in hexadecimal.

    Notes and the record's own digest are no part of it.
    """
    values = {name: to_json(value) for name, value in record.values.items() if name != NOTES}
    said: Json = {
        "previous": previous,
        "id": record.id,
        "values": values,
        WRITTEN: record.extra.get(WRITTEN, ""),
    }
    # Escaped to ASCII, so that half a surrogate pair has a digest too.
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def seal_of(record: Record) -> str:
    """The digest that the record carries, or an empty string."""
    seal = record.extra.get(SEAL, "")
    return seal if isinstance(seal, str) else ""


def sealed(entries: tuple[Record, ...]) -> tuple[Record, ...]:
    """The same entries, those at the end that had no digest with theirs; no other is touched."""
    at = _open_from(entries)
    if at == len(entries) and not any(_open_notes(one) for one in entries):
        return entries
    previous = seal_of(entries[at - 1]) if at else _START
    made = [_with_notes(one) if _open_notes(one) else one for one in entries[:at]]
    for one in entries[at:]:
        previous = digest(previous, one)
        made.append(_with_notes(_carrying(one, previous)))
    return tuple(made)


def renewed(entries: tuple[Record, ...]) -> tuple[Record, ...]:
    """The same entries, each digest made anew: for when the person took one out."""
    made, previous = [], _START
    for one in entries:
        if seal_of(one):
            previous = digest(previous, one)
            below, chained = [], previous
            for note in records(one.values.get(NOTES, ())):
                chained = digest(chained, note) if seal_of(note) else chained
                below.append(_carrying(note, chained) if seal_of(note) else note)
            one = _carrying(one, previous)
            if below:
                values = MappingProxyType({**one.values, NOTES: tuple(below)})
                one = dataclasses.replace(one, values=values)
        made.append(one)
    return tuple(made)


def order(entries: tuple[Record, ...]) -> Order:
    """Whether each entry, and each note, follows from the one before."""
    at = _open_from(entries)
    broken, previous = [], _START
    for one in entries[:at]:
        # One without a digest among those that have one was slipped in, or lost it.
        if seal_of(one) != digest(previous, one) or not _notes_follow(one):
            broken.append(one.id)
        previous = seal_of(one) or previous
    broken += [one.id for one in entries[at:] if any(seal_of(note) for note in _notes(one))]
    return Order(len(entries), sum(1 for one in entries if seal_of(one)), tuple(broken))


def _open_from(entries: tuple[Record, ...]) -> int:
    """Where the entries at the end begin that have no digest."""
    at = len(entries)
    while at and not seal_of(entries[at - 1]):
        at -= 1
    return at


def _notes(entry: Record) -> tuple[Record, ...]:
    return records(entry.values.get(NOTES, ()))


def _open_notes(entry: Record) -> bool:
    below = _notes(entry)
    return bool(below) and not seal_of(below[-1])


def _notes_follow(entry: Record) -> bool:
    below = _notes(entry)
    previous = seal_of(entry)
    for note in below[: _open_from(below)]:
        if seal_of(note) != digest(previous, note):
            return False
        previous = seal_of(note)
    return True


def _with_notes(entry: Record) -> Record:
    """The entry, the notes at its end that had no digest with theirs."""
    below = _notes(entry)
    at = _open_from(below)
    if at == len(below):
        return entry
    previous = seal_of(below[at - 1]) if at else seal_of(entry)
    made = list(below[:at])
    for note in below[at:]:
        previous = digest(previous, note)
        made.append(_carrying(note, previous))
    values = MappingProxyType({**entry.values, NOTES: tuple(made)})
    return dataclasses.replace(entry, values=values)


def _carrying(record: Record, seal: str) -> Record:
    return dataclasses.replace(record, extra=MappingProxyType({**record.extra, SEAL: seal}))

"""What a small sheet may look like, from ``templates/pocket.toml``."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec
from msgspec import Struct

from safeplan.language import content
from safeplan.plan.checks import GuideError

FILE = "pocket.toml"


class _Strict(Struct, frozen=True, forbid_unknown_fields=True):
    """Tables that hold no key that we do not know."""


class Limits(_Strict, frozen=True):
    """How much a sheet holds: numbers, own lines, ordinary lines (per cent), rows in all."""

    numbers: int
    lines: int
    filler_percent: int
    rows: int


class Title(_Strict, frozen=True):
    """What the sheet looks like: ``label`` is its title, and the name of its file."""

    value: str
    label: str


class Errand(_Strict, frozen=True):
    """An ordinary errand and what it could mean between two people."""

    say: str
    mean: str


class Ideas(_Strict, frozen=True):
    """Word sets; ``above`` is shown above each of them."""

    above: str
    help: tuple[str, ...]
    places: tuple[str, ...]
    contacts: tuple[str, ...]
    children: tuple[str, ...]
    errands: tuple[Errand, ...]


class PocketWords(_Strict, frozen=True):
    """The whole file; the first title is used where none was chosen."""

    limits: Limits
    titles: tuple[Title, ...]
    call: str
    number_labels: tuple[str, ...]
    guarded: tuple[str, ...]
    words: Ideas

    def title(self, value: str) -> str:
        """The title that was chosen, or the first."""
        found = (one.label for one in self.titles if one.value == value)
        return next(found, self.titles[0].label)


def load_pocket(
    translate: Callable[[str], str] = content, file: Traversable | None = None
) -> PocketWords:
    """The words, in the person's language.

    Raises:
        GuideError: the file is not as the schema wants it.
    """
    found = files("safeplan") / "templates" / FILE if file is None else file
    try:
        read = msgspec.convert(tomllib.loads(found.read_text(encoding="utf-8")), PocketWords)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as fault:
        raise GuideError(FILE, "", str(fault)) from None
    if not read.titles or "{line}" not in read.call:
        raise GuideError(FILE, "", "no-titles-or-no-gap")

    def all_of(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(translate(word) for word in words)

    ideas = read.words
    return msgspec.structs.replace(
        read,
        titles=tuple(Title(one.value, translate(one.label)) for one in read.titles),
        call=translate(read.call),
        number_labels=all_of(read.number_labels),
        words=Ideas(
            above=translate(ideas.above),
            help=all_of(ideas.help),
            places=all_of(ideas.places),
            contacts=all_of(ideas.contacts),
            children=all_of(ideas.children),
            errands=tuple(Errand(translate(one.say), translate(one.mean)) for one in ideas.errands),
        ),
    )


def shuffled(ideas: tuple[str, ...], seed: bytes) -> tuple[str, ...]:
    """``ideas`` in an order that ``seed`` (different for each install) decides, always the same."""
    return tuple(sorted(ideas, key=lambda one: hashlib.sha256(seed + one.encode("utf-8")).digest()))

"""The small sheet: what may be on it, in which words, and what never is.

The person picks numbers and lines and may write each in other words. What stands here in code holds
whatever a template or a setting says: only fields that are marked for it, never those of the pages
in ``NEVER``, never a name that was typed for the other person, never an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from safeplan.language import current
from safeplan.language import gettext as _
from safeplan.plan.guide import Guide
from safeplan.plan.model import Plan
from safeplan.plan.pocket_words import PocketWords, load_pocket
from safeplan.plan.schema import Field
from safeplan.plan.telling import Telling, load_telling, telling_words, words_of
from safeplan.plan.values import Chosen, Own

__all__ = [
    *("Candidate", "Finding", "PocketError", "Sheet", "SheetLine"),
    *("candidates", "compose", "picked"),
]

# Pages of which nothing is ever on a sheet (content 4.2), whatever their fields are marked.
NEVER = frozenset(
    {
        *("start", "signs", "log", "journal", "closeness", "immigration", "lgbtq", "honour"),
        *("drink_drugs", "legal", "money", "tech", "transport", "disability", "older", "family"),
        *("reason", "after", "priorities", "pocket", "help"),
    }
)
# A telling word in what stands for a place or a time can only be changed, never kept.
_PLACES_AND_TIMES = frozenset({"place.place_code", "incident.safer_room", "people.check_in"})
_NUMBER = re.compile(r"\(?[+#]?\d(?:[\d ()./\u00a0-]*\d)+|\d{2,}")
_ADDRESS = re.compile(r"https?:|www\.|\S@\S|\b[\w-]+\.(?:com|org|net|info|co|uk|gov|edu)\b", re.I)
_PARTED = "/"  # between a list's key and the one item of it that was picked

What = Literal["word", "label", "guarded", "address", "no_number", "gone", "too_many", "filler"]


class PocketError(Exception):
    """The sheet cannot be made yet; its ``message_id`` names the sentence."""

    message_id = "pocket.not_ready"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may stand on the sheet.

    Attributes:
        of: what ``pocket.numbers`` and ``pocket.lines`` call it.
        kind: a number to ring, or a line.
        says: the words it stands in where the person gives no others.
        means: what it is, for the screen alone.
        default: whether it is there unless it was taken off.
    """

    of: str
    kind: Literal["number", "line"]
    says: str
    means: str
    default: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """What is the matter with a line.

    Attributes:
        what: a telling ``word``; the other person's ``label``; words of a ``guarded`` field; an
            ``address`` of a web page or of mail; ``no_number`` to ring; ``gone`` from the plan;
            ``too_many``; too little ``filler``.
        text: the word, or what was picked.
        keepable: whether the person may keep it as it is.
    """

    what: What
    text: str
    keepable: bool


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line: ``says`` is printed, ``means`` is shown on the screen alone.

    ``of`` and ``kind`` name the candidate it comes from; both are empty for an ordinary line.
    """

    says: str
    means: str
    filler: bool = False
    findings: tuple[Finding, ...] = ()
    of: str = field(default="", compare=False)
    kind: Literal["number", "line", ""] = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it would be. ``findings`` are those of no line that is on it."""

    title: str
    lines: tuple[SheetLine, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def open(self) -> tuple[Finding, ...]:
        """Everything the person has still to decide or to change."""
        return (*self.findings, *(one for line in self.lines for one in line.findings))

    def printable(self) -> tuple[str, ...]:
        """The lines for paper and codes.

        Raises:
            PocketError: something is still to be changed.
        """
        if self.open:
            raise PocketError
        return tuple(line.says for line in self.lines)


def candidates(guide: Guide, plan: Plan, words: PocketWords | None = None) -> tuple[Candidate, ...]:
    """Everything of ``plan`` that may stand on the sheet, page by page."""
    words = load_pocket() if words is None else words
    found: list[Candidate] = []
    for asked in guide.fields():
        if allowed(asked):
            found.extend(_of_field(asked, plan, words))
    return tuple(found)


def allowed(field: Field) -> bool:
    """Whether anything of the field may ever be on a small sheet."""
    marked = field.pocket in {"optional", "default"} and not field.private
    return marked and field.section not in NEVER and field.type in {"text", "list", "contact"}


def compose(
    guide: Guide,
    plan: Plan,
    filler: tuple[str, ...] = (),
    *,
    kept: frozenset[str] = frozenset(),
    words: PocketWords | None = None,
    telling: Telling | None = None,
) -> Sheet:
    """The sheet of ``plan``.

    Args:
        guide: says which fields may be on it.
        plan: holds what was picked, in the person's order, under ``pocket``.
        filler: ordinary lines from the notebook, used after those the person chose.
        kept: telling words (in lower case) that the person keeps, and ``filler`` for too little.
        words: what sheets look like; the shipped words if left out.
        telling: words that tell; those of the language in use if left out.
    """
    words = load_pocket() if words is None else words
    telling = load_telling(current()) if telling is None else telling
    offered = {(one.kind, one.of): one for one in candidates(guide, plan, words)}
    scan = _Scan(plan, telling, kept, words)
    lines: list[SheetLine] = []
    lost: list[Finding] = []
    for kind, limit in (("line", words.limits.lines), ("number", words.limits.numbers)):
        chosen = list(picked(plan, kind, offered))
        for at, (of, own) in enumerate(chosen):
            one = offered.get(("number" if kind == "number" else "line", of))
            if one is None:
                lost.append(Finding("gone", of, keepable=False))
            elif at >= limit:
                lost.append(Finding("too_many", of, keepable=False))
            else:
                lines.append(_line(one, own, plan, words, scan))
    ordinary, short = _filler(plan, filler, len(lines), words)
    if short and "filler" not in kept:
        lost.append(Finding("filler", str(short), keepable=True))
    title = words.title(
        next((i.id for i in plan.items("pocket.title") if isinstance(i, Chosen)), "")
    )
    lost.extend(scan.title(title))
    between = [SheetLine(one, _("pocket.means.filler"), True, scan.line(one)) for one in ordinary]
    return Sheet(title, _mixed(tuple(lines), tuple(between)), tuple(lost))


def number_of(text: str) -> str:
    """The first number in ``text`` that can be rung, without what was written around it."""
    found = _NUMBER.search(text)
    return found[0].strip() if found else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _of_field(field: Field, plan: Plan, words: PocketWords) -> Iterator[Candidate]:
    default = field.pocket == "default"
    if field.type == "contact":
        for record in plan.records(field.key):
            name, number = record.text("nickname"), number_of(record.text("number"))
            if name and number:
                yield Candidate(name, "number", number, name, default)
    elif field.pocket_as == "number":
        for item in plan.items(field.key):
            if isinstance(item, Own) and number_of(item.text):
                yield Candidate(item.text, "number", number_of(item.text), item.text, default)
    elif field.type == "list":
        texts = [item.text for item in plan.items(field.key) if isinstance(item, Own)]
        for text in texts:
            of = f"{field.key}{_PARTED}{text}"
            yield Candidate(of, "line", _one_line(text), field.prompt, default)
    elif text := _one_line(plan.text(field.key)):
        says = words.call.replace("{line}", text) if field.pocket_as == "call" else text
        yield Candidate(field.key, "line", says, field.prompt, default)


def picked(
    plan: Plan, kind: str, offered: dict[tuple[Literal["number", "line"], str], Candidate]
) -> Iterator[tuple[str, str]]:
    """What was picked, each with the person's words for it; what is there by default if nothing.

    Args:
        plan: holds the picks.
        kind: ``number`` or ``line``.
        offered: the candidates, by kind and name.
    """
    key = f"pocket.{kind}s"
    told = plan.answer(key)
    if kind == "line" and (told is None or told.state in {"skip", "later"}):
        yield from ((one.of, "") for one in offered.values() if one.kind == kind and one.default)
    for record in plan.records(key):
        of, own = record.text("of"), record.text("as")
        whole = [one.of for one in offered.values() if one.of.startswith(of + _PARTED)]
        # A list picked by its key alone is each of its items; words of its own fit only one.
        for name in whole or [of]:
            yield name, own if len(whole) < 2 else ""


def _line(one: Candidate, own: str, plan: Plan, words: PocketWords, scan: _Scan) -> SheetLine:
    field = one.of.split(_PARTED)[0]
    if one.kind == "line":
        says = _one_line(own) or one.says
        return SheetLine(says, one.means, False, scan.line(says, field), one.of, one.kind)
    says = _one_line(f"{own} {one.says}")
    return SheetLine(says, one.means, False, scan.line(own), one.of, one.kind)


def _filler(
    plan: Plan, more: tuple[str, ...], own: int, words: PocketWords
) -> tuple[tuple[str, ...], int]:
    """The ordinary lines, and how many are missing from the share that is wanted."""
    share = words.limits.filler_percent
    needed = -(-own * share // (100 - share))
    chosen = [one.text for one in plan.items("pocket.filler") if isinstance(one, Own)]
    every = tuple(dict.fromkeys(text.strip() for text in (*chosen, *more) if text.strip()))
    room = words.limits.rows - 1 - own
    found = every[: max(needed, min(len(dict.fromkeys(chosen)), room))]
    return found, max(0, needed - len(found))


def _mixed(own: tuple[SheetLine, ...], filler: tuple[SheetLine, ...]) -> tuple[SheetLine, ...]:
    """Own lines in their order, the ordinary ones spread before, between and after them."""
    gaps = len(own) + 1
    made: list[SheetLine] = []
    for at in range(gaps):
        made.extend(filler[len(filler) * at // gaps : len(filler) * (at + 1) // gaps])
        made.extend(own[at : at + 1])
    return tuple(made)


class _Scan:
    """Looks for what must not stand on a sheet."""

    def __init__(
        self, plan: Plan, telling: Telling, kept: frozenset[str], words: PocketWords
    ) -> None:
        self._telling = telling
        self._kept = kept
        label = plan.text("start.label") or _("plan.them")
        self._labels = [phrase for phrase in [words_of(label)] if phrase]
        self._guarded = [
            phrase
            for key in words.guarded
            for item in plan.items(key)
            if isinstance(item, Own) and len("".join(phrase := words_of(item.text))) >= 3
        ]

    def line(self, text: str, field: str = "") -> tuple[Finding, ...]:
        """What is the matter with a line; ``field`` is the key it comes from."""
        found = []
        for word in telling_words(text, self._telling):
            keepable = word not in self._telling.always and field not in _PLACES_AND_TIMES
            if not keepable or word not in self._kept:
                found.append(Finding("word", word, keepable))
        spoken = words_of(text)
        if any(_holds(spoken, phrase) for phrase in self._labels):
            found.append(Finding("label", text, keepable=False))
        if any(_holds(spoken, phrase) for phrase in self._guarded):
            found.append(Finding("guarded", text, keepable=False))
        if _ADDRESS.search(text):
            found.append(Finding("address", text, keepable=False))
        return tuple(found)

    def title(self, text: str) -> tuple[Finding, ...]:
        """What is the matter with a title."""
        return tuple(Finding("word", word, False) for word in telling_words(text, self._telling))


def _holds(text: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """Whether the words of ``phrase`` stand in ``text`` one after the other."""
    length = len(phrase)
    return any(text[at : at + length] == phrase for at in range(len(text) - length + 1))

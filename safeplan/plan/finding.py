"""Finding a thing again: over page titles, prompts and answers; what is closed is only counted."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from safeplan.plan import journal, log
from safeplan.plan.model import Plan
from safeplan.plan.schema import Field
from safeplan.plan.tailoring import Arrangement, Page
from safeplan.plan.values import Chosen, Item, Own, Record, Value

Where = Literal["page", "question", "journal"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words stand.

    Attributes:
        where: a page, a question, or an entry of the journal.
        key: the page's id, ``section.field``, or the entry's id.
        page: the page's title.
        prompt: the question, or "" for a page.
        text: the part of the answer that holds the words, or "" where they stand in the prompt.
    """

    where: Where
    key: str
    page: str
    prompt: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Hits in open places, and hits in closed ones, whose ``text`` is always empty."""

    open: tuple[Hit, ...] = ()
    closed: tuple[Hit, ...] = ()


def find(
    arrangement: Arrangement,
    plan: Plan,
    words: str,
    fill: Callable[[str], str] = str,
    *,
    entries: bool = True,
) -> Found:
    """Where all of ``words`` stand, page by page.

    Closed are pages with a gate, pages that were put away, questions with a gate of their own, and
    questions of high sensitivity.

    Args:
        arrangement: the pages as this person sees them.
        plan: the answers.
        words: what is looked for, in any case and with or without accents; nothing finds nothing.
        fill: fills the gaps of a sentence.
        entries: whether to read through the journal and the log one by one. For thousands of
            entries that is slow, and ``looking.look`` takes its place.
    """
    wanted = fold(words).split()
    if not wanted:
        return Found()
    opened: list[Hit] = []
    closed: list[Hit] = []
    away = {page.id for page in arrangement.put_away}
    bare = plan if entries else plan.without(log.KEY)
    for page in (*arrangement.menu, *arrangement.more, *arrangement.put_away):
        shut = bool(page.gate) or page.id in away
        if _holds(page.title, wanted):
            opened.append(Hit("page", page.id, page.title))
        for one in page.fields:
            if not entries and one.field.key == journal.KEY:
                continue
            private = shut or one.field.private or bool(one.gate)
            for hit in _in_field(page, one.field, bare, wanted, fill):
                (closed if private else opened).append(hit)
    return Found(tuple(opened), tuple(_without_text(closed)))


def fold(text: str) -> str:
    """Lower case, without accents."""
    plain = text.casefold()
    if plain.isascii():
        return plain
    plain = unicodedata.normalize("NFKD", plain)
    # Few different signs stand in a text: thousands of entries are folded in one go this way.
    for mark in {sign for sign in set(plain) if unicodedata.combining(sign)}:
        plain = plain.replace(mark, "")
    return plain


def _holds(text: str, wanted: list[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in wanted)


def _without_text(hits: list[Hit]) -> Iterator[Hit]:
    # One row a question says enough: more would tell how often a word stands in a closed answer.
    seen = set()
    for hit in hits:
        if (hit.where, hit.key) not in seen:
            seen.add((hit.where, hit.key))
            yield Hit(hit.where, hit.key, hit.page, hit.prompt)


def _in_field(
    page: Page, field: Field, plan: Plan, wanted: list[str], fill: Callable[[str], str]
) -> Iterator[Hit]:
    prompt = fill(field.prompt or field.text)
    if field.key == journal.KEY:
        for entry in journal.entries(plan):
            if _holds(entry.text("text"), wanted):
                yield Hit("journal", entry.id, page.title, prompt, entry.text("date"))
        return
    answer = plan.answer(field.key)
    texts = list(_texts(answer.value, field)) if answer is not None and answer.filled else []
    held = [text for text in (fill(one) for one in texts) if _holds(text, wanted)]
    for text in held:
        yield Hit("question", field.key, page.title, prompt, " ".join(text.split()))
    if not held and _holds(prompt, wanted):
        yield Hit("question", field.key, page.title, prompt)


def _texts(value: Value, field: Field) -> Iterator[str]:
    """Every piece of an answer that a person could look for."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Chosen | Own):
        yield _words(value, field)
    else:
        for part in value:
            if isinstance(part, Record):
                yield from _parts(part, field)
            else:
                yield _words(part, field)


def _words(item: Item, field: Field) -> str:
    if isinstance(item, Own):
        return item.text
    option = field.option(item.id)
    return option.label if option is not None else ""


def _parts(record: Record, field: Field) -> Iterator[str]:
    for name, value in record.values.items():
        part = field.subfield(name)
        if isinstance(value, str):
            yield value
        elif isinstance(value, Chosen | Own) or part is None:
            continue
        else:
            labels = {one.value: one.label for one in part.options}
            for item in value:
                if isinstance(item, Own):
                    yield item.text
                elif isinstance(item, Chosen):
                    yield labels.get(item.id, "")

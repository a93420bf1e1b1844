"""The rules of ``templates/tailoring.toml``: read strictly, checked against the guide."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec
from msgspec import Struct

from safeplan.language import content
from safeplan.plan.checks import GuideError, condition_fault, facts_of
from safeplan.plan.conditions import parse
from safeplan.plan.facts import PlanFacts
from safeplan.plan.guide import Guide

FILE = "tailoring.toml"


class _Strict(Struct, frozen=True, forbid_unknown_fields=True):
    """Tables that hold no key that we do not know."""


class Link(_Strict, frozen=True):
    """A plain link that stands at the top of ``page``; ``to`` is a field or a page."""

    page: str
    to: str
    text: str


class Rule(_Strict, frozen=True):
    """One rule; what each key does stands at the top of the file."""

    id: str
    when: str
    menu: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    off_home: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    collapse: tuple[str, ...] = ()
    keep_open: dict[str, tuple[str, ...]] = {}
    heading: str = ""
    pin: tuple[str, ...] = ()
    up: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    hide_options: dict[str, tuple[str, ...]] = {}
    option_first: dict[str, str] = {}
    part_after: dict[str, tuple[str, str]] = {}
    offer_before: dict[str, str] = {}
    quiet: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    offer: str = ""
    helpline: tuple[str, ...] = ()
    lines_first: tuple[str, ...] = ()
    lines_up: tuple[str, ...] = ()
    banner: str = ""
    print_note: bool = False
    put_away_after: int = 0


class KeepNear(_Strict, frozen=True):
    """A page that a ranking never leaves below ``place`` (1 is the first of the menu)."""

    page: str
    place: int
    when: str


class Priorities(_Strict, frozen=True):
    """Which pages each item of the ranking field moves up."""

    field: str
    keep_near: KeepNear
    pages: dict[str, tuple[str, ...]]


class Rules(_Strict, frozen=True):
    """The whole file."""

    order: tuple[str, ...]
    head: tuple[str, ...]
    always: tuple[str, ...]
    priorities: Priorities
    elsewhere: dict[str, str]
    rule: tuple[Rule, ...]

    def holding(self, facts: PlanFacts) -> tuple[Rule, ...]:
        """The rules whose condition holds, in the order of the file."""
        return tuple(rule for rule in self.rule if parse(rule.when).holds(facts))


def load_rules(
    guide: Guide, translate: Callable[[str], str] = content, file: Traversable | None = None
) -> Rules:
    """The rules, in the person's language.

    Raises:
        GuideError: the file has a fault, or names what the guide does not have; names the rule.
    """
    try:
        rules = msgspec.convert(tomllib.loads(_text(file)), Rules)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as fault:
        raise GuideError(FILE, "", str(fault)) from None
    for where, reason in _faults(rules, guide):
        raise GuideError(FILE, where, reason)
    return msgspec.structs.replace(
        rules, rule=tuple(_translated(rule, translate) for rule in rules.rule)
    )


def _text(file: Traversable | None) -> str:
    found = files("safeplan") / "templates" / FILE if file is None else file
    return found.read_text(encoding="utf-8")


@lru_cache(maxsize=2)
def rules_for(guide: Guide) -> Rules:
    """The shipped rules for this guide; read once for each guide (that is, for each language)."""
    return load_rules(guide)


def _translated(rule: Rule, translate: Callable[[str], str]) -> Rule:
    links = tuple(msgspec.structs.replace(link, text=translate(link.text)) for link in rule.links)
    return msgspec.structs.replace(
        rule, heading=translate(rule.heading), banner=translate(rule.banner), links=links
    )


def _faults(rules: Rules, guide: Guide) -> Iterator[tuple[str, str]]:
    pages = [one.id for one in guide.sections]
    if sorted(rules.order) != sorted(pages):
        odd = sorted(set(rules.order) ^ set(pages)) or "twice"
        yield "order", f"not-every-page-once: {odd}"
    known = facts_of(guide.sections)
    near = rules.priorities.keep_near
    if fault := condition_fault(near.when, known):
        yield "priorities", fault
    ranked = guide.has_field(rules.priorities.field) and guide.field(rules.priorities.field)
    values = {one.value for one in ranked.options} if ranked else set()
    if values != set(rules.priorities.pages):
        yield "priorities", f"not-the-options: {rules.priorities.field}"
    named = (near.page, *(one for pages in rules.priorities.pages.values() for one in pages))
    for name in (*rules.head, *rules.always, *named):
        if not guide.has_section(name):
            yield "priorities", f"unknown-page: {name!r}"
    for rule in rules.rule:
        if fault := condition_fault(rule.when, known):
            yield rule.id, fault
        yield from _unknown_names(rule, guide)


def _unknown_names(rule: Rule, guide: Guide) -> Iterator[tuple[str, str]]:
    groups = (rule.menu, rule.more, rule.off_home, rule.first, rule.collapse, rule.helpline)
    pages = [name for group in groups for name in group]
    fields = [*rule.pin, *rule.up, *rule.hide, *rule.quiet, *rule.hide_options, *rule.option_first]
    fields += [*rule.part_after, *rule.offer_before, *rule.offer_before.values()]
    fields += [f"{page}.{name}" for page, names in rule.keep_open.items() for name in names]
    fields += [rule.offer] if rule.offer else []
    pages += [link.page for link in rule.links]
    for name in (link.to for link in rule.links):
        (fields if "." in name else pages).append(name)
    for name in pages:
        if not guide.has_section(name):
            yield rule.id, f"unknown-page: {name!r}"
    for key in fields:
        if not guide.has_field(key):
            yield rule.id, f"unknown-field: {key!r}"
    options = {key: (value,) for key, value in rule.option_first.items()} | rule.hide_options
    for key, values in options.items():
        for value in values:
            if guide.has_field(key) and guide.field(key).option(value) is None:
                yield rule.id, f"unknown-option: {value!r}: {key}"
    for key, parts in rule.part_after.items():
        for part in parts:
            if guide.has_field(key) and guide.field(key).subfield(part) is None:
                yield rule.id, f"unknown-part: {part!r}: {key}"

"""One page as one person sees it: its title, its fields in order, the cautions in their places."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from safeplan.plan.conditions import parse
from safeplan.plan.facts import PlanFacts
from safeplan.plan.model import Plan
from safeplan.plan.rules import Link, Rule
from safeplan.plan.schema import Caution, Field, Option, Place, Section, SubField


@dataclass(frozen=True, slots=True)
class PlacedCaution:
    """A caution in its place. ``before`` and ``beside`` both come before the tip when read."""

    id: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class PageField:
    """A field as it stands on a page.

    Attributes:
        field: the question or note, with the ideas that fit this person.
        options: those offered, in order.
        parts: the sub-fields asked, in order, without what the program fills in.
        cautions: what must stand with it; those of the whole page are not among them.
        help: its help, or nothing while that is left out.
        gate: a sentence shown before the field, or empty.
        collapsed_under: the heading it lies closed under, or empty where it lies open.
        pinned: whether it stands at the top of its page.
        offer_before: key of a field that is offered first, or empty.
    """

    field: Field
    options: tuple[Option, ...]
    parts: tuple[SubField, ...]
    cautions: tuple[PlacedCaution, ...]
    help: str
    gate: str
    collapsed_under: str
    pinned: bool
    offer_before: str

    @property
    def key(self) -> str:
        """``section.field``."""
        return self.field.key

    @property
    def collapsed(self) -> bool:
        """Whether it lies closed under a heading."""
        return bool(self.collapsed_under)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it stands in the menu or under "More pages".

    Attributes:
        section: the page of the guide.
        title: the title that fits this person.
        gate: a whole sentence shown each time before the page opens, or empty.
        fields: what is on it, in order; hidden fields are not among them.
        cautions: what stands above all fields.
        links: plain links at its top.
        helpline: whether a link to the helplines stands at its top.
        collapsed: whether the page lies closed in the menu.
        collapsed_under: the heading it lies closed under, or empty.
        on_home: whether it may stand on the first screen.
        offer_put_away: whether the person is asked, once, if it should be put away.
    """

    section: Section
    title: str
    gate: str
    fields: tuple[PageField, ...]
    cautions: tuple[PlacedCaution, ...]
    links: tuple[Link, ...]
    helpline: bool
    collapsed: bool
    collapsed_under: str
    on_home: bool
    offer_put_away: bool

    @property
    def id(self) -> str:
        """The id of the page."""
        return self.section.id

    @property
    def pinned(self) -> tuple[PageField, ...]:
        """The fields that stand at its top."""
        return tuple(one for one in self.fields if one.pinned)

    def field(self, name: str) -> PageField | None:
        """The field ``name`` if it is shown."""
        return next((one for one in self.fields if one.field.id == name), None)


def make_page(section: Section, plan: Plan, facts: PlanFacts, holding: tuple[Rule, ...]) -> Page:
    """The page for the person behind ``facts``, under the rules that hold."""
    name = section.id
    titles = (one.text for one in section.title_when if parse(one.show_if).holds(facts))
    closing = [rule for rule in holding if name in rule.collapse]
    cautions = [one for one in section.cautions if parse(one.show_if).holds(facts)]
    whole = [one for one in cautions if not one.fields]
    return Page(
        section=section,
        title=next(titles, section.title),
        gate=section.gate,
        fields=tuple(
            _page_field(field, cautions, plan, facts, holding)
            for field in _in_order(section, facts, holding)
        ),
        cautions=_placed(whole, facts),
        links=tuple(link for rule in holding for link in rule.links if link.page == name),
        helpline=any(name in rule.helpline for rule in holding),
        collapsed=bool(closing),
        collapsed_under=next((rule.heading for rule in closing if rule.heading), ""),
        on_home=not any(name in rule.off_home for rule in holding),
        offer_put_away=_offer_put_away(section, plan, holding),
    )


def _in_order(section: Section, facts: PlanFacts, holding: tuple[Rule, ...]) -> list[Field]:
    """The fields that are shown: pinned ones, notes that lead in, those moved up, the rest."""
    hidden = {key for rule in holding for key in rule.hide}
    shown = [
        field
        for field in section.fields
        if field.key not in hidden and parse(field.show_if).holds(facts)
    ]
    pinned = [field for key in _named(holding, "pin") for field in shown if field.key == key]
    up = [field for key in _named(holding, "up") for field in shown if field.key == key]
    up = [field for field in up if field not in pinned]
    rest = [field for field in shown if field not in pinned and field not in up]
    leading = next((at for at, field in enumerate(rest) if field.type != "note"), len(rest))
    return [*pinned, *rest[:leading], *up, *rest[leading:]] if up else [*pinned, *rest]


def _named(holding: tuple[Rule, ...], what: str) -> list[str]:
    return list(dict.fromkeys(key for rule in holding for key in getattr(rule, what)))


def _page_field(
    field: Field,
    cautions: list[Caution],
    plan: Plan,
    facts: PlanFacts,
    holding: tuple[Rule, ...],
) -> PageField:
    here = [one for one in cautions if field.id in one.fields or one.id in field.cautions]
    first = next((r.offer_before[field.key] for r in holding if field.key in r.offer_before), "")
    told = plan.answer(first) if first else None
    if told is not None and told.state != "later":
        first = ""
    quiet = bool(first) and any(field.key in rule.quiet for rule in holding)
    return PageField(
        field=_with_ideas(field, facts),
        options=_options(field, facts, holding),
        parts=_parts(field, facts, holding),
        cautions=_placed(here, facts),
        help="" if quiet else field.help,
        gate=field.gate,
        collapsed_under=_heading(field, holding),
        pinned=any(field.key in rule.pin for rule in holding),
        offer_before=first,
    )


def _heading(field: Field, holding: tuple[Rule, ...]) -> str:
    """The heading the field lies closed under: by the stage, else by its own file."""
    pinned = any(field.key in rule.pin for rule in holding)
    for rule in holding:
        kept = rule.keep_open.get(field.section)
        if kept is not None and field.id not in kept and not pinned:
            return rule.heading
    return field.collapsed_under


def _options(field: Field, facts: PlanFacts, holding: tuple[Rule, ...]) -> tuple[Option, ...]:
    hidden = {value for rule in holding for value in rule.hide_options.get(field.key, ())}
    first = {rule.option_first[field.key] for rule in holding if field.key in rule.option_first}
    shown = [
        one for one in field.options if one.value not in hidden and parse(one.show_if).holds(facts)
    ]
    return tuple(sorted(shown, key=lambda one: one.value not in first))


def _with_ideas(field: Field, facts: PlanFacts) -> Field:
    """The field with the ideas that fit this person; itself where all do."""
    unfit = {one.text for one in field.suggest_if if not parse(one.show_if).holds(facts)}
    if not unfit:
        return field
    fit = tuple(idea for idea in field.suggest if idea not in unfit)
    return msgspec.structs.replace(field, suggest=fit)


def _parts(field: Field, facts: PlanFacts, holding: tuple[Rule, ...]) -> tuple[SubField, ...]:
    shown = [one for one in field.subfields if not one.auto and parse(one.show_if).holds(facts)]
    for rule in holding:
        if field.key in rule.part_after:
            first, then = rule.part_after[field.key]
            moved = [one for one in shown if one.id == then]
            rest = [one for one in shown if one.id != then]
            at = next((i + 1 for i, one in enumerate(rest) if one.id == first), len(rest))
            shown = [*rest[:at], *moved, *rest[at:]]
    return tuple(shown)


def _placed(cautions: list[Caution], facts: PlanFacts) -> tuple[PlacedCaution, ...]:
    # R13: where there may be danger every caution stands before its tip, none beside it.
    care = facts.flag("care")
    return tuple(
        PlacedCaution(one.id, one.text, "before" if care else one.place) for one in cautions
    )


def _offer_put_away(section: Section, plan: Plan, holding: tuple[Rule, ...]) -> bool:
    limit = next((rule.put_away_after for rule in holding if rule.put_away_after), 0)
    refused = [
        field
        for field in section.fields
        if (answer := plan.answer(field.key)) is not None and answer.state == "not_for_me"
    ]
    asked = section.id in plan.offered or section.id in plan.put_away
    return 0 < limit <= len(refused) and not asked

"""What one person sees: the pages in their order, and what lies open on each.

A pure function of the guide, the rules and the plan, run anew at each edit. It hides, orders and
adds cautions; it never counts towards a level and never touches an answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from safeplan.plan.conditions import parse
from safeplan.plan.facts import PlanFacts
from safeplan.plan.guide import Guide
from safeplan.plan.model import Plan
from safeplan.plan.page import Page, PageField, make_page
from safeplan.plan.rules import Rule, Rules, rules_for
from safeplan.plan.values import Chosen

__all__ = ["FEW", "Arrangement", "Page", "PageField", "arrange"]

FEW = 10


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Everything the rules have to say about one plan.

    Attributes:
        menu: the pages of the menu, in order; those with the same ``collapsed_under`` lie together.
        more: the pages under "More pages", in R1's order; each opens there, behind its gate.
        put_away: the pages the person put away, in R1's order.
        banners: lines shown at every start.
        lines_first: kinds of helpline that come first, best first.
        print_note: whether the warning of watched devices stands before paper.
        offer: the key of a field whose gate is offered once right after ``start``, or empty.
    """

    menu: tuple[Page, ...]
    more: tuple[Page, ...]
    put_away: tuple[Page, ...]
    banners: tuple[str, ...]
    lines_first: tuple[str, ...]
    print_note: bool
    offer: str

    @property
    def now(self) -> tuple[Page, ...]:
        """The few pages that matter now: ``FEW`` at most; the others are one key away.

        A page that lies closed, or that stays off the first screen, is not among them.
        """
        near = [page for page in self.menu if page.on_home and not page.collapsed]
        return tuple(near[:FEW])

    def page(self, name: str) -> Page:
        """The page ``name``, wherever it stands; KeyError if there is none."""
        for page in (*self.menu, *self.more, *self.put_away):
            if page.id == name:
                return page
        raise KeyError(name)


def arrange(guide: Guide, plan: Plan, rules: Rules | None = None) -> Arrangement:
    """The pages for ``plan``; ``rules`` are those of ``templates/tailoring.toml`` if left out."""
    rules = rules_for(guide) if rules is None else rules
    facts = PlanFacts(plan)
    holding = rules.holding(facts)
    pages = {name: make_page(guide.section(name), plan, facts, holding) for name in rules.order}
    away = {name for name in plan.put_away if name not in rules.always}
    in_menu = [name for name in rules.order if _in_menu(name, guide, facts, rules, holding)]
    shown = [name for name in in_menu if name not in away]
    more = [name for name in rules.order if name not in {*in_menu, *away}]
    offered = [rule.offer for rule in holding if rule.offer and rule.offer not in plan.offered]
    return Arrangement(
        menu=tuple(pages[name] for name in _ordered(shown, plan, facts, rules, holding)),
        more=tuple(pages[name] for name in more),
        put_away=tuple(pages[name] for name in rules.order if name in away),
        banners=tuple(rule.banner for rule in holding if rule.banner),
        lines_first=_lines_first(plan, holding),
        print_note=any(rule.print_note for rule in holding),
        offer=offered[0] if offered else "",
    )


def _in_menu(
    name: str, guide: Guide, facts: PlanFacts, rules: Rules, holding: tuple[Rule, ...]
) -> bool:
    """Whether the page stands in the menu: its own condition, then the rules that name it."""
    if any(name in rule.more for rule in holding):
        return False
    asked_for = any(name in rule.menu for rule in rules.rule)
    if asked_for and not any(name in rule.menu for rule in holding):
        return False
    return parse(guide.section(name).show_if).holds(facts)


def _ordered(
    names: list[str], plan: Plan, facts: PlanFacts, rules: Rules, holding: tuple[Rule, ...]
) -> list[str]:
    """``names`` in the order of the stage, then of the person's ranking, then of R1."""
    firsts = [rule.first for rule in holding if rule.first]
    closed = {name for rule in holding if rule.heading for name in rule.collapse}
    ranked = [one.id for one in plan.items(rules.priorities.field) if isinstance(one, Chosen)]
    wished = [name for item in ranked for name in rules.priorities.pages.get(item, ())]
    wanted = [*rules.head, *(firsts[-1] if firsts else ())]
    wanted += [name for name in wished if name not in closed]
    order = [name for name in dict.fromkeys([*wanted, *names]) if name in names]
    near = rules.priorities.keep_near
    if ranked and near.page in order and parse(near.when).holds(facts):
        at = order.index(near.page)
        order.insert(min(at, near.place - 1), order.pop(at))
    return _together(order, closed)


def _together(order: list[str], closed: set[str]) -> list[str]:
    """``order`` with the closed pages in one row, where the first of them stood."""
    group = [name for name in order if name in closed]
    if not group:
        return order
    at = order.index(group[0])
    rest = [name for name in order[at:] if name not in closed]
    return [*order[:at], *group, *rest]


def _lines_first(plan: Plan, holding: tuple[Rule, ...]) -> tuple[str, ...]:
    chosen = [one.id for one in plan.items("start.lines") if isinstance(one, Chosen)]
    before = [kind for rule in holding for kind in rule.lines_first]
    after = [kind for rule in holding for kind in rule.lines_up]
    return tuple(dict.fromkeys([*before, *chosen, *after]))

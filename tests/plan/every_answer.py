"""Every combination of the answers that gates hang on, looked at all at once.

A condition of the pages is worked out for millions of people in one go: each question has an axis
of its own in an array, and ``and``, ``or``, ``not`` join the arrays. What the terms themselves mean
is asked of the program (``PlanFacts``), for every combination that a term depends on. What must
hold is written here by hand, from what people answered, and asks the program nothing.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from safeplan.plan.conditions import Condition, Joined, Not, Term, parse
from safeplan.plan.facts import PlanFacts
from safeplan.plan.guide import Guide
from safeplan.plan.rules import Rule, Rules
from safeplan.plan.schema import Caution
from safeplan.plan.values import Chosen, Item

Truth = npt.NDArray[np.bool_]

SKIP: tuple[str, ...] = ()
DANGER = ("violence", "neck", "weapons", "sexpressure", "follow", "group_risk", "phone_watched")
# Chosen, no, not sure, skipped.
AXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "violence": (("more",), ("no",), ("rather_not",), SKIP),
    "neck": (("yes",), ("no",), ("unsure",), SKIP),
    "weapons": (("yes",), ("no",), ("unsure",), SKIP),
    "sexpressure": (("yes",), ("no",), ("rather_not",), SKIP),
    "follow": (("yes",), ("no",), ("unsure",), SKIP),
    "group_risk": (("yes",), ("no",), ("maybe",), SKIP),
    "phone_watched": (("yes",), ("no",), ("maybe",), SKIP),
    "stage": (
        *(("staying",), ("thinking",), ("ready",), ("any_day",), ("left",), ("unsure",)),
        SKIP,
    ),
    "relation": (
        *(("partner",), ("ex",), ("parent",), ("grown_child",), ("household",), ("i_care",)),
        *(("several",), ("partner", "parent"), ("rather_not",), SKIP),
    ),
    "lives_with": (("yes",), ("some",), ("no",), SKIP),
}
NAMES = tuple(AXES)
SHAPE = tuple(len(values) for values in AXES.values())
PEOPLE = math.prod(SHAPE)
# The other answers are those that open most: a plain no, or what stands for it.
REST: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("children", "pets", "shared_devices", "immigration", "lgbtq", "rural", "drink_drugs"),
        ("no",),
    ),
    **{"must_contact": ("no",), "order": ("no",), "health_need": ("none",), "age": ("25_59",)},
    **{"this_computer": ("mine",), "work_school": ("neither",), "lines": ("all",)},
    "country": ("GB",),
}


@dataclass
class Said:
    """Answers as ``PlanFacts`` asks for them, without the cost of a plan."""

    answers: dict[str, tuple[Item, ...]]

    def items(self, key: str) -> tuple[Item, ...]:
        """What was chosen there."""
        return self.answers.get(key, ())

    def opened(self, _page: str) -> bool:
        """No page was."""
        return False


def said(**start: tuple[str, ...]) -> Said:
    """Answers to the first page."""
    return Said({f"start.{name}": tuple(map(Chosen, ids)) for name, ids in start.items()})


def everyone(*names: str) -> Iterator[dict[str, tuple[str, ...]]]:
    """Every combination of the answers to ``names``, the last name changing fastest."""
    for values in itertools.product(*(AXES[name] for name in names)):
        yield dict(zip(names, values, strict=True))


def laid_out(names: tuple[str, ...], truths: list[bool]) -> Truth:
    """One truth for each combination of ``names``, in an array with all axes."""
    shape = [len(AXES[name]) if name in names else 1 for name in NAMES]
    return np.array(truths, dtype=bool).reshape(shape)


Facts = Callable[[Any], PlanFacts]


@dataclass
class World:
    """All those people; ``facts`` says what their answers mean."""

    facts: Facts = PlanFacts
    _known: dict[Term, Truth] = field(default_factory=dict)
    _texts: dict[str, Truth] = field(default_factory=dict)

    def truth(self, condition: Condition | str) -> Truth:
        """For whom the condition holds."""
        if isinstance(condition, str):
            if condition not in self._texts:
                self._texts[condition] = self.truth(parse(condition))
            return self._texts[condition]
        if isinstance(condition, Not):
            return ~self.truth(condition.part)
        if isinstance(condition, Joined):
            join = np.logical_and if condition.word == "and" else np.logical_or
            found = self.truth(condition.parts[0])
            for part in condition.parts[1:]:
                found = join(found, self.truth(part))
            return found
        if condition not in self._known:
            flag = condition.kind == "flag"
            self._known[condition] = self._flag(condition.name) if flag else self._term(condition)
        return self._known[condition]

    def _term(self, term: Term) -> Truth:
        names = (term.name,) if term.kind in {"has", "unknown"} and term.name in AXES else ()
        truths = [
            term.holds(self.facts(said(**{**REST, **answers}))) for answers in everyone(*names)
        ]
        return laid_out(names, truths)

    def _flag(self, name: str) -> Truth:
        """``care``, ``l4_ok`` or ``apart``, asked for every combination that it could hang on."""
        after = ("stage",) if name == "care" else ("stage", "lives_with")
        truths = []
        for first in itertools.product(*(AXES[one] for one in DANGER)):
            told = said(**{**REST, **dict(zip(DANGER, first, strict=True))})
            for last in itertools.product(*(AXES[one] for one in after)):
                for one, ids in zip(after, last, strict=True):
                    told.answers[f"start.{one}"] = _CHOSEN[ids]
                truths.append(self.facts(told).flag(name))
        return laid_out((*DANGER, *after), truths)


_CHOSEN = {ids: tuple(map(Chosen, ids)) for values in AXES.values() for ids in values}


def those(name: str, *wanted: str) -> Truth:
    """Those who chose one of ``wanted``; the empty word stands for a skipped question."""
    values = AXES[name]
    truths = [bool(set(ids or ("",)) & set(wanted)) for ids in values]
    return laid_out((name,), truths)


def plain_no(*names: str) -> Truth:
    """Those who said a plain no to each of ``names``."""
    found = laid_out((), [True])
    for name in names:
        found = found & those(name, "no")
    return found


@dataclass
class Promises:
    """What must hold for everyone, and for how many each was looked at."""

    guide: Guide
    rules: Rules
    world: World
    broken: list[str] = field(default_factory=list)
    looked_at: int = 0

    def must(self, name: str, shown: Truth, only: Truth) -> None:
        """``shown`` for nobody but ``only``."""
        self.looked_at += PEOPLE
        wrong = shown & ~only if shown.any() else shown
        if wrong.any():
            # Only now for each person: an axis that nothing here hangs on has the length of one.
            wrong = np.broadcast_to(wrong, SHAPE)
            at = np.unravel_index(int(wrong.argmax()), SHAPE)
            who = [AXES[one][i] for one, i in zip(NAMES, at, strict=True)]
            self.broken.append(f"{name}: {int(wrong.sum())} people, such as {who}")

    def same(self, name: str, shown: Truth, wanted: Truth) -> None:
        """``shown`` for all of ``wanted`` and nobody else."""
        self.must(name, shown, wanted)
        self.must(f"{name}, missing", wanted, shown)

    def field(self, key: str) -> Truth:
        """For whom the field is shown: by its own file, and hidden by no rule."""
        found = self.world.truth(self.guide.field(key).show_if)
        for rule in self.rules.rule:
            if key in rule.hide:
                found = found & ~self.world.truth(rule.when)
        return found

    def cautions(self, key: str, begins: str) -> Truth:
        """For whom a caution that begins so is read before the field."""
        section, name = key.split(".")
        found = laid_out((), [False])
        for one in self.guide.section(section).cautions:
            if _stands(one, name, self.guide) and one.text.startswith(begins):
                found = found | self.world.truth(one.show_if)
        return found

    def rule(self, has: Callable[[Any], bool]) -> Truth:
        """For whom a rule holds that does that."""
        found = laid_out((), [False])
        for one in self.rules.rule:
            if has(one):
                found = found | self.world.truth(one.when)
        return found


def _links_to_the_neck(page: str, rule: Rule) -> bool:
    return any(one.page == page and one.to == "health.neck_page" for one in rule.links)


def _stands(caution: Caution, name: str, guide: Guide) -> bool:
    return not caution.fields or name in caution.fields


TALK = "If you do talk about ending it"
NO_TALK = "If there has been violence or threats, you do not owe them a talk"
SHORT = "You do not owe anyone an answer at once."
BIT_BY_BIT = "Pulling away bit by bit can be noticed."
PROOF_FIRST = "Save proof first. Do not delete messages."
GATED_PAGES = ("signs", "children", "day", "health", "closeness", "log", "honour")
GATED_FIELDS = ("start.neck", "start.sexpressure", "health.neck_page")


def keep(guide: Guide, rules: Rules, world: World) -> Promises:
    """Look at every promise for everyone in ``world``."""
    p = Promises(guide, rules, world)
    none, all_ = laid_out((), [False]), laid_out((), [True])
    left, staying = those("stage", "left"), those("stage", "staying")
    calm = plain_no(*DANGER) & ~those("stage", "ready", "any_day", "left")
    danger = ~plain_no("violence", "weapons", "neck", "follow")
    couple = those("relation", "partner", "ex")

    p.same("care", p.world.truth("care"), ~calm)

    # No help with a talk about ending it, but where everything is calm.
    may_talk = calm & those("stage", "thinking", "unsure") & couple
    for section in guide.sections:
        for one in section.fields:
            talk = p.cautions(one.key, TALK)
            p.must(f"talk at {one.key}", talk, may_talk)
            p.must(f"talk in danger at {one.key}", talk, ~danger)
    for key in ("daily.pause", "incident.say_lines", "after.contact_plan"):
        p.same(f"no talk at {key}", p.cautions(key, NO_TALK), ~calm & ~staying)
        p.same(f"short at {key}", p.cautions(key, SHORT), staying)

    # No step-by-step distancing before leaving, where there may be danger.
    steps = p.field("after.clear_out")
    p.same("small steps", steps, those("lives_with", "no") & (left | calm))
    p.must("small steps before leaving", steps & ~left, ~danger)
    p.same("bit by bit", p.cautions("after.clear_out", BIT_BY_BIT), ~steps)
    p.must("proof first", steps, p.cautions("after.clear_out", PROOF_FIRST))
    p.must("slow leaving", ~calm, p.rule(lambda r: "day.slow_note" in r.pin))
    p.must("secret leaving", ~calm, p.rule(lambda r: "day.secret_note" in r.pin))
    for key in ("day.slow_note", "day.secret_note"):
        p.same(key, p.field(key), all_)

    # Closeness.
    p.same("the tip", p.field("closeness.tip"), couple & ~staying)
    p.same("excuses", p.field("closeness.excuses"), couple)
    p.must(
        "caution of closeness", all_, p.cautions("closeness.right", "If saying no could get you")
    )
    if guide.field("closeness.tip").collapsed_under != "If it is safe":
        p.broken.append("the tip lies open")

    # Weapons, the neck, the family, devices, the log.
    armed = ~those("weapons", "no")
    for key in ("incident.weapons_note", "now.weapon_note", "rural.gun_note"):
        p.same(key, p.field(key), armed)
    p.same("neck offered", p.rule(lambda r: bool(r.offer)), those("neck", "yes"))
    unsure = those("neck", "unsure", "")
    for page in ("now", "health"):
        linked = p.rule(partial(_links_to_the_neck, page))
        p.same(f"neck linked on {page}", linked, unsure)
    p.same("family line", p.cautions("people.helpers", "Family may be"), ~those("group_risk", "no"))
    p.same("family prompt", p.field("family.family_safe"), those("group_risk", "no", ""))
    watched = ~those("phone_watched", "no")
    p.same("watched", p.rule(lambda r: r.print_note), watched)
    p.same("groups wait", p.rule(lambda r: "people.group" in r.offer_before), watched)
    p.same("the log", p.field("log.incidents"), none)

    # Each tip of the article stands with its caution, and each gate is there.
    for section in guide.sections:
        for one in section.fields:
            for tip in one.carries:
                told = laid_out((), [False])
                for caution in section.cautions:
                    if caution.id == f"c_{tip}" and _stands(caution, one.id, guide):
                        told = told | p.world.truth(caution.show_if)
                wanted = p.field(one.key) & ~(calm if tip == "L3" else none)
                p.must(f"c_{tip} at {one.key}", wanted, told)
    ungated = [name for name in GATED_PAGES if not guide.section(name).gate]
    ungated += [key for key in GATED_FIELDS if not guide.field(key).gate]
    p.broken += [f"no gate: {name}" for name in ungated]
    return p

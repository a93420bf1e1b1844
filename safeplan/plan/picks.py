"""Picking what stands on the small sheet: each pick is written into the plan at once."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from safeplan.plan.guide import Guide
from safeplan.plan.model import Plan
from safeplan.plan.pocket import Candidate, candidates, picked
from safeplan.plan.pocket_words import PocketWords, load_pocket
from safeplan.plan.values import Answer, Chosen, Own, Record

Kind = Literal["number", "line"]
FILLER = "pocket.filler"
TITLE = "pocket.title"


class Picks:
    """The picks of one plan, which never changes; each change gives another plan.

    Args:
        guide: says what may be picked.
        plan: holds what was picked.
        words: what sheets look like; the shipped words if left out.
    """

    def __init__(self, guide: Guide, plan: Plan, words: PocketWords | None = None) -> None:
        self.words = load_pocket() if words is None else words
        self.plan = plan
        self._every = candidates(guide, plan, self.words)

    def candidates(self, kind: Kind) -> tuple[Candidate, ...]:
        """What may be picked, page by page."""
        return tuple(one for one in self._every if one.kind == kind)

    def limit(self, kind: Kind) -> int:
        """How many of a kind a sheet holds."""
        limits = self.words.limits
        return limits.numbers if kind == "number" else limits.lines

    def now(self, kind: Kind) -> dict[str, str]:
        """What is picked and still there: its name, and the person's words for it or ""."""
        offered = {(one.kind, one.of): one for one in self._every}
        return {of: own for of, own in picked(self.plan, kind, offered) if (kind, of) in offered}

    def full(self, kind: Kind) -> bool:
        """Whether no more of a kind has room."""
        return len(self.now(kind)) >= self.limit(kind)

    def pick(self, kind: Kind, of: str) -> Plan:
        """The plan with one more pick, after the others."""
        return self._with(kind, {**self.now(kind), of: self.now(kind).get(of, "")})

    def drop(self, kind: Kind, of: str) -> Plan:
        """The plan without a pick; picks of what is gone from the plan go with it."""
        return self._with(kind, {name: own for name, own in self.now(kind).items() if name != of})

    def keep_first(self, kind: Kind) -> Plan:
        """The plan with no more picks than have room."""
        first = list(self.now(kind).items())[: self.limit(kind)]
        return self._with(kind, dict(first))

    def reword(self, kind: Kind, of: str, words: str) -> Plan:
        """The plan with a pick written in other words; "" for those it stands in by itself."""
        return self._with(kind, {**self.now(kind), of: " ".join(words.split())})

    def titled(self, value: str) -> Plan:
        """The plan with another look of the sheet."""
        return self.plan.with_answer(TITLE, Answer("answer", Chosen(value)))

    @property
    def title_chosen(self) -> str:
        """The look that was chosen, or ""."""
        return next((one.id for one in self.plan.items(TITLE) if isinstance(one, Chosen)), "")

    @property
    def filler(self) -> tuple[str, ...]:
        """The ordinary lines that were chosen."""
        return tuple(one.text for one in self.plan.items(FILLER) if isinstance(one, Own))

    def with_filler(self, text: str) -> Plan:
        """The plan with one more ordinary line."""
        text = " ".join(text.split())
        if not text or text in self.filler:
            return self.plan
        return self._fill((*self.filler, text))

    def without_filler(self, text: str) -> Plan:
        """The plan without an ordinary line."""
        return self._fill(tuple(one for one in self.filler if one != text))

    def _fill(self, texts: tuple[str, ...]) -> Plan:
        if not texts:
            return self.plan.without(FILLER)
        return self.plan.with_answer(FILLER, Answer("answer", tuple(Own(one) for one in texts)))

    def _with(self, kind: Kind, picks: dict[str, str]) -> Plan:
        key = f"pocket.{kind}s"
        before = {one.text("of"): one for one in self.plan.records(key)}
        made = []
        for at, (of, own) in enumerate(picks.items(), 1):
            there = before.get(of, Record(""))
            values = {**there.values, "of": of, "as": own}
            made.append(replace(there, id=str(at), values=MappingProxyType(values)))
        # Nothing at all, said by the person, is an answer too: the usual lines stay off then.
        return self.plan.with_answer(key, Answer("answer", tuple(made)))

"""What the answers say, in the words that the rules use.

Silence counts: ``x != no`` is true of a question that was skipped, put off, or never seen, and
``care`` is false only where every question that bears on danger was answered with a plain no.
"""

from __future__ import annotations

from safeplan.plan.model import Plan
from safeplan.plan.values import Chosen

UNSURE = frozenset({"unsure", "maybe", "rather_not"})
PLAIN_NO = frozenset({"no", "none", "neither"})

# A plain no to each of these, and no sign of a departure, is the one way to be without ``care``.
_DANGER = ("violence", "neck", "weapons", "sexpressure", "follow", "group_risk", "phone_watched")
_LEAVING = ("ready", "any_day", "left")


class PlanFacts:
    """The facts of one plan.

    ``care`` is a word for the rules alone: it is never shown, stored or exported.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._chosen: dict[str, frozenset[str]] = {}

    def chosen(self, name: str) -> frozenset[str]:
        """The ids chosen at ``name``: a question of ``start``, or any ``section.field``."""
        if name not in self._chosen:
            key = name if "." in name else f"start.{name}"
            found = self._plan.items(key)
            self._chosen[name] = frozenset(one.id for one in found if isinstance(one, Chosen))
        return self._chosen[name]

    def has(self, name: str, value: str) -> bool:
        """Whether ``value`` was chosen at ``name``; of several choices, whether it is among them.

        A plain no beside another choice is no plain no: it holds only where it stands alone.
        """
        chosen = self.chosen(name)
        return chosen == {value} if value in PLAIN_NO else value in chosen

    def unknown(self, name: str) -> bool:
        """Whether ``name`` was answered with unsure, maybe or rather not alone, or not at all."""
        return not self.chosen(name) - UNSURE

    def opened(self, page: str) -> bool:
        """Whether the page was looked at."""
        return self._plan.opened(page)

    def flag(self, name: str) -> bool:
        """``care``, ``l4_ok`` or ``apart``."""
        if name == "care":
            return self._care()
        if name == "l4_ok":
            settled = self.has("stage", "left") or not self._care()
            return self.has("lives_with", "no") and settled
        if name == "apart":
            away = self.has("lives_with", "no") or self.has("stage", "left")
            return away and bool(self.chosen("children") & {"mine", "ours"})
        raise KeyError(name)

    def _care(self) -> bool:
        plain_no = all(self.chosen(name) == {"no"} for name in _DANGER)
        leaving = any(self.has("stage", stage) for stage in _LEAVING)
        order = self.chosen("order") <= {"no"}
        signs = bool(self._plan.items("signs.noticed"))
        return not (plain_no and not leaving and order and not signs)

"""The four gaps in a sentence: {them}, {emergency}, {crisis}, {hide_key}.

A sentence whose number is not known is not shown with a hole in it: its whole other form, written
beside it in the templates, takes its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from safeplan.language import gettext as _
from safeplan.plan.helplines import Helplines, country_of
from safeplan.plan.model import Plan

_ENDS = (". ", "? ", "\n")
NUMBER = re.compile(r"\{(emergency|crisis)\}")
_GAP = re.compile(r"\{(them|emergency|crisis|hide_key)\}")


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in the gaps; ``emergency`` and ``crisis`` are empty where none is known."""

    them: str
    emergency: str
    crisis: str
    hide_key: str

    def fill(self, sentence: str, without_number: str = "") -> str:
        """``sentence`` with its gaps filled, or ``without_number`` if it needs an unknown number.

        A sentence without another form is left out whole (empty), never shown with a gap.
        """
        known = {
            "them": self.them,
            "emergency": self.emergency,
            "crisis": self.crisis,
            "hide_key": self.hide_key,
        }
        if any(not known[gap] for gap in _GAP.findall(sentence)):
            return self.fill(without_number) if without_number else ""

        def said(found: re.Match[str]) -> str:
            # A sentence begins with a capital letter, whoever it begins with.
            words, before = known[found[1]], sentence[: found.start()]
            begins = not before or before.endswith(_ENDS)
            return words[:1].upper() + words[1:] if begins else words

        # One pass: a label that holds a gap's name itself is left as the person wrote it.
        return _GAP.sub(said, sentence)


def words_for(plan: Plan, helplines: Helplines, hide_key: str) -> Words:
    """The words for one plan; ``hide_key`` is the name of the key that hides."""
    country = country_of(plan)
    emergency = helplines.emergency(country)
    crisis = helplines.crisis(country)
    return Words(
        them=plan.text("start.label").strip() or _("plan.them"),
        emergency=emergency.number if emergency else "",
        crisis=f"{crisis.name} {crisis.phone}" if crisis else "",
        hide_key=hide_key,
    )

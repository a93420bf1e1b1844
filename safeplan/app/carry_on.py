"""Where the person left off: the question that was open last, kept with the plan."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from safeplan.plan.model import Plan

_KEY = "at"


def with_place(plan: Plan, key: str) -> Plan:
    """This plan, knowing that the question or page ``key`` is open."""
    if plan.extra.get(_KEY) == key:
        return plan
    return replace(plan, extra=MappingProxyType({**plan.extra, _KEY: key}))


def place(plan: Plan) -> str:
    """``section.field`` or ``section`` that was open last; "" at first."""
    found = plan.extra.get(_KEY, "")
    return found if isinstance(found, str) else ""

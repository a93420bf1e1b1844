"""Where the person left off: the question that was open last, kept with the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from safeplan.plan.model import Plan
from safeplan.plan.values import Json

_KEY = "at"
_LOCKED = "locked"


@dataclass(frozen=True)
class Spot:
    """Where the cursor stood when the line came back by itself.

    Attributes:
        key: ``section.field`` of the question that was seen.
        field: id of the field that was written in; "" for none.
        at: letters before the cursor.
    """

    key: str
    field: str = ""
    at: int = 0


def with_place(plan: Plan, key: str) -> Plan:
    """This plan, knowing that the question or page ``key`` is open."""
    if plan.extra.get(_KEY) == key:
        return plan
    return replace(plan, extra=MappingProxyType({**plan.extra, _KEY: key}))


def place(plan: Plan) -> str:
    """``section.field`` or ``section`` that was open last; "" at first."""
    found = plan.extra.get(_KEY, "")
    return found if isinstance(found, str) else ""


def with_spot(plan: Plan, spot: Spot) -> Plan:
    """This plan, knowing where to go on after the lock."""
    kept: dict[str, Json] = {"key": spot.key, "field": spot.field, "at": spot.at}
    return replace(plan, extra=MappingProxyType({**plan.extra, _LOCKED: kept}))


def without_spot(plan: Plan) -> Plan:
    """This plan, when the person is there again."""
    if _LOCKED not in plan.extra:
        return plan
    rest = {name: value for name, value in plan.extra.items() if name != _LOCKED}
    return replace(plan, extra=MappingProxyType(rest))


def spot(plan: Plan) -> Spot | None:
    """Where to go on after the lock; None where nothing was kept."""
    kept = plan.extra.get(_LOCKED)
    if not isinstance(kept, Mapping):
        return None
    key, field, at = kept.get("key"), kept.get("field"), kept.get("at")
    if not (isinstance(key, str) and isinstance(field, str) and isinstance(at, int)):
        return None
    return Spot(key, field, at)

"""When the program stops by itself: the last words are kept, and the next opening says so."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from safeplan.plan.model import Plan, dumps
from safeplan.vault.errors import VaultError

if TYPE_CHECKING:
    from safeplan.app.session import Session

_KEY = "stopped"


class Stopped(Exception):  # noqa: N818 it is what happened
    """The program stopped by itself; the guard has the one line for it."""


def with_stop(plan: Plan, at: datetime) -> Plan:
    """This plan, knowing when the program stopped by itself."""
    return _with(plan, {**plan.extra, _KEY: f"{at:%H:%M}"})


def without_stop(plan: Plan) -> Plan:
    """This plan, after the person was told."""
    return _with(plan, {name: value for name, value in plan.extra.items() if name != _KEY})


def stopped_at(plan: Plan) -> str:
    """The time at which the program stopped by itself the last time; "" if it did not."""
    found = plan.extra.get(_KEY, "")
    return found if isinstance(found, str) else ""


def _with(plan: Plan, extra: Mapping[str, object]) -> Plan:
    kept = MappingProxyType(dict(extra))
    return replace(plan, extra=cast("Mapping[str, None]", kept))


def take_what_was_typed(screens: Iterable[object]) -> None:
    """Have each screen put what stands in its fields into the plan, as when it is left.

    Args:
        screens: those that are open, the last of them on top.
    """
    for screen in screens:
        leave = getattr(screen, "leave", None)
        if leave is not None:
            # Whatever fails now is the fault that ends the program, or comes of it.
            with suppress(Exception):
                leave()


def keep_last_words(
    session: Session, now: datetime, sleep: Callable[[float], None] = time.sleep
) -> None:
    """Save what was written so far, if the stick takes it; of a notebook too."""
    from safeplan.vault.rule import PAUSE

    vault = session.vault
    if vault is None or session.read_only or not (session.is_plan or session.unsaved):
        return
    try:
        if vault.needs_level or session.wrote_just_now:
            # Two writes are never closer than this, whatever happens.
            sleep(PAUSE)
        # A notebook has no place for when it stopped; its words are all there is to keep.
        words = dumps(with_stop(session.plan, now)) if session.is_plan else session.latest()
        vault.save(words)
    except VaultError:
        # What was saved before is whole, and nobody is there to be told.
        return

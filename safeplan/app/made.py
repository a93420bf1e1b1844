"""Files that were made beside the vault, so that the person is asked about them again.

Their names are kept in the plan, and nowhere else.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from safeplan.plan.model import Plan

_KEY = "files"


def names(plan: Plan) -> tuple[str, ...]:
    """Names of the files that were made and not forgotten."""
    found = plan.extra.get(_KEY, [])
    if not isinstance(found, list):
        return ()
    # A name with a folder in it was not written here.
    return tuple(one for one in found if isinstance(one, str) and Path(one).name == one)


def with_names(plan: Plan, more: Iterable[str]) -> Plan:
    """The plan, knowing of more files."""
    return _with(plan, list(dict.fromkeys((*names(plan), *more))))


def without_names(plan: Plan, gone: Iterable[str]) -> Plan:
    """The plan, knowing nothing of these files any more."""
    away = set(gone)
    return _with(plan, [one for one in names(plan) if one not in away])


def still_there(plan: Plan, folder: Path) -> tuple[Path, ...]:
    """Those of the files that lie in ``folder`` now."""
    # Not `Path.is_file`: a stick with a fault must not stop the close.
    return tuple(folder / one for one in names(plan) if os.path.isfile(folder / one))


def _with(plan: Plan, found: list[str]) -> Plan:
    if found == list(names(plan)):
        return plan
    rest = {key: value for key, value in plan.extra.items() if key != _KEY}
    return replace(plan, extra=MappingProxyType({**rest, **({_KEY: found} if found else {})}))

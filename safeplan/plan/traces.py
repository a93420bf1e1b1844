"""What a computer may keep, system by system, from ``templates/traces.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from safeplan.language import content
from safeplan.plan.systems import SYSTEMS

FILE = "traces.toml"
ANY = "any"


class Trace(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that stays.

    Attributes:
        system: where it stays: one of ``SYSTEMS``, or ``any``.
        id: its name, once for each system.
        stays: whether no program can avoid it.
        title: what it is.
        keeps: what it says, of whom.
        by_hand: what a person can do; "" for nothing.
        noticed: whether somebody could notice that.
    """

    system: str
    id: str
    stays: bool
    title: str
    keeps: str
    by_hand: str
    noticed: str


def load_traces(translate: Callable[[str], str] = content) -> tuple[Trace, ...]:
    """All of them, for every system, in the language in use.

    Raises:
        ValueError: the file is not as it must be.
    """
    return tuple(
        msgspec.structs.replace(
            one,
            **{
                name: translate(text)
                for name in ("title", "keeps", "by_hand", "noticed")
                if (text := getattr(one, name))
            },
        )
        for one in _shipped()
    )


def traces_of(
    system: str, *, stays: bool, traces: tuple[Trace, ...] | None = None
) -> tuple[Trace, ...]:
    """What stays on ``system``, its own first, then what stays everywhere.

    Args:
        system: one of ``SYSTEMS``; "" for what stays everywhere alone.
        stays: what no program can avoid, or what a person can clear by hand.
        traces: all there are; those of the file when None.
    """
    found = load_traces() if traces is None else traces
    return tuple(
        one
        for place in (system, ANY)
        for one in found
        if one.system == place and one.stays == stays
    )


@lru_cache(maxsize=1)
def _shipped() -> tuple[Trace, ...]:
    path = files("safeplan") / "templates" / FILE
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    found = msgspec.convert(tables["trace"], tuple[Trace, ...])
    names = [(one.system, one.id) for one in found]
    if len(set(names)) != len(names) or not {one.system for one in found} <= {*SYSTEMS, ANY}:
        raise ValueError(FILE)
    return found

"""What the guard must know of the settings, in the form it wants."""

from __future__ import annotations

from safeplan.guard import wire
from safeplan.plan.model import Settings

MOST_NAME = 32
MOST_PAGE = 2048


def _bytes(text: str, most: int) -> bytes:
    """``text`` in UTF-8, cut between two letters where it is longer than ``most`` bytes."""
    return text.encode("utf-8", "ignore")[:most].decode("utf-8", "ignore").encode("utf-8")


def guard_settings(settings: Settings) -> wire.Settings:
    """The guard's record of ``settings``."""
    return wire.Settings(
        hide_key=bytes.fromhex(settings.hide_key),
        hide_key_name=_bytes(settings.hide_key_name, MOST_NAME),
        lock_minutes=settings.lock_minutes,
        stars=settings.stars,
        ask_when_pulled=settings.pulled_stick == "ask",
        page=_bytes(settings.hide_page, MOST_PAGE),
    )

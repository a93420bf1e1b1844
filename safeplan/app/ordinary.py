"""Ordinary lines to put around the person's own: ideas from the notebook's pool."""

from __future__ import annotations

from datetime import date
from random import Random

from safeplan.cover.lines import filler_lines
from safeplan.cover.seed import seed


def ordinary_lines(chance: bytes, today: date) -> tuple[str, ...]:
    """Lines such as "tomatoes x 4".

    Args:
        chance: random bytes; the same ones give the same lines.
        today: the day of the list they are drawn from.
    """
    return filler_lines(seed(Random(chance), today))  # noqa: S311 draws a shopping list

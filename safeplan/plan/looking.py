"""Looking for something everywhere at once: pages, answers, and thousands of entries."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from safeplan.plan import journal, log
from safeplan.plan.entries import Entries
from safeplan.plan.finding import Found, Hit, find
from safeplan.plan.model import Plan
from safeplan.plan.tailoring import Arrangement


def look(
    arrangement: Arrangement,
    plan: Plan,
    words: str,
    today: datetime.date,
    entries: Entries | None = None,
    fill: Callable[[str], str] = str,
) -> Found:
    """Where all of ``words`` stand, or which entries tell of the day that they say.

    An entry of the journal is one hit. The log is one closed place, however many of its entries
    hold the words; which they are is told behind its gate.

    Args:
        arrangement: the pages as this person sees them.
        plan: the answers.
        words: what is looked for; nothing finds nothing.
        today: what ``yesterday`` counts from.
        entries: the journal and the log, made ready; None while they are not.
        fill: fills the gaps of a sentence.
    """
    found = find(arrangement, plan, words, fill, entries=False)
    told: list[Hit] = []
    in_log: list[Hit] = []
    for one in entries.find(words, today) if entries is not None else ():
        title, prompt = _place(arrangement, one.where)
        if one.where == "journal":
            told.append(Hit("journal", one.id, title, fill(prompt), one.day))
        elif not in_log and log.KEY not in [hit.key for hit in found.closed]:
            in_log.append(Hit("question", log.KEY, title, fill(prompt)))
    return Found((*found.open, *told), (*found.closed, *in_log))


def _place(arrangement: Arrangement, where: str) -> tuple[str, str]:
    """The title of a page of entries, and what it asks."""
    page = arrangement.page(where)
    keys = (journal.KEY, log.KEY)
    return page.title, next((one.field.prompt for one in page.fields if one.key in keys), "")

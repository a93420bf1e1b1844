"""``helplines --check-file``: which numbers nobody has rung in the last year; for their keeper."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from safeplan.commands.refused import RefusedError
from safeplan.language import gettext as _
from safeplan.plan.checks import GuideError
from safeplan.plan.helplines import Emergency, Line, read_file
from safeplan.plan.review import checked_within_a_year


def run(options: argparse.Namespace) -> int:
    """Print a line for each entry that is due, then how many there are. Nothing is rung.

    The numbers themselves are left out: whoever rings them takes them from the file, and a doubtful
    one is shown to nobody.

    Raises:
        RefusedError: the file cannot be read as one of helplines.
    """
    entries = _entries(options.check_file)
    today = datetime.date.today()
    due = [one for one in entries if not checked_within_a_year(one, today)]
    for one in due:
        sys.stdout.write(_row(one) + "\n")
    words = _("cli.helplines_due") if due else _("cli.helplines_fresh")
    sys.stdout.write(words.format(count=len(due), all=len(entries)) + "\n")
    return 0


def _entries(path: str) -> tuple[Emergency | Line, ...]:
    """Those of the file at ``path``; of the one that is shipped where it is empty."""
    try:
        return read_file(Path(path) if path else None)
    except (GuideError, OSError, UnicodeDecodeError):
        raise RefusedError("cli.helplines_not_read") from None


def _row(one: Emergency | Line) -> str:
    name = one.name if isinstance(one, Line) else _("cli.helplines_emergency")
    when = one.checked or _("cli.helplines_never")
    parts = [one.country, name, when] + ([] if one.enabled else [_("cli.helplines_off")])
    return " · ".join(parts)

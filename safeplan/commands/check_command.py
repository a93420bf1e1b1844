"""``check``: look whether every copy of what the password opens is whole, showing none of it."""

from __future__ import annotations

import argparse
import sys

from safeplan.commands.opened import opened
from safeplan.language import gettext as _
from safeplan.plan import log


def run(options: argparse.Namespace) -> int:
    """Print a line for each half, then one sentence, and one for the order of what was written.

    Returns:
        0 when all is whole, 1 when a part is damaged (the next opening mends it), or when an entry
        of the log is not as it was written (nothing can mend that).
    """
    with opened(options, write=False) as held:
        report = held.vault.whole()
        order = log.order(held.plan()) if held.form == "plan" else None
    for half in report.halves:
        state = _("cli.half_whole") if half.whole else _("cli.half_damaged")
        newest = _("cli.half_newest") if half.newest else _("cli.half_older")
        number = _("cli.half_none") if half.generation is None else str(half.generation)
        sys.stdout.write(
            _("cli.half").format(half=half.half, state=state, newest=newest, number=number) + "\n"
        )
    sys.stdout.write(_("cli.check_whole" if report.whole else "cli.check_damaged") + "\n")
    if order is not None and order.entries:
        sys.stdout.write(_("cli.order_whole" if order.whole else "cli.order_broken") + "\n")
    return 0 if report.whole and (order is None or order.whole) else 1

"""``traces``: what stays on this computer. It looks at nothing, and deletes nothing."""

from __future__ import annotations

import argparse
import shutil
import sys
import textwrap

from safeplan.language import gettext as _
from safeplan.plan.systems import system_of
from safeplan.plan.traces import Trace, traces_of

WIDEST = 78
INDENT = "  "


def run(options: argparse.Namespace) -> int:
    """Print the page for the system that this runs on, or for the one that was named."""
    system = options.system or system_of(sys.platform)
    width = min(shutil.get_terminal_size().columns - 2, WIDEST)
    sys.stdout.write(page(system, max(width, 30)))
    return 0


def page(system: str, width: int) -> str:
    """The page for ``system`` ("" for one that is not known), in lines of ``width`` cells."""
    name = _("traces." + (system or "unknown"))
    parts = [_filled(_("traces.heading").format(system=name), width)]
    parts.append(_filled(_("traces.honest"), width))
    for stays, heading in ((True, "traces.stays"), (False, "traces.by_hand_heading")):
        parts.append(_filled(_(heading), width))
        parts.extend(_told(one, width) for one in traces_of(system, stays=stays))
    parts.append(_filled(_("traces.more_places"), width))
    parts.append(_filled(_("traces.deleted_nothing"), width))
    return "\n".join(parts)


def _told(trace: Trace, width: int) -> str:
    """One trace: its name, and what is to be said of it, set in."""
    rows = [_filled(trace.title, width), _filled(trace.keeps, width, INDENT)]
    if trace.by_hand:
        rows.append(_filled(_("traces.by_hand").format(words=trace.by_hand), width, INDENT))
    rows.append(_filled(_("traces.noticed").format(words=trace.noticed), width, INDENT))
    return "".join(rows)


def _filled(text: str, width: int, indent: str = "") -> str:
    return (
        textwrap.fill(
            text,
            width,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        + "\n"
    )

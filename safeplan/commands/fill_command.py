"""``fill``: take the answers of a TOML file into the plan."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from safeplan.commands.opened import opened
from safeplan.commands.refused import RefusedError
from safeplan.language import gettext as _
from safeplan.plan import answers, log
from safeplan.plan.guide import load_guide


def run(options: argparse.Namespace) -> int:
    """Fill, save, level, and say how many answers went in.

    The file is read and checked whole before a password is asked for, so a fault in it changes
    nothing.

    Raises:
        RefusedError: the file cannot be read.
        AnswersError: it names something that the guide does not have.
        VaultError: the vault does not open or cannot be written.
    """
    guide = load_guide()
    changes = answers.read_toml(_text(Path(options.answers)), guide)
    with opened(options, write=True) as held:
        plan = answers.fill(held.plan(), changes, guide, datetime.date.today())
        held.save(log.closed(plan))
    sys.stdout.write(_("cli.filled").format(count=len(changes)) + "\n")
    return 0


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise RefusedError("cli.answers_not_read") from None

"""``import``: take codes from pictures into the plan; what is there stays."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from safeplan.commands.opened import Opened, opened
from safeplan.export import codes, sealed
from safeplan.export.reading import read_pictures
from safeplan.language import gettext as _
from safeplan.plan import model
from safeplan.plan.guide import Guide, load_guide
from safeplan.plan.merge import merge
from safeplan.plan.sheet_in import merge_sheet


def run(options: argparse.Namespace) -> int:
    """Read the pictures first, then open the vault, fill what is empty, list the rest.

    Raises:
        ExportError: a picture cannot be read, or parts are missing.
        VaultError: the vault does not open or cannot be written.
    """
    texts = read_pictures([Path(name) for name in options.pictures])
    guide = load_guide()
    with opened(options, write=True) as held:
        plan = held.plan()
        if sealed.holds_frames(texts):
            merged, differing = merge(plan, _sealed(texts, held))
            kept = tuple(_question(key, guide) for key in differing)
        else:
            merged, kept = merge_sheet(plan, codes.pocket_text(texts))
        if merged != plan:
            held.save(merged)
    taken = sum(merged.answer(key) != plan.answer(key) for key in merged.answers)
    sys.stdout.write(_("cli.imported").format(count=taken) + "\n")
    if kept:
        sys.stdout.write("\n  ".join((_("cli.import_kept"), *kept)) + "\n")
    return 0


def _sealed(texts: tuple[str, ...], held: Opened) -> model.Plan:
    password = held.passwords.existing("cli.ask_sealing")
    try:
        return model.loads(sealed.open_frames(texts, password.root))
    finally:
        password.forget()


def _question(key: str, guide: Guide) -> str:
    """The page and the question that say something else already; never what they say."""
    if not guide.has_field(key):
        return key
    section = guide.section(key.split(".")[0])
    return f"{section.title}: {guide.field(key).prompt}"

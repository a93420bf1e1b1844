"""``export``: the sheet as a booklet, its words as codes, or all of it as sealed codes."""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import os
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from safeplan.commands.opened import Opened, opened
from safeplan.commands.refused import RefusedError
from safeplan.cover.lines import filler_lines, item_line, title_of
from safeplan.cover.notebook import WEEK
from safeplan.cover.seed import seed
from safeplan.cover.shopping import standing
from safeplan.export import codes, sealed, writer
from safeplan.export.booklet import booklet
from safeplan.export.codes_page import codes_page
from safeplan.export.qr import Code
from safeplan.language import current
from safeplan.plan import pocket
from safeplan.plan.guide import load_guide
from safeplan.plan.pocket_words import load_pocket
from safeplan.plan.telling import load_telling, telling_words
from safeplan.plan.values import Answer, Chosen
from safeplan.vault.format import Roots

SALT = 32


@dataclasses.dataclass(frozen=True)
class Words:
    """What a stranger would read: a title and lines."""

    title: str
    lines: tuple[str, ...]


def run(options: argparse.Namespace) -> int:
    """Make the file or files; whole, or none.

    Raises:
        RefusedError: there is nothing to export, or a word may give it away.
        ExportError: it does not fit, cannot be printed, or cannot be written.
        VaultError: the vault does not open.
    """
    with opened(options, write=False) as held:
        words = _words(options, held)
        if options.form == "sealed-codes":
            made = sealed.sealed_codes(_sealed(held))
        elif not words.lines:
            raise RefusedError("cli.sheet_empty")
        elif options.form == "codes":
            made = codes.pocket_codes(words.title, words.lines)
        else:
            made = ()
    if options.form == "booklet":
        files = [booklet(words.title, words.lines, paper=options.paper)]
        ending = "pdf"
    else:
        ending = "pdf" if Path(options.out).suffix.lower() == ".pdf" else "png"
        files = _pictures(made, ending, options.paper)
    for path in _write(Path(options.out), words.title, ending, files):
        sys.stdout.write(f"{path}\n")
    return 0


def _words(options: argparse.Namespace, held: Opened) -> Words:
    if held.form == "notebook":
        items = (item for _at, item in standing(held.notebook(), WEEK) if not item.ticked)
        lines = tuple(item_line(item) for item in items)
        return Words(_title(options, title_of(WEEK)), lines)
    plan = held.plan()
    known = {key: one.value for one in load_pocket().titles for key in (one.value, one.label)}
    if options.title in known:
        chosen = Answer("answer", Chosen(known[options.title]))
        plan = plan.with_answer("pocket.title", chosen)
    ordinary = filler_lines(seed(random.SystemRandom(), datetime.date.today()))
    sheet = pocket.compose(load_guide(), plan, ordinary)
    if options.form == "sealed-codes":
        return Words(sheet.title, ())
    for finding in sheet.open:
        raise RefusedError(f"cli.sheet_{finding.what}", text=finding.text)
    if all(line.filler for line in sheet.lines):
        raise RefusedError("cli.sheet_empty")
    title = sheet.title if options.title in known else _title(options, sheet.title)
    return Words(title, sheet.printable())


def _title(options: argparse.Namespace, usual: str) -> str:
    """The title in the person's own words, if it tells nothing."""
    title = " ".join((options.title or usual).split())
    _refuse_telling(title)
    return title


def _refuse_telling(words: str) -> None:
    for word in telling_words(words, load_telling(current())):
        raise RefusedError("cli.sheet_word", text=word)


def _sealed(held: Opened) -> tuple[str, ...]:
    """The texts of the sealed codes, under a password that opens no door of the vault."""
    password = held.passwords.new("cli.ask_sealing_new")
    salts = held.vault.salts
    try:
        if held.vault.taken(Roots(password.root(salts.a), password.root(salts.b))):
            raise RefusedError("cli.choose_another")
        salt = os.urandom(SALT)
        return sealed.seal_plan(held.vault.payload, password.root(salt), salt, os.urandom)
    finally:
        password.forget()


def _pictures(made: Sequence[Code], ending: str, paper: str) -> list[bytes]:
    if ending == "pdf":
        return [codes_page(made, paper="letter" if paper == "letter" else "a4")]
    return [code.png() for code in made]


def _write(out: Path, title: str, ending: str, files: Sequence[bytes]) -> list[Path]:
    """Write each file; a folder takes them under the sheet's title. All, or none of them."""
    folder, stem = (out, title) if os.path.isdir(out) else (out.parent, out.stem)
    _refuse_telling(stem)
    if not os.path.isdir(out) and out.suffix.lower() != f".{ending}":
        stem = out.name
    numbers = [None] if len(files) == 1 else range(1, len(files) + 1)
    paths = [folder / writer.file_name(stem, ending, number) for number in numbers]
    written: list[Path] = []
    try:
        for path, data in zip(paths, files, strict=True):
            writer.write_new(path, data)
            written.append(path)
    except BaseException:
        for path in written:
            writer.forget(path, os.urandom)
        raise
    return written

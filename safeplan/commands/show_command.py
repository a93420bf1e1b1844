"""``show``: what the password opens, as words, as JSON or as TOML."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator

import tomli_w

from safeplan.commands.opened import Opened, opened
from safeplan.cover.lines import as_text
from safeplan.cover.notebook import USUAL, WEEK
from safeplan.cover.search import NOTES
from safeplan.language import gettext as _
from safeplan.plan import answers
from safeplan.plan.guide import Guide, load_guide
from safeplan.plan.model import Plan
from safeplan.plan.schema import Field
from safeplan.plan.values import Answer, Chosen, Record, Value, items, records


def run(options: argparse.Namespace) -> int:
    """Print it on standard output.

    Raises:
        VaultError: the vault does not open.
    """
    with opened(options, write=False) as held:
        for line in _lines(options, held):
            sys.stdout.write(line + "\n")
    return 0


def _lines(options: argparse.Namespace, held: Opened) -> Iterator[str]:
    if options.json:
        yield json.dumps(json.loads(held.vault.payload), ensure_ascii=False, indent=2)
    elif held.form == "notebook":
        if options.toml:
            yield tomli_w.dumps(json.loads(held.vault.payload)).rstrip("\n")
        else:
            pages = (as_text(held.notebook(), page) for page in (WEEK, USUAL, NOTES))
            yield "\n".join(pages).rstrip("\n")
    elif options.toml:
        yield answers.write_toml(held.plan(), load_guide()).rstrip("\n")
    else:
        yield from _words(held.plan(), load_guide())


def _words(plan: Plan, guide: Guide) -> Iterator[str]:
    """Page by page, question by question; what is most private stays closed, as on the screen."""
    nothing = True
    for section in guide.sections:
        rows = [
            (field, plan.answers[field.key])
            for field in section.fields
            if field.key in plan.answers
        ]
        if not rows:
            continue
        if not nothing:
            yield ""
        nothing = False
        yield section.title
        for field, answer in rows:
            yield f"  {field.prompt or field.key}"
            for line in _answer(field, answer):
                yield f"    {line}"
    if nothing:
        yield _("cli.nothing_written")


def _answer(field: Field, answer: Answer) -> Iterator[str]:
    if answer.state != "answer":
        yield _("cli.state_" + answer.state)
    elif field.private:
        yield _("cli.kept_closed")
    else:
        yield from _value(field, answer.value)


def _value(field: Field, value: Value) -> Iterator[str]:
    labels = {option.value: option.label for option in field.options}
    if isinstance(value, str):
        yield from value.splitlines()
    for item in items(value):
        yield labels.get(item.id, item.id) if isinstance(item, Chosen) else item.text
    for record in records(value):
        yield " · ".join(_record(field, record))


def _record(field: Field, record: Record) -> Iterator[str]:
    for part in field.subfields:
        labels = {option.value: option.label for option in part.options}
        value = record.values.get(part.id, "")
        if isinstance(value, str) and value:
            yield " ".join(value.split())
        for item in items(value):
            yield labels.get(item.id, item.id) if isinstance(item, Chosen) else item.text

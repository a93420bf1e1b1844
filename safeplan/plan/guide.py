"""The guide: every page, question and caution, loaded from ``templates/`` and checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import msgspec

from safeplan.language import content
from safeplan.plan.checks import GuideError, check, line_of
from safeplan.plan.schema import Field, Section

__all__ = ["Guide", "GuideError", "load_guide"]

# What a person reads, and so what a translator gets.
_WORDS = {
    *("title", "purpose", "gate", "footer", "text", "prompt", "help", "noticeable", "stop_if"),
    *("label", "collapsed_under"),
    *("text_without_number", "label_without_number", "help_without_number"),
}


class Guide:
    """All pages, in the order of their files' ``order``."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        self.sections = tuple(sorted(sections, key=lambda one: one.order))
        self._sections = {one.id: one for one in self.sections}
        self._fields = {one.key: one for section in self.sections for one in section.fields}

    def section(self, name: str) -> Section:
        """The page ``name``; KeyError if there is none."""
        return self._sections[name]

    def field(self, key: str) -> Field:
        """The field ``section.field``; KeyError if there is none."""
        return self._fields[key]

    def has_section(self, name: str) -> bool:
        """Whether there is a page ``name``."""
        return name in self._sections

    def has_field(self, key: str) -> bool:
        """Whether there is a field ``section.field``."""
        return key in self._fields

    def fields(self) -> Iterator[Field]:
        """Every field, page by page."""
        return iter(self._fields.values())


def load_guide(
    translate: Callable[[str], str] = content, folder: Traversable | None = None
) -> Guide:
    """The guide in the person's language.

    Args:
        translate: gives the translation of a sentence, or the sentence.
        folder: holds the files; ``templates/sections`` of the package where it is left out.

    Raises:
        GuideError: a file is not as the schema and the cross-checks want it; it names the file,
            the line and the field.
    """
    found = _read(folder) if folder is not None else _shipped()
    try:
        sections = tuple(_section(name, tables, translate) for name, tables in found)
        guide = Guide(sections)
        check(sections)
    except GuideError as fault:
        place = folder if folder is not None else files("safeplan") / "templates" / "sections"
        raise fault.at((place / fault.file).read_text(encoding="utf-8")) from None
    return guide


@lru_cache(maxsize=1)
def _shipped() -> tuple[tuple[str, dict[str, Any]], ...]:
    # Reading TOML is nearly all of the time of a load; a change of language does not do it again.
    return _read(files("safeplan") / "templates" / "sections")


def _read(folder: Traversable) -> tuple[tuple[str, dict[str, Any]], ...]:
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".toml"))
    found = []
    for name in names:
        try:
            found.append((name, tomllib.loads((folder / name).read_text(encoding="utf-8"))))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
            raise GuideError(name, "", str(fault), line_of("", "", str(fault))) from None
    return tuple(found)


def _section(name: str, tables: dict[str, Any], translate: Callable[[str], str]) -> Section:
    if f"{tables.get('id')}.toml" != name:
        raise GuideError(name, "", "id-is-not-the-name-of-the-file")
    fields = tables.get("field", [])
    if isinstance(fields, list):
        high = {"sens": "high"} if tables.get("sens") == "high" else {}
        if any("section" in one for one in fields if isinstance(one, dict)):
            raise GuideError(name, "", "unknown-key: section")
        fields = [
            {**one, "section": tables.get("id", ""), **high} if isinstance(one, dict) else one
            for one in fields
        ]
    try:
        return msgspec.convert(
            {**_translated(tables, translate), "field": _translated(fields, translate)}, Section
        )
    except msgspec.ValidationError as fault:
        raise GuideError(name, _where(str(fault), tables), str(fault)) from None


def _translated(data: Any, translate: Callable[[str], str]) -> Any:
    if isinstance(data, list):
        return [_translated(one, translate) for one in data]
    if not isinstance(data, dict):
        return data
    made: dict[str, Any] = {}
    for key, value in data.items():
        if isinstance(value, str):
            made[key] = translate(value) if key in _WORDS else value
        elif key == "suggest" and isinstance(value, list):
            made[key] = [translate(one) if isinstance(one, str) else one for one in value]
        else:
            made[key] = _translated(value, translate)
    return made


def _where(fault: str, tables: dict[str, Any]) -> str:
    """The id of the field that a fault of msgspec points at (``$.field[3].type``), if it does."""
    found = re.search(r"\$\.field\[(\d+)\]", fault)
    if found is None:
        return ""
    at = int(found[1])
    field = tables["field"][at]
    return str(field.get("id", f"field:{at}")) if isinstance(field, dict) else f"field:{at}"

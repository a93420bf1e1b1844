"""What must hold between the files of ``templates/sections``, looked at each time they are loaded.

The faults are told to whoever edits the files: they name the file and the field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from safeplan.plan.conditions import ConditionError, parse
from safeplan.plan.schema import Caution, Field, Section

PLACEHOLDERS = frozenset({"them", "emergency", "crisis", "hide_key"})
_VALUE = re.compile(r"[a-z0-9_]{1,60}|[A-Z]{2}(-[A-Z]{2,3})?")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_GAP = re.compile(r"\{([^}]*)\}")
_NUMBER = ("{emergency}", "{crisis}")

# Which keys mean something for which types; a key elsewhere is a slip that would be lost unseen.
_ONLY = {
    "multi": {"choice"},
    "many": {"contact"},
    "ordered": {"list"},
    "options": {"choice", "checklist", "rank"},
    "item_states": {"checklist"},
    "subfields": {"contact", "log", "checklist"},
    "suggest": {"text", "list", "contact", "date"},
    "shuffled": {"text", "list"},
    "suggest_if": {"text", "list", "contact", "date"},
}


class GuideError(ValueError):
    """A template is not as it must be.

    Attributes:
        file: name of the file.
        field: id of the field, or empty.
        reason: what is the matter, in a word or two for its editor, and what it is about.
        line: number of the line to look at, from 1; 0 where it is not known.
    """

    def __init__(self, file: str, field: str, reason: str, line: int = 0) -> None:
        where = f"{file}:{line}" if line else file
        super().__init__(f"{where}: {field}: {reason}" if field else f"{where}: {reason}")
        self.file, self.field, self.reason, self.line = file, field, reason, line

    def at(self, text: str) -> GuideError:
        """The same with its line, found in the text of the file."""
        line = line_of(text, self.field, self.reason)
        return GuideError(self.file, self.field, self.reason, line)


def line_of(text: str, field: str, reason: str) -> int:
    """The line of a TOML file to look at for a fault, from 1.

    In the table of ``field`` (a field, a caution; the last one where an id stands twice), else in
    the whole file: the line that holds what the reason names, else the one with the id.
    """
    if said := re.search(r"\(at\sline\s(\d+)", reason):
        return int(said[1])
    lines = text.splitlines()
    start, end = 0, len(lines)
    named = [at for at, line in enumerate(lines) if line.strip() == f'id = "{field}"']
    if field and named:
        start = named[-1]
        end = next((at for at in range(start, end) if lines[at].startswith("[[")), end)
    about = [re.escape(one) for one in re.findall(r"'([^']+)'", reason)]
    about += [rf"^{key} =" for key in re.findall(r"(?:field `|-key: |\]\.|\$\.)(\w+)", reason)]
    about += [rf"\{{{name}" for name in re.findall(r"placeholder: (\w+)", reason)]
    for pattern in about:
        for at in reversed(range(start, end)):
            if re.search(pattern, lines[at]):
                return at + 1
    return start + 1


def facts_of(sections: tuple[Section, ...]) -> dict[str, frozenset[str]]:
    """Every name that a condition may use, with its values: ``start``'s by their bare id too.

    A page stands among them as ``#page``, for ``opened(page)``.
    """
    known: dict[str, frozenset[str]] = {}
    for section in sections:
        known[f"#{section.id}"] = frozenset()
        for field in section.fields:
            if field.options:
                known[field.key] = frozenset(one.value for one in field.options)
                if section.id == "start":
                    known[field.id] = known[field.key]
    return known


def condition_fault(text: str, known: Mapping[str, frozenset[str]]) -> str:
    """What is the matter with the condition ``text``, or an empty string."""
    try:
        condition = parse(text)
    except ConditionError:
        return f"unreadable-condition: {text!r}"
    for term in condition.terms():
        if term.kind in {"has", "unknown"} and term.name not in known:
            return f"unknown-fact: {term.name!r}: {text!r}"
        if term.kind == "opened" and f"#{term.name}" not in known:
            return f"unknown-page: {term.name!r}: {text!r}"
        for value in term.values:
            if value not in known[term.name]:
                return f"unknown-value: {value!r}: {text!r}"
    return ""


def check(sections: tuple[Section, ...]) -> None:
    """Raise ``GuideError`` for the first thing that does not hold."""
    for fault in faults(sections):
        raise fault


def faults(sections: tuple[Section, ...]) -> Iterator[GuideError]:
    """Everything that does not hold, file by file."""
    known = facts_of(sections)
    places = {one.id for one in sections}
    places |= {field.key for section in sections for field in section.fields}
    seen: dict[int, str] = {}
    for section in sections:
        file = f"{section.id}.toml"
        other = seen.setdefault(section.order, section.id)
        if other != section.id:
            yield GuideError(file, "", f"order-twice: {section.order}: {other}.toml")
        for where, reason in _faults(section, known, places):
            yield GuideError(file, where, reason)


def _faults(
    section: Section, known: Mapping[str, frozenset[str]], places: set[str]
) -> Iterator[tuple[str, str]]:
    if not _NAME.fullmatch(section.id):
        yield "", f"not-an-id: {section.id!r}"
    yield from _repeated("", "field", [one.id for one in section.fields])
    told = [f"{one.id}: {one.show_if}" for one in section.cautions]
    yield from _repeated("", "caution", told)
    for text in (section.show_if, *(one.show_if for one in section.title_when)):
        if fault := condition_fault(text, known):
            yield "", f"show_if: {fault}"
    for words in (section.title, section.purpose, section.gate, section.footer):
        yield from _word_faults("", words, with_number=False)
    names = {one.id for one in section.fields}
    for caution in section.cautions:
        yield from _caution_faults(caution, names, known)
    cautions = {one.id for one in section.cautions}
    for tip in section.carries:
        if f"c_{tip}" not in cautions:
            yield "", f"carries-without-caution: c_{tip}"
    for field in section.fields:
        yield from _field_faults(field, section, known, places)


def _caution_faults(
    caution: Caution, names: set[str], known: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, str]]:
    if not caution.text:
        yield caution.id, "empty-caution"
    for name in caution.fields:
        if name not in names:
            yield caution.id, f"no-such-field: {name!r}"
    if fault := condition_fault(caution.show_if, known):
        yield caution.id, f"show_if: {fault}"
    yield from _word_faults(caution.id, caution.text, with_number=False)


def _field_faults(
    field: Field, section: Section, known: Mapping[str, frozenset[str]], places: set[str]
) -> Iterator[tuple[str, str]]:
    if not _NAME.fullmatch(field.id):
        yield field.id, "not-an-id"
    for key, types in _ONLY.items():
        if getattr(field, key) and field.type not in types:
            yield field.id, f"meaningless-key: {key}: {field.type}"
    if field.type == "note":
        if not field.text:
            yield field.id, "empty-note"
    elif not field.prompt:
        yield field.id, "no-prompt"
    if field.type in {"choice", "rank"} and not field.options:
        yield field.id, f"no-options: {field.type}"
    if field.type in {"contact", "log"} and not field.subfields:
        yield field.id, f"no-subfields: {field.type}"
    yield from _repeated(field.id, "option", [one.value for one in field.options])
    yield from _repeated(field.id, "subfield", [one.id for one in field.subfields])
    for option in (*field.options, *(o for sub in field.subfields for o in sub.options)):
        if not _VALUE.fullmatch(option.value):
            yield field.id, f"not-an-option-value: {option.value!r}"
        yield from _word_faults(field.id, option.label, bool(option.label_without_number))
    for sub in field.subfields:
        if not sub.auto and not sub.label:
            yield field.id, f"no-label: {sub.id}"
        if (sub.type == "choice") != bool(sub.options):
            yield field.id, f"options-and-choice-go-together: {sub.id}"
    conditions = [field.show_if, *(one.show_if for one in field.options)]
    conditions += [one.show_if for one in field.subfields]
    conditions += [one.show_if for one in field.suggest_if]
    yield from _repeated(field.id, "idea", [one.text for one in field.suggest_if])
    for one in field.suggest_if:
        if one.text not in field.suggest:
            yield field.id, f"no-such-idea: {one.text!r}"
    for text in conditions:
        if fault := condition_fault(text, known):
            yield field.id, f"show_if: {fault}"
    yield from _tie_faults(field, section, places)
    for words in (field.text, field.prompt):
        yield from _word_faults(field.id, words, bool(field.text_without_number))
    yield from _word_faults(field.id, field.help, bool(field.help_without_number))
    plain = (field.gate, field.noticeable, field.stop_if, *field.suggest)
    for words in (*plain, field.text_without_number, field.help_without_number):
        yield from _word_faults(field.id, words, with_number=False)


def _tie_faults(field: Field, section: Section, places: set[str]) -> Iterator[tuple[str, str]]:
    cautions = {one.id: one for one in section.cautions}
    for name in field.cautions:
        if name not in cautions:
            yield field.id, f"unknown-caution: {name!r}"
    here = {
        *field.cautions,
        *(c.id for c in section.cautions if field.id in c.fields or not c.fields),
    }
    for tip in field.carries:
        if tip not in section.carries:
            yield field.id, f"page-does-not-carry: {tip}"
        if f"c_{tip}" not in here:
            yield field.id, f"carries-without-caution: c_{tip}"
    for name in field.opens:
        if name not in places:
            yield field.id, f"opens-nothing: {name!r}"
    if field.pocket != "never" and field.private:
        yield field.id, "private-on-a-sheet"


def _repeated(where: str, what: str, names: list[str]) -> Iterator[tuple[str, str]]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield where, f"twice: {what}: {name!r}"


def _word_faults(where: str, words: str, with_number: bool) -> Iterator[tuple[str, str]]:
    for gap in _GAP.findall(words):
        if gap not in PLACEHOLDERS:
            yield where, f"unknown-placeholder: {gap}"
    if not with_number and any(number in words for number in _NUMBER):
        yield where, f"no-words-without-number: {words!r}"

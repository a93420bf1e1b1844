"""The shape of ``templates/sections/*.toml``: one table a page, read strictly.

An unknown key, a wrong type or a missing id is refused when the templates are loaded, so that a
slip in a file is found by the one who edits it and never by the one who needs the page.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

FieldType = Literal["text", "list", "checklist", "contact", "date", "choice", "rank", "note", "log"]
Pocket = Literal["default", "optional", "never"]
Place = Literal["before", "beside"]


class _Strict(Struct, frozen=True, forbid_unknown_fields=True):
    """What all tables share: they do not change, and hold no key that we do not know."""


class TitleWhen(_Strict, frozen=True):
    """Another title for a page; of several the first whose condition holds is used."""

    show_if: str
    text: str


class Caution(_Strict, frozen=True):
    """A caution: ``before`` its fields (the whole page if none is named), or ``beside`` them."""

    id: str
    text: str
    place: Place = "before"
    show_if: str = "always"
    fields: tuple[str, ...] = ()
    source: str = ""


class ItemState(_Strict, frozen=True):
    """A state that each ticked item of a checklist may have, such as having a copy of it."""

    value: str
    label: str


class Option(_Strict, frozen=True):
    """One of the answers offered; ``value`` is fixed at first release and never used again."""

    value: str
    label: str
    show_if: str = "always"
    label_without_number: str = ""
    source: str = ""


class IdeaWhen(_Strict, frozen=True):
    """When one of a field's ideas is offered; the others always are."""

    text: str
    show_if: str


class SubField(_Strict, frozen=True):
    """One part of a contact or an entry; ``auto`` is written by the program alone."""

    id: str
    label: str = ""
    type: Literal["text", "list", "choice", "date"] = "text"
    options: tuple[Option, ...] = ()
    multi: bool = False
    auto: bool = False
    show_if: str = "always"


class Field(_Strict, frozen=True):
    """A question, or a note to read. Keys: see the schema in the guide for content editors.

    ``shuffled`` ideas stand in another order at each install, as they are printed in public.
    ``section`` is set by the loader; ``sens`` is ``high`` too where the whole page is.
    """

    id: str
    type: FieldType
    section: str = ""
    multi: bool = False
    many: bool = False
    ordered: bool = False
    pocket: Pocket = "never"
    sens: Literal["normal", "high"] = "normal"
    prompt: str = ""
    help: str = ""
    help_without_number: str = ""
    text: str = ""
    text_without_number: str = ""
    suggest: tuple[str, ...] = ()
    shuffled: bool = False
    suggest_if: tuple[IdeaWhen, ...] = ()
    options: tuple[Option, ...] = ()
    item_states: tuple[ItemState, ...] = ()
    subfields: tuple[SubField, ...] = ()
    show_if: str = "always"
    gate: str = ""
    noticeable: str = ""
    stop_if: str = ""
    cautions: tuple[str, ...] = ()
    carries: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    collapsed_under: str = ""
    pocket_as: str = ""
    source: str = ""

    @property
    def key(self) -> str:
        """``section.field``, the name of the answer in a plan."""
        return f"{self.section}.{self.id}"

    @property
    def private(self) -> bool:
        """Whether it stays shut until the person opens it, and off every overview."""
        return self.sens == "high"

    @property
    def picks(self) -> bool:
        """Whether its answer is a tuple of records that point at what is written elsewhere."""
        return self.type == "checklist" and not self.options

    @property
    def holds(self) -> Literal["nothing", "text", "item", "items", "records"]:
        """The shape of its value (see ``values``)."""
        if self.type in {"text", "date"}:
            return "text"
        if self.type in {"contact", "log"} or self.picks:
            return "records"
        if self.type == "note":
            return "nothing"
        return "item" if self.type == "choice" and not self.multi else "items"

    def option(self, value: str) -> Option | None:
        """The option with this value."""
        return next((one for one in self.options if one.value == value), None)

    def subfield(self, name: str) -> SubField | None:
        """The sub-field with this id."""
        return next((one for one in self.subfields if one.id == name), None)


class Section(_Strict, frozen=True):
    """One page of the guide."""

    id: str
    order: int
    title: str
    purpose: str = ""
    gate: str = ""
    sens: Literal["normal", "high"] = "normal"
    show_if: str = "always"
    carries: tuple[str, ...] = ()
    footer: str = ""
    source: str = ""
    title_when: tuple[TitleWhen, ...] = ()
    caution: tuple[Caution, ...] = ()
    field: tuple[Field, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """Its fields, in the order of the file."""
        return self.field

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """Its cautions, in the order of the file."""
        return self.caution

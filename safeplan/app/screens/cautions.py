"""Cautions of a question, in their blocks. They all stand above the help, which may be the tip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from safeplan.app.saying import fill
from safeplan.app.widgets.words import BEFORE, NOTICED, STOP_IF, CautionBlock

if TYPE_CHECKING:
    from safeplan.app.session import Session
    from safeplan.plan.schema import Field
    from safeplan.plan.tailoring import Page

# Its caution says that all can be skipped; it is told once, on the page, and not 26 times.
FIRST_PAGE = "start"
SEVERAL = 3


def blocks(session: Session, page: Page, field: Field) -> Iterator[CautionBlock]:
    """What must be read before ``field`` of ``page``; one block for each lead word."""
    own = of_field(page, field)
    # Several of its own speak of this very question; then the page's stands on the page alone, so
    # that the answer is not pushed out of the window.
    texts = own if len(own) >= SEVERAL else [*for_all(page), *own]
    # A note that is itself the caution is read once.
    texts = [one for one in texts if one != field.text]
    if texts:
        yield CautionBlock(BEFORE, "\n".join(fill(session, one) for one in texts))
    if field.noticeable:
        yield CautionBlock(NOTICED, fill(session, field.noticeable))
    if field.stop_if:
        yield CautionBlock(STOP_IF, fill(session, field.stop_if))


def of_field(page: Page, field: Field) -> list[str]:
    """Cautions of the field, as the rules place them.

    A field that the rules hide can still be reached by a link: then with all that could belong to
    it, whatever their conditions say.
    """
    placed = page.field(field.id)
    if placed is not None:
        return [one.text for one in placed.cautions]
    return [
        one.text
        for one in page.section.cautions
        if one.id in field.cautions or field.id in one.fields
    ]


def for_all(page: Page) -> list[str]:
    """Cautions of the whole page that no field names as its own: they hold for each of them."""
    if page.id == FIRST_PAGE:
        return []
    own = {name for field in page.section.fields for name in field.cautions}
    return [one.text for one in page.cautions if one.id not in own]

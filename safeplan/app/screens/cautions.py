"""Cautions of a question, in their blocks. They all stand above the help, which may be the tip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from safeplan.app.saying import fill
from safeplan.app.widgets.words import BEFORE, NOTICED, STOP_IF, CautionBlock
from safeplan.plan.page import PlacedCaution
from safeplan.plan.schema import Section

if TYPE_CHECKING:
    from safeplan.app.session import Session
    from safeplan.plan.tailoring import Page, PageField

# Its caution says that all can be skipped; it is told once, on the page, and not 26 times.
FIRST_PAGE = "start"
SEVERAL = 3


def blocks(session: Session, page: Page, placed: PageField) -> Iterator[CautionBlock]:
    """What must be read before the question ``placed`` of ``page``; one block for each lead word."""
    own = placed.cautions
    # Several of its own speak of this very question; then the page's stands on the page alone, so
    # that the answer is not pushed out of the window.
    cautions = own if len(own) >= SEVERAL else (*for_all(page), *own)
    if cautions:
        yield CautionBlock(BEFORE, "\n".join(fill(session, one.text) for one in cautions))
    field = placed.field
    if field.noticeable:
        yield CautionBlock(NOTICED, fill(session, field.noticeable))
    if field.stop_if:
        yield CautionBlock(STOP_IF, fill(session, field.stop_if))


def for_all(page: Page) -> tuple[PlacedCaution, ...]:
    """Cautions of the whole page that no field names as its own: they hold for each of them."""
    if page.id == FIRST_PAGE:
        return ()
    own = named(page.section)
    return tuple(one for one in page.cautions if one.id not in own)


def named(section: Section) -> frozenset[str]:
    """Ids of the cautions that fields of the page name."""
    return frozenset(name for field in section.fields for name in field.cautions)

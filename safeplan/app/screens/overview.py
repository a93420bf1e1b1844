"""What a person wrote on one page, at a glance; closed things stay closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget

from safeplan.app.saying import answer_words, fill, numbers_words
from safeplan.app.screens.framed import Framed
from safeplan.app.screens.onward import open_question, shown
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import BEFORE, CautionBlock, Words
from safeplan.language import gettext as _
from safeplan.plan.rules import rules_for
from safeplan.plan.tailoring import Page, PageField

if TYPE_CHECKING:
    from safeplan.app.session import Session

SECOND_COLUMN = 35
# What a row leads to that is no question of the page.
LINK, PLACE, UNDER = "link ", "place ", "under "


def field_row(session: Session, one: PageField) -> Row:
    """A question as a row: its prompt, and what was answered as far as that may be seen."""
    return Row(one.key, _label(session, one), tag=_tag(session, one))


def _label(session: Session, one: PageField) -> str:
    field = one.field
    if field.prompt:
        return fill(session, field.prompt).removesuffix(".")
    if one.cautions or field.gate or field.noticeable or field.stop_if:
        # What it says stands on its own page only, below its caution or behind its gate, and with
        # what could be noticed.
        return _("page.to_read")
    return fill(session, field.text, field.text_without_number)


def _tag(session: Session, one: PageField) -> str:
    answer = session.plan.answer(one.key)
    if answer is not None and answer.state != "answer":
        return _("page.state." + answer.state)
    if one.field.type == "note":
        return ""
    if answer is None or not answer.filled:
        return _("page.nothing_written")
    if one.field.private:
        return _("page.kept_closed")
    return answer_words(session, one.field) or _("page.kept_closed")


class Overview(Framed):
    """One page of the plan.

    Args:
        section: the page's id.
    """

    def __init__(self, section: str, name: str = "page") -> None:
        super().__init__(name=name)
        self.section = section

    @property
    def shown_page(self) -> Page:
        """The page as the rules show it now."""
        return self.house.session.arrangement.page(self.section)

    def middle(self) -> str:
        """The page's name."""
        return self.shown_page.title

    def heading(self) -> str:
        """What you wrote on this page."""
        return _("page.what_you_wrote")

    def body(self) -> Iterable[Widget]:
        """Cautions of the whole page, the questions, and whose life it is."""
        session = self.house.session
        page = self.shown_page
        for caution in page.cautions:
            yield CautionBlock(BEFORE, fill(session, caution.text))
        if not any(session.plan.answer(one.field.key) for one in page.fields):
            yield Words(_("page.empty"), quiet=True)
        yield Rows(self._rows(), column=SECOND_COLUMN, id="questions")
        read = [one.field.text for one in shown(page) if one.field.type == "note"]
        if check := numbers_words(session, *read):
            yield Words(check, quiet=True, id="check")
        if page.section.footer:
            yield Words(fill(session, page.section.footer))
        yield Words(_("page.footer"), id="footer")

    def _rows(self) -> list[Row]:
        """Links of the rules first, then the open questions, then a row for each heading."""
        session, page = self.house.session, self.shown_page
        rows = [Row(f"{LINK}{link.to}", fill(session, link.text)) for link in page.links]
        if page.helpline and self.house.leads_to("helplines"):
            rows.append(Row(f"{PLACE}helplines", _("home.helplines")))
        rows += [field_row(session, one) for one in shown(page)]
        headings = dict.fromkeys(one.collapsed_under for one in page.fields if one.collapsed)
        rows += [Row(f"{UNDER}{one}", one) for one in headings if shown(page, one)]
        return rows

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Go through it, put something on the sheet, put it away."""
        found = []
        if shown(self.shown_page):
            found.append((_("page.go_through"), "go_through"))
        if self.house.leads_to("sheet"):
            found.append((_("page.add_to_sheet"), "add_to_sheet"))
        always = rules_for(self.house.session.guide).always
        if not self.house.session.read_only and self.section not in always:
            found.append((_("button.put_away"), "put_away"))
        return found

    def on_mount(self) -> None:
        """The page was opened: that much is counted, and no more."""
        session = self.house.session
        session.put(session.plan.with_opened(self.section), now=False)

    def on_screen_resume(self) -> None:
        """Seen again, on the same row."""
        super().on_screen_resume()
        for rows in self.query(Rows):
            rows.put(self._rows())

    @on(Rows.Chosen, "#questions")
    def chosen(self, event: Rows.Chosen) -> None:
        """Open that question, or what a link or a heading leads to."""
        key = event.row.key
        if key.startswith(UNDER):
            self.house.visit("folded", section=self.section, under=key.removeprefix(UNDER))
        elif key.startswith(PLACE):
            self.house.visit(key.removeprefix(PLACE))
        elif key.startswith(LINK) and "." not in key:
            self.house.open_page(key.removeprefix(LINK))
        else:
            open_question(self.house, key.removeprefix(LINK))

    def do_go_through(self) -> None:
        """From the first question on."""
        open_question(self.house, shown(self.shown_page)[0].key)

    def do_add_to_sheet(self) -> None:
        """What may stand on it is chosen there."""
        self.house.visit("sheet")

    def do_put_away(self) -> None:
        """Out of the list; it is still there."""
        session = self.house.session
        session.put(session.plan.with_put_away(self.section))
        self.house.back()

"""What a person wrote on one page, at a glance; closed things stay closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.saying import answer_words, fill
from safeplan.app.screens.framed import Framed
from safeplan.app.screens.question import can_ask, open_question, shown
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import BEFORE, CautionBlock, Words
from safeplan.language import gettext as _
from safeplan.plan.tailoring import Page, PageField

SECOND_COLUMN = 35


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
        if page.section.footer:
            yield Words(fill(session, page.section.footer))
        yield Words(_("page.footer"), id="footer")

    def _rows(self) -> list[Row]:
        return [
            Row(one.field.key, self._label(one), tag=self._tag(one))
            for one in self.shown_page.fields
            if can_ask(one.field)
        ]

    def _label(self, one: PageField) -> str:
        prompt = fill(self.house.session, one.field.prompt or one.field.text)
        return prompt.removesuffix(".") if one.field.type != "note" else prompt

    def _tag(self, one: PageField) -> str:
        if one.field.type == "note":
            return ""
        answer = self.house.session.plan.answer(one.field.key)
        if answer is None:
            return _("page.nothing_written")
        if answer.state != "answer":
            return _("page.state." + answer.state)
        if not answer.filled:
            return _("page.nothing_written")
        if one.field.private:
            return _("page.kept_closed")
        return answer_words(self.house.session, one.field) or _("page.kept_closed")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Go through it, put something on the sheet, put it away."""
        found = []
        if shown(self.shown_page):
            found.append((_("page.go_through"), "go_through"))
        if self.house.leads_to("sheet"):
            found.append((_("page.add_to_sheet"), "add_to_sheet"))
        if not self.house.session.read_only:
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
        """Open that question."""
        open_question(self.house, event.row.key)

    def do_go_through(self) -> None:
        """From the first question on."""
        open_question(self.house, shown(self.shown_page)[0].field.key)

    def do_add_to_sheet(self) -> None:
        """What may stand on it is chosen there."""
        self.house.visit("sheet")

    def do_put_away(self) -> None:
        """Out of the list; it is still there."""
        session = self.house.session
        session.put(session.plan.with_put_away(self.section))
        self.house.back()

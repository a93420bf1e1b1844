"""All pages: the whole, with nothing owed; and the pages that were put away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app import carry_on
from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan.tailoring import Page

# What a row leads to that is no page: pages under a heading, the others of the menu, or the rest.
UNDER, OTHERS, MORE = "under ", "others", "more"


class AllPages(Framed):
    """The few pages that matter now, in the order of the rules; all others are one key away.

    Args:
        under: the heading whose pages are shown, ``OTHERS`` for those of the menu that are not
            among the few, ``MORE`` for the rest, "" for the few.
    """

    def __init__(self, under: str = "", name: str = "all_pages") -> None:
        super().__init__(name=name)
        self.under = under
        self._putting_away = False

    def middle(self) -> str:
        """The name of this place."""
        if self.under == MORE:
            return _("pages.more")
        if self.under == OTHERS:
            return _("pages.others")
        return self.under or _("pages.title")

    def body(self) -> Iterable[Widget]:
        """The pages."""
        session = self.house.session
        rows = self._rows()
        at = carry_on.place(session.plan).split(".")[0]
        if not self.under and at in {page.id for page in self._others()}:
            at = UNDER + OTHERS
        yield Rows(rows, at=at, letters=True, id="pages")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Putting away, and what was put away."""
        if self.house.session.read_only:
            return []
        return [(_("pages.put_away"), "put_away"), (_("pages.put_away_list"), "put_away_list")]

    def _rows(self) -> list[Row]:
        arranged = self.house.session.arrangement
        if self.under:
            return [self._row(page) for page in self._under()]
        few = {page.id for page in arranged.now}
        rows: dict[str, Row] = {}
        for page in arranged.menu:
            # Pages that lie closed together are one row, where the first of them stood.
            if page.collapsed_under:
                rows.setdefault(UNDER + page.collapsed_under, self._way(page.collapsed_under))
            elif page.id in few:
                rows[page.id] = self._row(page)
        others = [self._way(OTHERS)] if self._others() else []
        more = [self._way(MORE)] if arranged.more else []
        return [*rows.values(), *others, *more]

    def _under(self) -> list[Page]:
        """The pages that stand behind one of the rows."""
        arranged = self.house.session.arrangement
        if self.under == OTHERS:
            return self._others()
        if self.under == MORE:
            return list(arranged.more)
        return [page for page in arranged.menu if page.collapsed_under == self.under]

    def _others(self) -> list[Page]:
        """Those of the menu that are neither among the few nor closed under a heading."""
        arranged = self.house.session.arrangement
        few = {page.id for page in arranged.now}
        return [one for one in arranged.menu if one.id not in few and not one.collapsed_under]

    def _way(self, under: str) -> Row:
        words = {OTHERS: _("pages.others"), MORE: _("pages.more")}
        return Row(UNDER + under, words.get(under, under))

    def _row(self, page: Page) -> Row:
        return Row(page.id, self._label(page), tag=self._tag(page), offered=True)

    def _label(self, page: Page) -> str:
        return _("pages.hard").format(page=page.title) if page.gate else page.title

    def _tag(self, page: Page) -> str:
        """Words only: never how much is left."""
        plan = self.house.session.plan
        keys = [one.field.key for one in page.fields]
        notes = sum(plan.filled(key) for key in keys)
        if notes == 1:
            return _("pages.one_note")
        if notes:
            return _("pages.notes").format(count=notes)
        answers = [plan.answer(key) for key in keys]
        if any(answer is not None and answer.state == "later" for answer in answers):
            return _("pages.later")
        return _("pages.looked_at") if plan.opened(page.section.id) else ""

    def on_screen_resume(self) -> None:
        """Seen again: tags may be other ones now."""
        super().on_screen_resume()
        for rows in self.query(Rows):
            rows.put(self._rows())

    @on(Rows.Chosen, "#pages")
    def chosen(self, event: Rows.Chosen) -> None:
        """Open the page, or put it away after that button."""
        key = event.row.key
        if key.startswith(UNDER):
            self.house.visit("pages_under", under=key.removeprefix(UNDER))
        elif self._putting_away:
            self._put_away(event.row)
        else:
            self.house.open_page(key)

    def do_put_away(self) -> None:
        """The next page chosen is put away; nothing else changes on the screen."""
        self._putting_away = True
        self.say(_("pages.choose_to_put_away"))
        self.set_focus(self.query_one("#pages"))

    def _put_away(self, row: Row) -> None:
        self._putting_away = False
        session = self.house.session
        session.put(session.plan.with_put_away(row.key))
        self.query_one("#pages", Rows).put(self._rows())
        self.say(_("pages.is_put_away"))

    def do_put_away_list(self) -> None:
        """What was put away is still there."""
        self.house.visit("put_away")

    def action_back(self) -> None:
        """Esc first takes back the wish to put a page away."""
        if self._putting_away:
            self._putting_away = False
            self.say("")
        else:
            super().action_back()


class PutAway(Framed):
    """Pages put away; choosing one brings it back and opens it."""

    def middle(self) -> str:
        """The name of this place."""
        return _("pages.put_away_list")

    def body(self) -> Iterable[Widget]:
        """The pages, or that there is none."""
        session = self.house.session
        rows = [
            Row(name, session.pages[name].title)
            for name in session.plan.put_away
            if name in session.pages
        ]
        yield Words(_("pages.closed_by_you") if rows else _("pages.none_put_away"))
        if rows:
            yield Rows(rows, letters=True)

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Only a way back."""
        return [(_("button.back"), "back")]

    @on(Rows.Chosen)
    def chosen(self, event: Rows.Chosen) -> None:
        """Back in its place, and open."""
        session = self.house.session
        session.put(session.plan.with_taken_back(event.row.key))
        self.house.back()
        self.house.open_page(event.row.key)

"""Shopping: this week's list, the usual items, and what was bought."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from textual import on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from safeplan.app.screens.notebook_frame import NotebookFrame
from safeplan.app.widgets.entry_line import EntryLine
from safeplan.app.widgets.field import Field
from safeplan.app.widgets.heading_line import HeadingLine
from safeplan.app.widgets.row import BOX, TICKED, Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.cover import shopping
from safeplan.cover.aisle import sort_by_aisle
from safeplan.cover.entry import amount, read_entry
from safeplan.cover.lines import day_of, item_line, page_name
from safeplan.cover.notebook import BOUGHT, USUAL, WEEK, Item
from safeplan.language import gettext as _

AMOUNTS_AT = 30


class ListPage(NotebookFrame):
    """One list: tick with Space, open with Enter, write a new thing in the line below it.

    In a wide window what was bought last stands beside this week's list.
    """

    DEFAULT_CSS = """
    ListPage Horizontal, ListPage Vertical { height: auto; }
    ListPage .listed { margin: 0 0 1 0; }
    ListPage #bought { display: none; width: 28; margin: 0; padding: 0 0 0 2; }
    ListPage.-roomy #bought { display: block; }
    """

    @property
    def place(self) -> str:
        """Which list it is."""
        return self.name or WEEK

    def middle(self) -> str:
        """Where you are."""
        return _("notebook.shopping")

    def heading(self) -> str:
        """The name of the list."""
        return page_name(self.place)

    def aside(self) -> str:
        """The shop of this week's list."""
        return self.sitting.notebook.shop if self.place == WEEK else ""

    def body(self) -> Iterable[Widget]:
        """The list, and the line for a new thing."""
        rows = self._rows()
        listed = Rows(rows, ticks=True, column=AMOUNTS_AT, id="list", classes="listed")
        empty = Words(_("notebook.empty"), id="empty", classes="listed")
        listed.display, empty.display = bool(rows), not rows
        with Horizontal(id="both"):
            with Vertical(id="wanted"):
                yield listed
                yield empty
                yield EntryLine(_("notebook.add_item"), id="add")
            if self.place == WEEK:
                yield Words(self._last_shop(), quiet=True, id="bought")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """What can be done with this list."""
        if self.place == WEEK:
            return (
                (_("notebook.move_ticked"), "move_ticked"),
                (_("notebook.usual"), "usual"),
                (_("notebook.last_week"), "last_week"),
                (_("notebook.sort"), "sort"),
            )
        return ((_("notebook.to_shopping"), "to_shopping"), (_("notebook.sort"), "sort"))

    def redraw(self) -> None:
        """Show the list as it is now; the focus mark stays on its row."""
        rows = self._rows()
        listed = self.query_one("#list", Rows)
        if not rows and listed.has_focus:
            self.query_one("#add").focus()
        listed.put(rows)
        listed.display = bool(rows)
        self.query_one("#empty").display = not rows
        self.query_one("#heading", HeadingLine).put(self.heading(), self.aside())
        if self.place == WEEK:
            self.query_one("#bought", Words).say(self._last_shop())

    def _rows(self) -> list[Row]:
        return [
            Row(str(at), item.name, tag=_tag(item), mark=TICKED if item.ticked else BOX)
            for at, item in shopping.standing(self.sitting.notebook, self.place)
        ]

    def _last_shop(self) -> str:
        """What was bought last, for the side of a wide window."""
        book = self.sitting.notebook
        lines = [item_line(book.items[at]) for at in shopping.last_shop(book)]
        return "\n".join([_("notebook.bought"), "", *lines]) if lines else ""

    # What a person does

    @on(Rows.Ticked)
    def _ticked(self, event: Rows.Ticked) -> None:
        event.stop()
        change = shopping.tick if event.on else shopping.untick
        self.sitting.put(change(self.sitting.notebook, int(event.row.key)))
        self.put()

    @on(Rows.Done)
    def _opened(self, event: Rows.Done) -> None:
        event.stop()
        if event.rows.row is not None:
            self.go(self.place, int(event.rows.row.key))

    @on(Field.Entered)
    def _entered(self, event: Field.Entered) -> None:
        event.stop()
        self.leave()
        self.page.scroll_end(animate=False)

    @on(Field.Left)
    def _left(self, event: Field.Left) -> None:
        event.stop()
        if self.is_current:
            self.leave()

    def leave(self) -> None:
        """What stands in the line is put on the list, so that nothing typed is lost."""
        line = self.query_one("#add", EntryLine)
        item = read_entry(line.text, self.place)
        if item is not None:
            if self.place == BOUGHT:
                item = replace(item, date=self.sitting.today().isoformat())
            self.sitting.put(shopping.add(self.sitting.notebook, item))
            line.clear()
            self.put()

    def do_move_ticked(self) -> None:
        """What lies in the basket was bought."""
        self.leave()
        self.sitting.put(shopping.move_ticked(self.sitting.notebook, self.sitting.today()))
        self.put()

    def do_usual(self) -> None:
        """The usual items."""
        self.go(USUAL)

    def do_last_week(self) -> None:
        """What was bought on the last shop, once more."""
        self.leave()
        self.sitting.put(shopping.last_week(self.sitting.notebook))
        self.put()

    def do_sort(self) -> None:
        """In the order in which one walks through a shop."""
        self.leave()
        self.sitting.put(sort_by_aisle(self.sitting.notebook, self.place))
        self.put()

    def do_to_shopping(self) -> None:
        """What is ticked here goes on this week's list."""
        self.leave()
        self.sitting.put(shopping.ticked_to_list(self.sitting.notebook, self.place))
        self.put()


def _tag(item: Item) -> str:
    day = day_of(item.date) if item.place == BOUGHT else ""
    return " · ".join(part for part in (amount(item), day) if part)

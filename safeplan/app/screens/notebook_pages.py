"""The pages of the notebook that lie over the others: all pages, finding, help, the shop's name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.notebook_sitting import Sitting
from safeplan.app.screens.notebook_frame import NotebookFrame
from safeplan.app.widgets.entry_line import EntryLine
from safeplan.app.widgets.field import Field
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.cover.lines import page_name
from safeplan.cover.notebook import BOUGHT, USUAL
from safeplan.cover.search import NOTES, search
from safeplan.cover.shopping import name_shop
from safeplan.language import gettext as _


class PagesPage(NotebookFrame):
    """All the pages."""

    def middle(self) -> str:
        """Where you are."""
        return _("notebook.pages")

    def heading(self) -> str:
        """The name of the notebook."""
        return _("notebook.window")

    def body(self) -> Iterable[Widget]:
        """A row for each page."""
        yield Rows(self._rows(), id="list")

    def redraw(self) -> None:
        """The shop may have another name."""
        self.query_one(Rows).put(self._rows())

    def _rows(self) -> list[Row]:
        return [
            Row("week", _("notebook.shopping")),
            Row(USUAL, _("notebook.usual")),
            Row(BOUGHT, _("notebook.bought")),
            Row(NOTES, _("notebook.notes")),
            Row("shop", _("notebook.shop"), tag=self.sitting.notebook.shop),
            Row("print", _("notebook.print")),
            Row("find", _("notebook.search")),
            Row("settings", _("notebook.settings")),
            Row("help", _("notebook.help_name")),
        ]

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.go(event.row.key)


class FindPage(NotebookFrame):
    """Search in everything; the matches stand below while one types."""

    def middle(self) -> str:
        """Where you are."""
        return _("notebook.search")

    def heading(self) -> str:
        """What one does here."""
        return _("notebook.search")

    def body(self) -> Iterable[Widget]:
        """The line, and what was found."""
        yield EntryLine(id="line")
        found = Rows((), id="list")
        none = Words(_("notebook.no_matches"), id="none")
        found.display = none.display = False
        yield found
        yield none

    def redraw(self) -> None:
        """Search once more."""
        words = self.query_one("#line", EntryLine).text
        hits = search(self.sitting.notebook, words)
        found = self.query_one("#list", Rows)
        found.put([Row(f"{hit.page} {hit.at}", hit.name, tag=page_name(hit.page)) for hit in hits])
        found.display = bool(hits)
        self.query_one("#none").display = bool(words.strip()) and not hits

    @on(Field.Changed)
    def _changed(self, event: Field.Changed) -> None:
        event.stop()
        self.redraw()

    @on(Field.Entered)
    def _entered(self, event: Field.Entered) -> None:
        event.stop()
        if self.query_one("#list").display:
            self.query_one("#list").focus()

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        page, at = event.row.key.split()
        self.go("note" if page == NOTES else page, int(at))


class HelpPage(NotebookFrame):
    """What the notebook is for, and its keys."""

    def middle(self) -> str:
        """Where you are."""
        return _("notebook.help_name")

    def heading(self) -> str:
        """The name of the notebook."""
        return _("notebook.window")

    def body(self) -> Iterable[Widget]:
        """Two sentences."""
        yield Words(_("notebook.help"))

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Back to where one was."""
        return ((_("notebook.done"), "done"),)

    def do_done(self) -> None:
        """Back to where one was."""
        self.action_back()


class ShopPage(NotebookFrame):
    """The name of the shop of this week's list."""

    def middle(self) -> str:
        """Where you are."""
        return _("notebook.shopping")

    def heading(self) -> str:
        """What is asked for."""
        return _("notebook.shop")

    def body(self) -> Iterable[Widget]:
        """The name."""
        self._stood = self.sitting.notebook.shop
        yield EntryLine(text=self._stood, id="line")

    def redraw(self) -> None:
        """The name that another page gave it meanwhile, where nobody wrote here."""
        line = self.query_one("#line", EntryLine)
        if line.text == self._stood != self.sitting.notebook.shop:
            self._stood = self.sitting.notebook.shop
            line.begin(self._stood)

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Keep it."""
        return ((_("notebook.done"), "done"),)

    def do_done(self) -> None:
        """Back to the pages."""
        self.action_back()

    def leave(self) -> None:
        """Keep the name."""
        shop, book = self.query_one("#line", EntryLine).text, self.sitting.notebook
        changed = shop != self._stood
        self._stood = shop
        self.sitting.put(name_shop(book, shop) if changed else book)

    @on(Field.Entered)
    def _entered(self, event: Field.Entered) -> None:
        event.stop()
        self.action_back()


class OtherButtons(NotebookFrame):
    """In a narrow window: the buttons that had no room, as a list.

    Args:
        sitting: the notebook.
        page: the page whose buttons they are.
    """

    def __init__(self, sitting: Sitting, page: NotebookFrame) -> None:
        super().__init__(sitting, name="others")
        self._of = page

    def middle(self) -> str:
        """Where you are."""
        return self._of.middle()

    def heading(self) -> str:
        """The heading of the page."""
        return self._of.heading()

    def body(self) -> Iterable[Widget]:
        """A row for each button."""
        yield Rows([Row(does, words) for words, does in self._of.others()], id="list")

    @on(Rows.Chosen)
    async def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.house.back()
        await self._of.do(event.row.key)

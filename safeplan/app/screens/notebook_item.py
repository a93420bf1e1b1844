"""One thing of a shopping list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.notebook_sitting import Sitting, followed
from safeplan.app.screens.notebook_frame import NotebookFrame
from safeplan.app.widgets.entry_line import EntryLine
from safeplan.app.widgets.field import Field
from safeplan.cover import shopping
from safeplan.cover.entry import write_entry
from safeplan.cover.lines import page_name
from safeplan.cover.notebook import BOUGHT, USUAL, WEEK, Item, Notebook
from safeplan.language import gettext as _


class ItemPage(NotebookFrame):
    """One thing of a list: write it anew, or take it away.

    Args:
        sitting: the notebook.
        at: the place of the thing.
    """

    def __init__(self, sitting: Sitting, at: int) -> None:
        super().__init__(sitting, name="item")
        self.at = at
        # From where all that is typed here is one step; and the history as this page left it.
        self._start = self._last = sitting.history
        self._gone = False
        self._stood = write_entry(self.item)

    @property
    def item(self) -> Item:
        """The thing as it is now."""
        return self.sitting.notebook.items[self.at]

    def middle(self) -> str:
        """Where you are."""
        return _("notebook.shopping")

    def heading(self) -> str:
        """What it is."""
        return self.item.name

    def aside(self) -> str:
        """Which list it stands in."""
        return page_name(self.item.place)

    def body(self) -> Iterable[Widget]:
        """The line that says it."""
        yield EntryLine(text=write_entry(self.item), id="line")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """What can be done with it."""
        done = (_("notebook.done"), "done")
        gone = (_("notebook.remove"), "remove")
        usual = (_("notebook.make_usual"), "make_usual")
        again = (_("notebook.to_shopping"), "to_shopping")
        between = {WEEK: (usual,), BOUGHT: (again, usual), USUAL: (again,)}
        return (done, *between[self.item.place], gone)

    def redraw(self) -> None:
        """What another page changed meanwhile stands here too; a thing that is gone is left."""
        if self._gone:
            return
        if not self._catch_up():
            self._gone = True
            self.house.back()
            return
        line, said = self.query_one("#line", EntryLine), write_entry(self.item)
        if line.text == self._stood != said:
            self._stood = said
            line.begin(said)

    def _catch_up(self) -> bool:
        """Go on from what other pages made of the notebook; False where this thing is gone."""
        history = self.sitting.history
        if history is not self._last:
            place = followed(self.at, self._last.now.items, history.now.items)
            if place is None:
                return False
            self.at, self._start, self._last = place, history, history
        return True

    def leave(self) -> None:
        """Keep the line as it was written, at once."""
        self._write(now=True)

    @on(Field.Changed)
    def _changed(self, event: Field.Changed) -> None:
        event.stop()
        self._write(now=False)

    def _write(self, *, now: bool) -> None:
        """An empty line means the thing as it was."""
        if self._gone:
            return
        text = self.query_one("#line", EntryLine).text
        if text == self._stood:
            # Nobody wrote here; the thing may be another one by now, or gone.
            self.sitting.put(self.sitting.notebook, now=now)
        elif self._catch_up():
            self._stood = text
            changed = shopping.retype(self._start.now, self.at, text)
            self.sitting.put(changed, now=now, since=self._start)
            self._last = self.sitting.history

    @on(Field.Entered)
    def _entered(self, event: Field.Entered) -> None:
        event.stop()
        self.action_back()

    def do_done(self) -> None:
        """Back to the list."""
        self.action_back()

    def do_remove(self) -> None:
        """Take it away, and say how it comes back."""
        self.leave()
        self._gone = True
        self.sitting.put(shopping.remove(self.sitting.notebook, self.at))
        self._back_saying(_("notebook.removed"))

    def do_make_usual(self) -> None:
        """It stands among the usual items too."""
        self.leave()
        self._done(shopping.make_usual(self.sitting.notebook, self.at))

    def do_to_shopping(self) -> None:
        """It goes on this week's list too."""
        self.leave()
        self._done(shopping.put_on_list(self.sitting.notebook, (self.at,)))

    def _done(self, changed: Notebook) -> None:
        self.sitting.put(changed)
        self._gone = True
        self.house.back()

    def action_undo(self) -> None:
        """Nothing typed: the change before is undone, and seen where it was made."""
        if self.sitting.undo():
            self._gone = True
            self._back_saying(_("notebook.undone"))

    def _back_saying(self, words: str) -> None:
        self.house.back()
        if isinstance(self.house.screen, NotebookFrame):
            self.house.screen.put(words)

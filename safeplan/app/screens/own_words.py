"""One line in the person's own words: for a list, to add it, change it, or take it off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.screens.framed import Framed
from safeplan.app.screens.question import Question
from safeplan.app.widgets.field import Field, OneLine
from safeplan.app.widgets.words import CautionBlock, Words
from safeplan.language import gettext as _

Moves = Callable[[int], None]


class OwnWords(Framed):
    """A line of the list that the question below asks for.

    Args:
        of: the question.
        text: the line as it is; "" for a new one.
        keeps: takes the line when the screen is left by any key but Remove.
        removes: takes it off; None for a new one.
        moves: moves it up (-1) or down (1), where the order counts.
    """

    def __init__(
        self,
        of: Question,
        text: str,
        keeps: Callable[[str], None],
        removes: Callable[[], None] | None = None,
        moves: Moves | None = None,
        name: str = "own_words",
    ) -> None:
        super().__init__(name=name)
        self.of, self._text = of, text
        self._keeps, self._removes, self._moves = keeps, removes, moves
        self._gone = False

    def middle(self) -> str:
        """Where the person still is."""
        return self.of.middle()

    def heading(self) -> str:
        """The question."""
        return self.of.heading()

    def body(self) -> Iterable[Widget]:
        """The cautions of the question, and the line."""
        for block in self.of.query(CautionBlock):
            yield CautionBlock(block.lead, block.caution)
        words = _("list.in_your_words") if self._removes is None else _("list.change_or_remove")
        yield Words(words, quiet=True, classes="list-words")
        yield OneLine(self._text, id="line")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Done; and Remove for what is there already."""
        found = [(_("button.done"), "done")]
        if self._removes is not None:
            found.append((_("button.remove"), "remove"))
        if self._moves is not None:
            found += [(_("button.move_up"), "move_up"), (_("button.move_down"), "move_down")]
        return found

    @on(Field.Changed)
    def typed(self, event: Field.Changed) -> None:
        """What is typed is saved after a pause, as everywhere."""
        event.stop()
        if event.text.strip():
            self._keeps(event.text.strip())

    @on(Field.Entered)
    def entered(self, event: Field.Entered) -> None:
        """Enter: done."""
        event.stop()
        self.do_done()

    def leave(self) -> None:
        """Keep the line as it stands now."""
        if not self._gone:
            self._keeps(self.query_one("#line", Field).text.strip())

    def do_done(self) -> None:
        """Back to the list."""
        self.action_back()

    def do_remove(self) -> None:
        """Take the line off; the list says how it comes back."""
        self._gone = True
        self.house.back()
        if self._removes is not None:
            self._removes()

    def do_move_up(self) -> None:
        """One place up."""
        self._move(-1)

    def do_move_down(self) -> None:
        """One place down."""
        self._move(1)

    def _move(self, by: int) -> None:
        if self._moves is not None:
            self._moves(by)

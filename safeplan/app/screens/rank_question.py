"""What comes first: lines put in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.lines import Lines
from safeplan.app.screens.lines_question import LinesQuestion
from safeplan.app.screens.onward import SCREENS
from safeplan.app.screens.options import offered
from safeplan.app.widgets.rank_rows import RankRows
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan.model import Chosen, Value
from safeplan.plan.values import Item, items

OWN = "own"


class RankQuestion(LinesQuestion):
    """What was put in order stands first; the rest follows as the guide has it.

    The answer is every line down to the lowest one that the person moved: two or three are enough.
    """

    def answer_body(self) -> Iterable[Widget]:
        """The lines in their order, and the row that adds one."""
        placed = self.placed
        options = placed.options if placed is not None else self.field.options
        self._words = offered(self.house.session, options)
        self._take()
        yield Words(_("question.ideas"), quiet=True, classes="list-words")
        yield Words(_("rank.keys"), quiet=True, classes="list-words")
        yield RankRows(self._rows(), fixed=[OWN], picked_up=_("rank.picked_up"), id="answer")

    def _take(self) -> None:
        before = items(self.answer.value) if self.answer is not None else ()
        chosen = {one.id for one in before if isinstance(one, Chosen)}
        # A line that is not offered any more keeps its place without being seen.
        self._unseen = {one.id for one in before if isinstance(one, Chosen)} - set(self._words)
        rest = [Chosen(value) for value in self._words if value not in chosen]
        self.lines = Lines([*before, *rest])
        self._placed = set(self.lines.keys[: len(before)])

    def draw_answer(self) -> None:
        """Another order."""
        self._take()
        self._list.put(self._rows())

    def _shown(self) -> list[str]:
        return [key for key in self.lines.keys if not self._hidden(self.lines.item(key))]

    def _hidden(self, item: Item) -> bool:
        return isinstance(item, Chosen) and item.id in self._unseen

    def _rows(self) -> list[Row]:
        rows = []
        for key in self._shown():
            item = self.lines.item(key)
            words = self._words[item.id] if isinstance(item, Chosen) else item.text
            rows.append(Row(key, words))
        return [*rows, Row(OWN, _("checklist.add_your_own"), acts=True)]

    def value(self) -> Value | None:
        """The lines put in order."""
        return self.lines.items[: self._reach()] or None

    def _reach(self) -> int:
        """How many lines are in order: down to the lowest one that the person placed."""
        found = (at for at, key in enumerate(self.lines.keys, start=1) if key in self._placed)
        return max(found, default=0)

    def draw_lines(self) -> None:
        """The rows as they are now; a new line of one's own comes after what is in order."""
        for key in self.lines.keys:
            if self.lines.text(key) and key not in self._placed:
                self.lines.move(key, self._reach() - self.lines.keys.index(key))
                self._placed.add(key)
        self._list.put(self._rows())

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Next, the two moves, and the other answers as a list: four are the most."""
        if self.house.session.read_only:
            return [(_("button.next"), "next")]
        return [
            (_("button.next"), "next"),
            (_("button.move_up"), "move_up"),
            (_("button.move_down"), "move_down"),
            (_("button.others"), "more_answers"),
        ]

    @property
    def _list(self) -> RankRows:
        return self.query_one("#answer", RankRows)

    @on(RankRows.Ordered, "#answer")
    def ordered_now(self, event: RankRows.Ordered) -> None:
        """Take over the order that is seen; what is not seen keeps its place."""
        event.stop()
        key = event.row.key
        seen = [row.key for row in self._list.rows]
        above = seen[: seen.index(key)]
        self.lines.move(key, -len(seen) - len(self._unseen))
        if above:
            self.lines.move(key, self.lines.keys.index(above[-1]))
        self._placed.add(key)
        self.keep(now=False, said=True)

    @on(Rows.Chosen, "#answer")
    def opened(self, event: Rows.Chosen) -> None:
        """Words of one's own."""
        event.stop()
        self.open_new_line()

    @on(Rows.Done, "#answer")
    def done(self, event: Rows.Done) -> None:
        """Enter goes on."""
        event.stop()
        self.do_next()

    def do_move_up(self) -> None:
        """The line under the focus mark, one place up."""
        self._list.step(-1)

    def do_move_down(self) -> None:
        """The line under the focus mark, one place down."""
        self._list.step(1)

    def do_more_answers(self) -> None:
        """Skip, Not for me, Come back later; and Change for a line of one's own."""
        found = [
            (_("button.skip"), "skip"),
            (_("button.not_for_me"), "not_for_me"),
            (_("button.later"), "later"),
        ]
        row = self._list.row
        if row is not None and row.key in self.lines and self.lines.text(row.key):
            found.append((_("list.change_this").format(line=row.label), "change_line"))
        self.house.visit("other_answers", of=self, offered=found)

    def do_change_line(self) -> None:
        """Other words for the line under the focus mark, or none."""
        row = self._list.row
        if row is not None:
            self.open_line(row.key)


SCREENS["rank"] = RankQuestion

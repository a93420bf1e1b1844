"""A checklist: ticks, lines of one's own, and for some things how they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual import on
from textual.widget import Widget

from safeplan.app.lines import Lines
from safeplan.app.screens.item_state import ItemState
from safeplan.app.screens.lines_question import LinesQuestion
from safeplan.app.screens.onward import SCREENS
from safeplan.app.screens.options import chosen_before, offered, own_before
from safeplan.app.widgets.row import BOX, TICKED, Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.tick_rows import TickRows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan.model import Chosen, Value

OWN = "own"


class ChecklistQuestion(LinesQuestion):
    """Space or a digit ticks; Enter goes on; the last row is for words of one's own."""

    def answer_body(self) -> Iterable[Widget]:
        """The options, the person's own lines, and the row that adds one."""
        self._take()
        placed = self.placed
        options = placed.options if placed is not None else self.field.options
        self._words = offered(self.house.session, options)
        yield Words(_("question.ideas"), quiet=True, classes="list-words")
        keys = _("checklist.state_keys") if self.field.item_states else _("checklist.keys")
        yield Words(keys, quiet=True, classes="list-words")
        yield TickRows(self._rows(), enters=[OWN], id="answer")

    def _take(self) -> None:
        self._before = chosen_before(self.answer)
        self.ticks: dict[str, Chosen] = dict(self._before)
        self.lines = Lines(own_before(self.answer))

    def draw_answer(self) -> None:
        """Other ticks, and other lines."""
        self._take()
        self.draw_lines()

    def _rows(self) -> list[Row]:
        acts = bool(self.field.item_states)
        rows = [
            Row(
                value,
                words,
                tag=self.state_words(self.ticks[value].state) if value in self.ticks else "",
                mark=TICKED if value in self.ticks else BOX,
                acts=acts,
                offered=True,
            )
            for value, words in self._words.items()
        ]
        for key in self.lines.keys:
            state = self.state_words(self.lines.item(key).state)
            tag = state or _("list.change")
            rows.append(Row(key, self.lines.text(key), tag=tag, mark=TICKED, acts=True))
        return [*rows, Row(OWN, _("checklist.add_your_own"), acts=True)]

    def state_words(self, state: str) -> str:
        """How a thing stands, in words; "" where that was left open."""
        found = (one.label for one in self.field.item_states if one.value == state)
        return next(found, "")

    def value(self) -> Value | None:
        """What is ticked, in the order of the guide, and the person's own lines."""
        order = [one.value for one in self.field.options]
        known = [self.ticks[value] for value in order if value in self.ticks]
        gone = [one for value, one in self.ticks.items() if value not in order]
        return (*known, *gone, *self.lines.items) or None

    def draw_lines(self) -> None:
        """The rows as they are now; the focus mark stays where it is."""
        self.query_one("#answer", Rows).put(self._rows())

    @on(Rows.Ticked, "#answer")
    def ticked(self, event: Rows.Ticked) -> None:
        """Show it, and save it."""
        event.stop()
        if event.on:
            self.ticks[event.row.key] = self._before.get(event.row.key) or Chosen(event.row.key)
        else:
            self.ticks.pop(event.row.key, None)
        self.changed()

    @on(Rows.Chosen, "#answer")
    def opened(self, event: Rows.Chosen) -> None:
        """Words of one's own, a line to change, or how a thing stands."""
        event.stop()
        if event.row.key == OWN:
            self.open_new_line()
        elif self.field.item_states:
            self._open_state(event.row)
        else:
            self.open_line(event.row.key)

    def _open_state(self, row: Row) -> None:
        item = self.lines.item(row.key) if row.key in self.lines else self.ticks.get(row.key)
        state = None if item is None else item.state
        own = row.key in self.lines
        screen = ItemState(
            self,
            row.label,
            state,
            takes=lambda chosen: self._take_state(row.key, chosen),
            changes=(lambda: self.open_line(row.key)) if own else None,
        )
        self.app.push_screen(screen)

    def _take_state(self, key: str, state: str | None) -> None:
        """``None`` takes the thing off the list."""
        if key in self.lines:
            if state is None:
                self._remove(key)
                return
            self.lines.put(key, replace(self.lines.item(key), state=state))
        elif state is None:
            self.ticks.pop(key, None)
        else:
            self.ticks[key] = replace(self.ticks.get(key, Chosen(key)), state=state)
        self.changed()

    @on(Rows.Done, "#answer")
    def done(self, event: Rows.Done) -> None:
        """Enter goes on."""
        event.stop()
        self.do_next()


SCREENS["checklist"] = ChecklistQuestion

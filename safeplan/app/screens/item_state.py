"""How one thing of a checklist stands: have it, a copy is made, it is with a helper, and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.screens.framed import Framed
from safeplan.app.screens.question import Question
from safeplan.app.widgets.row import OPEN_RING, RING, Row
from safeplan.app.widgets.rows import Rows
from safeplan.language import gettext as _

ON, OFF = "on", "off"


class ItemState(Framed):
    """One row is one answer, and goes back to the list.

    Args:
        of: the question.
        thing: the item's words.
        state: its state; "" where it is ticked and nothing more, None where it is not ticked.
        takes: takes the state that was chosen, in the same form.
        changes: opens the item's words, where they are the person's own.
    """

    def __init__(
        self,
        of: Question,
        thing: str,
        state: str | None,
        takes: Callable[[str | None], None],
        changes: Callable[[], None] | None = None,
        name: str = "item_state",
    ) -> None:
        super().__init__(name=name)
        self.of, self._thing, self._state = of, thing, state
        self._takes, self._changes = takes, changes

    def middle(self) -> str:
        """Where the person still is."""
        return self.of.middle()

    def heading(self) -> str:
        """The thing."""
        return self._thing

    def body(self) -> Iterable[Widget]:
        """Ticked and nothing more, each state, and off the list."""
        now = OFF if self._state is None else self._state or ON
        offered = [(ON, _("checklist.on"))]
        offered += [(one.value, one.label) for one in self.of.field.item_states]
        offered.append((OFF, _("checklist.off")))
        yield Rows(
            [
                Row(key, words, mark=RING if key == now else OPEN_RING, offered=True)
                for key, words in offered
            ],
            at=now,
        )

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Back; and Change for words of one's own."""
        found = [(_("button.back"), "back")]
        if self._changes is not None:
            found.append((_("list.change"), "change"))
        return found

    @on(Rows.Chosen)
    def chosen(self, event: Rows.Chosen) -> None:
        """Back to the list, with it."""
        event.stop()
        self.house.back()
        key = event.row.key
        self._takes(None if key == OFF else "" if key == ON else key)

    def do_change(self) -> None:
        """Other words for it."""
        self.house.back()
        if self._changes is not None:
            self._changes()

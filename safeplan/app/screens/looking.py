"""What looks through thousands of entries, without a key having to wait for it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from safeplan.app.screens.framed import Framed
from safeplan.plan import journal, log
from safeplan.plan.entries import Entries
from safeplan.plan.guide import Guide
from safeplan.plan.model import Plan

# So many are made ready at once; more of them by a thread, while what is typed is drawn.
AT_ONCE = 500
# So many rows are shown; whoever has more adds a word.
MOST = 50


class Looking(Framed):
    """A screen that looks through the journal and the log."""

    @dataclass
    class Ready(Message):
        """Entries that a thread made ready, and what they were made of."""

        made_of: tuple[object, ...]
        entries: Entries

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._made_of: tuple[object, ...] = ()
        self._asked_for: tuple[object, ...] = ()
        self._entries: Entries | None = None

    def look(self) -> None:
        """Look again, with what is typed and what is ready now."""

    def entries(self) -> Entries | None:
        """The entries as they are now; None as long as they are not ready, `look` follows then."""
        plan = self.house.session.plan
        parts = _parts(plan)
        if parts == self._made_of:
            return self._entries
        guide = self.house.session.guide
        if sum(len(journal.kept_records(plan, key)) for key in (journal.KEY, log.KEY)) <= AT_ONCE:
            self._made_of, self._entries = parts, Entries(guide, plan)
            return self._entries
        if parts != self._asked_for:
            self._asked_for = parts
            self.run_worker(lambda: self._make(guide, plan), thread=True, group="entries")
        return None

    def _make(self, guide: Guide, plan: Plan) -> None:
        self.post_message(self.Ready(_parts(plan), Entries(guide, plan)))

    def on_looking_ready(self, event: Ready) -> None:
        """They are ready; where they are older than the plan by now, others are on their way."""
        event.stop()
        if event.made_of == _parts(self.house.session.plan):
            self._made_of, self._entries = event.made_of, event.entries
            self.look()


def _parts(plan: Plan) -> tuple[object, ...]:
    """What the entries are made of; opening a page does not change it."""
    return (
        plan.answer(journal.KEY),
        plan.answer(log.KEY),
        plan.answer(log.SAFE),
        plan.put_away,
    )

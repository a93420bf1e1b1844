"""One thing more about a person or an entry; each is a page of its own, and all may be skipped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Protocol

from textual import on
from textual.widget import Widget

from safeplan.app import contacts
from safeplan.app.saying import fill
from safeplan.app.screens.framed import Framed
from safeplan.app.screens.options import offered
from safeplan.app.widgets.field import Field, LongText, OneLine
from safeplan.app.widgets.row import BOX, OPEN_RING, RING, TICKED, Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.tick_rows import TickRows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan.model import Chosen, Own, Record, Value
from safeplan.plan.schema import SubField
from safeplan.plan.values import items

LEAVE_OPEN = "leave-open"


class HasRecord(Protocol):
    """The screen of a record, as far as its parts need it."""

    key: str
    record_id: str
    LONG: ClassVar[bool]

    @property
    def record(self) -> Record:
        """The record as it is now."""

    @property
    def open(self) -> bool:
        """Whether it can still be changed."""

    def about(self) -> str:
        """Where the person is, for row 1."""

    def part_after(self, part: SubField) -> SubField | None:
        """The part asked after this one, or None."""


class RecordPart(Framed):
    """A part of a record: words, one of several, or boxes.

    Args:
        of: the screen of the record.
        part: what is asked.
    """

    def __init__(self, of: HasRecord, part: SubField, name: str = "record_part") -> None:
        super().__init__(name=name)
        self.of, self.part = of, part
        self._stood: object = None
        self._chosen = False

    def on_mount(self) -> None:
        """From here on only what is changed is written."""
        self._stood = self.value()

    def on_screen_resume(self) -> None:
        """Seen again: what was finished or removed meanwhile is changed no more."""
        if not self.of.open:
            self.house.back()

    def middle(self) -> str:
        """Whom or what it is about."""
        return self.of.about()

    def heading(self) -> str:
        """What is asked."""
        return fill(self.house.session, self.part.label)

    def body(self) -> Iterable[Widget]:
        """The line, or the rows."""
        value = self.of.record.values.get(self.part.id)
        if self.part.type != "choice":
            yield from self._writing(value)
            return
        found = items(value) if value is not None else ()
        before = {one.id for one in found if isinstance(one, Chosen)}
        words = offered(self.house.session, self.part.options)
        if self.part.multi:
            yield Words(_("checklist.keys"), quiet=True, classes="list-words")
            yield TickRows(
                [
                    Row(key, said, mark=TICKED if key in before else BOX, offered=True)
                    for key, said in words.items()
                ],
                id="answer",
            )
            return
        words[LEAVE_OPEN] = _("people.leave_open")
        at = next(iter(before), LEAVE_OPEN)
        yield Rows(
            [
                Row(key, said, mark=RING if key == at else OPEN_RING, offered=True)
                for key, said in words.items()
            ],
            at=at,
            id="answer",
        )

    def _writing(self, value: Value | None) -> Iterable[Widget]:
        text = value if isinstance(value, str) else ""
        if self.part.type == "list":
            text = "\n".join(one.text for one in items(value or ()) if isinstance(one, Own))
            yield Words(_("log.one_a_line"), quiet=True, classes="list-words")
        if self.of.LONG or "\n" in text or self.part.type == "list":
            yield LongText(text, id="answer")
        else:
            yield OneLine(text, id="answer")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Next, which passes by as well; and back to the person."""
        return [(_("button.next"), "next"), (_("button.skip"), "skip"), (_("button.done"), "done")]

    def value(self) -> Value | None:
        """What stands there now."""
        if self.part.type != "choice":
            text = self.query_one("#answer", Field).text.strip()
            if self.part.type != "list":
                return text
            return tuple(Own(line.strip()) for line in text.splitlines() if line.strip())
        rows = self.query_one("#answer", Rows)
        if self.part.multi:
            shown = {row.key for row in rows.rows}
            found = items(self.of.record.values.get(self.part.id, ()))
            known = {one.id: one for one in found if isinstance(one, Chosen)}
            hidden = tuple(one for key, one in known.items() if key not in shown)
            return (*(known.get(key) or Chosen(key) for key in rows.ticked), *hidden)
        chosen = next((row.key for row in rows.rows if row.mark == RING), LEAVE_OPEN)
        return None if chosen == LEAVE_OPEN else Chosen(chosen)

    def keep(self, *, now: bool) -> None:
        """Put it into the plan."""
        session, value = self.house.session, self.value()
        plan = session.plan
        # What is as it was says nothing: the record may be another one by now, or gone.
        if self.of.open and (self._chosen or value != self._stood):
            self._stood, self._chosen = value, False
            plan = contacts.with_part(plan, self.of.key, self.of.record_id, self.part.id, value)
        session.put(plan, now=now)

    def leave(self) -> None:
        """Any key that leaves has saved first."""
        self.keep(now=True)

    @on(Field.Changed)
    def typed(self, event: Field.Changed) -> None:
        """Saved after a pause."""
        self.say("")
        self.keep(now=False)

    @on(Field.Entered)
    def entered(self, event: Field.Entered) -> None:
        """Enter goes on."""
        event.stop()
        self.do_next()

    @on(Rows.Ticked)
    def ticked(self, event: Rows.Ticked) -> None:
        """Show it, and save it."""
        event.stop()
        self.query_one("#answer", Rows).change(event.row.key, mark=TICKED if event.on else BOX)
        self.keep(now=False)

    @on(Rows.Done)
    def done(self, event: Rows.Done) -> None:
        """Enter goes on."""
        event.stop()
        self.do_next()

    @on(Rows.Chosen)
    def chosen(self, event: Rows.Chosen) -> None:
        """This is the answer; go on."""
        event.stop()
        self._chosen = True
        rows = self.query_one("#answer", Rows)
        for row in rows.rows:
            rows.change(row.key, mark=RING if row.key == event.row.key else OPEN_RING)
        self.do_next()

    def do_next(self) -> None:
        """To the next thing, or back to the person after the last."""
        self.leave()
        following = self.of.part_after(self.part)
        if following is None:
            self.house.back()
        else:
            self.house.switch_to(RecordPart(self.of, following))

    def do_skip(self) -> None:
        """Pass by; what is written stays."""
        self.do_next()

    def do_done(self) -> None:
        """Back to the person."""
        self.action_back()

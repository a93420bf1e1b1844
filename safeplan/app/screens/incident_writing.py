"""Writing down what happened: two lines while it is fresh, and more if the person likes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.widget import Widget

from safeplan.app import contacts
from safeplan.app.saying import fill
from safeplan.app.screens.cautions import blocks
from safeplan.app.screens.date_question import reading
from safeplan.app.screens.framed import Framed
from safeplan.app.screens.incident import Incident
from safeplan.app.screens.onward import page_of
from safeplan.app.screens.record_part import RecordPart
from safeplan.app.widgets.field import Field, LongText, OneLine
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan import chain, log
from safeplan.plan.dates import kept, spoken
from safeplan.plan.model import Plan, Record
from safeplan.plan.schema import SubField

DATE, WHAT = "date", "what"


class IncidentWriting(Framed):
    """One entry, as long as this page is open; once it is left, notes are added below it.

    What is typed is kept as it is typed, so that hiding loses nothing.
    """

    LONG: ClassVar[bool] = True

    def __init__(self, name: str = "incident_writing") -> None:
        super().__init__(name=name)
        self.key = log.KEY
        self.record_id = ""
        self.section = log.KEY.split(".")[0]

    @property
    def record(self) -> Record:
        """The entry as far as it is written."""
        found = contacts.one_of(self.house.session.plan, self.key, self.record_id)
        return found or Record(self.record_id)

    @property
    def open(self) -> bool:
        """Whether it is still being written: once its digest is made it stays as it is."""
        there = contacts.one_of(self.house.session.plan, self.key, self.record_id)
        return not self.record_id or (there is not None and not chain.seal_of(there))

    def on_screen_resume(self) -> None:
        """Seen again: what was finished meanwhile is shown to be read; what is gone is left."""
        if self.open:
            return
        if contacts.one_of(self.house.session.plan, self.key, self.record_id) is None:
            self.house.back()
        else:
            self.house.switch_to(Incident(self.record_id))

    def about(self) -> str:
        """The page's name."""
        return self.middle()

    def middle(self) -> str:
        """The page's name."""
        return page_of(self.house, self.section).title

    def heading(self) -> str:
        """What happened?"""
        session = self.house.session
        return fill(session, session.guide.field(self.key).prompt)

    def _parts(self) -> tuple[SubField, ...]:
        placed = page_of(self.house, self.section).field(self.key.split(".")[1])
        field = self.house.session.guide.field(self.key)
        return placed.parts if placed is not None else field.subfields

    def _label(self, part: str) -> str:
        found = self.house.session.guide.field(self.key).subfield(part)
        return fill(self.house.session, found.label) if found is not None else ""

    def body(self) -> Iterable[Widget]:
        """The caution; when, filled with today; what; and that this is enough."""
        session = self.house.session
        page = page_of(self.house, self.section)
        yield from blocks(session, page, session.guide.field(self.key))
        today = self.house.outside.now().date()
        yield Words(self._label(DATE), classes="list-words")
        yield OneLine(spoken(today.isoformat()), id=DATE)
        yield Words(self._label(WHAT), classes="list-words")
        yield LongText(rows=4, id=WHAT)
        yield Words(_("log.enough"), quiet=True)
        now = self.house.outside.now()
        date, time = spoken(now.date().isoformat()), now.strftime("%H:%M")
        yield Words(_("log.written_now").format(date=date, time=time), quiet=True)

    def first_focus(self) -> Widget | None:
        """When it was."""
        return self.query_one(f"#{DATE}")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Done is enough."""
        return [(_("button.done"), "done"), (_("log.add_more"), "add_more")]

    # Writing

    def keep(self, *, now: bool) -> None:
        """Put the entry into the plan once something is said in it."""
        session = self.house.session
        written = self._written(session.plan)
        if written is not session.plan:
            session.put(written, now=now)
        elif now:
            session.put(session.plan)

    def _written(self, plan: Plan) -> Plan:
        if not self.open:
            return plan
        what = self.query_one(f"#{WHAT}", LongText).text.strip()
        today = self.house.outside.now().date()
        date = kept(self.query_one(f"#{DATE}", OneLine).text, today)
        if not self.record_id:
            if not what:
                return plan
            plan = log.add_incident(plan, {WHAT: what, DATE: date}, self.house.outside.now())
            self.record_id = plan.records(self.key)[-1].id
            return plan
        if not what and set(self.record.values) <= {WHAT, DATE, log.WRITTEN_ON}:
            # Emptied again before it was left: it was never written.
            self.record_id, gone = "", self.record_id
            return contacts.without(plan, self.key, gone)
        for part, value in ((WHAT, what), (DATE, date)):
            plan = contacts.with_part(plan, self.key, self.record_id, part, value)
        return plan

    def leave(self) -> None:
        """Any key that leaves has saved first."""
        self.keep(now=True)

    @on(Field.Changed)
    def typed(self, event: Field.Changed) -> None:
        """Saved after a pause; how the date is read is said below."""
        said = reading(event.text, self.house.outside.now().date())
        self.say(said if event.field.id == DATE else "")
        self.keep(now=False)

    @on(Field.Entered)
    def entered(self, event: Field.Entered) -> None:
        """From when to what."""
        event.stop()
        self.set_focus(self.query_one(f"#{WHAT}"))

    def do_done(self) -> None:
        """Back to the list; from now on notes are added below."""
        self.action_back()

    def do_add_more(self) -> None:
        """Where, who, how it ended: one question a page."""
        self.leave()
        if not self.record_id:
            self.say(_("log.what_first"))
            self.set_focus(self.query_one(f"#{WHAT}"))
            return
        self.app.push_screen(RecordPart(self, self._more()[0]))

    def _more(self) -> list[SubField]:
        return [one for one in self._parts() if one.id not in {DATE, WHAT}]

    def part_after(self, part: SubField) -> SubField | None:
        """The part asked after this one, or None."""
        parts = self._more()
        at = parts.index(part) + 1 if part in parts else len(parts)
        return parts[at] if at < len(parts) else None

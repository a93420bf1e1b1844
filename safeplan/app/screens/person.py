"""One person: a name and a number. The rest is for later, one question a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.widget import Widget

from safeplan.app import contacts
from safeplan.app.saying import fill
from safeplan.app.screens.cautions import blocks
from safeplan.app.screens.framed import Framed
from safeplan.app.screens.onward import page_of
from safeplan.app.screens.record_part import RecordPart
from safeplan.app.widgets.field import Field, OneLine
from safeplan.app.widgets.words import Words
from safeplan.app.widgets.wrapping import cut
from safeplan.language import gettext as _
from safeplan.plan.model import Record
from safeplan.plan.schema import SubField

NAME_CELLS = 14


class Person(Framed):
    """A record of a contact field; what is typed is kept as it is typed.

    Args:
        key: ``section.field``.
        record: the record's id, whether it is there yet or not.
        start: a name to begin with.
        removes: takes the person off the list, and says how they come back.
    """

    LONG: ClassVar[bool] = False

    def __init__(
        self,
        key: str,
        record: str,
        start: str = "",
        removes: Callable[[str], None] | None = None,
        name: str = "person",
    ) -> None:
        super().__init__(name=name)
        self.key, self.record_id = key, record
        self._start, self._removes = start, removes
        # What the plan said of each part when the lines were last put into it, or drawn from it.
        self._said: dict[str, str] = {}

    @property
    def record(self) -> Record:
        """The record as it is now."""
        found = contacts.one_of(self.house.session.plan, self.key, self.record_id)
        return found or Record(self.record_id)

    @property
    def open(self) -> bool:
        """Whether it can still be changed: a person always can."""
        return True

    @property
    def parts(self) -> tuple[SubField, ...]:
        """The parts that are asked, in the order of the rules."""
        page = page_of(self.house, self.key.split(".")[0])
        placed = page.field(self.key.split(".")[1])
        field = self.house.session.guide.field(self.key)
        return placed.parts if placed is not None else field.subfields

    def middle(self) -> str:
        """The page's name."""
        return page_of(self.house, self.key.split(".")[0]).title

    def about(self) -> str:
        """The person's name, which is theirs to choose."""
        return self.record.text(contacts.NAME) or self.middle()

    def heading(self) -> str:
        """The question."""
        session = self.house.session
        return fill(session, session.guide.field(self.key).prompt)

    def body(self) -> Iterable[Widget]:
        """The cautions of the question; then a line for each of the first parts."""
        session = self.house.session
        page = page_of(self.house, self.key.split(".")[0])
        yield from blocks(session, page, session.guide.field(self.key))
        if session.read_only:
            yield from self._reading()
            return
        for part in contacts.leading(self.parts):
            text = self.record.text(part.id)
            if part.id == contacts.NAME:
                text = text or self._start
            yield Words(fill(session, part.label), classes="list-words")
            yield OneLine(text, id=f"part-{part.id}")

    def _reading(self) -> Iterable[Widget]:
        session = self.house.session
        for part in self.parts:
            said = contacts.words_of(session, part, self.record.values.get(part.id))
            if said:
                yield Words(fill(session, part.label), quiet=True, classes="list-words")
                yield Words(said)

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Next; what more there is to say of them; and Remove."""
        if self.house.session.read_only:
            return [(_("button.back"), "back")]
        found = [(_("button.next"), "next")]
        if self._more_parts():
            found.append((self._more_words(), "more"))
        return [*found, (_("button.remove"), "remove")]

    def _more_parts(self) -> tuple[SubField, ...]:
        return self.parts[len(contacts.leading(self.parts)) :]

    def _more_words(self) -> str:
        name = self.record.text(contacts.NAME) or self._start
        if not name:
            return _("people.more_about_them")
        return _("people.more_about").format(name=cut(name, NAME_CELLS))

    def on_mount(self) -> None:
        """A name to begin with is written down at once."""
        record = self.record
        for line, part in self._lines():
            self._said[part] = line.text.strip() if record.text(part) else ""
        if self._start and not self.house.session.read_only:
            self.keep(now=False)

    def on_screen_resume(self) -> None:
        """Seen again: a line that nobody wrote in shows what another screen put into the plan."""
        record = self.record
        for line, part in self._lines():
            if line.text.strip() == self._said.get(part) != record.text(part).strip():
                line.begin(record.text(part))
                self._said[part] = line.text.strip()

    # Writing

    def keep(self, *, now: bool) -> None:
        """Put what stands in the lines into the plan."""
        session = self.house.session
        if session.read_only:
            return
        plan = session.plan
        for line, part in self._lines():
            text = line.text.strip()
            # A line that is as it was says nothing: the person may have been removed elsewhere.
            if text != self._said.get(part):
                plan = contacts.with_part(plan, self.key, self.record_id, part, text)
                self._said[part] = text
        session.put(plan, now=now)

    def _lines(self) -> list[tuple[OneLine, str]]:
        found = self.query(OneLine).results(OneLine)
        return [(line, (line.id or "").removeprefix("part-")) for line in found]

    def leave(self) -> None:
        """Any key that leaves has saved first."""
        self.keep(now=True)

    @on(Field.Changed)
    def typed(self, event: Field.Changed) -> None:
        """Keep it; and say of a number that has letters in it."""
        self.keep(now=False)
        self.say(self._odd_number() if event.field.id == f"part-{contacts.NUMBER}" else "")

    def _odd_number(self) -> str:
        number = self.record.text(contacts.NUMBER)
        return _("people.odd_number") if any(one.isalpha() for one in number) else ""

    @on(Field.Left)
    def left(self, event: Field.Left) -> None:
        """Another thing has the focus: save now."""
        if self.is_attached and self.is_current:
            self.keep(now=True)

    @on(Field.Entered)
    def entered(self, event: Field.Entered) -> None:
        """To the next line, and on from the last."""
        event.stop()
        lines = list(self.query(OneLine))
        at = lines.index(event.field) if isinstance(event.field, OneLine) else len(lines)
        if at + 1 < len(lines):
            self.set_focus(lines[at + 1])
        else:
            self.do_next()

    def do_next(self) -> None:
        """Back to the list."""
        self.action_back()

    def do_more(self) -> None:
        """What they can do, how much they know, how to reach them: one question a page."""
        self.leave()
        parts = self._more_parts()
        self.app.push_screen(RecordPart(self, parts[0]))

    def part_after(self, part: SubField) -> SubField | None:
        """The part asked after this one, or None."""
        parts = self._more_parts()
        at = parts.index(part) + 1 if part in parts else len(parts)
        return parts[at] if at < len(parts) else None

    def do_remove(self) -> None:
        """Off the list; the list says how they come back."""
        self.keep(now=False)
        self.house.back()
        if self._removes is not None:
            self._removes(self.record_id)

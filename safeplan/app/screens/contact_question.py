"""People for one question: who they are, and one more; numbers are kept closed in the list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from safeplan.app import contacts
from safeplan.app.screens.onward import SCREENS
from safeplan.app.screens.person import Person
from safeplan.app.screens.question import Question
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan.model import Plan, Record, Value

ADD = "add"


class ContactQuestion(Question):
    """A list of people; a row opens one, and the last row adds one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "undo", show=False)]

    def __init__(self, key: str, name: str = "question") -> None:
        super().__init__(key, name=name)
        self._removed: list[tuple[int, Record]] = []
        self._notice = ""

    def answer_body(self) -> Iterable[Widget]:
        """The people, one more, and ideas of whom it could be."""
        yield Words(self.list_words(), quiet=True, id="list-words", classes="list-words")
        yield Rows(self._rows(), id="answer")
        if self.ideas():
            yield Words(_("question.ideas"), quiet=True, classes="list-words ideas-words")
            yield Rows(self._ideas(), first=len(self.people) + 2, id="ideas")

    def reading_body(self) -> Iterable[Widget]:
        """The people, to be read, where the file can only be read."""
        yield Words(self.list_words(), quiet=True, id="list-words", classes="list-words")
        yield Rows(self._people_rows(), id="answer")

    @property
    def people(self) -> tuple[Record, ...]:
        """The records as they are now."""
        return contacts.all_of(self.house.session.plan, self.key)

    def list_words(self) -> str:
        """What stands above the list."""
        return _("people.numbers_closed") if self.people else _("people.nobody")

    def _people_rows(self) -> list[Row]:
        session = self.house.session
        return [
            Row(
                one.id,
                one.text(contacts.NAME) or _("people.no_name"),
                tag=contacts.what_they_can_do(session, self.field, one),
            )
            for one in self.people
        ]

    def _rows(self) -> list[Row]:
        return [*self._people_rows(), Row(ADD, _("people.add_one"), acts=True)]

    def _ideas(self) -> list[Row]:
        return [Row(idea, idea, offered=True) for idea in self.ideas()]

    def value(self) -> Value | None:
        """The records; each was saved as it was written."""
        return self.people or None

    def draw(self) -> None:
        """Show the people as they are now."""
        if self.house.session.read_only:
            return
        self.query_one("#list-words", Words).say(self.list_words())
        self.query_one("#answer", Rows).put(self._rows())
        for ideas in self.query("#ideas").results(Rows):
            ideas.first = len(self.people) + 2
            ideas.put(self._ideas())

    def on_screen_resume(self) -> None:
        """Seen again: names may be other ones now."""
        self.draw()

    @on(Rows.Chosen, "#answer")
    def opened(self, event: Rows.Chosen) -> None:
        """Open a person, or a new one."""
        event.stop()
        self._open("" if event.row.key == ADD else event.row.key)

    @on(Rows.Chosen, "#ideas")
    def idea_chosen(self, event: Rows.Chosen) -> None:
        """An idea is a name to begin with."""
        event.stop()
        self._open("", start=event.row.label)

    def _open(self, name: str, start: str = "") -> None:
        self._notice = ""
        name = name or contacts.new_name(self.house.session.plan, self.key)
        self.app.push_screen(Person(self.key, name, start=start, removes=self._remove))

    # Taking off, and bringing back

    def _remove(self, name: str) -> None:
        people = self.people
        at = next((at for at, one in enumerate(people) if one.id == name), None)
        if at is None:
            return
        self._removed.append((at, people[at]))
        self._put(contacts.without(self.house.session.plan, self.key, name))
        self._notice = _("list.removed")
        self.say(self._notice)

    def action_undo(self) -> None:
        """Bring back the person who was taken off last."""
        if self._removed:
            at, record = self._removed.pop()
            self._notice = ""
            self._put(contacts.restored(self.house.session.plan, self.key, at, record))

    def _put(self, plan: Plan) -> None:
        self.house.session.put(plan)
        self.draw()

    def saved(self) -> None:
        """What can still be brought back is said as long as it can."""
        super().saved()
        if self._notice:
            self.say(self._notice)


SCREENS["contact"] = ContactQuestion

"""The private journal: a blank page, older ones by their day, and erasing one for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from textual import on
from textual.widget import Widget

from safeplan.app.room_left import low_words
from safeplan.app.saying import fill
from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.field import Field, LongText
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import BEFORE, CautionBlock, Words
from safeplan.language import gettext as _
from safeplan.plan import journal

PAGE = "journal"
# Signs that stand around and between the starters in the help of the guide.
AROUND, BETWEEN = ' “”„«»"', "·"


def starters(help_words: str) -> tuple[str, ...]:
    """Ways to begin, as the guide lists them."""
    found = (one.strip(AROUND) for one in help_words.split(BETWEEN))
    return tuple(one for one in found if one)


def day_words(day: str) -> str:
    """A day as people write it, or as it was written."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return day or _("journal.no_day")
    months = _("notebook.months").split()
    return _("notebook.date").format(day=found.day, month=months[found.month - 1], year=found.year)


class Journal(Framed):
    """A page to write on; every visit begins a new one.

    Args:
        entry: id of an older entry to go on with.
    """

    def __init__(self, entry: str = "", name: str = "journal") -> None:
        super().__init__(name=name)
        self.entry = entry
        # What stood on the page when it was last kept, or drawn from the plan.
        self._stood = ""

    def middle(self) -> str:
        """The page's name."""
        return self.house.session.guide.section(PAGE).title

    def heading(self) -> str:
        """Write what you like; or the day it was written."""
        session = self.house.session
        for one in journal.entries(session.plan):
            if one.id == self.entry:
                return day_words(one.text("date"))
        return fill(session, session.guide.field(journal.KEY).prompt)

    def body(self) -> Iterable[Widget]:
        """The caution, the page, and ways to begin."""
        session = self.house.session
        for caution in session.guide.section(PAGE).cautions:
            yield CautionBlock(BEFORE, fill(session, caution.text))
        text = self._text()
        if session.read_only:
            yield Words(text or _("journal.empty"))
            return
        yield LongText(text, rows=6 if self.entry else 5, id="page-of-mine")
        if not self.entry:
            yield Words(_("journal.starts"), quiet=True, classes="list-words")
            found = starters(session.guide.field(journal.KEY).help)
            yield Rows([Row(one, one) for one in found], id="starts")

    def _text(self) -> str:
        found = journal.entries(self.house.session.plan)
        return next((one.text("text") for one in found if one.id == self.entry), "")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Done, older ones, and erasing."""
        found = [(_("button.done"), "back")]
        if journal.entries(self.house.session.plan) and not self.entry:
            found.append((_("journal.older"), "older"))
        if not self.house.session.read_only:
            found.append((_("journal.erase"), "erase"))
        return found

    def on_mount(self) -> None:
        """Say in time when room runs out."""
        self.say(low_words(self.house.session.vault))
        for field in self.query("#page-of-mine").results(Field):
            self._stood = field.text

    @on(Field.Changed, "#page-of-mine")
    def typed(self, event: Field.Changed) -> None:
        """Every pause saves."""
        self.say("")
        self._keep(event.text, now=False)

    @on(Rows.Chosen, "#starts")
    def begun(self, event: Rows.Chosen) -> None:
        """The first line is that one; what stands below it stays."""
        field = self.query_one("#page-of-mine", Field)
        rest = field.text.split("\n")[1:]
        field.text = "\n".join([event.row.label, *rest])
        self.set_focus(field)

    def leave(self) -> None:
        """What is written is kept."""
        for field in self.query("#page-of-mine").results(Field):
            self._keep(field.text, now=True)

    def _keep(self, text: str, *, now: bool) -> None:
        session = self.house.session
        plan = session.plan
        if text == self._stood:
            # Nobody wrote here; the entry may be another one by now, or gone.
            session.put(plan, now=now)
            return
        self._stood = text
        there = [one.id for one in journal.entries(plan)]
        if self.entry in there:
            if text.strip():
                plan = journal.change_entry(plan, self.entry, text)
            else:
                plan = journal.erase_entry(plan, self.entry)
        elif text.strip():
            plan = journal.add_entry(plan, text, self.house.outside.now())
            self.entry = next(one.id for one in journal.entries(plan) if one.id not in there)
        session.put(plan, now=now)

    def do_older(self) -> None:
        """Their days alone."""
        self.leave()
        self.house.visit("journal_older")

    def do_erase(self) -> None:
        """This one, if it was opened; else choose which."""
        self.leave()
        plan = self.house.session.plan
        if self.entry in [one.id for one in journal.entries(plan)]:
            self.house.visit("journal_erase", entry=self.entry)
        else:
            self.house.visit("journal_older", erasing=True)

    def on_screen_resume(self) -> None:
        """Seen again: what was erased is not on the page any more."""
        super().on_screen_resume()
        there = [one.id for one in journal.entries(self.house.session.plan)]
        if not self.entry:
            return
        gone = self.entry not in there
        if gone:
            self.entry = ""
        for field in self.query("#page-of-mine").results(Field):
            if gone or (field.text == self._stood != self._text()):
                # Begun anew: no step back leads to words that were erased.
                field.begin(self._text())
                self._stood = field.text
            if gone:
                self.set_focus(field)


class Older(Framed):
    """The days of the entries, and nothing of what they say.

    Args:
        erasing: whether the one chosen is to be erased.
    """

    def __init__(self, erasing: bool = False, name: str = "journal_older") -> None:
        super().__init__(name=name)
        self._erasing = erasing

    def middle(self) -> str:
        """The page's name."""
        return self.house.session.guide.section(PAGE).title

    def heading(self) -> str:
        """Older ones, or which of them is to go."""
        return _("journal.which") if self._erasing else _("journal.older")

    def body(self) -> Iterable[Widget]:
        """The days."""
        rows = self._rows()
        yield Words("" if rows else _("journal.empty"), id="none", classes="list-words")
        yield Rows(rows, id="days")

    def _rows(self) -> list[Row]:
        found = journal.entries(self.house.session.plan)
        return [Row(one.id, day_words(one.text("date"))) for one in found]

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Only a way back."""
        return [(_("button.back"), "back")]

    def on_screen_resume(self) -> None:
        """Seen again: one may be gone."""
        super().on_screen_resume()
        for rows in self.query("#days").results(Rows):
            rows.put(self._rows())
            self.query_one("#none", Words).say("" if rows.rows else _("journal.empty"))

    @on(Rows.Chosen, "#days")
    def chosen(self, event: Rows.Chosen) -> None:
        """Open it, or ask whether it is to go."""
        if self._erasing:
            self.house.visit("journal_erase", entry=event.row.key)
        else:
            self.house.visit("journal_entry", entry=event.row.key)


class Erase(Framed):
    """Asked once; keeping it has the focus.

    Args:
        entry: the id of the entry.
    """

    def __init__(self, entry: str, name: str = "journal_erase") -> None:
        super().__init__(name=name)
        self.entry = entry

    def middle(self) -> str:
        """The page's name."""
        return self.house.session.guide.section(PAGE).title

    def heading(self) -> str:
        """The question."""
        return _("journal.erase_this")

    def body(self) -> Iterable[Widget]:
        """Its day."""
        for one in journal.entries(self.house.session.plan):
            if one.id == self.entry:
                yield Words(day_words(one.text("date")))

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Keep it, or erase it."""
        return [(_("button.keep_it"), "back"), (_("button.erase"), "erase")]

    def do_erase(self) -> None:
        """It cannot be brought back."""
        session = self.house.session
        session.put(journal.erase_entry(session.plan, self.entry))
        self.house.back()
        if isinstance(self.house.screen, Journal) and self.house.screen.name == "journal_entry":
            self.house.back()

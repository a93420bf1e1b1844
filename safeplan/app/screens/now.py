"""If it is bad right now: a number first, then one thing to do. No gate, and no question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.line_words import line_name, told
from safeplan.app.saying import hide_key, numbers_words
from safeplan.app.screens.framed import Framed
from safeplan.app.session import Session
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan import words
from safeplan.plan.conditions import parse
from safeplan.plan.facts import PlanFacts
from safeplan.plan.helplines import Line, country_of
from safeplan.plan.pocket import number_of
from safeplan.plan.values import Own

FEW = 2
# Pages of text behind rows: the notes of the guide that each holds, in order.
NECK = ("health.neck_page", "health.neck_signs", "health.neck_call")
CANNOT_GET_AWAY = (
    *("incident.if_trapped", "incident.children_there", "incident.weapons_note"),
    *("incident.long_wait", "now.police_note"),
)


def says(session: Session, key: str) -> str:
    """What a note of the guide says, its numbers filled in; "" where it is not for this person."""
    field = session.guide.field(key)
    if not parse(field.show_if).holds(PlanFacts(session.plan)):
        return ""
    return told_whole(session, field.text, field.text_without_number)


def told_whole(session: Session, sentence: str, without_number: str = "") -> str:
    """A sentence with its gaps filled, or its whole other form where a number is not known."""
    known = words.words_for(session.plan, session.helplines, hide_key(session))
    return known.fill(sentence, without_number)


def silent_call(session: Session) -> str:
    """What to do when you cannot speak, here; a whole sentence also where nothing is known."""
    number = session.helplines.emergency(country_of(session.plan))
    known = told(number.cannot_speak) if number is not None else ""
    return known or session.guide.field("now.silent_note").text


def lines_here(session: Session) -> tuple[Line, ...]:
    """The helplines of the country that was chosen, in this person's order."""
    country = country_of(session.plan)
    if not country:
        return ()
    return session.helplines.lines(country, session.arrangement.lines_first)


def first_lines(session: Session) -> tuple[Line, ...]:
    """The few that stand on this page.

    As long as no region was picked, the first one of each region stands here: a line of another
    region may not be able to help.
    """
    found = [one for one in lines_here(session) if one.phone]
    country = country_of(session.plan)
    if country in session.helplines.regions(country) or not session.helplines.regions(country):
        return tuple(found[:FEW])
    regional = {one.country: one for one in reversed(found) if "-" in one.country}
    return tuple(one for one in found if one in regional.values())


class Now(Framed):
    """Opens by one key from anywhere, and goes back to the very place."""

    def __init__(self, name: str = "numbers") -> None:
        super().__init__(name=name)
        self._lines: dict[str, Line] = {}
        self._by_heart: dict[str, str] = {}

    def middle(self) -> str:
        """The page's name."""
        return self.house.session.guide.section("now").title

    def heading(self) -> str:
        """Whom to call, if you can."""
        return says(self.house.session, "now.call_note")

    def body(self) -> Iterable[Widget]:
        """What to do without a voice, the rows, and what this cannot do."""
        session = self.house.session
        yield Words(silent_call(session))
        yield Words(says(session, "now.lines_note"), quiet=True)
        yield Rows(list(self._rows()), id="ways")
        yield Words(says(session, "now.limits_note"))
        trust = [session.guide.section("help").footer]
        if any(not line.was_checked for line in self._lines.values()):
            trust.append(_("helplines.not_checked"))
        yield Words("\n".join(trust), quiet=True)
        also = (says(session, "now.police_note"), says(session, "now.weapon_note"))
        yield Words("\n".join(one for one in also if one), quiet=True)

    def _rows(self) -> Iterator[Row]:
        session = self.house.session
        country = country_of(session.plan)
        for at, line in enumerate(first_lines(session)):
            self._lines[f"line {at}"] = line
            yield Row(f"line {at}", line_name(line, country), tag=line.phone)
        own = [one.text for one in session.plan.items("now.memorise") if isinstance(one, Own)]
        numbers = [number for number in map(number_of, own) if number]
        for at, number in enumerate(numbers[:FEW]):
            self._by_heart[f"own {at}"] = number
            yield Row(f"own {at}", _("now.by_heart"), tag=number)
        yield Row("neck", _("now.neck"))
        yield Row("away", _("now.cannot_get_away"))
        yield Row("from", _("now.ring_from"))
        if self.house.leads_to("quiet"):
            yield Row("quiet", _("now.quiet"))

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Hide, back, and every line there is."""
        return [
            (_("button.hide"), "hide"),
            (_("now.back"), "back"),
            (self.house.session.guide.section("help").title, "helplines"),
        ]

    def focus_first(self) -> None:
        """The first row; but what to do without a voice is never scrolled away."""
        first = self.focused is None and self.is_current
        super().focus_first()
        if first:
            self.call_after_refresh(self.call_after_refresh, self.action_page_start)

    @on(Rows.Chosen, "#ways")
    def chosen(self, event: Rows.Chosen) -> None:
        """One page of text, or one line."""
        session = self.house.session
        key, label = event.row.key, event.row.label
        if key in self._lines:
            self.house.visit("helpline", line=self._lines[key])
        elif key in self._by_heart:
            number = self._by_heart[key]
            self._read(label, (number, says(session, "now.lines_note")))
        elif key == "neck":
            told = [says(session, one) for one in NECK]
            numbers = numbers_words(session, *(session.guide.field(one).text for one in NECK))
            self._read(label, (*told, numbers))
        elif key == "away":
            self._read(label, [says(session, one) for one in CANNOT_GET_AWAY])
        elif key == "from":
            self._read(session.guide.field("now.can_call_from").prompt, self._places())
        else:
            self.house.visit(key)

    def _places(self) -> list[str]:
        """Places the person wrote down, else ideas from other people."""
        session = self.house.session
        field = session.guide.field("now.can_call_from")
        own = [one.text for one in session.plan.items(field.key) if isinstance(one, Own)]
        places = own or [_("question.ideas"), *(told_whole(session, one) for one in field.suggest)]
        return ["\n".join(places), says(session, "now.lines_note")]

    def _read(self, heading: str, paragraphs: Sequence[str]) -> None:
        shown = tuple(one for one in paragraphs if one)
        self.house.visit("one_page", where=self.middle(), heading=heading, paragraphs=shown)

    def do_helplines(self) -> None:
        """Every line there is."""
        self.house.visit("helplines")

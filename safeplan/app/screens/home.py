"""Home: the fastest way to what a person came for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan import language
from safeplan.app import carry_on
from safeplan.app.saying import fill
from safeplan.app.screens.framed import Framed
from safeplan.app.screens.now import lines_here
from safeplan.app.screens.question import can_ask, open_question, shown
from safeplan.app.screens.quiet import wanted
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan.helplines import country_of
from safeplan.plan.review import review

FIRST_QUESTIONS = "start"
PEOPLE = "people"
# Rows that lead to a place of their own, by the id of their words.
PLACES = {
    "numbers": "home.numbers",
    "all_pages": "home.all_pages",
    "sheet": "home.sheet",
    "people": "home.people",
    "log": "home.log",
    "journal": "home.journal",
    "quiet": "home.quiet",
    "helplines": "home.helplines",
}
WRITES = frozenset({"log", "journal"})


class Home(Framed):
    """The first screen after the password."""

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._language = language.current()

    def heading(self) -> str:
        """What would you like to do?"""
        return _("home.title")

    def back_words(self) -> str:
        """There is nothing to go back to: the day can be closed here."""
        return _("button.close_for_today")

    def body(self) -> Iterable[Widget]:
        """Rows that lead somewhere, and whose life it is."""
        session = self.house.session
        yield Words(self._first_lines(), quiet=True, id="still-good")
        if session.stopped:
            yield Words(_("home.stopped").format(time=session.stopped), id="stopped")
        yield Rows(self._rows(), at=self._first_row(), id="ways")
        yield Words(_("page.footer"), id="footer")

    def _first_lines(self) -> str:
        """Whether this is a good place, what the rules say at every start, what to read again."""
        session = self.house.session
        lines = [] if session.first_time else [_("home.still_good")]
        lines += [fill(session, banner) for banner in session.arrangement.banners]
        return "\n".join((*lines, *self._to_read_again()))

    def _to_read_again(self) -> list[str]:
        """At most one line: the day that was chosen has come, or numbers are old."""
        session = self.house.session
        code = country_of(session.plan)
        number = session.helplines.emergency(code)
        shown = (*lines_here(session), *((number,) if number is not None else ()))
        found = review(session.plan, shown, self.house.outside.now().date())
        if found.due:
            return [_("home.read_again_old_numbers") if found.lines else _("home.read_again")]
        return [_("home.old_numbers")] if found.lines else []

    def buttons(self) -> Sequence[tuple[str, str]]:
        """The two places that belong to no page."""
        offered = [("keys", _("home.keys")), ("computer", _("home.computer"))]
        return [(words, place) for place, words in offered if self.house.leads_to(place)]

    def _first_row(self) -> str:
        return "numbers" if self._untouched() else "carry_on"

    def _untouched(self) -> bool:
        """Nothing was opened yet but the question of the country."""
        return not carry_on.place(self.house.session.plan)

    def _rows(self) -> list[Row]:
        session = self.house.session
        pages = _("home.pages_opened").format(count=len(session.plan.seen))
        rows = []
        for place, words in PLACES.items():
            if place == "all_pages":
                rows.extend(self._carry_on())
            if place == "log" and not session.log_is_safe:
                continue
            if place in WRITES and session.read_only:
                continue
            if place in session.plan.put_away:
                continue
            if place == "people" and "people" not in session.pages:
                continue
            if place == "quiet" and not wanted(session.plan):
                continue
            if place != "people" and not self.house.leads_to(place):
                continue
            rows.append(Row(place, _(words), tag=pages if place == "all_pages" else ""))
        return rows

    def _carry_on(self) -> list[Row]:
        session = self.house.session
        if self._untouched():
            if FIRST_QUESTIONS in session.pages and not session.read_only:
                return [Row("quick", _("home.quick"))]
            return []
        section = carry_on.place(session.plan).split(".")[0]
        page = session.pages.get(section)
        return [Row("carry_on", _("home.carry_on"), tag=page.title)] if page is not None else []

    def fill_in(self) -> bool:
        """Show what was opened, where this was laid out before it was.

        Returns:
            False where it has to be made anew: in another language, with a line of its own, or
            without one of the strip's.
        """
        session = self.house.session
        strip = session.plan.settings.strip_number
        if self._language != language.current() or session.stopped or not strip:
            return False
        self.on_screen_resume()
        for rows in self.query(Rows):
            rows.index = rows.index_of(self._first_row())
        return True

    def on_screen_resume(self) -> None:
        """Seen again: what was opened last may be another page now."""
        super().on_screen_resume()
        if self.is_current:
            # Whatever happened before: here the key hides in earnest.
            self.house.practise_over(self.house.outside.sleep)
        for words in self.query("#still-good").results(Words):
            words.say(self._first_lines())
            words.display = bool(words.text)
        for rows in self.query(Rows):
            rows.put(self._rows())

    @on(Rows.Chosen, "#ways")
    def chosen(self, event: Rows.Chosen) -> None:
        """Go there."""
        key = event.row.key
        if key == "carry_on":
            self._go_on()
        elif key == "quick":
            self._ask_quick()
        elif key == "people" and not self.house.leads_to("people"):
            self.house.open_page(PEOPLE)
        else:
            self.house.visit(key)

    def _ask_quick(self) -> None:
        """The first question nobody has answered; the country was asked already."""
        session = self.house.session
        waiting = [one.key for one in shown(session.pages[FIRST_QUESTIONS])]
        for key in waiting:
            if session.plan.answer(key) is None:
                open_question(self.house, key)
                return
        self.house.open_page(FIRST_QUESTIONS)

    def _go_on(self) -> None:
        """To the very question that was open last."""
        session = self.house.session
        key = carry_on.place(session.plan)
        if session.guide.has_field(key) and can_ask(session.guide.field(key)):
            open_question(self.house, key)
        else:
            self.house.open_page(key.split(".")[0])

    def action_back(self) -> None:
        """Esc does nothing here: so Esc Esc from anywhere cannot end in a question."""

    def press_back(self) -> None:
        """Close for today, which is a button."""
        self.house.visit("close")

    def do_keys(self) -> None:
        """Keys and settings."""
        self.house.visit("keys")

    def do_computer(self) -> None:
        """What this computer may keep."""
        self.house.visit("computer")

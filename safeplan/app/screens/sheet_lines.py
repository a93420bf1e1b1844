"""The small sheet: which lines and which numbers, each in words of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.widget import Widget

from safeplan.app.screens.now import told_whole
from safeplan.app.screens.onward import can_ask, open_question
from safeplan.app.screens.sheet_title import SheetScreen
from safeplan.app.widgets.row import BOX, TICKED, Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import BEFORE, CautionBlock, Words
from safeplan.language import gettext as _
from safeplan.plan.picks import Kind
from safeplan.plan.pocket import Candidate

ADD = "add "


def number_words(one: Candidate) -> str:
    """Whose number it is, and the number; once where it stands alone."""
    return one.means if one.says in one.means else f"{one.means}  {one.says}"


class SheetLines(SheetScreen):
    """Tick what shall stand on it; nothing is ticked that the person did not write."""

    kind: ClassVar[Kind] = "line"
    # Questions from which more lines come, and the page that follows.
    sources: ClassVar[tuple[str, ...]] = ("people.code_word", "people.check_in")
    follows: ClassVar[str] = "sheet_numbers"
    help_words: ClassVar[str] = "sheet.lines_help"

    def __init__(self, change: bool = False, name: str = "sheet_lines") -> None:
        super().__init__(change, name=name)
        # Numbers whose name was asked on this visit: a bare number is an answer too.
        self._asked: set[str] = set()

    def heading(self) -> str:
        """Which lines, or which numbers."""
        return self.house.session.guide.field(f"pocket.{self.kind}s").prompt

    def body(self) -> Iterable[Widget]:
        """Cautions, and the candidates."""
        session = self.house.session
        for caution in session.guide.section("pocket").cautions:
            if f"{self.kind}s" in caution.fields:
                yield CautionBlock(BEFORE, told_whole(session, caution.text))
        yield Words(_(self.help_words), quiet=True)
        if self.kind == "number":
            yield Words(session.guide.section("help").footer, quiet=True, id="check")
        yield Rows(self._rows(), ticks=True, id="picks")

    def _rows(self) -> list[Row]:
        now = self.picks.now(self.kind)
        rows = []
        for one in self.picks.candidates(self.kind):
            own = now.get(one.of, "")
            name = one.says if self.kind == "line" else number_words(one)
            tag = _("sheet.written_as").format(words=own) if own else ""
            rows.append(Row(one.of, name, tag=tag, mark=TICKED if one.of in now else BOX))
        guide = self.house.session.guide
        return rows + [
            Row(ADD + key, _("sheet.add").format(prompt=guide.field(key).prompt), acts=True)
            for key in self.sources
            if can_ask(guide.field(key)) and not self._written(key)
        ]

    def _written(self, key: str) -> bool:
        """A word is written once; there may always be another number."""
        return self.kind == "line" and self.house.session.plan.filled(key)

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Next, other words for the focused row, or stop."""
        return [
            (_("button.next"), "next"),
            (_("sheet.write_as"), "write_as"),
            (_("sheet.stop"), "stop"),
        ]

    def on_screen_resume(self) -> None:
        """Seen again: there may be more to pick, and other words."""
        super().on_screen_resume()
        for rows in self.query("#picks").results(Rows):
            rows.put(self._rows())

    @on(Rows.Ticked, "#picks")
    def ticked(self, event: Rows.Ticked) -> None:
        """Put it on, or take it off."""
        session, picks = self.house.session, self.picks
        if event.on and picks.full(self.kind):
            self.say(_("sheet.full").format(count=picks.limit(self.kind)))
            return
        self.say("")
        of = event.row.key
        session.put(picks.pick(self.kind, of) if event.on else picks.drop(self.kind, of))
        event.rows.put(self._rows())

    @on(Rows.Chosen, "#picks")
    def chosen(self, event: Rows.Chosen) -> None:
        """Write something down first, where it belongs."""
        open_question(self.house, event.row.key.removeprefix(ADD))

    @on(Rows.Done, "#picks")
    def done(self) -> None:
        """Enter goes on."""
        self.do_next()

    def do_next(self) -> None:
        """To the page that follows."""
        self.on_to(self.follows)

    def do_write_as(self) -> None:
        """Other words for the row with the focus mark."""
        row = self.query_one("#picks", Rows).row
        if row is None or row.acts:
            self.say(_("sheet.choose_row"))
        elif row.mark != TICKED:
            self.say(_("sheet.tick_first"))
        else:
            self.house.visit("sheet_as", kind=self.kind, of=row.key)


class SheetNumbers(SheetLines):
    """At most three numbers, each behind a harmless name that the person gives it."""

    kind: ClassVar[Kind] = "number"
    sources: ClassVar[tuple[str, ...]] = ("people.helpers", "now.memorise")
    follows: ClassVar[str] = "sheet_filler"
    help_words: ClassVar[str] = "sheet.numbers_help"

    def do_next(self) -> None:
        """A number that was just ticked is given a name first."""
        waiting = [of for of, own in self.picks.now("number").items() if not own]
        fresh = [of for of in waiting if of not in self._asked]
        if fresh:
            self._asked.add(fresh[0])
            self.house.visit("sheet_as", kind="number", of=fresh[0], on_with=self.do_next)
        else:
            super().do_next()

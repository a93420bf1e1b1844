"""Find: back to a thing. What is closed is counted, and stays closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.saying import fill
from safeplan.app.screens.journal import day_words
from safeplan.app.screens.looking import MOST, Looking
from safeplan.app.screens.onward import can_ask, open_question
from safeplan.app.widgets.button_row import ButtonRow
from safeplan.app.widgets.field import Field, OneLine
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan import log
from safeplan.plan.finding import Found, Hit
from safeplan.plan.looking import look

SECOND_COLUMN = 44


class Find(Looking):
    """A field, and what was found below it as it is typed."""

    def __init__(self, name: str = "find") -> None:
        super().__init__(name=name)
        self._found = Found()
        self._shown: dict[str, Hit] = {}
        self._closed_too = False

    def middle(self) -> str:
        """The name of this place."""
        return _("find.title")

    def body(self) -> Iterable[Widget]:
        """The field, the rows, and how many stand in closed places."""
        yield OneLine(id="words")
        yield Rows([], column=SECOND_COLUMN, id="found")
        yield Words("", id="count")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Closed places are looked into only when asked."""
        return [(_("find.closed_too"), "closed_too")]

    def on_mount(self) -> None:
        """Nothing is looked for yet."""
        self._button(False)

    @on(Field.Changed, "#words")
    def typed(self, event: Field.Changed) -> None:
        """Look again."""
        self._closed_too = False
        self.look()

    @on(Field.Entered, "#words")
    def entered(self) -> None:
        """Enter goes into the rows."""
        if self._shown:
            self.set_focus(self.query_one("#found"))

    def on_screen_resume(self) -> None:
        """Seen again: answers may be other ones now."""
        super().on_screen_resume()
        if self.query("#words"):
            self.look()

    def look(self) -> None:
        """Look again; the rows change, and the field stays as it is."""
        session = self.house.session
        words = self.query_one("#words", Field).text
        ready = self.entries()
        self._found = look(
            session.arrangement,
            session.plan,
            words,
            self.house.outside.now().date(),
            ready,
            lambda text: fill(session, text),
        )
        opened = self._found.open[:MOST]
        hits = (*opened, *(self._found.closed if self._closed_too else ()))
        self._shown = {str(at): hit for at, hit in enumerate(hits)}
        closed = len(opened)
        rows = [self._row(key, hit, int(key) >= closed) for key, hit in self._shown.items()]
        self.query_one("#found", Rows).put(rows)
        self.query_one("#count", Words).say(self._count(words, ready=ready is not None))
        self._button(bool(self._found.closed) and not self._closed_too)

    def _row(self, key: str, hit: Hit, closed: bool) -> Row:
        label = hit.page
        if hit.prompt:
            label = _("find.place").format(page=hit.page, prompt=hit.prompt)
        text = day_words(hit.text) if hit.where == "journal" else hit.text
        return Row(key, label, tag=_("page.kept_closed") if closed else text)

    def _count(self, words: str, *, ready: bool) -> str:
        if not words.strip():
            return ""
        said = []
        if len(self._found.open) > MOST:
            said.append(_("find.more").format(count=len(self._found.open) - MOST))
        if self._found.closed and not self._closed_too:
            said.append(_("find.in_closed").format(count=len(self._found.closed)))
        if ready and not said and not self._shown:
            said.append(_("find.nothing").format(word=words.strip()))
        return "\n".join(said)

    def _button(self, on_: bool) -> None:
        button = self.query_one(ButtonRow).button("closed_too")
        if not on_ and button.has_focus:
            self.set_focus(self.query_one("#found"))
        button.display = on_

    def do_closed_too(self) -> None:
        """Their places, and still none of their words."""
        self._closed_too = True
        self.look()

    @on(Rows.Chosen, "#found")
    def chosen(self, event: Rows.Chosen) -> None:
        """Open it, behind its gate where it has one."""
        hit = self._shown[event.row.key]
        if hit.where == "journal":
            self.house.visit("journal_entry", entry=hit.key)
            return
        if hit.key == log.KEY:
            self.house.visit("log", words=self.query_one("#words", Field).text.strip())
            return
        section = hit.key.split(".")[0]
        guide = self.house.session.guide
        asks = hit.where == "question" and can_ask(guide.field(hit.key))
        if asks and not guide.section(section).gate:
            open_question(self.house, hit.key)
        else:
            self.house.open_page(section)

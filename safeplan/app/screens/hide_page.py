"""What hide leaves on the screen: nothing, a dull page that is ready, or text of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from textual import on
from textual.widget import Widget

from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.field import Field, LongText
from safeplan.app.widgets.row import OPEN_RING, RING, Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import NOTICED, CautionBlock, Words
from safeplan.cover.dull_pages import dull_pages, unsuitable
from safeplan.language import current
from safeplan.language import gettext as _
from safeplan.plan.telling import load_telling, telling_words

NOTHING, OWN = "empty", "own"
OWN_PLACE = "hide_page_own"


class HidePage(Framed):
    """The choice, and how the chosen page looks."""

    MIDDLE = "settings.title"
    HEADING = "hide_page.title"

    def __init__(self, name: str = "hide_page") -> None:
        super().__init__(name=name)
        self._texts = {NOTHING: "", **{page.id: page.text for page in dull_pages(current())}}

    def body(self) -> Iterable[Widget]:
        """What a page means, the choices, and the page itself."""
        yield CautionBlock(NOTICED, _("hide_page.caution"))
        yield Rows(self._rows(), at=self._now(), id="choices")
        yield Words(_("hide_page.looks"), quiet=True, id="looks")
        yield Words(self._text, id="shown")

    @property
    def _text(self) -> str:
        return self.house.session.plan.settings.hide_page

    def _now(self) -> str:
        return next((key for key, text in self._texts.items() if text == self._text), OWN)

    def _rows(self) -> list[Row]:
        names = {NOTHING: _("hide_page.empty")}
        names |= {page.id: page.name for page in dull_pages(current())}
        names[OWN] = _("hide_page.own")
        now = self._now()
        return [
            Row(key, name, mark=RING if key == now else OPEN_RING) for key, name in names.items()
        ]

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Back, with what holds now."""
        return [(_("button.back"), "back")]

    def on_mount(self) -> None:
        """Show the page that holds now."""
        self._show()

    def on_screen_resume(self) -> None:
        """Seen again: the text may be another one."""
        super().on_screen_resume()
        self._show()

    def _show(self) -> None:
        for rows in self.query(Rows):
            rows.put(self._rows())
        for words in self.query("#shown").results(Words):
            words.say(self._text)
        for part in self.query("#looks, #shown"):
            part.display = bool(self._text)

    @on(Rows.Chosen, "#choices")
    def chosen(self, event: Rows.Chosen) -> None:
        """Keep it; or write one."""
        event.stop()
        if event.row.key == OWN:
            self.house.visit(OWN_PLACE)
            return
        session = self.house.session
        session.set(replace(session.plan.settings, hide_page=self._texts[event.row.key]))
        self._show()


class OwnHidePage(Framed):
    """A field for it. What cannot stand in a window is not kept, and the screen says so."""

    MIDDLE = "settings.title"
    HEADING = "hide_page.own_title"

    def __init__(self, name: str = OWN_PLACE) -> None:
        super().__init__(name=name)

    def body(self) -> Iterable[Widget]:
        """Where it is kept, and the field."""
        yield Words(_("hide_page.own_help"), quiet=True)
        yield LongText(self._before(), rows=10, id="text")

    def _before(self) -> str:
        """What was written before; a page that was ready is no text of one's own."""
        text = self.house.session.plan.settings.hide_page
        return "" if any(page.text == text for page in dull_pages(current())) else text

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Done with it."""
        return [(_("sheet.looks_right"), "done")]

    @on(Field.Changed, "#text")
    def typed(self, event: Field.Changed) -> None:
        """Say at once what stands in its way, or what may give it away."""
        event.stop()
        self.say(self._remark(event.text))

    def _remark(self, text: str) -> str:
        refusal = unsuitable(text)
        if refusal:
            return _(refusal)
        found = telling_words(text, load_telling(current()))
        return _("hide_page.telling").format(word=found[0]) if found else ""

    def leave(self) -> None:
        """Any key that leaves keeps it, where it can be kept."""
        session = self.house.session
        text = self.query_one("#text", Field).text.strip("\n")
        written = text.strip() != "" or self._before() != ""
        if written and not unsuitable(text):
            session.set(replace(session.plan.settings, hide_page=text if text.strip() else ""))

    def do_done(self) -> None:
        """Back, with it; but not before what stands in its way was read."""
        refusal = unsuitable(self.query_one("#text", Field).text)
        if refusal:
            self.say(_(refusal))
        else:
            self.press_back()

"""The small sheet: "Write it as", for one line or one number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.screens.now import told_whole
from safeplan.app.screens.sheet_lines import number_words
from safeplan.app.screens.sheet_title import SheetScreen
from safeplan.app.widgets.field import Field, OneLine
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import BEFORE, CautionBlock, Words
from safeplan.language import gettext as _
from safeplan.plan.picks import Kind


class SheetAs(SheetScreen):
    """Words for one line. An empty field lets it stand as it is.

    Args:
        kind: a line or a number.
        of: which one.
        on_with: where to go afterwards; back when None.
    """

    def __init__(
        self,
        kind: Kind,
        of: str,
        on_with: Callable[[], None] | None = None,
        name: str = "sheet_as",
    ) -> None:
        super().__init__(name=name)
        self.kind, self.of, self._on_with = kind, of, on_with

    def heading(self) -> str:
        """Write it as."""
        part = self.house.session.guide.field(f"pocket.{self.kind}s").subfield("as")
        return part.label if part is not None else ""

    def body(self) -> Iterable[Widget]:
        """What it is, the field, and ideas that are printed in a public program."""
        session, picks = self.house.session, self.picks
        for caution in session.guide.section("pocket").cautions:
            if f"{self.kind}s" in caution.fields:
                yield CautionBlock(BEFORE, told_whole(session, caution.text))
        one = next((c for c in picks.candidates(self.kind) if c.of == self.of), None)
        if one is not None:
            yield Words(one.means if self.kind == "line" else number_words(one))
        yield OneLine(picks.now(self.kind).get(self.of, ""), id="as")
        ideas = picks.words.words
        yield Words(ideas.above, quiet=True)
        if self.kind == "number":
            found = [*ideas.contacts, *picks.words.number_labels]
            yield Rows([Row(idea, idea) for idea in found], id="ideas")
        else:
            errands = ideas.errands
            yield Rows([Row(one.say, one.say, tag=one.mean) for one in errands], id="ideas")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Next is all there is to do."""
        return [(_("button.next"), "next"), (_("sheet.stop"), "stop")]

    def leave(self) -> None:
        """Any key that leaves has saved first."""
        session = self.house.session
        for field in self.query("#as").results(Field):
            if not session.read_only and self.of in self.picks.now(self.kind):
                session.put(self.picks.reword(self.kind, self.of, field.text))

    @on(Rows.Chosen, "#ideas")
    def chosen(self, event: Rows.Chosen) -> None:
        """An idea fills the field; it is still the person's to change."""
        field = self.query_one("#as", Field)
        field.text = event.row.label
        self.set_focus(field)

    @on(Field.Entered, "#as")
    def do_next(self) -> None:
        """Keep it, and go on."""
        self.leave()
        self.house.back()
        if self._on_with is not None:
            self._on_with()

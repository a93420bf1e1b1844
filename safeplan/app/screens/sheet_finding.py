"""The small sheet: one thing that may give it away, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.screens.sheet_look import finding_words
from safeplan.app.screens.sheet_title import SheetScreen
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan.picks import Kind
from safeplan.plan.pocket import Finding, SheetLine

LEAVE_OFF = ("gone", "too_many")
PARTS = {
    "sheet_title": "sheet.part.title",
    "sheet_lines": "sheet.part.lines",
    "sheet_numbers": "sheet.part.numbers",
    "sheet_filler": "sheet.part.filler",
}


class SheetFinding(SheetScreen):
    """Change it, or keep it where that is the person's to decide.

    Args:
        finding: what is the matter.
        line: the line it stands in, or None.
    """

    def __init__(
        self, finding: Finding, line: SheetLine | None = None, name: str = "sheet_finding"
    ) -> None:
        super().__init__(name=name)
        self.finding, self.line = finding, line

    def heading(self) -> str:
        """The one sentence."""
        return finding_words(self.finding)

    def body(self) -> Iterable[Widget]:
        """The line, and why it cannot stay where that is so."""
        if self.line is not None:
            yield Words(self.line.says)
        if not self.finding.keepable and self.finding.what not in LEAVE_OFF:
            yield Words(_("sheet.not_keepable"), quiet=True)

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Change, and Keep only where it may be kept."""
        if self.finding.what in LEAVE_OFF:
            return [(_("sheet.leave_off"), "leave_off"), (_("button.back"), "back")]
        found = [(_("button.change"), "change")]
        if self.finding.keepable:
            found.append((_("button.keep"), "keep"))
        return found

    def do_change(self) -> None:
        """To the line itself."""
        if self.line is not None and self.line.of:
            self.house.change_to("sheet_as", kind=self.line.kind, of=self.line.of)
        elif self.line is not None or self.finding.what == "filler":
            self.house.change_to("sheet_filler", change=True)
        else:
            self.house.change_to("sheet_title", change=True)

    def do_keep(self) -> None:
        """The person knows best; it is not asked again in this sitting."""
        session = self.house.session
        kept = "filler" if self.finding.what == "filler" else self.finding.text
        session.kept_words |= {kept}
        self.house.back()

    def do_leave_off(self) -> None:
        """Only what is still there, and has room."""
        session = self.house.session
        kinds: tuple[Kind, ...] = ("line", "number")
        for kind in kinds:
            session.put(self.picks.keep_first(kind))
        self.house.back()


class SheetChange(SheetScreen):
    """What of the sheet is to be another."""

    def heading(self) -> str:
        """The words of the button that led here."""
        return _("sheet.change_line")

    def body(self) -> Iterable[Widget]:
        """Its parts."""
        yield Rows([Row(place, _(words)) for place, words in PARTS.items()], id="parts")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Only a way back."""
        return [(_("button.back"), "back")]

    @on(Rows.Chosen, "#parts")
    def chosen(self, event: Rows.Chosen) -> None:
        """Change that part, then look at the sheet again."""
        self.house.change_to(event.row.key, change=True)

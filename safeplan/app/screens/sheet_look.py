"""The small sheet: look it over. The left is what is printed, the right is never printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from safeplan.app.screens.now import says
from safeplan.app.screens.sheet_title import SheetScreen
from safeplan.app.session import Session
from safeplan.app.widgets.button_row import ButtonRow
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.app.widgets.wrapping import pad
from safeplan.language import gettext as _
from safeplan.plan.pocket import Finding, Sheet, SheetLine, compose, number_of

SECOND_COLUMN = 34
TITLE_ROW = "title"
# What is written under a line that may not stay as it is.
SENTENCES = {
    "word": "sheet.finding.word",
    "label": "sheet.finding.label",
    "guarded": "sheet.finding.guarded",
    "address": "sheet.finding.address",
    "no_number": "sheet.finding.no_number",
    "gone": "sheet.finding.gone",
    "too_many": "sheet.finding.too_many",
    "filler": "sheet.finding.filler",
}


def finding_words(finding: Finding) -> str:
    """What is the matter, in one sentence."""
    return _(SENTENCES[finding.what]).format(word=finding.text)


def look(session: Session) -> Sheet:
    """The sheet as it would be; nothing is on it that the person did not choose."""
    return compose(session.guide, session.plan, kept=session.kept_words)


class SheetLook(SheetScreen):
    """Exactly what a stranger would see, and whether one can still read it."""

    covered = False

    @property
    def sheet(self) -> Sheet:
        """The sheet as it would be."""
        return look(self.house.session)

    def middle(self) -> str:
        """The page's name, and this step."""
        return _("sheet.where").format(page=super().middle(), step=_("sheet.look"))

    def body(self) -> Iterable[Widget]:
        """Two columns of the sheet, and two questions."""
        yield Words(self._head(), quiet=True, classes="list-words", id="head")
        yield Rows(self._rows(), numbers=False, column=SECOND_COLUMN, id="lines")
        yield Words(self._whole(), id="whole")
        if any(line.kind == "number" for line in self.sheet.lines):
            check = self.house.session.guide.section("help").footer
            yield Words(check, quiet=True, id="check")
        yield Words(f"{says(self.house.session, 'pocket.hurry')}\n{_('sheet.right_never')}")

    def _head(self) -> str:
        left, right = _("sheet.says"), "" if self.covered else _("sheet.means")
        ruled = "-" * (SECOND_COLUMN - 2)
        return f"{pad(left, SECOND_COLUMN)}{right}\n{ruled}  {'' if self.covered else ruled}"

    def _whole(self) -> str:
        """What is the matter with the sheet and with no line of it."""
        sheet = self.sheet
        if not any(not line.filler for line in sheet.lines):
            return _("sheet.empty")
        return "\n".join(finding_words(one) for one in sheet.findings)

    def _rows(self) -> list[Row]:
        sheet = self.sheet
        rows = [Row(TITLE_ROW, sheet.title, tag=self._tag(_("sheet.means_title")))]
        for at, line in enumerate(sheet.lines):
            under = [finding_words(one) for one in line.findings]
            means = self._means(line)
            rows.append(Row(str(at), "\n".join((line.says, *under)), tag=self._tag(means)))
        return rows

    def _means(self, line: SheetLine) -> str:
        if line.filler:
            return _("sheet.means_filler")
        # A number that stands alone means no more than itself.
        return _("now.by_heart") if number_of(line.means) == line.means else line.means

    def _tag(self, means: str) -> str:
        return "" if self.covered else means

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Looks right, cover, change, stop."""
        return [
            (_("sheet.looks_right"), "looks_right"),
            (_("sheet.show_right") if self.covered else _("sheet.cover_right"), "cover"),
            (_("sheet.change_line"), "change_line"),
            (_("sheet.stop"), "stop"),
        ]

    def first_focus(self) -> Widget | None:
        """Looks right; Up goes to the lines."""
        return self.query_one("#do-looks_right")

    def fit(self, width: int, height: int) -> None:
        """In a narrow window there are no two columns to have a head."""
        super().fit(width, height)
        self.query_one("#head").display = not self.has_class("-narrow")

    def on_screen_resume(self) -> None:
        """Seen again: something may be changed."""
        super().on_screen_resume()
        self._show()

    def _show(self) -> None:
        for rows in self.query("#lines").results(Rows):
            rows.put(self._rows())
            self.query_one("#whole", Words).say(self._whole())
            self.query_one("#whole").display = bool(self._whole())
            self.query_one("#head", Words).say(self._head())

    def do_cover(self) -> None:
        """Cover the right side and try to read the left; or show it again."""
        self.covered = not self.covered
        button = self.query_one(ButtonRow).button("cover")
        button.label = _("sheet.show_right") if self.covered else _("sheet.cover_right")
        button.refresh(layout=True)
        self._show()

    def do_change_line(self) -> None:
        """Which part of it is to be another."""
        self.house.visit("sheet_change")

    @on(Rows.Chosen, "#lines")
    def chosen(self, event: Rows.Chosen) -> None:
        """Change that very line."""
        if event.row.key == TITLE_ROW:
            self.house.visit("sheet_title", change=True)
            return
        line = self.sheet.lines[int(event.row.key)]
        self._change(line)

    def _change(self, line: SheetLine) -> None:
        if line.filler:
            self.house.visit("sheet_filler", change=True)
        else:
            self.house.visit("sheet_as", kind=line.kind, of=line.of)

    def do_looks_right(self) -> None:
        """On, once nothing is open; the first thing that is, is asked about."""
        sheet = self.sheet
        if not any(not line.filler for line in sheet.lines):
            self.say(_("sheet.empty_next"))
            return
        for line in sheet.lines:
            for finding in line.findings:
                self.house.visit("sheet_finding", finding=finding, line=line)
                return
        for finding in sheet.findings:
            self.house.visit("sheet_finding", finding=finding)
            return
        self.house.visit("sheet_how")

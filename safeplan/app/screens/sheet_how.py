"""The small sheet: how. The way that leaves least comes first; a file needs the password again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.widget import Widget

from safeplan.app import made
from safeplan.app.exporting import FilesMade, NotMade, Order, make
from safeplan.app.screens.sheet_look import look
from safeplan.app.screens.sheet_title import SheetScreen
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import BEFORE, CautionBlock, Words
from safeplan.language import gettext as _
from safeplan.plan.pocket import PocketError

if TYPE_CHECKING:
    from safeplan.app.app import SafeplanApp

FORM = "pocket.form"
# Rows, and the id of their words; the guide has words of its own for some of them.
WAYS = {
    "hand": "",
    "booklet": "sheet.booklet_a4",
    "booklet_letter": "sheet.booklet_letter",
    "code": "",
    "pictures": "sheet.pictures",
    "sealed": "sheet.sealed",
}
ON_SCREEN = {"hand": "sheet_hand", "code": "code"}


def _remember(house: SafeplanApp, names: Sequence[str]) -> None:
    house.session.put(made.with_names(house.session.plan, names))


class MakesFiles(SheetScreen):
    """What pages share from which a file is made."""

    def start(self, order: Order) -> None:
        """Ask for the password, then make it, in the background."""
        if self.house.session.read_only:
            self.refuse(_("export.file_read_only"))
            return
        self.refuse("")
        self.say(_("sheet.password_first"))
        house = self.house

        def told(message: Message) -> None:
            # Remembered first, by the app: this page may be left by now, and the files lie there.
            if isinstance(message, FilesMade):
                house.call_from_thread(_remember, house, message.names)
            self.post_message(message)

        self.run_worker(lambda: make(house, order, told), thread=True, exclusive=True)

    def refused(self) -> Words:
        """Where it stands why nothing was made: on the page, so that nothing covers it."""
        found = Words("", id="refused")
        found.display = False
        return found

    def refuse(self, sentence: str) -> None:
        """Say why nothing was made, or take that back."""
        self.say("")
        words = self.query_one("#refused", Words)
        words.say(sentence)
        words.display = bool(sentence)
        self.action_page_start()

    def on_files_made(self, event: FilesMade) -> None:
        """They lie on the stick, and are remembered until they are forgotten."""
        self.say("")
        self.house.change_to("sheet_made", names=event.names)

    def on_not_made(self, event: NotMade) -> None:
        """Nothing was written; say why."""
        self.refuse(event.sentence)


class SheetHow(MakesFiles):
    """The forms there are."""

    def middle(self) -> str:
        """The page's name, and this step."""
        return _("sheet.where").format(page=super().middle(), step=_("sheet.how"))

    def heading(self) -> str:
        """How would you like it?"""
        return _("sheet.how_would")

    def body(self) -> Iterable[Widget]:
        """What each leaves behind, before the rows."""
        yield self.refused()
        session = self.house.session
        caution = next(
            one for one in session.guide.section("pocket").cautions if "form" in one.fields
        )
        yield CautionBlock(BEFORE, f"{caution.text} {_('sheet.phone_keeps')}")
        yield Words(session.guide.field(FORM).help, quiet=True)
        yield Rows([Row(way, self._words(way)) for way in WAYS], id="ways")

    def _words(self, way: str) -> str:
        if WAYS[way]:
            return _(WAYS[way])
        option = self.house.session.guide.field(FORM).option(way)
        return option.label if option is not None else way

    def focus_first(self) -> None:
        """The first row; but the caution is never scrolled away."""
        first = self.focused is None and self.is_current
        super().focus_first()
        if first:
            self.call_after_refresh(self.call_after_refresh, self.action_page_start)

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Stop."""
        return [(_("sheet.stop"), "stop")]

    @on(Rows.Chosen, "#ways")
    def chosen(self, event: Rows.Chosen) -> None:
        """On the screen at once; on paper or as a file after the password."""
        way = event.row.key
        if way == "sealed":
            self.house.visit("sheet_sealed")
            return
        sheet = self._sheet()
        if sheet is None:
            self.refuse(_("pocket.not_ready"))
            return
        title, lines = sheet
        if way in ON_SCREEN:
            self.house.visit(ON_SCREEN[way], title=title, lines=lines)
        elif way == "pictures":
            self.start(Order("pictures", title, lines))
        else:
            self.start(Order("booklet", title, lines, "a4" if way == "booklet" else "letter"))

    def _sheet(self) -> tuple[str, tuple[str, ...]] | None:
        """What was looked over; None while something is still open."""
        sheet = look(self.house.session)
        try:
            return sheet.title, sheet.printable()
        except PocketError:
            return None


class SheetSealed(MakesFiles):
    """The whole plan in sealed codes: another kind of sheet, with a caution of its own."""

    def heading(self) -> str:
        """What it is."""
        return _("sheet.sealed")

    def body(self) -> Iterable[Widget]:
        """What somebody who finds it sees, and what the next two passwords are for."""
        yield self.refused()
        yield CautionBlock(BEFORE, _("sheet.sealed_caution"))
        yield Words(_("sheet.sealed_what"))
        yield Words(_("sheet.sealed_next"), quiet=True)

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Next on A4 or Letter, or stop."""
        return [
            (_("sheet.sealed_a4"), "a4"),
            (_("sheet.sealed_letter"), "letter"),
            (_("sheet.stop"), "stop"),
        ]

    def first_focus(self) -> Widget | None:
        """Stop: this is nothing to do in a hurry."""
        return self.query_one("#do-stop")

    def do_a4(self) -> None:
        """On A4."""
        self.start(Order("sealed", self._title()))

    def do_letter(self) -> None:
        """On Letter."""
        self.start(Order("sealed", self._title(), paper="letter"))

    def _title(self) -> str:
        return self.picks.words.title(self.picks.title_chosen)

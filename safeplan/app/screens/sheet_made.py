"""The small sheet: made. The next four moves, then nothing is left behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from safeplan.app import made
from safeplan.app.exporting import Forgotten, forget_files
from safeplan.app.screens.framed import Framed
from safeplan.app.screens.sheet_title import SheetScreen
from safeplan.app.widgets.button_row import ButtonRow
from safeplan.app.widgets.words import BEFORE, CautionBlock, Words
from safeplan.language import gettext as _

PICTURE = ".png"


def named(names: Sequence[str]) -> str:
    """Names of files as a person reads them."""
    quoted = [_("sheet.quoted").format(name=name) for name in names]
    return ", ".join(quoted)


class SheetMade(SheetScreen):
    """Done has the focus: Enter in a hurry must not take the file away before it is printed.

    Args:
        names: the files.
    """

    def __init__(self, names: Sequence[str], name: str = "sheet_made") -> None:
        super().__init__(name=name)
        self.names = tuple(names)

    def heading(self) -> str:
        """Where it is, and under which name."""
        words = "sheet.on_stick" if len(self.names) == 1 else "sheet.on_stick_all"
        return _(words).format(names=named(self.names))

    def body(self) -> Iterable[Widget]:
        """The caution, the moves, and where it may live."""
        cautions = self.house.session.guide.section("pocket").cautions
        form = next(one for one in cautions if "form" in one.fields)
        if self.names[0].endswith(PICTURE):
            yield CautionBlock(BEFORE, _("sheet.phone_keeps"))
            yield Words(_("sheet.moves_pictures"))
            return
        yield CautionBlock(BEFORE, form.text)
        yield Words(_("sheet.moves"))
        yield Words(_("sheet.where_live"))
        yield Words(_("sheet.tear"))

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Done, or forget the file."""
        forget = _("sheet.forget") if len(self.names) == 1 else _("sheet.forget_all")
        return [(_("button.done"), "done"), (forget, "forget")]

    def first_focus(self) -> Widget | None:
        """Done."""
        return self.query_one("#do-done")

    def do_done(self) -> None:
        """Home; the file is asked about again at the close."""
        self.house.go_home()

    def do_forget(self) -> None:
        """Take the file away, in the background."""
        self.run_worker(
            lambda: forget_files(self.house, self.names, self.post_message),
            thread=True,
            exclusive=True,
        )

    def on_forgotten(self, event: Forgotten) -> None:
        """Say what is so, and no more than that."""
        session = self.house.session
        session.put(made.without_names(session.plan, event.names))
        self.say(event.sentence)
        if not event.sentence:
            self.set_focus(self.query_one("#do-done"))
            self.query_one(ButtonRow).button("forget").display = False
            self.query_one("#heading", Words).say(_("sheet.removed"))
            for words in self.page.children:
                words.display = False


class FileLeft(Framed):
    """A file of another day still lies on the stick: asked once.

    Args:
        names: the files.
    """

    def __init__(self, names: Sequence[str], name: str = "file_left") -> None:
        super().__init__(name=name)
        self.names = tuple(names)

    def heading(self) -> str:
        """The question."""
        return _("sheet.erase_file")

    def body(self) -> Iterable[Widget]:
        """The names."""
        yield Words(named(self.names))

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Erase, or keep."""
        return [(_("button.erase"), "erase"), (_("button.keep"), "keep")]

    def first_focus(self) -> Widget | None:
        """Keep: it can be erased another day."""
        return self.query_one("#do-keep")

    def do_erase(self) -> None:
        """Take it away, in the background."""
        self.run_worker(
            lambda: forget_files(self.house, self.names, self.post_message),
            thread=True,
            exclusive=True,
        )

    def on_forgotten(self, event: Forgotten) -> None:
        """On with the day, or the reason why not."""
        session = self.house.session
        session.put(made.without_names(session.plan, event.names))
        if event.sentence:
            self.say(event.sentence)
            return
        self.house.change_to("one_page", where="", heading=_("sheet.removed"), paragraphs=())

    def do_keep(self) -> None:
        """It stays, and is not asked about again."""
        session = self.house.session
        session.put(made.without_names(session.plan, self.names))
        self.house.back()

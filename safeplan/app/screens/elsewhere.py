"""Other files: a copy to keep somewhere else, and a new file, larger or in another place."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable, Sequence
from typing import Any

from textual import on
from textual.widget import Widget

from safeplan.app import other_files
from safeplan.app.doors import Outcome, the_vault
from safeplan.app.room_left import size_of, size_words
from safeplan.app.screens.doing import Doing
from safeplan.app.widgets.field import Field, OneLine
from safeplan.app.widgets.row import OPEN_RING, RING, Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.vault.format import SIZES

PLACE = "place"
LARGER = "larger"


class Somewhere(Doing):
    """A page with a line for a name or a place; Enter in it goes on."""

    MIDDLE = "settings.title"

    def line(self) -> Iterable[Widget]:
        """The line, and how it is read."""
        yield Words(_("doors.place"), quiet=True, classes="list-words")
        yield OneLine(id=PLACE)

    def first_focus(self) -> Widget | None:
        """The line."""
        return self.query_one("#" + PLACE)

    @property
    def typed(self) -> str:
        """What stands in the line."""
        return self.query_one("#" + PLACE, Field).text.strip()

    @on(Field.Entered, "#" + PLACE)
    def entered(self, event: Field.Entered) -> None:
        """Go on."""
        self.do_make()

    def do_make(self) -> None:
        """Make it, if a place is named."""
        if self.typed:
            self.begin(self.work())
        else:
            self.show(Outcome((_("doors.no_place_named"),)))

    def work(self) -> Coroutine[Any, Any, Outcome]:
        """What is done."""
        raise NotImplementedError


class MakeCopy(Somewhere):
    """A copy to the last byte, and why to have one."""

    HEADING = "doors.copy"

    def body(self) -> Iterable[Widget]:
        """What goes along, the line, and a word on why."""
        yield self.outcome()
        yield Words(_("doors.copy_text"))
        yield from self.line()
        yield Words(_("doors.copy_why"), quiet=True)

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Copy, or go back."""
        return [(_("doors.copy"), "make"), (_("button.back"), "back")]

    def work(self) -> Coroutine[Any, Any, Outcome]:
        """Copy it."""
        return other_files.copy(self.house, self.typed)


class NewFile(Somewhere):
    """A larger file, or one in another place; the old one is only read."""

    def __init__(self, name: str = LARGER) -> None:
        super().__init__(name=name)
        self._wanted = 0

    def heading(self) -> str:
        """Which of the two."""
        return _("doors." + str(self.name))

    def body(self) -> Iterable[Widget]:
        """What goes along, the line, and the sizes."""
        sizes = self.sizes()
        yield self.outcome()
        if not sizes:
            yield Words(_("doors.largest"))
            return
        self._wanted = self._wanted or sizes[0]
        yield from self.paragraphs(_("doors." + str(self.name) + "_text"))
        yield from self.line()
        yield Rows(self._rows(), id="sizes")

    def elsewhere_words(self) -> str:
        """This is that place."""
        return ""

    def sizes(self) -> list[int]:
        """Sizes that can be chosen, in bytes."""
        now = size_of(the_vault(self.house))
        return [size for size in SIZES if size > now or (size == now and self.name != LARGER)]

    def _rows(self) -> list[Row]:
        return [
            Row(str(size), size_words(size), mark=RING if size == self._wanted else OPEN_RING)
            for size in self.sizes()
        ]

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Make it, with the notebook or without, or go back."""
        found = [(_("doors.make_file"), "make")] if self.sizes() else []
        vault = the_vault(self.house)
        if found and vault.is_plan and vault.has_notebook:
            found.append((_("doors.make_both"), "both"))
        return [*found, (_("button.back"), "back")]

    def first_focus(self) -> Widget | None:
        """The line, where there is one."""
        return super().first_focus() if self.sizes() else self.query_one("#do-back")

    @on(Rows.Chosen, "#sizes")
    def chosen(self, event: Rows.Chosen) -> None:
        """Another size."""
        self._wanted = int(event.row.key)
        event.rows.put(self._rows())

    def work(self, *, both: bool = False) -> Coroutine[Any, Any, Outcome]:
        """Make it of what is open now."""
        return other_files.write_new(self.house, self.typed, self._wanted, both=both)

    def do_both(self) -> None:
        """The notebook goes along; its password is asked for too."""
        if self.typed:
            self.begin(self.work(both=True))
        else:
            self.do_make()

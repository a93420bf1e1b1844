"""This computer: what it may keep. The truth, short, and what a person can do."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from textual.widget import Widget

from safeplan.app import made
from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _

SYSTEMS = {"linux": "computer.linux", "win32": "computer.windows", "darwin": "computer.macos"}


class Computer(Framed):
    """What may be left behind, and what helps."""

    def __init__(self, name: str = "computer") -> None:
        super().__init__(name=name)

    def middle(self) -> str:
        """The name of this place."""
        return _("computer.title")

    def heading(self) -> str:
        """What may be left behind here."""
        return _("computer.heading")

    def body(self) -> Iterable[Widget]:
        """The list, what helps, and that nobody can see it from here."""
        yield Words(_("computer.may_keep"))
        yield Words(_("computer.helps"))
        yield Words(_("computer.cannot_see"))

    def buttons(self) -> Sequence[tuple[str, str]]:
        """This system's own names for it, and the stick."""
        found = [(_("computer.on_stick"), "on_stick"), (_("button.back"), "back")]
        if sys.platform in SYSTEMS:
            found.insert(0, (_("computer.this_system"), "this_system"))
        return found

    def first_focus(self) -> Widget | None:
        """Back: there is nothing one has to do here."""
        return self.query_one("#do-back")

    def do_this_system(self) -> None:
        """What is known of this system alone."""
        words = (_(SYSTEMS[sys.platform]), _("computer.from_hearsay"), _("computer.cannot_see"))
        self._read(_("computer.this_system"), words)

    def do_on_stick(self) -> None:
        """The file, and what was made beside it."""
        path = Path(self.house.path)
        files = [one.name for one in made.still_there(self.house.session.plan, path.parent)]
        words = [_("computer.stick_file").format(name=path.name)]
        words += [_("computer.stick_also").format(name=name) for name in files]
        words.append(_("computer.stick_removed"))
        self._read(_("computer.on_stick"), words)

    def _read(self, heading: str, paragraphs: Sequence[str]) -> None:
        self.house.visit("one_page", where=self.middle(), heading=heading, paragraphs=paragraphs)

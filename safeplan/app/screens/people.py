"""People you trust: who can do what, the words agreed with them, and who must not know."""

from __future__ import annotations

from collections.abc import Sequence

from safeplan.app.screens.contact_question import ADD, ContactQuestion
from safeplan.app.screens.onward import open_question
from safeplan.app.widgets.row import Row
from safeplan.language import gettext as _

KEY = "people.helpers"


class People(ContactQuestion):
    """The same list as on its page, reached from the first screen."""

    def __init__(self, name: str = "people") -> None:
        super().__init__(KEY, name=name)

    def middle(self) -> str:
        """The page's name."""
        return self.shown_page.title

    def heading(self) -> str:
        """One is enough."""
        return _("people.one_is_enough")

    def _rows(self) -> list[Row]:
        return self._people_rows()

    def draw(self) -> None:
        """An empty list takes no place, and no Tab."""
        super().draw()
        self.query_one("#answer").display = bool(self.people)

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Add one, and the two questions that belong to them."""
        found = [
            (_("people.code_words"), "code_words"),
            (_("people.who_must_not_know"), "not_tell"),
        ]
        if not self.house.session.read_only:
            found.insert(0, (_("people.add_one"), ADD))
        return found

    def do_add(self) -> None:
        """A new person."""
        self._open("")

    def do_code_words(self) -> None:
        """The word that means: I need help."""
        self.leave()
        open_question(self.house, "people.code_word")

    def do_not_tell(self) -> None:
        """Anyone who must not know."""
        self.leave()
        open_question(self.house, "people.not_tell")

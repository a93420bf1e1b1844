"""What lists and checklists share: lines in the person's own words, and a way back for them."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from safeplan.app.lines import Lines
from safeplan.app.screens.own_words import OwnWords
from safeplan.app.screens.question import Question
from safeplan.language import gettext as _


class LinesQuestion(Question):
    """A question whose answer holds lines of one's own, each on a page of its own to change it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "undo", show=False)]
    ORDERED: ClassVar[bool] = False

    def __init__(self, key: str, name: str = "question") -> None:
        super().__init__(key, name=name)
        self.lines = Lines()
        self._notice = ""

    def draw_lines(self) -> None:
        """Show the lines as they are now."""

    def ordered(self) -> bool:
        """Whether their order counts."""
        return self.field.ordered

    def saved(self) -> None:
        """What can still be brought back is said as long as it can."""
        super().saved()
        if self._notice:
            self.say(self._notice)

    def notice(self, words: str) -> None:
        """Let ``words`` stand in row 21 until the next change."""
        self._notice = words
        self.say(words)

    def changed(self) -> None:
        """The lines are others now: show them, and save."""
        self._notice = ""
        self.say("")
        self.draw_lines()
        self.keep(now=True, said=True)

    def open_line(self, key: str) -> None:
        """A page to change this line, or to take it off."""
        screen = OwnWords(
            self,
            self.lines.text(key),
            keeps=lambda text: self._change(key, text),
            removes=lambda: self._remove(key),
            moves=(lambda by: self._move(key, by)) if self.ordered() else None,
        )
        self.app.push_screen(screen)

    def open_new_line(self) -> None:
        """A page for a new line."""
        made: list[str] = []

        def keep(text: str) -> None:
            if made and made[0] in self.lines:
                self._change(made[0], text)
            elif text:
                made.append(self.lines.add(text))
                self.changed()

        self.app.push_screen(OwnWords(self, "", keeps=keep))

    def _change(self, key: str, text: str) -> None:
        if not text:
            self._remove(key)
        elif self.lines.text(key) != text:
            self.lines.change(key, text)
            self.changed()

    def _move(self, key: str, by: int) -> None:
        self.lines.move(key, by)
        self.changed()

    def _remove(self, key: str) -> None:
        self.lines.remove(key)
        self.changed()
        self.notice(_("list.removed"))

    def action_undo(self) -> None:
        """Bring back the line that was taken off last."""
        if self.lines.undo():
            self.changed()

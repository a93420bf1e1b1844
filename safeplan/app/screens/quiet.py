"""A quiet minute: choosing something small that works now. What steadies stands first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from textual import on
from textual.widget import Widget

from safeplan.app.saying import fill
from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.row import BOX, TICKED, Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import BEFORE, CautionBlock, Words
from safeplan.language import gettext as _
from safeplan.plan.model import Answer, Chosen, Plan
from safeplan.plan.practices import Practice, Practices, practices_for

SITTING = "feelings.meditate"
NOT_FOR_ME = "not_for_me"
# Which screen leads through which type of practice.
SCREENS = {
    "still": "quiet_still",
    "sit": "quiet_still",
    "answers": "quiet_answers",
    "kind": "quiet_kind",
    "let_out": "quiet_let_out",
}
SECOND_COLUMN = 40


def wanted(plan: Plan) -> bool:
    """Whether the person has not said that it is not for them."""
    answer = plan.answer(SITTING)
    if answer is None:
        return True
    return answer.state != NOT_FOR_ME and plan.items(SITTING) != (Chosen(NOT_FOR_ME),)


class Calm(Framed):
    """What the list and the practices share."""

    @property
    def practices(self) -> Practices:
        """All of them."""
        return practices_for(self.house.session.guide)

    def middle(self) -> str:
        """The name of this place."""
        return _("quiet.title")

    def focus_first(self) -> None:
        """What is done has the focus; but what must be read before it is never scrolled away."""
        first = self.focused is None and self.is_current
        super().focus_first()
        if first:
            self.call_after_refresh(self.call_after_refresh, self.action_page_start)


class Quiet(Calm):
    """The list. Nothing is counted, and nothing is asked afterwards."""

    def __init__(self, name: str = "quiet") -> None:
        super().__init__(name=name)

    def body(self) -> Iterable[Widget]:
        """What must be read before any of them, then all of them."""
        session = self.house.session
        for caution in self.practices.before_all(session.guide):
            yield CautionBlock(BEFORE, fill(session, caution))
        yield Words(fill(session, self.practices.says_of_all(session.guide)), quiet=True)
        yield Rows(self._rows(), zero=True, column=SECOND_COLUMN, id="practices")

    def _rows(self) -> list[Row]:
        """Where there is room, the first line of each stands beside it."""
        roomy = self.has_class("-roomy")
        return [
            Row(one.id, one.title, tag=one.lines[0] if roomy and one.lines else "")
            for one in self.practices.practice
        ]

    def fit(self, width: int, height: int) -> None:
        """Another window may have room for the first lines, or none."""
        super().fit(width, height)
        for rows in self.query("#practices").results(Rows):
            rows.put(self._rows())

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Not for everybody; and what is shown while sitting."""
        words = (_("quiet.words"), "words")
        if self.house.session.read_only:
            return [words]
        return [(_("button.not_for_me"), "not_for_me"), words]

    @on(Rows.Chosen, "#practices")
    def chosen(self, event: Rows.Chosen) -> None:
        """Begin."""
        practice = next(one for one in self.practices.practice if one.id == event.row.key)
        self.house.visit(SCREENS[practice.type], practice=practice)

    def do_words(self) -> None:
        """What changes on the screen while sitting, if anything."""
        self.house.visit("quiet_words")

    def do_not_for_me(self) -> None:
        """Off the first screen; the question on its page takes that back."""
        session = self.house.session
        before = session.plan.answer(SITTING) or Answer("not_for_me")
        session.answer(SITTING, replace(before, state="not_for_me"))
        self.house.back()


class QuietWords(Framed):
    """What changes on the screen while sitting: two lines, each as the person likes it."""

    def __init__(self, name: str = "quiet_words") -> None:
        super().__init__(name=name)

    def middle(self) -> str:
        """The place it belongs to."""
        return _("quiet.title")

    def heading(self) -> str:
        """Words while you sit."""
        return _("quiet.words")

    def body(self) -> Iterable[Widget]:
        """The two lines."""
        yield Rows(self._rows(), ticks=True, id="words")

    def _rows(self) -> list[Row]:
        settings = self.house.session.plan.settings
        both = (
            ("breathing", _("quiet.words_breath"), settings.breathing),
            ("time_left", _("quiet.words_time"), settings.time_left),
        )
        return [Row(key, words, mark=TICKED if on_ else BOX) for key, words, on_ in both]

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Back, with the lines as they are ticked."""
        return [(_("button.back"), "back")]

    @on(Rows.Ticked, "#words")
    def ticked(self, event: Rows.Ticked) -> None:
        """Keep it."""
        session = self.house.session
        if event.row.key == "breathing":
            session.set(replace(session.plan.settings, breathing=event.on))
        else:
            session.set(replace(session.plan.settings, time_left=event.on))
        event.rows.put(self._rows())

    @on(Rows.Done, "#words")
    def done(self) -> None:
        """Enter goes back."""
        self.action_back()


class PracticeScreen(Calm):
    """What every practice shares: its caution, and what the guide says of it, on one screen.

    Args:
        practice: which one.
    """

    def __init__(self, practice: Practice, name: str) -> None:
        super().__init__(name=name)
        self.practice = practice

    def heading(self) -> str:
        """Its title."""
        return self.practice.title

    def body(self) -> Iterable[Widget]:
        """The caution, what is said first, then what is done."""
        session = self.house.session
        for caution in self.practices.before(session.guide, self.practice):
            yield CautionBlock(BEFORE, fill(session, caution))
        yield Words(fill(session, self.practices.says(session.guide, self.practice)), quiet=True)
        yield from self.doing()

    def doing(self) -> Iterable[Widget]:
        """What is done; a subclass gives it."""
        return ()

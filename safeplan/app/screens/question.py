"""What every question shares: its prompt, cautions before the tip, four buttons, and saving."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget

from safeplan.app.carry_on import with_place
from safeplan.app.saying import answer_words, fill, numbers_words
from safeplan.app.screens.cautions import FIRST_PAGE, blocks
from safeplan.app.screens.framed import Framed
from safeplan.app.screens.onward import (
    DONE_AT,
    SCREENS,
    can_ask,
    end_page,
    fellows,
    go_on,
    inside,
    open_question,
    page_of,
    shown,
)
from safeplan.app.widgets.field import Field as Typed
from safeplan.app.widgets.row import Row
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.words import CautionBlock, Words
from safeplan.language import gettext as _
from safeplan.plan.model import Answer, State, Value
from safeplan.plan.pocket_words import shuffled

if TYPE_CHECKING:
    from safeplan.plan.schema import Field
    from safeplan.plan.tailoring import Page, PageField

__all__ = ["SCREENS", "Question", "can_ask", "go_on", "open_question", "page_of", "shown"]

# Before the name of a place, in the rows that lead on from a question.
PLACE = "place "


class Question(Framed):
    """A question of the guide. A subclass gives ``answer_body`` and ``value``.

    Args:
        key: ``section.field``.
    """

    def __init__(self, key: str, name: str = "question") -> None:
        super().__init__(name=name)
        self.key = key
        self.then = ""
        self.section = key.split(".")[0]
        # What the widgets held, and what the plan said, when they were last the same.
        self._stood: object = None
        self._said: Value | None = None

    # What a subclass gives

    def answer_body(self) -> Iterable[Widget]:
        """The widgets to answer with."""
        return ()

    def value(self) -> Value | None:
        """What is written or chosen now; None when there is nothing."""
        return None

    def stands(self) -> object:
        """What the widgets hold by themselves; as long as it is the same, nobody changed it."""
        return self.value()

    def draw_answer(self) -> None:
        """Let the widgets of ``answer_body`` show what the plan says now."""

    def reading_body(self) -> Iterable[Widget]:
        """What stands in the place of the answer where the file can only be read."""
        session = self.house.session
        yield Words(answer_words(session, self.field) or _("page.nothing_written"))

    # What it shows

    @property
    def field(self) -> Field:
        """The field, as the guide has it."""
        return self.house.session.guide.field(self.key)

    @property
    def placed(self) -> PageField | None:
        """The field as the rules show it now: its cautions, and whether it lies collapsed."""
        return self.shown_page.field(self.field.id)

    @property
    def shown_page(self) -> Page:
        """The page it stands on, as the rules show it now."""
        return page_of(self.house, self.field.section)

    @property
    def answer(self) -> Answer | None:
        """What was answered before."""
        return self.house.session.plan.answer(self.key)

    @property
    def written(self) -> str:
        """What was answered in words, also where it was put off afterwards; else ""."""
        before = self.answer
        return before.value if before is not None and isinstance(before.value, str) else ""

    def middle(self) -> str:
        """The page's name, and the question's number on it."""
        page = self.shown_page
        keys = fellows(page, self.key)
        if self.key not in keys or len(keys) == 1:
            return page.title
        return _("question.where").format(
            page=page.title, number=keys.index(self.key) + 1, count=len(keys)
        )

    def heading(self) -> str:
        """The prompt."""
        return fill(self.house.session, self.field.prompt)

    def body(self) -> Iterable[Widget]:
        """Cautions, then help, then the answer, then what else can be opened from here."""
        session = self.house.session
        placed = self.placed
        yield from blocks(session, self.shown_page, self.field)
        help_ = self.field.help if placed is None else placed.help
        if help_:
            yield Words(fill(session, help_, self.field.help_without_number), quiet=True)
        if session.read_only:
            yield from self.reading_body()
        else:
            yield from self.answer_body()
        told = (self.field.text, help_, *(one.label for one in self.field.options))
        if check := numbers_words(session, *told):
            yield Words(check, quiet=True, id="check")
        yield from self.ways_on()

    def ideas(self) -> list[str]:
        """Ideas from other people, as far as they fit this person."""
        session, placed = self.house.session, self.placed
        field = self.field if placed is None else placed.field
        ideas = field.suggest
        if field.shuffled:
            ideas = shuffled(ideas, session.vault.salts.a if session.vault is not None else b"")
        return [fill(session, idea) for idea in ideas]

    def ways_on(self) -> Iterable[Widget]:
        """Pages and questions that the guide opens from here."""
        session = self.house.session
        found = []
        place = DONE_AT.get(self.key, "")
        if place and self.house.leads_to(place):
            found.append(Row(f"{PLACE}{place}", _("home." + place)))
        for key in dict.fromkeys(self.field.opens):
            section = key.split(".")[0]
            if section not in session.pages:
                continue
            page = session.pages[section]
            placed = page.field(key.split(".")[1]) if "." in key else None
            if "." in key and (placed is None or not can_ask(placed.field)):
                continue
            found.append(Row(key, self._way(page, placed)))
        if found:
            yield Words(_("question.ways_on"), quiet=True, classes="list-words")
            yield Rows(found, numbers=False, id="ways-on")

    def _way(self, page: Page, placed: PageField | None) -> str:
        """The name of a way on; what stands behind a gate is not told in front of it."""
        if placed is None:
            return page.title
        field = placed.field
        shut = field.gate or (page.gate and not inside(self.house, page.id))
        if not field.prompt and shut:
            return page.title
        session = self.house.session
        return fill(session, field.prompt) or fill(session, field.text, field.text_without_number)

    @on(Rows.Chosen, "#ways-on")
    def way_chosen(self, event: Rows.Chosen) -> None:
        """Open it over this question."""
        event.stop()
        self.leave()
        if event.row.key.startswith(PLACE):
            self.house.visit(event.row.key.removeprefix(PLACE))
        elif "." in event.row.key:
            open_question(self.house, event.row.key)
        else:
            self.house.open_page(event.row.key)

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Next, and the three other answers."""
        if self.house.session.read_only:
            return [(_("button.next"), "next")]
        others = [
            (_("button.skip"), "skip"),
            (_("button.not_for_me"), "not_for_me"),
            (_("button.later"), "later"),
        ]
        if self.field.section == FIRST_PAGE:
            # Enter in the answer goes on there; four buttons are the most.
            return [*others, (_("question.skip_rest"), "skip_rest")]
        return [(_("button.next"), "next"), *others]

    def on_mount(self) -> None:
        """Remember where the person is; no answer depends on it."""
        session = self.house.session
        plan = with_place(session.plan.with_opened(self.field.section), self.key)
        session.put(plan, now=False)
        self._compare()

    def on_screen_resume(self) -> None:
        """Seen again: what was answered on another screen meanwhile stands here too."""
        if not self.house.session.read_only and self._untouched and self._planned != self._said:
            self.draw_answer()
            self._compare()

    def focus_first(self) -> None:
        """The answer has the focus; but what must be read before it is never scrolled away."""
        first = self.focused is None and self.is_current
        super().focus_first()
        if first and self.query(CautionBlock):
            self.call_after_refresh(self.call_after_refresh, self.action_page_start)

    # What becomes of the answer

    @property
    def _planned(self) -> Value | None:
        """The value that the plan has; None where it has none."""
        return (self.answer.value or None) if self.answer is not None else None

    @property
    def _untouched(self) -> bool:
        """Whether the widgets hold what they held when they were last compared with the plan."""
        return self.stands() == self._stood

    def _compare(self) -> None:
        """From here on only what is changed on this screen is the person's word."""
        if not self.house.session.read_only:
            self._stood, self._said = self.stands(), self._planned

    def held(self) -> Value | None:
        """The answer: what was changed here, else the plan's; another screen may have put it."""
        return self._planned if self._untouched else self.value()

    def keep(self, *, now: bool, said: bool = False) -> None:
        """Put what is written into the plan, where it differs from what is there.

        Args:
            now: save at once, and not after a pause in typing.
            said: whether the person goes on with it: then it is the answer, also where it was put
                off before. Looking at it changes nothing.
        """
        session = self.house.session
        if session.read_only:
            return
        value, before = self.held(), self.answer
        if value is not None:
            same = before is not None and before.value == value
            if before is None:
                session.answer(self.key, Answer("answer", value), now=now)
            elif not same or (said and before.state != "answer"):
                session.answer(self.key, replace(before, state="answer", value=value), now=now)
            elif now:
                session.put(session.plan)
        elif before is not None and before.value not in ("", ()):
            # Emptied by the person: as if nobody had touched it.
            session.put(session.plan.without(self.key), now=now)
        self._compare()

    def leave(self) -> None:
        """Any key that leaves has saved first."""
        self.keep(now=True)

    @on(Typed.Changed)
    def _typed(self, event: Typed.Changed) -> None:
        self.say("")
        self.keep(now=False)

    @on(Typed.Left)
    def _left(self, event: Typed.Left) -> None:
        if self.is_attached and self.house.session.unsaved:
            self.keep(now=True)

    def onward(self) -> None:
        """To the next question; where saving waits for help, show that first, once."""
        if not self.stopped_by_banner():
            go_on(self.house, self.key, self.then)

    def do_next(self) -> None:
        """Go on with what is written."""
        self.keep(now=True, said=True)
        self.onward()

    def do_skip(self) -> None:
        """Leave it be; words that were written stay written."""
        if self.held() is None and not self.house.session.read_only:
            self._say_of_it("skip")
        else:
            self.keep(now=True)
        self.onward()

    def do_not_for_me(self) -> None:
        """It does not fit this life; after three of them the page itself can be put away."""
        self._say_of_it("not_for_me")
        if self.shown_page.offer_put_away:
            self.house.change_to(
                "offer_put_away",
                section=self.field.section,
                keeps=lambda: go_on(self.house, self.key, self.then),
            )
        else:
            self.onward()

    def do_later(self) -> None:
        """Come back to it; what is written stays."""
        self._say_of_it("later")
        self.onward()

    def do_skip_rest(self) -> None:
        """Leave the first questions, as far as they are answered now."""
        self.keep(now=True)
        end_page(self.house, self.field.section)

    def _say_of_it(self, state: State) -> None:
        before = self.answer or Answer(state)
        self.house.session.answer(self.key, replace(before, state=state, value=self.held() or ""))
        self._compare()

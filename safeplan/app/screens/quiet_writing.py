"""The practices in which a person writes or reads their own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from textual import on
from textual.widget import Widget

from safeplan.app.saying import fill
from safeplan.app.screens.onward import open_question
from safeplan.app.screens.quiet import PracticeScreen
from safeplan.app.widgets.field import Field, LongText, OneLine
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _
from safeplan.plan.model import Answer, Own
from safeplan.plan.practices import Practice


class QuietAnswers(PracticeScreen):
    """Two lines to finish; they are answers of the plan, as on their own page."""

    def __init__(self, practice: Practice, name: str = "quiet_answers") -> None:
        super().__init__(practice, name)
        self._changed: set[str] = set()

    def doing(self) -> Iterable[Widget]:
        """The two questions, each with its line."""
        session = self.house.session
        for name in self.practice.fields:
            key = self.practices.key(name)
            yield Words(fill(session, session.guide.field(key).prompt), classes="list-words")
            before = session.plan.text(key)
            if session.read_only:
                yield Words(before or _("page.nothing_written"))
            elif "\n" in before:
                yield LongText(before, rows=3, id=name)
            else:
                yield OneLine(before, id=name)

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Done."""
        return [(_("button.done"), "back")]

    @on(Field.Changed)
    def typed(self, event: Field.Changed) -> None:
        """Saved after a pause."""
        self.say("")
        self._changed.add(event.field.id or "")
        self._keep(now=False)

    @on(Field.Entered)
    def entered(self, event: Field.Entered) -> None:
        """Enter goes to the next line; after the last one, back."""
        if event.field.id == self.practice.fields[-1]:
            self.action_back()
        else:
            self.focus_next()

    def leave(self) -> None:
        """Any key that leaves has saved first."""
        self._keep(now=True)

    def _keep(self, *, now: bool) -> None:
        """Put what was changed here into the plan; what was only seen stays as it was."""
        session = self.house.session
        for name in sorted(self._changed):
            key = self.practices.key(name)
            text = self.query_one(f"#{name}", Field).text.strip()
            if text:
                before = session.plan.answer(key) or Answer("answer")
                session.answer(key, replace(before, state="answer", value=text), now=now)
            else:
                session.put(session.plan.without(key), now=now)


class QuietKind(PracticeScreen):
    """The person's own kind sentences."""

    def __init__(self, practice: Practice, name: str = "quiet_kind") -> None:
        super().__init__(practice, name)

    def doing(self) -> Iterable[Widget]:
        """Each on a line of its own."""
        yield Words(self._sentences(), id="sentences")

    @property
    def _key(self) -> str:
        return self.practices.key(self.practice.fields[0])

    def _sentences(self) -> str:
        said = [one.text for one in self._own()]
        return "\n\n".join(said) or _("quiet.no_sentence")

    def _own(self) -> Iterator[Own]:
        for one in self.house.session.plan.items(self._key):
            if isinstance(one, Own):
                yield one

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Done, or write one more."""
        done = (_("button.done"), "back")
        if self.house.session.read_only:
            return [done]
        return [done, (_("quiet.write_one"), "write_one")]

    def on_screen_resume(self) -> None:
        """Seen again: there may be one more."""
        super().on_screen_resume()
        for words in self.query("#sentences").results(Words):
            words.say(self._sentences())

    def do_write_one(self) -> None:
        """At its own question."""
        open_question(self.house, self._key)


class QuietLetOut(PracticeScreen):
    """A box whose words are kept nowhere: no plan, no file and no undo holds them."""

    def __init__(self, practice: Practice, name: str = "quiet_let_out") -> None:
        super().__init__(practice, name)

    def doing(self) -> Iterable[Widget]:
        """What becomes of the words, and the box."""
        yield Words(_("quiet.kept_nowhere"), id="kept-nowhere")
        yield LongText(rows=6, id="box")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Let it go."""
        return [(_("quiet.let_it_go"), "let_it_go"), (_("button.back"), "back")]

    @on(Field.Changed, "#box")
    def typed(self) -> None:
        """What was said in row 21 has served; nothing is saved."""
        if self.query_one("#box", Field).text:
            self.say("")

    async def do_let_it_go(self) -> None:
        """Another box, empty, without the steps that could bring the words back."""
        had_words = bool(self.query_one("#box", Field).text)
        old = self.query_one("#box")
        place = self.query_one("#kept-nowhere")
        await old.remove()
        box = LongText(rows=6, id="box")
        await self.page.mount(box, after=place)
        self.set_focus(box)
        self.say(_("quiet.gone") if had_words else "")

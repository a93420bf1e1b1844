"""Dots in the place of what a person wrote, as long as somebody may look over their shoulder.

What is shown is what is known to be ours: words of the catalogue, of the guide and of the
helplines. Everything else is dots, so that a place nobody thought of shows nothing. Options and
ideas of the guide count as the person's: which of them stands somewhere is an answer. Where they
are only offered, the row says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from textual.app import App

from safeplan.app.saying import country, hide_key
from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.cover import DOT, DOTS
from safeplan.app.widgets.words import StatusLine
from safeplan.language import gettext as _
from safeplan.language import phrases

if TYPE_CHECKING:
    from safeplan.app.session import Session

# Parts of the guide that become answers.
_ANSWERS = frozenset({"suggest", "options", "item_states"})
# Ids of words that say what became of a question.
_STATES = ("page.state.skip", "page.state.not_for_me", "page.state.later")
# Gaps for a count.
_COUNTS = frozenset({"number", "count", "n", "step", "width", "height", "size", "pages"})
_GAP = re.compile(r"\{([a-z_]+)\}")
_IDENTIFIER = re.compile(r"[a-z0-9_.]+")
_COUNT = re.compile(r"\d{1,5}")
_LETTER = re.compile(r"[^\W\d_]")
_DEEPEST = 3
_LONGEST = 2000
_KEPT = 4096


class Known:
    """Words that are ours.

    Args:
        ours: sentences; ``{name}`` in one stands for anything.
        answers: sentences that are an answer wherever they stand.
    """

    def __init__(self, ours: Iterable[str], answers: Iterable[str] = ()) -> None:
        answered = {_plain(one) for one in answers}
        every = {_plain(line) for one in ours for line in one.split("\n")}
        self._both = every & answered
        every -= answered
        self._whole = {one for one in every if "{" not in one} | {""}
        self._forms = [(one, _form(one)) for one in every if "{" in one]
        self._seen: dict[str, str] = {}

    def cover(self, text: str, *, button: bool = False) -> str:
        """``text`` with dots for what is not ours, line by line.

        Args:
            text: any words.
            button: whether they stand on a button, where "Not now" is no answer.
        """
        if button and _plain(text) in self._both:
            return text
        if text not in self._seen:
            if len(self._seen) >= _KEPT:
                self._seen.clear()
            self._seen[text] = "\n".join(self._line(line) for line in text.split("\n"))
        return self._seen[text]

    def _line(self, line: str, deep: int = 0) -> str:
        if _plain(line) in self._whole or not any(map(str.isalnum, line)):
            return line
        if len(line) > _LONGEST or deep == _DEEPEST:
            return DOTS
        best = DOTS
        for sentence, form in self._forms:
            found = form.fullmatch(line.strip())
            if found is None:
                continue
            filled = self._filled(line.strip(), found, deep)
            if DOT in filled and not _LETTER.search(_GAP.sub("", sentence)):
                continue  # nothing of it is ours but what joins two things
            # Of several sentences that fit, the one that shows most.
            if filled.count(DOT) < best.count(DOT) or (best == DOTS and filled != DOTS):
                best = filled
        return best

    def _filled(self, line: str, found: re.Match[str], deep: int) -> str:
        said, at = "", 0
        names = {index: name for name, index in found.re.groupindex.items()}
        for index in range(1, (found.re.groups or 0) + 1):
            start, stop = found.span(index)
            value = line[start:stop]
            name = names[index].rstrip("0123456789")
            ours = name in _COUNTS and _COUNT.fullmatch(value) is not None
            said += line[at:start] + (value if ours else self._line(value, deep + 1))
            at = stop
        return said + line[at:]


def _plain(text: str) -> str:
    return text.strip().removesuffix(".").casefold()


def _form(sentence: str) -> re.Pattern[str]:
    """A sentence with gaps, as what fits it; the last full stop may be missing."""
    parts, at = [], 0
    for count, gap in enumerate(_GAP.finditer(sentence)):
        parts.append(re.escape(sentence[at : gap.start()]))
        parts.append(f"(?P<{gap[1]}{count}>.+?)")
        at = gap.end()
    parts.append(re.escape(sentence[at:].removesuffix(".")))
    return re.compile("".join(parts) + r"\.?", re.IGNORECASE | re.DOTALL)


def _sentences(thing: object, *, answers: bool, inside: bool = False) -> Iterator[str]:
    """Strings in ``thing``: those that become answers, or all the others."""
    import msgspec

    if isinstance(thing, str):
        if answers == inside and not _IDENTIFIER.fullmatch(thing):
            yield thing
    elif isinstance(thing, Mapping):
        for part in thing.values():
            yield from _sentences(part, answers=answers, inside=inside)
    elif isinstance(thing, (list, tuple, set, frozenset)):
        for part in thing:
            yield from _sentences(part, answers=answers, inside=inside)
    elif isinstance(thing, msgspec.Struct) or is_dataclass(thing):
        names = (
            thing.__struct_fields__
            if isinstance(thing, msgspec.Struct)
            else [one.name for one in fields(thing)]
        )
        for name in names:
            within = inside or name in _ANSWERS
            yield from _sentences(getattr(thing, name), answers=answers, inside=within)


def known_to(session: Session) -> Known:
    """What is ours in this sitting, in the language in use."""
    from safeplan.plan.practices import practices_for
    from safeplan.plan.rules import rules_for
    from safeplan.plan.words import words_for

    states = [_(one) for one in _STATES]
    if not session.is_plan:
        return Known(phrases(), states)
    guide = session.guide
    code = country(session)
    lines = (*session.helplines.lines(code), session.helplines.emergency(code))
    things = (guide.sections, rules_for(guide), practices_for(guide), lines)
    words = words_for(session.plan, session.helplines, hide_key(session))
    countries = (one.label for one in guide.field("start.country").options)
    said = (words.emergency, words.crisis, words.hide_key)
    ours = (*phrases(), *said, *countries, *_sentences(things, answers=False))
    offered = set(_sentences(guide.sections, answers=True)) - {
        one.label for one in guide.field("start.country").options
    }
    return Known(ours, (*states, *offered))


class Covering(App[None], inherit_bindings=False):
    """An app whose person's words can be covered; a new sitting always begins uncovered."""

    session: Session
    covered: bool = False
    _known: tuple[object, str, Known] | None = None

    def cover(self, text: str, *, button: bool = False) -> str:
        """``text`` as it may be drawn now."""
        return self.known().cover(text, button=button) if self.covered else text

    def known(self) -> Known:
        """What is ours; learnt again in another language, or where other numbers are shown."""
        guide = self.session.guide if self.session.is_plan else None
        code = country(self.session)
        if self._known is None or self._known[0] is not guide or self._known[1] != code:
            self._known = (guide, code, known_to(self.session))
        return self._known[2]

    def cover_or_show(self) -> None:
        """Cover, or show again, on every screen that is open."""
        self.covered = not self.covered
        for screen in self.screen_stack:
            if isinstance(screen, Framed):
                screen.show_hide_key()
            for line in screen.query(StatusLine):
                line.draw()
            for widget in (screen, *screen.query("*")):
                widget.refresh(layout=True)
        if isinstance(self.screen, Framed):
            self.screen.say(_("cover.on" if self.covered else "cover.off"))

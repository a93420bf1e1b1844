"""The real app, which walks through its own screens when Ctrl-T is pressed.

Each screen is shown as ever; one widget of every kind that takes the focus gets it. What has
been reached is written down in the file ``VAULT.tour``, a line each: the stop, the class of the
screen, the class of what has the focus. LC_STOP names one stop to make alone, and to stay at.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from safeplan.app import app as product
from safeplan.app.child import start
from safeplan.app.screens import quiet
from safeplan.app.screens.onward import SCREENS, kind_of, screen_for
from safeplan.app.screens.places import PLACES
from safeplan.plan import journal
from safeplan.plan.pocket import Finding
from safeplan.plan.practices import Practice, practices_for

if TYPE_CHECKING:
    from safeplan.app.link import Link

DRAWN = 0.15  # seconds in which what was shown has been drawn
QUESTION = "question "

# On these the key only practises, or they ask something of the guard: they have tests of their own.
ELSEWHERE = frozenset({"practise", "practise_again", "hide_key"})


class Touring(product.SafeplanApp, inherit_bindings=True):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+t", "tour", priority=True)]

    stop = ""

    def action_tour(self) -> None:
        self.run_worker(self._tour(), group="tour")

    async def _tour(self) -> None:
        stops = self.stops()
        wanted = os.environ.get("LC_STOP", "")
        for name, stop in stops.items() if not wanted else [(wanted, stops[wanted])]:
            self.stop = name
            self.go_home()
            await asyncio.sleep(DRAWN)
            stop()
            await asyncio.sleep(DRAWN)
            done: set[str] = set()
            while focused := self._next(done):
                done.add(focused)
                await asyncio.sleep(0.01)
                self.say(f"{name}\t{type(self.screen).__name__}\t{focused}")
        self.say("end")

    def _next(self, done: set[str]) -> str:
        """Give the focus to the first widget of a kind that has not had it on this screen."""
        for widget in self.screen.focus_chain:
            if type(widget).__name__ not in done:
                self.screen.set_focus(widget)
                return type(widget).__name__
        return "" if done else "nothing"

    def _handle_exception(self, error: Exception) -> None:
        self.say(f"end\t{self.stop}\t{error!r}")
        super()._handle_exception(error)

    def say(self, words: str) -> None:
        with open(self.path + ".tour", "a", encoding="utf-8") as report:
            report.write(words + "\n")

    def stops(self) -> dict[str, Callable[[], None]]:
        """Every place, and every kind of question."""
        given = self.given()
        stops: dict[str, Callable[[], None]] = {}
        for name in PLACES:
            if name not in ELSEWHERE:
                stops[name] = self.to(name, given.get(name, {}))
        stops["other_answers"] = lambda: self.visit("other_answers", of=self.screen)
        for kind in SCREENS:
            key = self.of_kind(kind)
            if key:
                stops[QUESTION + kind] = self.asking(key)
        return stops

    def to(self, name: str, values: Mapping[str, object]) -> Callable[[], None]:
        return lambda: self.visit(name, **values)

    def asking(self, key: str) -> Callable[[], None]:
        return lambda: self.switch_to(screen_for(self, key))

    def of_kind(self, kind: str) -> str:
        for page in self.session.pages.values():
            for placed in page.fields:
                if kind_of(placed.field) == kind:
                    return placed.field.key
        return ""

    def given(self) -> dict[str, Mapping[str, object]]:
        """What a place has to be told, where it has to be told something."""
        session = self.session
        practices: dict[str, Practice] = {
            one.type: one for one in practices_for(session.guide).practice
        }
        section = next(page.id for page in session.pages.values() if page.fields)
        entry = journal.entries(session.plan)[0].id
        words = {"title": "Tea", "lines": ("Zoë likes tea.", "Mr Tea 01632 960018")}
        return {
            "gate": {"title": "Tea", "sentence": "Aunt Pumpkin?", "opens": self.go_home},
            "page": {"section": section},
            "folded": {"section": section, "under": ""},
            "offer_put_away": {"section": section, "keeps": self.go_home},
            "cannot_open": {"message_id": "vault.not_ours"},
            "one_page": {"where": "Tea", "heading": "Tea", "paragraphs": ("Aunt Pumpkin",)},
            "helpline": {"line": session.helplines.lines("GB")[0]},
            "sheet_as": {"kind": "number", "of": ""},
            "sheet_hand": words,
            "sheet_made": {"names": ("Tea.pdf",)},
            "file_left": {"names": ("Tea.pdf",)},
            "code": words,
            "journal_erase": {"entry": entry},
            "sheet_finding": {"finding": Finding("word", "Pumpkin", keepable=True)},
            **{name: {"practice": practices[kind]} for kind, name in quiet.SCREENS.items()},
        }


def run(link: Link, path: str, fresh: bool) -> None:
    vars(product)["SafeplanApp"] = Touring
    product.run(link, path, fresh)


if __name__ == "__main__":
    start(sys.argv[1:], run)

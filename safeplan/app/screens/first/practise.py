"""How to hide fast: the key really empties the window, as it will on the day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from textual.widget import Widget

from safeplan.app.saying import hide_key
from safeplan.app.screens.first.road import OnTheRoad
from safeplan.app.screens.framed import Framed
from safeplan.app.widgets.strip import BottomStrip
from safeplan.app.widgets.words import Words
from safeplan.language import gettext as _


class Practise(OnTheRoad):
    """Practising in the first launch, before the first page that tells something.

    There is no Next: one of the ways to hide leads on, and Stop and close always works.
    """

    page_id = "practise"

    def __init__(self, name: str = "practise") -> None:
        super().__init__(name=name)

    def body(self) -> Iterable[Widget]:
        """What hiding does, and what it does not do."""
        text = _("practise.text").format(hide_key=hide_key(self.house.session))
        for paragraph in text.split("\n\n"):
            yield Words(paragraph)

    def heading(self) -> str:
        """How to hide fast."""
        return _("practise.title")

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Try it, or stop."""
        return [(_("practise.try"), "try"), (_("button.stop"), "stop")]

    def strip(self) -> BottomStrip:
        """The way to hide, and nothing else."""
        return BottomStrip([_("strip.to_hide")], short=[_("strip.to_hide_short")])

    def first_focus(self) -> Widget | None:
        """Enter on the button counts too."""
        return self.query_one("#do-try")

    def on_screen_resume(self) -> None:
        """Seen, at first or again by Back: from now on the key practises."""
        super().on_screen_resume()
        # On the way home screens are passed by; they must not wake a practice.
        if self.is_current:
            self.house.practise(self._practised)

    def _practised(self) -> None:
        """The window was emptied, and Enter was pressed on it."""
        self.went_well()

    def went_well(self) -> None:
        """Go on."""
        self.do_go_on()

    def do_try(self) -> None:
        """The button is one of the four ways."""
        self.house.link.hide()

    def leave(self) -> None:
        """Elsewhere the key hides in earnest."""
        self.house.practise_over(self.house.outside.sleep)

    def action_back(self) -> None:
        """One Esc does nothing here, for it is the first half of two; Back is a button."""

    def press_back(self) -> None:
        """The button."""
        super().action_back()


class PractiseAgain(Practise):
    """At the second launch, once more; or from the settings at any time. It can be passed by."""

    def __init__(self, name: str = "practise_again") -> None:
        super().__init__(name=name)

    def middle(self) -> str:
        """No page of a road."""
        return ""

    def body(self) -> Iterable[Widget]:
        """The one sentence, and how."""
        yield Words(_("practise.again").format(hide_key=hide_key(self.house.session)))
        yield Words(_("practise.comes_back"))

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Try it, or not now."""
        name = self.house.session.plan.settings.hide_key_name
        words = _("practise.try_key").format(hide_key=name) if name else _("practise.try")
        return [(words, "try"), (_("button.not_now"), "not_now")]

    def strip(self) -> BottomStrip:
        """As everywhere inside."""
        return Framed.strip(self)

    def went_well(self) -> None:
        """Home, and it is not offered again."""
        session = self.house.session
        settings = session.plan.settings
        session.set(replace(settings, practised=settings.practised + 1))
        self.house.back()
        if isinstance(self.house.screen, Framed):
            self.house.screen.say(_("practise.done"))

    def do_not_now(self) -> None:
        """Pass it by."""
        self.press_back()

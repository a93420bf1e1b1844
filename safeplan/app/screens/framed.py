"""The frame that every screen stands in; nothing in it moves by a cell.

Row 1: back, where you are, hide. Row 3: the heading, pinned. Rows 5 to 20: the page. Row 21: what
was saved, and whether more stands below. Row 22 (and 21, if they need two): buttons. Row 24: the
strip. See ``safeplan.app.screens`` for how to make a screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from inspect import isawaitable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from safeplan.app.actions import bindings, on_strip
from safeplan.app.saying import hide_words
from safeplan.app.screens.fitted import Fitted
from safeplan.app.widgets.button_row import OTHERS, ButtonRow
from safeplan.app.widgets.buttons import BracketButton
from safeplan.app.widgets.page import Page
from safeplan.app.widgets.rows import Rows
from safeplan.app.widgets.strip import BottomStrip, StripKey
from safeplan.app.widgets.top import Middle, TopBar
from safeplan.app.widgets.words import ELSEWHERE, TRY_AGAIN, Banner, Heading, StatusLine
from safeplan.language import gettext as _

if TYPE_CHECKING:
    from safeplan.app.app import SafeplanApp


class Framed(Fitted, inherit_bindings=False):
    """A screen in the frame. A subclass says what it shows; see ``safeplan.app.screens``."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(first=False)]
    AUTO_FOCUS = None
    ALLOW_SELECT = False
    # Whether F1, F2 and F3 lead anywhere from here (not before the person has agreed).
    PLACES_OPEN: ClassVar[bool] = True
    # Ids of the words of `middle` and `heading`, where those are always the same.
    MIDDLE: ClassVar[str] = ""
    HEADING: ClassVar[str] = ""
    _banner_seen = ""
    _settled = False

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._early: list[events.Key] = []

    # What a subclass says

    def middle(self) -> str:
        """Where you are, for row 1."""
        return _(self.MIDDLE) if self.MIDDLE else ""

    def heading(self) -> str:
        """The one heading; a question's is its prompt."""
        return _(self.HEADING) if self.HEADING else ""

    def body(self) -> Iterable[Widget]:
        """What stands on the page, in reading order: a caution before its tip."""
        return ()

    def buttons(self) -> Sequence[tuple[str, str]]:
        """Words and doings, four at most; ``do_<doing>`` is called when one is pressed."""
        return ()

    def back_words(self) -> str:
        """Words of the button on the left of row 1; "" for none."""
        return _("button.back")

    def strip(self) -> BottomStrip:
        """The strip: the number to ring, how to hide, and what F1 to F3 lead to."""
        covered = self.house.covered
        keys = [
            (_("strip.covered" if covered and action.id == "cover" else action.strip), action.id)
            for action in on_strip()
            if action.id == "cover" or (action.id != "hide" and self.house.leads_to(action.id))
        ]
        return BottomStrip(self.house.strip_words(), keys, kept="cover" if covered else "")

    def first_focus(self) -> Widget | None:
        """What has the focus at first: the first thing on the page, else the first button."""
        passed = ("back", "hide", TRY_AGAIN, ELSEWHERE)
        return next((w for w in self.focus_chain if w.id not in passed), None)

    def leave(self) -> None:
        """Called before the screen is left by any key: put what was written into the plan."""

    # What it gives them

    @property
    def house(self) -> SafeplanApp:
        """The app, with its session and its ways from screen to screen."""
        return cast("SafeplanApp", self.app)

    @property
    def page(self) -> Page:
        """The part that scrolls."""
        return self.query_one(Page)

    def say(self, words: str) -> None:
        """Let ``words`` stand in row 21."""
        for line in self.query(StatusLine):
            line.said = words

    def say_middle(self, words: str) -> None:
        """Let other words stand in the middle of row 1."""
        for middle in self.query(Middle):
            middle.words = words

    # How it is made

    def compose(self) -> ComposeResult:
        """The frame around what the subclass says."""
        yield TopBar(self.back_words(), self.middle(), hide=hide_words(self.house.session))
        heading = self.heading()
        if heading:
            yield Heading(heading, id="heading")
        with Page(id="page"):
            yield from self.body()
        yield StatusLine()
        yield Banner()
        yield ButtonRow(self.buttons(), id="buttons")
        yield self.strip()
        yield Static("", markup=False, id="too-small")

    @property
    def focus_chain(self) -> list[Widget]:
        """Tab's way: the page, the banner, the buttons, then back and hide, then the strip."""
        chain = super().focus_chain
        top = [w for w in chain if w.id in ("back", "hide")]
        rest = [w for w in chain if w not in top]
        strip = [w for w in rest if isinstance(w, StripKey)]
        return [w for w in rest if w not in strip] + top + strip

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Focus ``widget``; it scrolls itself into view, by no more than it must."""
        super().set_focus(widget, scroll_visible=False, from_app_focus=from_app_focus)

    def on_mount(self) -> None:
        """Take the form for this window, and put the focus where it belongs."""
        self.fit(self.app.size.width, self.app.size.height)
        self.show_saving()
        self.call_after_refresh(self.focus_first)

    def focus_first(self) -> None:
        """Put the focus on the first thing; what has it already is shown, with the cursor on it."""
        if not self.is_current:
            return
        if not self._settled and self.more_is_coming():
            # Keys that are on their way to this screen would be passed by those that follow, once
            # something has the focus: let them come first, and be kept.
            self.call_later(self.focus_first)
            return
        if self.focused is None:
            self.set_focus(self.first_focus())
        else:
            show = getattr(self.focused, "come_into_view", None)
            if show is not None:
                show()
        if not self.focus_chain:
            return  # not laid out yet; this is called again then
        self._settled = True
        early, self._early = self._early, []
        for event in early:
            self._press_again(event)

    def _press_again(self, event: events.Key) -> None:
        """Press a key that came too early, before any that was pressed later."""
        # What moves the focus must have moved it before the next key looks for it.
        if event.key == "tab":
            self.action_next_thing()
        elif event.key == "shift+tab":
            self.action_previous_thing()
        else:
            again = events.Key(event.key, event.character)
            # As if it came from where the first one came from, or it would not rise to the app.
            again._sender = event._sender
            (self.focused or self)._forward_event(again)

    def _compositor_refresh(self) -> None:
        """Draw; but not while Textual would throw it away, and then take it for drawn."""
        if not self.app._batch_count:
            super()._compositor_refresh()

    # What is saved

    def on_screen_resume(self) -> None:
        """Seen again: say how saving stands, and give the focus back."""
        self.show_saving()
        self.show_hide_key()
        self.call_after_refresh(self.focus_first)

    def show_hide_key(self) -> None:
        """Another key may hide now: say it in row 1 and on the strip."""
        for button in self.query("#hide").results(BracketButton):
            button.rename(hide_words(self.house.session))
        for strip in self.query(BottomStrip):
            strip.take(self.strip())
            strip.fit(self.app.size.width, narrow=self.has_class("-narrow"))

    def show_saving(self) -> None:
        """Say what the session says of saving, in the banner."""
        words, retry = self.house.saving_words()
        # A message may come before the frame stands; what it says is asked for again then.
        for banner in self.query(Banner):
            banner.say(words, retry=retry, elsewhere=self.elsewhere_words())

    def elsewhere_words(self) -> str:
        """Words of the banner's way to another place; "" for none."""
        return self.house.elsewhere_words()

    def stopped_by_banner(self) -> bool:
        """Bring the focus to the banner's button, once for each thing it says; True if it was."""
        banner = self.query_one(Banner)
        if not banner.asks or self._banner_seen == banner.words:
            return False
        self._banner_seen = banner.words
        self.set_focus(banner.query_one("#" + TRY_AGAIN))
        return True

    def saved(self) -> None:
        """A change is on the stick, read back; other words in the row stay where they are."""
        self.show_saving()
        if not any(line.said for line in self.query(StatusLine)):
            self.say(_("status.saved"))

    # What keys and buttons do

    @on(Page.Scrolled)
    def _page_scrolled(self, event: Page.Scrolled) -> None:
        event.stop()
        self.query_one(StatusLine).more = event.more

    @on(BracketButton.Pressed)
    async def _button_pressed(self, event: BracketButton.Pressed) -> None:
        event.stop()
        does = event.button.does
        if does == "back":
            self.press_back()
        elif does == "hide":
            await self.app.run_action("hide")
        elif does == OTHERS:
            self.house.visit("other_answers", of=self)
        else:
            await self.do(does)

    async def do(self, does: str) -> None:
        """Carry out what a button stands for: ``do_<does>``, which may be a coroutine."""
        done = getattr(self, f"do_{does}")()
        if isawaitable(done):
            await done

    def press_back(self) -> None:
        """The button on the left of row 1, and every other one that goes back."""
        self.action_back()

    def do_try_again(self) -> None:
        """The banner's button: save once more, now."""
        self.house.session.try_again()

    def do_elsewhere(self) -> None:
        """The banner's other button: a new file somewhere else, with all that was written."""
        self.leave()
        self.house.visit("larger" if self.house.is_too_large() else "elsewhere")

    def on_key(self, event: events.Key) -> None:
        """A digit chooses a row, wherever on the screen the focus is.

        A key pressed before anything has the focus waits for it: quick fingers lose nothing.
        """
        if not self._settled:
            self._early.append(event)
            event.stop()
            event.prevent_default()
            return
        if event.character and event.character in "0123456789":
            for rows in self.query(Rows):
                if rows.display and rows.digit(event.character):
                    event.stop()
                    return

    def action_next_thing(self) -> None:
        """Focus the next thing."""
        self.focus_next()

    def action_previous_thing(self) -> None:
        """Focus the thing before."""
        self.focus_previous()

    def action_back(self) -> None:
        """Save and go back."""
        self.leave()
        self.house.back()

    def _lead(self, place: str) -> None:
        if self.PLACES_OPEN and self.house.leads_to(place):
            self.leave()
            self.house.visit(place)

    def action_numbers(self) -> None:
        """The numbers to ring."""
        self._lead("numbers")

    def action_find(self) -> None:
        """Find."""
        self._lead("find")

    def action_keys(self) -> None:
        """Keys and settings."""
        self._lead("keys")

    def action_cover(self) -> None:
        """Cover what the person wrote with dots, or show it again."""
        self.house.cover_or_show()

    def action_page_down(self) -> None:
        """One page of text down."""
        self.page.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """One page of text up."""
        self.page.scroll_page_up(animate=False)

    def action_page_start(self) -> None:
        """To the start of the page."""
        self.page.scroll_home(animate=False)

    def action_page_end(self) -> None:
        """To the end of the page."""
        self.page.scroll_end(animate=False)

    def action_ask_saved(self) -> None:
        """Answer "Saved." once it is; there is nothing else to do."""
        self.leave()
        self.house.ask_saved()

    def action_draw_again(self) -> None:
        """Draw all of the window again."""
        self.app.refresh(repaint=True, layout=True)

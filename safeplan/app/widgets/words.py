"""Text to read: headings, paragraphs, cautions, and the lines below a page."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.layout import Layout
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from safeplan.app.widgets.buttons import BracketButton
from safeplan.app.widgets.cover import seen
from safeplan.app.widgets.flow import Flow
from safeplan.language import gettext as _


class Words(Static, can_focus=False):
    """A paragraph in ink; nothing in it is read as markup.

    Args:
        text: the words.
        quiet: drawn in the quiet colour (help).
    """

    DEFAULT_CSS = """
    Words { width: 1fr; height: auto; color: $ink; margin: 0 0 1 0; }
    Words.-quiet { color: $quiet; }
    """

    def __init__(
        self,
        text: str,
        *,
        quiet: bool = False,
        id: str | None = None,  # noqa: A002 Textual's own name
        classes: str = "",
    ) -> None:
        super().__init__(Content(text), markup=False, id=id, classes=classes)
        self.text = text
        self.set_class(quiet, "-quiet")

    def render(self) -> Content:
        """The words, as far as they may be seen now."""
        return Content(seen(self, self.text))

    def say(self, text: str) -> None:
        """Show other words in the same place."""
        self.text = text
        self.update(Content(text))


class Heading(Words):
    """The first line of a screen; pinned, and bold."""

    DEFAULT_CSS = """
    Heading { text-style: bold; }
    """


# Lead words, by what a caution is.
NOTICED = "caution.noticed"
STOP_IF = "caution.stop_if"
BEFORE = "caution.before"


class CautionBlock(Static, can_focus=False):
    """A caution, in its own block and colours, before the tip it belongs to.

    Args:
        lead: ``NOTICED``, ``STOP_IF`` or ``BEFORE``.
        text: the caution itself.
    """

    DEFAULT_CSS = """
    CautionBlock {
        width: 1fr; height: auto; margin: 0 0 1 0;
        color: $caution-ink; background: $caution-ground;
    }
    """

    def __init__(self, lead: str, text: str) -> None:
        words = _(lead)
        self.lead, self.caution = lead, text
        self.text = f"{words} {text}"
        super().__init__(Content.assemble((words, "bold"), " ", text), markup=False)

    def render(self) -> Content:
        """The lead words, and the caution as far as it may be seen now."""
        return Content.assemble((_(self.lead), "bold"), " ", seen(self, self.caution))


class StatusLine(Widget, can_focus=False):
    """Row 21: what became of the last thing written, and whether more stands below."""

    DEFAULT_CSS = """
    StatusLine { height: 1; width: 1fr; layout: horizontal; }
    StatusLine Static { width: 1fr; height: 1; color: $quiet; }
    StatusLine #more { width: auto; padding: 0 2 0 1; }
    """

    said: reactive[str] = reactive("")
    more: reactive[bool] = reactive(False)

    def compose(self) -> ComposeResult:
        """The two ends of the row."""
        yield Static("", markup=False, id="said")
        yield Static("", markup=False, id="more")

    def watch_said(self, said: str) -> None:
        """Show it; it stands still until something else is said."""
        self.draw()
        self.set_class(bool(said), "-said")

    def draw(self) -> None:
        """Draw it as far as it may be seen now."""
        for end in self.query("#said").results(Static):
            end.update(Content(seen(self, self.said)))

    def watch_more(self, more: bool) -> None:
        """Show or clear the words at the right edge."""
        self.set_class(more, "-more")
        for end in self.query("#more").results(Static):
            end.update(Content(_("status.more_below") if more else ""))


TRY_AGAIN, ELSEWHERE = "try-again", "elsewhere"


class BannerButtons(Widget, can_focus=False):
    """The buttons of a banner, side by side where there is room."""

    DEFAULT_CSS = """
    BannerButtons { background: $caution-ground; }
    """

    def render(self) -> str:
        """Nothing of its own."""
        return ""

    @property
    def layout(self) -> Layout:
        """In a row."""
        return Flow(gap=1)


class Banner(Widget, can_focus=False):
    """Rows 20 and 21: something about saving that a person has to know.

    It takes no focus by itself, so that a key in mid-word presses nothing.
    """

    DEFAULT_CSS = """
    Banner {
        display: none; width: 1fr; height: auto; layout: horizontal;
        color: $caution-ink; background: $caution-ground;
    }
    Banner.-on { display: block; }
    Banner Static { width: 1fr; height: auto; }
    Banner.-two { layout: vertical; }
    Banner BannerButtons { dock: right; height: auto; width: auto; }
    Banner.-two BannerButtons { dock: none; width: 1fr; }
    Banner BracketButton > .button--words { color: $caution-ink; }
    """

    words = ""
    asks = False

    def compose(self) -> ComposeResult:
        """The sentence, the one next thing, and another place."""
        yield Static("", markup=False, id="banner-words")
        with BannerButtons():
            yield BracketButton(_("button.try_again"), "try_again", id=TRY_AGAIN)
            yield BracketButton("", "elsewhere", id=ELSEWHERE)

    def say(self, words: str, *, retry: bool, elsewhere: str = "") -> None:
        """Show ``words``, or nothing at all for "".

        Args:
            words: what happened, what is safe, and what to do.
            retry: whether trying again makes sense.
            elsewhere: words of a button to another place; "" for none.
        """
        self.words, self.asks = words, bool(words) and retry
        two = self.asks and bool(elsewhere)
        for sentence in self.query("#banner-words").results(Static):
            sentence.update(Content(words))
        for button in self.query(BracketButton):
            button.display = two if button.id == ELSEWHERE else self.asks
        for button in self.query("#" + ELSEWHERE).results(BracketButton):
            button.rename(elsewhere)
        self.set_class(bool(words), "-on")
        self.set_class(two, "-two")

    @property
    def on(self) -> bool:
        """Whether it is shown."""
        return self.has_class("-on")

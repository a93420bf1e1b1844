"""The app that a person sees. It draws and listens; all else happens in other rooms."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.driver import Driver

from safeplan import language
from safeplan.app.actions import bindings
from safeplan.app.messages import NotSaved, Saved
from safeplan.app.opening import open_file
from safeplan.app.outside import Outside
from safeplan.app.saying import saving_words, strip_words
from safeplan.app.screens.first.making import Making
from safeplan.app.screens.framed import Framed
from safeplan.app.screens.places import PLACES
from safeplan.app.session import Session
from safeplan.app.themes import COLOURS, EVENING, theme_name, themes
from safeplan.plan.model import Plan, loads

if TYPE_CHECKING:
    from safeplan.app.link import Link
    from safeplan.vault.vault import Vault


class SafeplanApp(App[None], inherit_bindings=False):
    """Everything between the guard's line and the vault.

    Args:
        link: the app's end of the pipes to the guard.
        path: the file.
        fresh: whether the file is still to be made.
        outside: time, randomness and disk.
        driver_class: draws to the terminal and can hold its output back.
        colours: what the terminal can show; what it says of itself when None.
    """

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    TITLE = ""
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(first=True)]

    def __init__(
        self,
        link: Link,
        path: str,
        fresh: bool,
        *,
        outside: Outside | None = None,
        driver_class: type[Driver] | None = None,
        colours: str | None = None,
    ) -> None:
        self.link, self.path, self.fresh = link, path, fresh
        self.outside = outside or Outside()
        super().__init__(driver_class=driver_class)
        self._disable_tooltips = True
        self._disable_notifications = True
        self.animation_level = "none"
        self.session = Session(sleep=self.outside.sleep)
        self.making = Making(self)
        self.practised = 0
        self.chosen_language = language.current()
        self.colours = colours if colours is not None else self.console.color_system
        for theme in themes():
            self.register_theme(theme)
        self.show_theme(EVENING)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours for what a theme of Textual's own would leave open."""
        return dict(COLOURS[EVENING])

    def show_theme(self, chosen: str) -> None:
        """Use the colours that were chosen, as far as this terminal can show them."""
        self.theme = theme_name(chosen, self.colours, self.no_color)

    # Opening

    def on_mount(self) -> None:
        """Ask for the language, or wait for the password behind a blank window."""
        if self.fresh:
            self.session.first_time = True
            language.use(language.from_environment(os.environ))
            self.visit("language")
        else:
            self.run_worker(lambda: open_file(self), thread=True, group="open")

    def show_opened(self, vault: Vault) -> None:
        """The file is open: show what it holds. The window is still the guard's."""
        self.keep_in(vault)
        if json.loads(vault.payload).get("form") == "notebook":
            from safeplan.app.screens.notebook import open_notebook

            open_notebook(self)
        else:
            self.open_plan(loads(vault.payload))

    def keep_in(self, vault: Vault) -> None:
        """Save in this file from now on."""
        keeper = self.session.attach(vault, self.post_message)
        self.run_worker(keeper.run(), group="keeper")

    def open_plan(self, plan: Plan) -> None:
        """Show the plan: its home, or the first pages where nobody has agreed to them yet."""
        self.session.plan = plan
        if plan.settings.language:
            self.speak(plan.settings.language)
        self.show_theme(plan.settings.theme)
        if not plan.consent:
            self.session.first_time = True
            self.visit("language")
        elif plan.settings.practised == 1:
            self.go_home()
            self.visit("practise_again")
        else:
            self.go_home()

    def choose_language(self, code: str) -> None:
        """Speak another language, and keep that choice once there is a plan to keep it in."""
        self.chosen_language = code
        self.speak(code)
        plan = self.session.plan
        if plan.consent:
            self.session.set(replace(plan.settings, language=code))

    def speak(self, code: str) -> None:
        """Use another language from the next screen on."""
        language.use(code)
        self.session.relearn()

    def cannot_open(self, message_id: str) -> None:
        """Say in one sentence why the file cannot be opened at all."""
        self.visit("cannot_open", message_id=message_id)

    # Practising

    def practise(self, done: Callable[[], None]) -> None:
        """Let the next hide be for practice, and call ``done`` when it was."""

        def wait() -> None:
            if self.link.practise():
                self.call_from_thread(done)

        self.run_worker(wait, thread=True, group="practise", exclusive=True)

    def practise_over(self) -> None:
        """From now on the key hides in earnest."""
        self.link.practise_over()

    # From screen to screen

    def leads_to(self, place: str) -> bool:
        """Whether there is such a screen; what leads nowhere is left out."""
        return place in PLACES

    def visit(self, place: str, **values: object) -> None:
        """Show a place over what is seen now; the same place again goes back from it."""
        if isinstance(self.screen, Framed) and self.screen.name == place:
            self.back()
            return
        self.push_screen(PLACES[place](name=place, **values))

    def change_to(self, place: str, **values: object) -> None:
        """Show a place instead of what is seen now."""
        self.switch_screen(PLACES[place](name=place, **values))

    def back(self) -> None:
        """Go back by one screen; the first one stays."""
        if len(self.screen_stack) > 2:
            self.pop_screen()

    def go_home(self) -> None:
        """Show the home screen, with nothing below it."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(PLACES["home"](name="home"))

    def switch_to(self, screen: Framed) -> None:
        """Show ``screen`` instead of what is seen now."""
        self.switch_screen(screen)

    def open_page(self, section: str) -> None:
        """Show a page of the plan, behind its gate each time."""
        page = self.session.pages[section]
        if not page.gate:
            self.visit("page", section=section)
            return
        self.visit(
            "gate",
            title=page.title,
            sentence=page.gate,
            opens=lambda: self.change_to("page", section=section),
            puts_away=lambda: self.session.put(self.session.plan.with_put_away(section)),
        )

    # Saving

    def strip_words(self) -> tuple[str, ...]:
        """The number to ring, and how to hide."""
        return strip_words(self.session)

    def saving_words(self) -> tuple[str, bool]:
        """What the banner says, and whether another try makes sense."""
        return saving_words(self.session)

    def on_saved(self, event: Saved) -> None:
        """Say it where the person is."""
        if isinstance(self.screen, Framed):
            self.screen.saved()

    def on_not_saved(self, event: NotSaved) -> None:
        """Say it where the person is; what was written stays here."""
        if isinstance(self.screen, Framed):
            self.screen.show_saving()

    def ask_saved(self) -> None:
        """Answer "Saved." as soon as it is true."""
        if self.session.unsaved:
            self.session.try_again()
        elif isinstance(self.screen, Framed) and not self.session.read_only:
            self.screen.saved()

    # Leaving

    def action_hide(self) -> None:
        """Empty the window at once; the guard ends this process."""
        self.link.hide()

    def close(self) -> None:
        """Leave in good order: nothing is owed to the stick any more."""
        self.link.practise_over()
        if self.session.vault is not None:
            self.session.vault.close()
        self.link.quit()
        self.exit()


def run(link: Link, path: str, fresh: bool) -> None:
    """Run the app until the person closes it, or the guard ends the process."""
    from safeplan.app.driver import HeldDriver

    SafeplanApp(link, path, fresh, driver_class=HeldDriver).run()

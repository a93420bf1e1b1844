"""The app that a person sees. It draws and listens; all else happens in other rooms."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.driver import Driver

from safeplan import language
from safeplan.app.actions import bindings
from safeplan.app.covering import Covering
from safeplan.app.crash import Stopped, keep_last_words, take_what_was_typed
from safeplan.app.guard_settings import guard_settings
from safeplan.app.keeping import Keeping
from safeplan.app.locking import Hearing, Locking, go_on_after_lock
from safeplan.app.made import still_there
from safeplan.app.opening import Way, open_file
from safeplan.app.outside import Outside
from safeplan.app.practising import Practising
from safeplan.app.screens.first.making import Making
from safeplan.app.screens.framed import Framed
from safeplan.app.session import Session
from safeplan.app.themes import COLOURS, EVENING, theme_name, themes
from safeplan.app.ways import Ways
from safeplan.plan.model import Plan, Settings, loads

if TYPE_CHECKING:
    from safeplan.app.link import Link
    from safeplan.vault.vault import Vault


class SafeplanApp(Ways, Keeping, Practising, Locking, Covering, inherit_bindings=False):
    """Everything between the guard's line and the vault.

    Args:
        link: the app's end of the pipes to the guard.
        path: the file.
        fresh: whether the file is still to be made.
        outside: time, randomness and disk.
        driver_class: draws to the terminal and can hold its output back.
        colours: what the terminal can show; what it says of itself when None.
    """

    CSS = (files("safeplan.app") / "app.tcss").read_text(encoding="utf-8")
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
        self.session = Session(sleep=self.outside.sleep, tell=self.tell_guard)
        self.making = Making(self)
        self.way = Way()
        self.chosen_language = language.current()
        self.colours = colours if colours is not None else self.console.color_system
        for theme in themes():
            self.register_theme(theme)
        self._begin_in(theme_name(EVENING, self.colours, self.no_color))

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours for what a theme of Textual's own would leave open."""
        return dict(COLOURS[EVENING])

    def _begin_in(self, theme: str) -> None:
        """Have the first colours before any style sheet is read: a change would read all again."""
        self.set_reactive(App.theme, theme)
        self.set_class(True, f"-theme-{theme}", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def show_theme(self, chosen: str) -> None:
        """Use the colours that were chosen, as far as this terminal can show them."""
        self.theme = theme_name(chosen, self.colours, self.no_color)

    def show_cursor(self, on: bool) -> None:
        """Let the terminal's own cursor be seen, where the driver can do it."""
        show = getattr(self._driver, "show_cursor", None)
        if show is not None:
            show(on)

    # Opening

    def on_mount(self) -> None:
        """Ask for the language, or wait for the password behind a blank window."""
        self.link.listen(Hearing(self))
        if self.fresh:
            self.session.first_time = True
            language.use(language.from_environment(os.environ))
            self.visit("language")
            self.call_after_refresh(self.load_later)
        else:
            self.load_later(self.way)
            self.run_worker(lambda: open_file(self, self.way), thread=True, group="open")

    def on_unmount(self) -> None:
        """Nobody waits for the first screen any more."""
        self.way.end()

    def load_later(self, way: Way | None = None) -> None:
        """Load what nothing waits for, beside what is seen, and after what is waited for."""
        from safeplan.app.later import load_rest

        rest = load_rest if way is None else lambda: load_rest(way.let_pass)
        self.run_worker(rest, thread=True, group="later", exit_on_error=False)

    def show_opened(self, vault: Vault) -> None:
        """The file is open: show what it holds. The window is still the guard's."""
        self.keep_in(vault)
        if json.loads(vault.payload).get("form") == "notebook":
            from safeplan.app.screens.notebook import open_notebook

            self.drop_home_ahead()
            open_notebook(self)
        else:
            self.open_plan(loads(vault.payload))

    def tell_guard(self, settings: Settings) -> None:
        """Let the guard know the key, the lock and the rest."""
        self.link.settings(guard_settings(settings))

    def open_plan(self, plan: Plan) -> None:
        """Show the plan: its home, or the first pages where nobody has agreed to them yet."""
        self.session.begin(plan)
        if plan.settings.language:
            self.speak(plan.settings.language)
        self.show_theme(plan.settings.theme)
        self.show_cursor(plan.settings.cursor)
        if not plan.consent:
            self.drop_home_ahead()
            self.session.first_time = True
            self.visit("language")
        elif plan.settings.practised == 1:
            self.go_home()
            self.visit("practise_again")
        else:
            self.go_home()
            if go_on_after_lock(self):
                return
            left = still_there(plan, Path(self.path).parent)
            if left and not self.session.read_only:
                self.visit("file_left", names=tuple(one.name for one in left))

    def choose_language(self, code: str) -> None:
        """Speak another language, and keep that choice once there is a plan to keep it in."""
        self.chosen_language = code
        self.speak(code)
        plan = self.session.plan
        if plan.consent:
            self.session.set(replace(plan.settings, language=code))

    def speak(self, code: str) -> None:
        """Use another language from the next screen on."""
        if code != language.current():  # what was read for another one is of no use
            language.use(code)
            self.session.relearn()

    def cannot_open(self, message_id: str) -> None:
        """Say in one sentence why the file cannot be opened at all."""
        self.drop_home_ahead()
        self.visit("cannot_open", message_id=message_id)

    def _fatal_error(self) -> None:
        """End without a word: a traceback would show what was written."""
        take_what_was_typed(self.screen_stack)
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """The same for a fault that could draw itself."""
        self._close_messages_no_wait()

    # Leaving

    def action_hide(self) -> None:
        """Empty the window at once; the guard ends this process."""
        self.link.hide()

    def last_words(self) -> None:
        """It stopped by itself: save what was written, before the process ends."""
        keep_last_words(self.session, self.outside.now())

    def close(self) -> None:
        """Leave in good order: nothing is owed to the stick any more, and no file is half made."""
        self.link.practise_over()
        if self.session.busy:
            self.closing = True
            self.run_worker(self._close_at_rest(), group="close", exclusive=True)
        else:
            self._end()

    async def _close_at_rest(self) -> None:
        if isinstance(self.screen, Framed):
            self.screen.say(language.gettext("doors.wait"))
        await self.session.at_rest()
        self._end()

    def _end(self) -> None:
        if self.session.vault is not None:
            self.session.vault.close()
        self.link.quit()
        self.exit()


def run(link: Link, path: str, fresh: bool) -> None:
    """Run the app until the person closes it, or the guard ends the process.

    Raises:
        Stopped: it stopped by itself; the last words are kept.
    """
    from safeplan.app.driver import HeldDriver

    app = SafeplanApp(link, path, fresh, driver_class=HeldDriver)
    app.run()
    if app.return_code:
        app.last_words()
        raise Stopped

"""How things are set, in a word or two beside each row of the settings."""

from __future__ import annotations

from safeplan.cover.dull_pages import dull_pages
from safeplan.language import current
from safeplan.language import gettext as _
from safeplan.plan.model import Settings

ASK = "ask"


def hide_key_words(settings: Settings) -> str:
    """The recorded key's name, or the fixed one's."""
    return settings.hide_key_name or _("keys.esc_esc")


def hide_page_words(settings: Settings) -> str:
    """What hide leaves in the window."""
    if not settings.hide_page:
        return _("hide_page.empty")
    ready = (page.name for page in dull_pages(current()) if page.text == settings.hide_page)
    return next(ready, _("hide_page.own"))


def lock_words(minutes: int) -> str:
    """After how long the line stands again; 0 is never."""
    if not minutes:
        return _("settings.off")
    return _("lock_settings.one") if minutes == 1 else _("lock_settings.some").format(count=minutes)


def on_off(on: bool) -> str:
    """On, or off."""
    return _("settings.on") if on else _("settings.off")


def pulled_words(settings: Settings) -> str:
    """What a pulled stick does."""
    return _("pulled.ask") if settings.pulled_stick == ASK else _("pulled.hide")


def tags(settings: Settings, *, covered: bool) -> dict[str, str]:
    """The words by place; places that have none are left out."""
    return {
        "hide_settings": hide_key_words(settings),
        "lock_settings": lock_words(settings.lock_minutes),
        "colours": _("colours." + settings.theme),
        "cover": on_off(covered),
        "cursor_settings": on_off(settings.cursor),
        "pulled_settings": pulled_words(settings),
    }

"""Keys of a widget that are typed into: they act in the order in which they were pressed."""

from __future__ import annotations

from textual import events
from textual.actions import parse
from textual.widget import Widget


class OwnKeys(Widget):
    """A widget whose bindings act at once, and not only after what was typed behind them.

    Behind a key that may lead away from here, such as Tab, they are left to Textual: whatever has
    the focus by then is meant.
    """

    _led_away: bool = False

    def acts(self, event: events.Key) -> bool:
        """Do what the key does here; False if it is not one of these keys, or not now."""
        mine = self._bindings.key_to_bindings.get(event.key, ())
        if mine and not self._led_away:
            event.stop()
            event.prevent_default()
            _where, name, values = parse(mine[0].action)
            getattr(self, f"action_{name}")(*values)
            return True
        if not mine and not event.is_printable:
            self._led_away = True
            self.call_after_refresh(self.stayed)
        return False

    def stayed(self) -> None:
        """Whatever the other key led to has happened."""
        self._led_away = False

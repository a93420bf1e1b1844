"""The one table of actions; keys, the strip and the page of keys are all read from it.

A key is named as Textual names it. What a person reads stands in the catalogue under the ids.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True)
class Action:
    """One thing a person can do on every screen.

    Attributes:
        id: the name of the action; a screen carries it out in ``action_<id>``.
        keys: keys that work everywhere, also while typing.
        quiet_keys: printable keys, and keys of lists, that work when nothing is being typed.
        strip: id of the words on the strip, or "" when the strip does not name it.
        name: id of the key's name on the page of keys, or "" when that page leaves it out.
        help: id of what it does, for the page of keys.
        also: names and doings of its other keys, for that page.
        first: whether the key is heard before any widget sees it.
    """

    id: str
    keys: tuple[str, ...]
    quiet_keys: tuple[str, ...] = ()
    strip: str = ""
    name: str = ""
    help: str = ""
    also: tuple[tuple[str, str], ...] = ()
    first: bool = False


ACTIONS: tuple[Action, ...] = (
    Action("next_thing", ("tab",), ("down",), name="keys.tab", help="keys.tab_does"),
    Action("previous_thing", ("shift+tab",), ("up",)),
    Action("choose", (), ("enter",), name="keys.enter", help="keys.enter_does"),
    Action("back", ("escape",), name="keys.esc", help="keys.esc_does"),
    # The guard sees Esc Esc and Ctrl-Q before we do; Ctrl-Q here serves where there is no guard.
    Action(
        "hide",
        ("ctrl+q", "ctrl+c"),
        strip="strip.hide",
        name="keys.esc_esc",
        help="keys.esc_esc_does",
        also=(("keys.ctrl_q", "keys.ctrl_q_does"),),
        first=True,
    ),
    Action(
        "numbers",
        ("f2",),
        ("exclamation_mark",),
        strip="strip.numbers",
        name="keys.f2",
        help="keys.f2_does",
    ),
    Action("find", ("f3",), ("slash",), strip="strip.find", name="keys.f3", help="keys.f3_does"),
    Action(
        "keys",
        ("f1",),
        ("question_mark",),
        strip="strip.keys",
        name="keys.f1",
        help="keys.f1_does",
    ),
    # Ctrl with a letter that no shell, editor or terminal takes for itself.
    Action(
        "cover",
        ("ctrl+y",),
        strip="strip.cover",
        name="keys.cover",
        help="keys.cover_does",
    ),
    Action("page_down", ("pagedown",)),
    Action("page_up", ("pageup",)),
    Action("page_start", (), ("home",)),
    Action("page_end", (), ("end",)),
    Action("ask_saved", ("ctrl+s",)),
    Action("draw_again", ("ctrl+l",)),
)

BY_ID = {action.id: action for action in ACTIONS}


def bindings(*, first: bool) -> list[Binding]:
    """Bindings of the actions that are heard first, or of all the others.

    ``enter`` is left to the widgets: each knows what choosing means.
    """
    return [
        Binding(key, action.id, show=False, priority=first)
        for action in ACTIONS
        if action.first == first and action.id != "choose"
        for key in action.keys + action.quiet_keys
    ]


def on_strip() -> tuple[Action, ...]:
    """Actions that the strip names, in its order."""
    return tuple(action for action in ACTIONS if action.strip)


def on_page_of_keys() -> tuple[Action, ...]:
    """Actions that the page of keys explains, in its order."""
    return tuple(action for action in ACTIONS if action.name)

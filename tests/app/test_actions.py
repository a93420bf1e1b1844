from safeplan.app.actions import ACTIONS, BY_ID, bindings, on_page_of_keys, on_strip
from safeplan.app.screens.framed import Framed
from safeplan.language import gettext as _

NOT_USED = [f"ctrl+{letter}" for letter in "abdfhijkmnoprtvw"] + [f"f{n}" for n in range(4, 13)]


def test_no_key_does_two_things() -> None:
    keys = [key for action in ACTIONS for key in action.keys + action.quiet_keys]
    assert len(keys) == len(set(keys))


def test_keys_that_terminals_keep_are_left_alone() -> None:
    keys = {key for action in ACTIONS for key in action.keys + action.quiet_keys}
    assert not keys & set(NOT_USED)
    assert not any(key.startswith(("alt+", "super+", "ctrl+shift+")) for key in keys)


def test_every_action_can_be_carried_out() -> None:
    for binding in bindings(first=False):
        assert hasattr(Framed, f"action_{binding.action}")


def test_hiding_is_heard_before_any_widget() -> None:
    assert {b.key for b in bindings(first=True)} == {"ctrl+q", "ctrl+c"}
    assert all(b.priority and b.action == "hide" for b in bindings(first=True))


def test_strip_and_page_of_keys_have_words() -> None:
    for action in (*on_strip(), *on_page_of_keys()):
        for words in (action.strip, action.name, action.help, *sum(action.also, ())):
            assert not words or _(words) != words
    assert [action.id for action in on_strip()] == [
        "hide",
        "numbers",
        "find",
        "keys",
        "cover",
    ]
    assert BY_ID["numbers"].keys == ("f2",)

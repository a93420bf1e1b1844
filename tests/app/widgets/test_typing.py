from hypothesis import given
from hypothesis import strategies as st

from safeplan.app.widgets.typing import MOST_STEPS, Typing


def typed(text: str) -> Typing:
    typing = Typing()
    for letter in text:
        typing.insert(letter)
    return typing


def test_letters_go_where_the_cursor_is() -> None:
    typing = Typing("tea")
    typing.move(0)
    typing.insert("x")
    typing.right()
    typing.insert("y")
    assert (typing.text, typing.at) == ("xtyea", 3)


def test_erasing_takes_the_accent_with_its_letter() -> None:
    typing = Typing("e\u0301a")
    typing.left()
    typing.left()
    assert typing.at == 0
    assert typing.erase_after()
    assert typing.text == "a"
    assert not typing.erase_before()


def test_one_line_has_no_newline_and_no_control() -> None:
    typing = Typing()
    typing.insert("one\r\ntwo\tthree\x1b[31m\x11")
    assert typing.text == "one two three[31m"
    assert not typing.insert("\x07")


def test_a_long_text_keeps_its_lines() -> None:
    assert Typing("a\nb", one_line=False).text == "a\nb"


def test_undo_takes_back_a_word_at_a_time() -> None:
    typing = typed("a green tea")
    assert typing.undo()
    assert typing.text == "a green "
    assert typing.undo()
    assert typing.text == "a "
    assert typing.undo()
    assert typing.undo() is False
    assert typing.text == ""


def test_undo_takes_back_a_paste_and_an_erasure_whole() -> None:
    typing = typed("ab")
    typing.insert("pasted words")
    typing.insert("x")
    typing.undo()
    assert typing.text == "abpasted words"
    typing.undo()
    assert typing.text == "ab"
    typing.erase_before()
    typing.erase_before()
    typing.undo()
    assert typing.text == "ab"


def test_replacing_can_be_taken_back() -> None:
    typing = typed("mine")
    typing.replace("umbrella")
    assert typing.at == len("umbrella")
    typing.undo()
    assert typing.text == "mine"


def test_a_joiner_stays_in_the_text() -> None:
    assert Typing("می\u200cخواهم").text == "می\u200cخواهم"


@given(st.lists(st.sampled_from(["a", " ", "left", "right", "before", "after", "e\u0301"])))
def test_undo_always_ends_at_the_beginning(doings: list[str]) -> None:
    typing = Typing("start")
    for doing in doings:
        if doing == "left":
            typing.left()
        elif doing == "right":
            typing.right()
        elif doing == "before":
            typing.erase_before()
        elif doing == "after":
            typing.erase_after()
        else:
            typing.insert(doing)
        assert 0 <= typing.at <= len(typing.text)
    while typing.undo():
        pass
    assert typing.text == "start"


def test_steps_have_an_end() -> None:
    typing = Typing()
    for _number in range(MOST_STEPS + 50):
        typing.insert("two words")
    steps = 0
    while typing.undo():
        steps += 1
    assert steps == MOST_STEPS

"""Pages that may stand in an emptied window: dull, short, and of nothing but letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.cover.dull_pages import MOST_BYTES, dull_pages, unsuitable
from safeplan.guard.wire import PAGE_SIZE
from safeplan.language import available
from safeplan.plan.telling import load_telling, telling_words


@pytest.mark.parametrize("language", available())
def test_every_language_has_pages_that_tell_nothing_and_fit(language: str) -> None:
    pages = dull_pages(language)
    assert len({page.id for page in pages}) == len(pages) >= 3
    telling = load_telling(language)
    for page in pages:
        assert unsuitable(page.text) == ""
        assert telling_words(f"{page.name}\n{page.text}", telling) == ()
        lines = page.text.split("\n")
        assert 3 <= len(lines) <= 16
        assert max(map(len, lines)) <= 70
        assert page.text == page.text.strip("\n")


def test_a_language_without_pages_shows_the_english_ones() -> None:
    assert dull_pages("xx") == dull_pages("en")
    assert dull_pages("en-GB") == dull_pages("en")


def test_the_guard_takes_as_much_as_is_allowed_here() -> None:
    assert MOST_BYTES == PAGE_SIZE
    assert unsuitable("é" * (MOST_BYTES // 2)) == ""
    assert unsuitable("é" * (MOST_BYTES // 2) + "a") == "hide_page.too_long"


@pytest.mark.parametrize(
    "sign",
    ["\x1b", "\x07", "\r", "\t", "\x9b", "\u202e", "\u200b", "\ue000", "\ud800", "\U000e0041"],
)
def test_what_a_terminal_might_obey_is_refused(sign: str) -> None:
    assert unsuitable(f"bread{sign}milk") == "hide_page.not_plain"


@pytest.mark.parametrize("text", ["", "Zoë\nörtlich", "می\u200cخواهم", "牛乳 二本", "👩\u200d🍳"])
def test_ordinary_writing_is_taken(text: str) -> None:
    assert unsuitable(text) == ""


@given(st.text(st.characters(categories=["L", "N", "P", "Z"]), max_size=500))
def test_letters_and_numbers_are_always_plain(text: str) -> None:
    # Line and paragraph separators are spaces to Unicode, and nothing to a terminal.
    assert unsuitable(text) == ""

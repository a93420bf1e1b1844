"""The sheet's words in parts, and whole again."""

import random
import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.export import qr
from safeplan.export.codes import (
    MOST_BYTES,
    PAPER_VERSION,
    pocket_codes,
    pocket_parts,
    pocket_text,
)
from safeplan.export.errors import ExportError

LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=90)


def refusal(act: Callable[..., object], *values: Any, **named: Any) -> ExportError:
    with pytest.raises(ExportError) as caught:
        act(*values, **named)
    assert caught.value.sentence() != caught.value.message_id
    return caught.value


def test_a_short_sheet_is_one_code_without_a_number(sheet: tuple[str, tuple[str, ...]]) -> None:
    title, lines = sheet
    [text] = pocket_parts(title, lines, largest=PAPER_VERSION)
    assert text == "\n".join((title, *lines))
    [code] = pocket_codes(title, lines)
    assert (code.number, code.of) == (1, 1)
    assert code.version <= PAPER_VERSION


@given(LINE, st.lists(LINE, max_size=12), st.integers(3, 13), st.randoms(use_true_random=False))
def test_parts_are_small_and_give_the_sheet_again(
    title: str, lines: list[str], largest: int, chance: random.Random
) -> None:
    parts = pocket_parts(title, lines, largest=largest)
    most = min(MOST_BYTES, qr.capacity(largest, ascii_only=False))
    for part in parts:
        assert len(part.encode()) <= max(most, qr.capacity(largest, ascii_only=part.isascii()))
        assert len(part.encode()) <= MOST_BYTES
    found = [*parts, chance.choice(parts)]
    chance.shuffle(found)
    said = [unicodedata.normalize("NFC", line) for line in (title, *lines)]
    assert pocket_text(found) == "\n".join(said)


def test_parts_say_which_they_are(sheet: tuple[str, tuple[str, ...]]) -> None:
    title, lines = sheet
    codes = pocket_codes(title, lines, largest=5)
    parts = pocket_parts(title, lines, largest=5)
    assert len(codes) == len(parts) > 1
    for index, (code, part) in enumerate(zip(codes, parts, strict=True), 1):
        assert code.version <= 5
        assert (code.number, code.of) == (index, len(codes))
        assert part.startswith(f"{index}/{len(codes)}\n")


@pytest.mark.parametrize("before", range(0, 90, 3))
def test_a_number_is_never_cut(before: int) -> None:
    line = "x " * (before // 2) + "Choir 01632 960 222 and more " + "y " * 30
    parts = pocket_parts("List", [line], largest=5)
    assert any("01632 960 222" in part for part in parts)
    assert pocket_text(parts) == f"List\n{line}"


def test_a_line_that_must_be_cut_goes_on_after_its_number() -> None:
    line = "word " * 40
    parts = pocket_parts("List", [line], largest=5)
    assert parts[0].startswith(f"1/{len(parts)}\n")
    assert any(re.match(r"\d/\d word", part) for part in parts)
    assert pocket_text(reversed(parts)) == f"List\n{line}"


def test_a_letter_is_not_parted_from_its_accent() -> None:
    parts = pocket_parts("List", ["m\u0323" * 100], largest=5)
    assert all(not part[4:].startswith("\u0323") for part in parts)


def test_a_sheet_that_looks_like_a_part_is_still_read_whole() -> None:
    parts = pocket_parts("1/2", ["bread"], largest=13)
    assert parts == ("1/1\n1/2\nbread",)
    assert pocket_text(parts) == "1/2\nbread"


def test_breaks_and_control_characters_do_not_reach_a_code() -> None:
    [text] = pocket_parts("Li\0st", ["a\tb\r\nc\u2028d", "\0" * 200, "e"], largest=13)
    assert text == "List\na b c d\n\ne"
    assert pocket_codes("List", ["\0" * 200])


def test_more_than_nine_parts() -> None:
    lines = [f"line {index} with a few words more" for index in range(60)]
    parts = pocket_parts("List", lines, largest=5)
    assert len(parts) > 9
    mixed = list(parts)
    random.Random(1).shuffle(mixed)
    assert pocket_text(mixed) == "\n".join(["List", *lines])


def test_too_much_for_ninety_nine_parts_is_refused() -> None:
    assert refusal(pocket_parts, "List", ["word " * 40] * 60, largest=5).message_id == (
        "export.codes_many"
    )


def test_no_room_for_any_code() -> None:
    assert refusal(pocket_codes, "List", [], largest=0).message_id == "export.window"


def test_half_a_letter_is_named() -> None:
    fault = refusal(pocket_codes, "List", ["a\udcff"])
    assert fault.message_id == "export.letters"
    assert fault.sentence().encode()


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ([], "export.codes_none"),
        (["1/3\na", "3/3\nc"], "export.codes_missing"),
        (["1/2\na", "1/2\nb"], "export.codes_mixed"),
        (["1/2\na", "2/3\nb"], "export.codes_mixed"),
        (["5/2\na"], "export.codes_mixed"),
        (["0/2\na"], "export.codes_mixed"),
        (["bread", "milk"], "export.codes_mixed"),
    ],
)
def test_what_does_not_make_a_sheet_is_said(texts: list[str], message: str) -> None:
    assert refusal(pocket_text, texts).message_id == message


def test_missing_parts_are_counted() -> None:
    assert refusal(pocket_text, ["1/3\na", "3/3\nc"]).values == {"have": 2, "needed": 3}


def test_a_poster_in_the_same_picture_does_not_matter() -> None:
    assert pocket_text(["http://example.org", "2/2\nb", "1/2\na"]) == "a\nb"

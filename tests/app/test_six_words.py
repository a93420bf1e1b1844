from __future__ import annotations

import os
from collections import Counter
from itertools import pairwise

import pytest

from safeplan import language
from safeplan.app.six_words import COUNT, FEWEST, six_words, words_of
from safeplan.plan.telling import load_telling
from safeplan.vault import keys

LANGUAGES = language.available()
# Pairs of which at most one may stand in the list: they sound alike.
SOUND_ALIKE = """
bare bear, berry bury, blew blue, brake break, bread bred, buy by, ceiling sealing, cell sell,
check cheque, cord chord, deer dear, die dye, fair fare, flour flower, fore four, hair hare,
heal heel, hear here, hole whole, knight night, knot not, know no, leak leek, made maid, mail male,
meat meet, one won, pair pear, peace piece, plain plane, pole poll, pour poor, rain reign,
read reed, right write, road rode, role roll, rose rows, sail sale, scene seen, sea see, sew sow,
shoe shoo, sole soul, stair stare, steal steel, sun son, tail tale, their there, through threw,
tide tied, toe tow, vale veil, wait weight, waist waste, way weigh, weak week, wear where,
weather whether, which witch, wood would
"""


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_list_of_each_language_that_is_shipped(code: str) -> None:
    words = words_of(code)
    assert len(words) == len(set(words)) >= FEWEST == 2048
    assert list(words) == sorted(words)
    telling = load_telling(code)
    assert not set(words) & (telling.always | telling.in_names)
    for word in words:
        assert word.isalpha()
        assert word == word.lower()
        assert 3 <= len(word) <= 8
        assert not keys.unsuitable(word)
    starts = sorted(word[:4] for word in words)
    assert not [pair for pair in pairwise(starts) if pair[1].startswith(pair[0])]


def test_no_two_english_words_sound_alike() -> None:
    words = set(words_of("en"))
    for pair in SOUND_ALIKE.replace("\n", " ").split(","):
        assert len(words & set(pair.split())) <= 1, pair
    assert len(words & {"soul", "sole"}) <= 1


def test_another_language_has_the_english_ones() -> None:
    assert words_of("xx") == words_of("en-GB") == words_of("en")


def test_six_of_them() -> None:
    drawn = six_words("en", os.urandom).split(" ")
    assert len(drawn) == COUNT == 6
    assert set(drawn) <= set(words_of("en"))
    assert len({six_words("en", os.urandom) for _ in range(100)}) == 100
    assert keys.normalise(" ".join(drawn)).decode() == " ".join(drawn)


def test_the_first_and_the_last_can_come() -> None:
    words = words_of("en")
    assert six_words("en", bytes) == " ".join([words[0]] * 6)
    last = (len(words) - 1).to_bytes(4, "little")
    assert six_words("en", lambda _: last) == " ".join([words[-1]] * 6)


def test_what_would_favour_the_first_is_drawn_again() -> None:
    words = words_of("en")
    assert (1 << 32) % len(words), "nothing would be favoured"
    draws = [b"\xff" * 4, b"\x01\x00\x00\x00"] * 6
    assert six_words("en", lambda _: draws.pop(0)) == " ".join([words[1]] * 6)
    assert not draws


def test_all_are_as_likely() -> None:
    words = words_of("en")
    seen = Counter(word for _ in range(8000) for word in six_words("en", os.urandom).split())
    expected = 48000 / len(words)
    chi = sum((seen[word] - expected) ** 2 / expected for word in words)
    freedom = len(words) - 1
    assert abs(chi - freedom) < 6 * (2 * freedom) ** 0.5

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.vault import newer
from safeplan.vault.errors import TooLittleMemory
from safeplan.vault.keys import STANDARD, Profile, derive_root, normalise, unsuitable
from safeplan.vault.newer import assigned_since_14
from tests.vault.cheap import CHEAP


def test_the_standard_cost() -> None:
    assert (STANDARD.memory_kib, STANDARD.iterations, STANDARD.lanes) == (262144, 3, 4)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  a  b ", "a b"),
        ("a\u00a0b\u3000c", "a b c"),
        ("\ufb01sh", "fish"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("\uff34\uff45\uff41", "Tea"),
        ("CASE is kept", "CASE is kept"),
    ],
)
def test_normalise(text: str, words: str) -> None:
    assert normalise(text) == words.encode("utf-8")


@given(st.text(st.characters(codec="utf-8")))
def test_normalise_is_done_once(text: str) -> None:
    once = normalise(text).decode("utf-8")
    assert normalise("  " + once + "\u2003") == normalise(once)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "a\x00b", "a\tb", "\x7f", "\ue000", "\U000f0000", "\ud800", "\u0378", "\ufffe",
     "\U0001fae8", "\U0001c000"],
    ids=ascii,
)  # fmt: skip
def test_unsuitable(text: str) -> None:
    assert unsuitable(text)


@pytest.mark.parametrize(
    "text",
    ["tea", "Zo\u00eb", "\u0634\u0627\u06cc", "\u8336", "a\u200db", "\U0001f375", "e\u0301"],
    ids=ascii,
)
def test_suitable(text: str) -> None:
    assert not unsuitable(text)


@pytest.mark.parametrize("point", [0x0CF3, 0x1FAE8, 0x1C89, 0x10D40, 0x31350, 0x2FFC])
def test_newer_code_points_stand_in_the_table(point: int) -> None:
    assert assigned_since_14(point)
    assert not assigned_since_14(0x61)
    assert not assigned_since_14(0)
    assert not assigned_since_14(0x10FFFF)


def test_the_table_is_in_order_and_holds_only_what_is_newer() -> None:
    flat = [edge for pair in zip(newer._FIRST, newer._LAST, strict=True) for edge in pair]
    assert flat == sorted(flat)
    assert len(set(newer._FIRST)) == len(newer._FIRST)
    if unicodedata.unidata_version == "14.0.0":
        for first, last in zip(newer._FIRST, newer._LAST, strict=True):
            assert all(unicodedata.category(chr(c)) == "Cn" for c in range(first, last + 1))


def test_what_a_newer_python_knows_is_refused_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unicodedata, "category", lambda _: "Lo")
    assert unsuitable("tea \U0001fae8")
    assert not unsuitable("tea")


def test_as_many_characters_can_be_kept_on_every_python() -> None:
    kept = sum(
        unicodedata.category(chr(point)) not in ("Cc", "Cn", "Co", "Cs")
        and not assigned_since_14(point)
        for point in range(0x110000)
    )
    assert kept == 144_697  # what Unicode 14 has


def test_roots_differ_by_words_and_by_salt() -> None:
    salts = [bytes([n]) * 32 for n in range(2)]
    roots = {derive_root(words, salt, CHEAP) for words in (b"tea", b"milk") for salt in salts}
    assert len(roots) == 4
    assert {len(root) for root in roots} == {32}


def test_a_buffer_gives_the_same_root() -> None:
    assert derive_root(bytearray(b"tea"), bytes(32), CHEAP) == derive_root(b"tea", bytes(32), CHEAP)


def test_too_little_memory_is_said_and_nothing_cheaper_is_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from cryptography.hazmat.primitives.kdf import argon2

    tried = []

    class NoMemory:
        def __init__(self, **cost: object) -> None:
            tried.append(cost)

        def derive_into(self, *_: object) -> None:
            raise MemoryError

    monkeypatch.setattr(argon2, "Argon2id", NoMemory)
    with pytest.raises(TooLittleMemory):
        derive_root(b"tea", bytes(32), Profile("x", 64, 1, 1))
    assert [cost["memory_cost"] for cost in tried] == [64]

"""A short word that comes up by chance in what we compress is gone when it is compressed anew."""

from __future__ import annotations

import random
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeplan.plan.telling import Telling
from safeplan.stick import chance, telling_scan
from safeplan.stick.archive import write_archive
from safeplan.stick.pack import own, package_folder
from safeplan.stick.parts import StickError

RUN = re.compile(rb"(?<![A-Za-z])(?:[a-z]{4,5}|[A-Z]{4,5})(?![A-Za-z])")


@pytest.fixture
def list_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Lets a word be the only one that tells."""

    def put(*words: str) -> None:
        telling = Telling(frozenset(words), frozenset())
        for room in (chance, telling_scan):
            monkeypatch.setattr(room, "every_telling", lambda: telling)
        chance._short.cache_clear()

    yield put
    chance._short.cache_clear()


def flour(seed: int) -> bytes:
    """Words in no order, which are compressed to something like noise."""
    drawn = random.Random(seed)
    return b" ".join(
        drawn.choice((b"flour", b"water", b"salt", b"oven")) + bytes([drawn.randrange(256)])
        for _ in range(9000)
    )


def planted(window: int) -> tuple[bytes, str]:
    """Bytes, and a word that comes up in them when they are compressed as usual."""
    for seed in range(200):
        data = flour(seed)
        found = RUN.search(chance._packed(data, 9, window, 8))
        if found:
            return data, found[0].decode().lower()
    raise AssertionError


def test_it_is_gone_from_a_part(list_of) -> None:  # type: ignore[no-untyped-def]
    data, word = planted(15)
    list_of(word)
    usual = zlib.compress(data, 9)
    assert chance.by_chance(usual) == {word}
    made = chance.quiet(data)
    assert made != usual
    assert chance.by_chance(made) == set()
    assert zlib.decompress(made) == data


def test_it_is_gone_from_an_archive_and_the_scan_is_as_strict_as_before(  # type: ignore[no-untyped-def]
    list_of, tmp_path: Path
) -> None:
    data, word = planted(-15)
    with zipfile.ZipFile(tmp_path / "usual.zip", "w") as usual:
        usual.writestr(zipfile.ZipInfo("a"), data, zipfile.ZIP_DEFLATED, 9)
    list_of(word)
    with pytest.raises(StickError, match=r"stick\.tells"):
        telling_scan.check([("lib/any.zip", (tmp_path / "usual.zip").read_bytes())])
    write_archive(tmp_path / "made.zip", {"a": data})
    telling_scan.check([("lib/any.zip", (tmp_path / "made.zip").read_bytes())])
    with zipfile.ZipFile(tmp_path / "made.zip") as made:
        assert made.read("a") == data
    # What can be read is refused, however short it is and however it is compressed.
    write_archive(tmp_path / "stored.zip", {"a": b" " + word.encode() + b" "}, zipfile.ZIP_STORED)
    for path, holds in (
        ("lib/any.zip", (tmp_path / "stored.zip").read_bytes()),
        ("lib/own.dat", chance.quiet(data) + b" " + word.encode() + b" "),
    ):
        with pytest.raises(StickError, match=r"stick\.tells"):
            telling_scan.check([(path, holds)])


def test_what_is_long_is_left_for_the_scan(list_of) -> None:  # type: ignore[no-untyped-def]
    data, _word = planted(15)
    list_of("shelter")
    assert chance.quiet(data, before=b" shelter ") == zlib.compress(data, 9)


def test_where_no_way_helps_the_usual_one_is_kept(list_of) -> None:  # type: ignore[no-untyped-def]
    list_of("bread")
    made = chance.quiet(b"flour" * 99, before=b"\1bread\1")
    assert made == zlib.compress(b"flour" * 99, 9)
    assert chance.quiet_level(b"flour" * 99, before=b"\1bread\1") == 9


def test_a_word_that_two_parts_make_together_is_seen(list_of) -> None:  # type: ignore[no-untyped-def]
    list_of("textx")  # a part compressed as usual begins with x
    made = chance.quiet(b"flour" * 99, before=b"\0text")
    assert not made.startswith(b"x")
    assert zlib.decompress(made) == b"flour" * 99


def test_every_way_is_read_by_what_reads_a_stick() -> None:
    data = flour(1)
    forms = {chance._packed(data, *way) for way in chance._ways()}
    assert len(forms) > 50
    assert {zlib.decompress(form) for form in forms} == {data}


def test_the_program_itself_with_a_word_in_its_way(list_of) -> None:  # type: ignore[no-untyped-def]
    usual = own(package_folder())
    found = RUN.search(usual, len(usual) // 2)
    assert found is not None
    list_of(found[0].decode().lower())
    made = own(package_folder())
    assert chance.by_chance(usual)
    assert chance.by_chance(made) == set()

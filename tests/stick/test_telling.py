"""Nothing on a stick tells what it is: no name, no byte, no member of an archive, no first line."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.plan.telling import telling_words
from safeplan.stick.building import Built, everything
from safeplan.stick.parts import LINUX, WINDOWS, StickError
from safeplan.stick.telling_scan import check, every_telling, in_bytes, told
from tests.stick.whole import whole_stick

only_311 = pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="made with Python 3.11 alone")
together = pytest.mark.xdist_group("wine")  # where the whole stick is made
ALWAYS = sorted(word for word in every_telling().always if word.isascii())
NOISE = bytes(range(256)) * 3


def archive(name: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as opened:
        opened.writestr(name, b"flour, water, salt " * 9)
    return made.getvalue()


def held(root: Path) -> list[tuple[str, bytes]]:
    return [
        (path.relative_to(root).as_posix(), path.read_bytes())
        for path in sorted(root.rglob("*"))
        if path.is_file()
    ]


@only_311
@together
def test_a_whole_stick_tells_nothing() -> None:
    files = held(whole_stick())
    assert len(files) > 90
    assert sum(len(data) for _, data in files) > 60_000_000
    assert list(told(files)) == []


@only_311
@together
@pytest.mark.parametrize("path", ["lib/own.dat", "lib/any.zip", "rt/win/python311.dll"])
def test_one_word_that_is_planted_on_it_is_found(path: str) -> None:
    data = (whole_stick() / path).read_bytes()
    at = len(data) // 2
    planted = data[:at] + b" Helplines " + data[at:]
    assert [found.word for found in told([(path, planted)])] == ["helplines"]


@only_311
@together
@pytest.mark.needs("file")
def test_file_and_a_look_at_first_bytes_show_nothing() -> None:
    root = whole_stick()
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    names = [str(path.relative_to(root)) for path in paths]
    said = subprocess.run(["file", *names], cwd=root, capture_output=True, text=True, check=True)
    assert len(said.stdout.splitlines()) == len(paths) > 90
    assert "PE32+ executable (console) x86-64" in said.stdout
    check([], labels=said.stdout.splitlines())
    for path in paths:
        first = path.read_bytes()[:4096]
        seen = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in first)
        assert set(telling_words(seen, every_telling())) & every_telling().always == set()
        assert "safeplan" not in seen.lower()
    (own,) = [line for line in said.stdout.splitlines() if line.startswith("lib/own.dat")]
    assert own.split(":")[1].strip() == "data"


@pytest.mark.parametrize("word", ALWAYS)
def test_each_word_is_found_in_each_form(word: str) -> None:
    for form in (word, word.upper(), word.title()):
        for encoding in ("ascii", "utf-16-le", "utf-16-be"):
            for shift in (b"", b"\0"):
                data = NOISE + shift + b"\x90" + form.encode(encoding) + b"\x90" + NOISE
                assert in_bytes(data, frozenset(ALWAYS)) == {word}, (form, encoding)


def test_the_programs_own_name_is_found_inside_words_too() -> None:
    for text in ("mysafeplanner", "SafePlan", "_SAFEPLAN_"):
        assert in_bytes(text.encode(), frozenset()) == {"safeplan"}
        assert in_bytes(text.encode("utf-16-le"), frozenset()) == {"safeplan"}


def test_parts_of_other_words_are_no_words() -> None:
    innocent = b"drapery therapeutic nonviolents stalked_ sheltered refugees"
    found = in_bytes(innocent, frozenset({"rape", "violent", "shelter", "refuge"}))
    assert found == set()
    assert in_bytes("drapery".encode("utf-16-le"), frozenset({"rape"})) == set()
    assert in_bytes(b"xx rApE xx", frozenset({"rape"})) == set()  # as compressed bytes may read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_words_of_other_letters_are_found(encoding: str) -> None:
    words = frozenset({"överfall", "насилие", "暴力"})
    for word in words:
        for form in (word, word.upper()):
            assert in_bytes(NOISE + form.encode(encoding) + NOISE, words) == {word}


@pytest.mark.parametrize(
    ("path", "data", "word"),
    [
        ("plan.cmd", b"", "plan"),
        ("lib/win/refuge.pyd", b"", "refuge"),
        ("My Safety/notes.sh", b"", "safety"),
        ("myEscape.txt", b"", "escape"),
        ("lib/any.zip", archive("bread/shelter.pyc"), "shelter"),
        ("lib/any.zip", archive("bread/shelter.pyc", zipfile.ZIP_STORED), "shelter"),
        ("notes.cmd", b"rem the vault of the house", "vault"),
        ("app/boot.py", b"# danger", "danger"),
        ("app2/lin.sh", b"echo court", "court"),
        ("lib/own.dat", b"\0\1safeplan\0", "safeplan"),
        ("app/lin.sh", b"coercion", "coercion"),  # known in one library, not here
        ("lib/win/msgspec._core.pyd", b"victim", "victim"),
    ],
)
def test_what_tells_is_refused_with_its_place(path: str, data: bytes, word: str) -> None:
    with pytest.raises(StickError) as refused:
        check([("bread.txt", b"flour"), (path, data)])
    assert refused.value.message_id == "stick.tells"
    assert refused.value.values == {"name": path, "word": word}


def test_all_that_is_laid_is_looked_at(tmp_path: Path) -> None:
    built = Built(tmp_path, (WINDOWS, LINUX), (), "/lib64/ld-linux-x86-64.so.2")
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "own.dat").write_bytes(b"flour")
    looked_at = dict(everything(built))
    launchers = {"notes.cmd", "notes.sh", "app/win.cmd", "app/lin.sh", "app/boot.py"}
    assert looked_at.keys() == launchers | {"lib/own.dat"}
    check(looked_at.items())
    (tmp_path / "lib" / "own.dat").write_bytes(b"a shelter")
    with pytest.raises(StickError, match=r"stick\.tells"):
        check(everything(built))


def test_a_label_is_a_name() -> None:
    check([], labels=["NOTES", "USB DISK"])
    with pytest.raises(StickError):
        check([], labels=["SAFE"])


def test_words_that_others_need_may_stand_in_what_others_made() -> None:
    check([("lib/any.zip", archive("email/secrets.pyc")), ("rt/win/python311.dll", b"escape")])
    check([("rt/win/python311.dll", b"in coercion of"), ("rt/lin/sys/libc.so.6", b"a victim")])


@given(st.binary(max_size=300), st.sampled_from(ALWAYS), st.binary(max_size=300))
def test_a_word_is_found_between_any_bytes(before: bytes, word: str, after: bytes) -> None:
    assert word in in_bytes(before + b"." + word.encode() + b"." + after, frozenset(ALWAYS))

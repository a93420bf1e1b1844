"""Which process the first step becomes, and how it starts others."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from safeplan.guard import life, programs
from safeplan.onboard import begin


class Became(Exception):  # noqa: N818 it is what happened
    """What the process would be from now on."""


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "_xoptions", {"as": "notes", "by": "/s/ld.exe", "in": "/s/lib"})
    monkeypatch.setattr(sys, "argv", [])
    monkeypatch.setattr(programs, "_chosen", [])
    monkeypatch.setattr(os, "isatty", lambda fd: True)

    def guard(argv: list[str]) -> None:
        raise Became("guard", *argv)

    def command(argv: list[str]) -> int:
        raise Became("command", *argv)

    monkeypatch.setattr(life, "main", guard)
    monkeypatch.setattr("safeplan.cli.main", command)
    monkeypatch.setattr("_signal.signal", lambda number, what: None)
    return tmp_path


def became(stick: Path, *words: str) -> tuple[object, ...]:
    with pytest.raises(Became) as what:
        begin.main(str(stick / "app"), list(words))
    return what.value.args


def test_a_first_start_makes_the_file_beside_the_launcher(stick: Path) -> None:
    for words in ((), ("open",)):
        assert became(stick, *words) == ("guard", str(stick / "notes.dat"), "--name=notes")


@pytest.mark.parametrize("size", [1, 4, 16, 64])
def test_the_one_vault_beside_the_launcher_is_opened(stick: Path, size: int) -> None:
    (stick / "notes.sh").write_text("#")
    with (stick / "old name.dat").open("wb") as file:
        file.truncate(size << 20)
    assert became(stick)[:2] == ("guard", str(stick / "old name.dat"))


def test_another_place_stands_behind_the_starters_name(stick: Path) -> None:
    for place in ("letters.dat", "./letters", str(stick / "letters"), "a/letters"):
        made = ("guard", os.path.abspath(place), "--name=notes")
        assert became(stick, place) == became(stick, "open", place) == made
    for other in ("letters", "check", "--help", "-x.dat"):
        assert became(stick, other) == ("command", other)


def test_of_two_none_is_taken(stick: Path) -> None:
    for name in ("a.dat", "b.dat"):
        with (stick / name).open("wb") as file:
            file.truncate(1 << 20)
    assert became(stick) == ("command", "open")
    assert became(stick, "open", str(stick / "b.dat"))[:2] == ("guard", str(stick / "b.dat"))


def test_a_bare_name_is_found_beside_the_launcher(
    stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two files one is named, from a terminal that stands elsewhere."""
    for name in ("a.dat", "b.dat"):
        with (stick / name).open("wb") as file:
            file.truncate(1 << 20)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    for words in (("b.dat",), ("open", "b.dat")):
        assert became(stick, *words)[1] == str(stick / "b.dat")
    # With a place in front of it, or for a new one, it is meant as it is written.
    for word in ("./b.dat", "new.dat"):
        assert became(stick, word)[1] == os.path.abspath(word)
    (elsewhere / "b.dat").touch()
    assert became(stick, "b.dat")[1] == str(elsewhere / "b.dat")


def test_links_and_other_sizes_are_no_vaults(stick: Path, tmp_path: Path) -> None:
    with (stick / "large").open("wb") as file:
        file.truncate(5 << 20)
    with (stick.parent / "outside").open("wb") as file:
        file.truncate(1 << 20)
    (stick / "link").symlink_to(stick.parent / "outside")
    assert begin.vaults_in(str(stick)) == []
    assert begin.vaults_in(str(stick / "none")) == []


def test_other_words_are_a_command(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert became(stick, "show", "x") == ("command", "show", "x")
    assert sys.argv == [str(stick / "notes"), "show", "x"]
    assert became(stick, "open", "--help") == ("command", "open", "--help")
    monkeypatch.setattr(os, "isatty", lambda fd: False)
    assert became(stick) == ("command", "open")


def test_the_others_are_started_by_the_loader_that_started_this(stick: Path) -> None:
    became(stick)
    found = programs.standard_programs()
    loader = ("/s/ld.exe", "--inhibit-cache", "--library-path", "/s/lib", sys.executable)
    assert found.app[:5] == found.kdf[:5] == loader
    flags = {"-I", "-S", "-B", "-Xas=notes", "-Xby=/s/ld.exe", "-Xin=/s/lib"}
    assert set(found.app[5:-2]) == flags
    assert found.app[-2:] == (str(stick / "app" / "boot.py"), begin.APP)
    assert found.kdf[-2:] == (str(stick / "app" / "boot.py"), begin.KDF)


def test_without_a_loader_python_is_started_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_xoptions", {"utf8": True})
    found = begin.beside_us("/s/app/boot.py")
    assert found.app == (sys.executable, "-I", "-S", "-B", "-Xutf8", "/s/app/boot.py", "a")


@pytest.mark.parametrize("word", [begin.APP, begin.KDF])
def test_the_guards_own_words(stick: Path, monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    def child(words: list[str]) -> None:
        raise Became("a", *words)

    def kdf(words: list[str]) -> None:
        raise Became("k", *words)

    monkeypatch.setattr("safeplan.app.child.start", child)
    monkeypatch.setattr("safeplan.app.kdf.main", kdf)
    assert became(stick, word, "1", "2") == (word, "1", "2")

"""What the command asks of folders before anybody waits, and what it does when it is given again.

The program that is laid is a small one; everything else is as a maker has it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from safeplan.cli import main
from safeplan.commands import stick_command
from safeplan.stick import copies, upgrade, writing
from safeplan.stick.building import Built, Tell
from safeplan.stick.layout import UNFINISHED
from safeplan.stick.parts import LINUX, SYSTEMS, WINDOWS, Source
from tests.stick.small import built

FOR = ("--for", "linux")


class Building:
    """Builds a small program each time; remembers for which systems."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def __call__(self, cache: Path, systems: tuple[str, ...], source: Source, tell: Tell) -> Built:
        self.asked.append(systems)
        tell("stick.step_code")
        return built(cache / "built", systems=tuple(one for one in SYSTEMS if one in systems))


@pytest.fixture
def building(monkeypatch: pytest.MonkeyPatch) -> Building:
    made = Building()
    monkeypatch.setattr(stick_command, "build", made)
    return made


def refused(capsys: pytest.CaptureFixture[str], *words: str | Path, status: int = 1) -> str:
    """The one sentence; nothing else is printed but steps."""
    assert main(["stick", *map(str, words)]) == status
    said = capsys.readouterr()
    assert said.out == ""
    *steps, sentence = said.err.splitlines()
    assert all(step.endswith(" ...") for step in steps)
    return sentence


def cut_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk under ``folder`` stops answering after its first file."""
    real = writing._write
    left = [2]

    def write(path: Path, content: writing.Content, tell: writing.Told) -> None:
        if path.is_relative_to(folder):
            left[0] -= 1
            if left[0] < 0:
                raise OSError(5, "gone")
        real(path, content, tell)

    monkeypatch.setattr(writing, "_write", write)


@pytest.mark.parametrize("copied", [False, True])
def test_the_same_command_goes_on_where_it_was(
    tmp_path: Path,
    building: Building,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    copied: bool,
) -> None:
    three = [tmp_path / "all" / number for number in "123"]
    (tmp_path / "all").mkdir()
    words = [tmp_path / "all", "--copies", "3"] if copied else three
    with monkeypatch.context() as patched:
        cut_at(three[1], patched)
        assert "give the same command again" in refused(capsys, *words, *FOR)
    assert (three[1] / UNFINISHED).exists()
    assert not three[2].exists()
    before = {path: path.stat().st_mtime_ns for path in three[0].rglob("*")}
    assert main(["stick", *map(str, words), *FOR]) == 0
    assert capsys.readouterr().out.startswith("3 sticks made and read back")
    assert {path: path.stat().st_mtime_ns for path in three[0].rglob("*")} == before
    files = copies.stick_files(built(tmp_path / "built"), "notes")
    assert all(copies.is_whole(folder, files) for folder in three)


def test_a_stick_that_somebody_used_is_refused_at_once(
    tmp_path: Path, building: Building, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["stick", str(tmp_path / "a"), *FOR]) == 0
    capsys.readouterr()
    (tmp_path / "a" / "notes.dat").write_bytes(b"mine")
    assert f"{tmp_path / 'a'} is not empty" in refused(capsys, tmp_path / "a", *FOR)
    assert len(building.asked) == 1


def test_a_finished_one_that_differs_is_refused(
    tmp_path: Path, building: Building, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["stick", str(tmp_path / "a"), *FOR]) == 0
    capsys.readouterr()
    (tmp_path / "a" / "lib" / "own.dat").write_bytes(b"older")
    assert f"{tmp_path / 'a'} is not empty" in refused(capsys, tmp_path / "a", *FOR)
    assert (tmp_path / "a" / "lib" / "own.dat").read_bytes() == b"older"


def test_the_trash_is_looked_into_before_anybody_waits(
    tmp_path: Path, building: Building, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".Trash-1000" / "files").mkdir(parents=True)
    (tmp_path / ".Trash-1000" / "files" / "letter.txt").write_text("mine")
    assert refused(capsys, tmp_path, *FOR).startswith(f"The trash of {tmp_path} still holds")
    assert building.asked == []
    assert [path.name for path in tmp_path.iterdir()] == [".Trash-1000"]


def test_each_is_upgraded_for_its_own_systems(
    tmp_path: Path, building: Building, capsys: pytest.CaptureFixture[str]
) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    assert main(["stick", str(a), "--for", "linux"]) == 0
    assert main(["stick", str(b), "--for", "windows"]) == 0
    assert main(["stick", str(a), str(b), "--upgrade"]) == 0
    assert building.asked[-1] == (LINUX, WINDOWS)
    assert (upgrade.systems_of(a), upgrade.systems_of(b)) == ((LINUX,), (WINDOWS,))
    assert sorted(os.listdir(a)) == ["app2", "lib2", "notes.sh", "rt2"]
    assert sorted(os.listdir(b)) == ["app2", "lib2", "notes.cmd", "rt2"]
    for folder, other in ((a, "win"), (b, "lin")):
        assert not [path for path in folder.rglob("*") if path.stem == other]
    assert main(["stick", str(a), str(b), "--upgrade", "--for", "linux"]) == 0
    assert (upgrade.systems_of(a), upgrade.systems_of(b)) == ((LINUX,), (LINUX, WINDOWS))


def test_names_are_not_changed_by_an_upgrade(
    tmp_path: Path, building: Building, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["stick", str(tmp_path / "a"), *FOR, "--names", "bread"]) == 0
    capsys.readouterr()
    words = (tmp_path / "a", "--upgrade", "--names", "notes")
    assert refused(capsys, *words, status=2).endswith("Give the command without --names.")
    assert len(building.asked) == 1
    assert (tmp_path / "a" / "bread.sh").is_file()


def test_a_folder_that_is_new_is_named(
    tmp_path: Path, building: Building, capsys: pytest.CaptureFixture[str]
) -> None:
    new = f"{tmp_path / 'new'} was not there, and is made as a new folder ...\n"
    assert main(["stick", str(tmp_path / "new"), *FOR]) == 0
    assert capsys.readouterr().err.startswith(new)
    (tmp_path / "old").mkdir()
    assert main(["stick", str(tmp_path / "old"), *FOR]) == 0
    assert "new folder" not in capsys.readouterr().err


@pytest.mark.parametrize("copied", [(), ("--copies", "2")])
def test_a_stick_that_is_not_in(
    tmp_path: Path,
    building: Building,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    copied: tuple[str, ...],
) -> None:
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != tmp_path and real(path, mode))
    sentence = refused(capsys, tmp_path / "BREAD", *FOR, *copied)
    assert sentence.startswith(f"{tmp_path / 'BREAD'} is not there and cannot be made.")
    assert building.asked == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("word", ["--list", "--keep"])
@pytest.mark.parametrize("nowhere", ["nothing/x.json", "file/x.json", "locked/x.json"])
def test_other_places_are_looked_at_first(
    tmp_path: Path,
    building: Building,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    word: str,
    nowhere: str,
) -> None:
    (tmp_path / "file").touch()
    locked = tmp_path / "locked"
    locked.mkdir()
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != locked and real(path, mode))
    there = tmp_path / nowhere
    if (word, nowhere) == ("--keep", "nothing/x.json"):  # it makes folders that are missing
        assert main(["stick", str(tmp_path / "a"), *FOR, word, str(there)]) == 0
        return
    sentence = refused(capsys, tmp_path / "a", *FOR, word, there)
    assert sentence.startswith(f"Nothing can be written to {there}")
    assert building.asked == []
    assert not (tmp_path / "a").exists()


def test_a_label_that_tells(
    tmp_path: Path,
    building: Building,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("SAFE", "BREAD"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(os.path, "ismount", lambda path: path.parent == tmp_path)
    sentence = refused(capsys, tmp_path / "SAFE", *FOR)
    assert sentence.startswith("“SAFE” holds the word “safe”")
    assert building.asked == []
    assert list((tmp_path / "SAFE").iterdir()) == []
    assert main(["stick", str(tmp_path / "BREAD"), *FOR]) == 0


def test_too_small_names_the_folder(
    tmp_path: Path,
    building: Building,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = shutil.disk_usage

    def usage(path: Path) -> object:
        found = real(path)
        return found._replace(free=1 << 20) if Path(path).name == "b" else found

    monkeypatch.setattr(shutil, "disk_usage", usage)
    sentence = refused(capsys, tmp_path / "a", tmp_path / "b", *FOR)
    assert f"1 MB are free in {tmp_path / 'b'}." in sentence

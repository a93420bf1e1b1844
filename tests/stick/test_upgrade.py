"""A newer program on a stick in use, cut at every step that it takes."""

from __future__ import annotations

import io
import os
import shutil
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from safeplan.commands import stick_command
from safeplan.stick import copies, upgrade, writing
from safeplan.stick.building import Built
from safeplan.stick.layout import GENERATIONS, Places
from safeplan.stick.parts import LINUX, WINDOWS, Source, StickError
from safeplan.stick.progress import Progress
from safeplan.stick.starting import launchers
from tests.stick.small import built

VAULT = os.urandom(1 << 20)
NOW = 1_800_000_000.0


def nothing(size: int) -> None:
    """Nobody is told."""


def make(folder: Path, of: Built, name: str = "notes") -> Path:
    files = copies.stick_files(of, name)
    copies.make(folder, files, chance=Random(1), now=NOW, tell=nothing)
    (folder / "notes.dat").write_bytes(VAULT)
    return folder


DAY = 24 * 3600


def again(folder: Path, of: Built) -> None:
    upgrade.upgrade(folder, of, chance=Random(2), now=NOW, tell=nothing)


@pytest.fixture
def first(tmp_path: Path) -> Built:
    return built(tmp_path / "first", says=b"first")


@pytest.fixture
def second(tmp_path: Path) -> Built:
    return built(tmp_path / "second", says=b"second")


def started(folder: Path) -> bytes:
    """What the launcher would start, if all of it is whole: as its own rule says."""
    for part in ("", "2"):
        if (folder / f"app{part}" / "boot.py").is_file():
            says = (folder / f"lib{part}" / "own.dat").read_bytes()
            assert (folder / f"app{part}" / "lin.sh").is_file()
            assert (folder / f"lib{part}" / "any.zip").read_bytes().endswith(says)
            python = (folder / f"rt{part}" / "lin" / "python3").read_bytes()
            assert set(python.split(says)) == {b""}
            return says
    raise AssertionError("nothing starts")


def test_the_new_one_is_started_and_the_old_one_is_gone(
    tmp_path: Path, first: Built, second: Built
) -> None:
    stick = make(tmp_path / "stick", first)
    assert started(stick) == b"first"
    again(stick, second)
    assert started(stick) == b"second"
    assert sorted(os.listdir(stick)) == ["app2", "lib2", "notes.dat", "notes.sh", "rt2"]
    again(stick, first)
    assert started(stick) == b"first"
    assert sorted(os.listdir(stick)) == ["app", "lib", "notes.dat", "notes.sh", "rt"]
    assert (stick / "notes.dat").read_bytes() == VAULT


class Cut(BaseException):
    """The stick is out; nothing runs after it, not even what tidies up."""


STEPS = ("mkdir", "open", "fsync", "utime", "rename", "replace", "unlink", "rmdir", "chmod")


class Counted:
    """Lets so many changes happen, and cuts the next."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, left: int) -> None:
        self.left = left
        for name in STEPS:
            monkeypatch.setattr(os, name, self._wrapped(name, getattr(os, name)))
        monkeypatch.setattr(io, "open", self._opened(io.open))

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*words: Any, **names: Any) -> Any:
            if name == "open" and not words[1] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                return real(*words, **names)
            if self.left == 0:
                raise Cut
            self.left -= 1
            return real(*words, **names)

        return step

    def _opened(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(path: Any, mode: str = "r", *words: Any, **names: Any) -> Any:
            if "w" in mode:
                if self.left == 0:
                    real(path, mode).close()  # it is there, and nothing is in it yet
                    raise Cut
                self.left -= 1
            return real(path, mode, *words, **names)

        return step


def test_cut_at_every_step(
    tmp_path: Path, first: Built, second: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = make(tmp_path / "stick", first)
    found = []
    for after in range(10_000):
        place = Path(shutil.copytree(stick, tmp_path / "cut"))
        with monkeypatch.context() as patched:
            Counted(patched, after)
            try:
                again(place, second)
            except Cut:
                whole = False
            else:
                whole = True
        found.append(started(place))
        assert (place / "notes.dat").read_bytes() == VAULT
        if after % 7 == 0 or whole:  # and the same command, given again, ends it
            again(place, second)
            assert started(place) == b"second"
            assert len(list(place.glob("app*"))) == 1
        shutil.rmtree(place)
        if whole:
            break
    # The old one up to some step, the new one from there on; never neither.
    turn = found.index(b"second")
    assert 20 < turn < len(found) - 1
    assert set(found[:turn]) == {b"first"}
    assert set(found[turn:]) == {b"second"}


def test_a_stick_for_one_more_system(tmp_path: Path, first: Built) -> None:
    stick = make(tmp_path / "stick", first, name="home")
    launcher = (stick / "home.sh").read_bytes()
    both = built(tmp_path / "both", says=b"second", systems=(LINUX, WINDOWS))
    again(stick, both)
    assert upgrade.systems_of(stick) == (LINUX, WINDOWS)
    assert (stick / "home.cmd").is_file()
    assert (stick / "home.sh").read_bytes() == launcher
    assert (stick / "home.cmd").stat().st_mtime < NOW - DAY, "the day of the upgrade is not told"


@pytest.mark.parametrize("asked", [None, "windows", "linux"])
def test_no_system_is_taken_away(
    tmp_path: Path, asked: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its launcher would lead nowhere."""
    both = built(tmp_path / "both", says=b"first", systems=(LINUX, WINDOWS))
    stick = make(tmp_path / "stick", both)
    newer = built(tmp_path / "newer", says=b"second", systems=(LINUX, WINDOWS))
    wanted = []

    def build(cache: Path, systems: tuple[str, ...], source: Source, tell: object) -> Built:
        wanted.append(systems)
        return newer

    monkeypatch.setattr(stick_command, "build", build)
    options = Namespace(systems=asked, listed=None)
    progress = Progress(io.StringIO(), bar=False)
    assert stick_command._upgrade(options, [stick], Source(None, ()), tmp_path, progress) == 0
    assert {system for systems in wanted for system in systems} == {LINUX, WINDOWS}
    assert started(stick) == b"second"


def test_no_stick(tmp_path: Path, first: Built) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(StickError) as refused:
        again(tmp_path / "empty", first)
    assert refused.value.message_id == "stick.no_stick"
    with pytest.raises(StickError):
        upgrade.systems_of(tmp_path / "empty")


def test_no_room_for_both(
    tmp_path: Path, first: Built, second: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = make(tmp_path / "stick", first)
    usage = shutil.disk_usage(tmp_path)._replace(free=1 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with pytest.raises(StickError) as refused:
        again(stick, second)
    assert refused.value.message_id == "stick.too_small"
    assert started(stick) == b"first"


def test_the_name_of_a_stick(tmp_path: Path, first: Built) -> None:
    assert upgrade.name_of(make(tmp_path / "one", first, name="recipes")) == "recipes"
    bare = make(tmp_path / "two", first)
    (bare / "notes.sh").unlink()
    assert upgrade.name_of(bare) == "notes"
    assert upgrade.current(bare) == Places()


def left_alone(stick: Path, second: Built, *names: str) -> None:
    """An upgrade for the systems that are there lays nothing at the top."""
    before = {name: (stick / name).read_bytes() for name in names}
    again(stick, second)
    assert started(stick) == b"second"
    assert {path.name for path in stick.iterdir() if path.is_file()} == {*names, "notes.dat"}
    assert {name: (stick / name).read_bytes() for name in names} == before


@pytest.fixture
def both(tmp_path: Path) -> Built:
    return built(tmp_path / "both", says=b"second", systems=(LINUX, WINDOWS))


def test_a_launcher_that_was_renamed_does_not_come_back(tmp_path: Path, both: Built) -> None:
    stick = make(tmp_path / "stick", both)
    (stick / "notes.cmd").rename(stick / "my recipes.cmd")
    left_alone(stick, both, "my recipes.cmd", "notes.sh")


def test_a_launcher_that_was_taken_away_does_not_come_back(tmp_path: Path, both: Built) -> None:
    stick = make(tmp_path / "stick", both)
    (stick / "notes.sh").unlink()
    left_alone(stick, both, "notes.cmd")


def test_other_scripts_give_no_name(tmp_path: Path, first: Built, both: Built) -> None:
    """Neither what a Mac lays beside each file, nor one of the person's own."""
    stick = make(tmp_path / "stick", first)
    (stick / "._notes.sh").write_bytes(b"\0\5\x16\7 boot.py")
    (stick / "backup.cmd").write_bytes(b"xcopy E: D:")
    (stick / "large.sh").write_bytes(b"boot.py" * 9000)
    (stick / "a.sh").symlink_to("notes.sh")
    again(stick, both)
    names = {"._notes.sh", "backup.cmd", "large.sh", "a.sh", "notes.sh", "notes.cmd", "notes.dat"}
    assert {path.name for path in stick.iterdir() if path.is_file()} == names
    assert (stick / "backup.cmd").read_bytes() == b"xcopy E: D:"


def test_what_stands_under_the_name_of_a_new_launcher_stays(
    tmp_path: Path, first: Built, both: Built
) -> None:
    stick = make(tmp_path / "stick", first)
    (stick / "notes.cmd").write_bytes(b"rem mine")
    again(stick, both)
    assert (stick / "notes.cmd").read_bytes() == b"rem mine"


def test_a_new_launcher_is_read_back(
    tmp_path: Path, first: Built, both: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = make(tmp_path / "stick", first)

    def flipped(path: Path) -> None:
        if path.name == "notes.cmd":
            path.write_bytes(path.read_bytes()[:-1] + b"?")

    monkeypatch.setattr(writing, "forget", flipped)
    with pytest.raises(StickError, match=r"stick\.read_back"):
        again(stick, both)
    assert (stick / "notes.dat").read_bytes() == VAULT


@pytest.mark.parametrize("generation", GENERATIONS)
def test_one_more_system_cut_at_every_step(
    tmp_path: Path, first: Built, both: Built, monkeypatch: pytest.MonkeyPatch, generation: str
) -> None:
    """Given once more, the same command lays the launcher that is owed, and no other one."""
    stick = make(tmp_path / "stick", first, name="home")
    if generation:
        again(stick, first)
    (stick / "home.sh").rename(stick / "tea.sh")
    for after in range(0, 10_000, 5):
        place = Path(shutil.copytree(stick, tmp_path / "cut"))
        with monkeypatch.context() as patched:
            Counted(patched, after)
            try:
                again(place, both)
            except Cut:
                whole = False
            else:
                whole = True
        again(place, both)
        assert started(place) == b"second"
        assert sorted(path.name for path in place.iterdir() if path.is_file()) == [
            *("notes.dat", "tea.cmd", "tea.sh")
        ]
        assert (place / "tea.cmd").read_bytes() == launchers((WINDOWS,), "tea")["tea.cmd"]
        shutil.rmtree(place)
        if whole:
            break
    assert after > 20


@pytest.mark.parametrize("name", ["app", "lib", "rt", "app2", "lib2", "rt2"])
def test_nothing_is_written_through_a_link(
    tmp_path: Path, first: Built, second: Built, name: str
) -> None:
    stick = make(tmp_path / "stick", first)
    elsewhere = tmp_path / "elsewhere"
    if (stick / name).exists():
        (stick / name).rename(elsewhere)
    else:
        elsewhere.mkdir()
        (elsewhere / "boot.py").write_bytes(b"mine")
    (stick / name).symlink_to(elsewhere)
    before = writing.contents(elsewhere)
    with pytest.raises(StickError) as refused:
        again(stick, second)
    assert refused.value.message_id == "stick.link"
    assert writing.contents(elsewhere) == before
    assert (stick / "notes.dat").read_bytes() == VAULT

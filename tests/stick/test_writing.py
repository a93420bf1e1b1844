"""What stands on the disk when a stick counts as made, and what is written nowhere else."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from safeplan.language import gettext as _
from safeplan.stick import copies, writing
from safeplan.stick.building import Built
from safeplan.stick.layout import UNFINISHED, Places
from safeplan.stick.parts import LINUX, MAC, WINDOWS, StickError
from tests.stick.small import built

NOW = 1_800_000_000.0
only_linux = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="asks the system")


@pytest.fixture
def small(tmp_path: Path) -> Built:
    return built(tmp_path / "built")


def nothing(size: int) -> None:
    """Nobody is told."""


def make(folder: Path, files: dict[str, writing.Content]) -> None:
    copies.make(folder, files, chance=Random(1), now=NOW, tell=nothing)


@only_linux
def test_every_time_is_on_the_disk_when_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the last change of each time, the disk is asked to keep just that."""
    files = copies.stick_files(built(tmp_path / "built", systems=(LINUX, MAC)), "notes")
    waiting: set[Path] = set()
    dated: set[Path] = set()
    real_utime, real_fsync, real_rename = os.utime, os.fsync, os.rename

    def utime(path: Path, *words: Any, **names: Any) -> None:
        real_utime(path, *words, **names)
        waiting.add(Path(path))
        dated.add(Path(path))

    def fsync(fd: int) -> None:
        real_fsync(fd)
        waiting.discard(Path(f"/proc/self/fd/{fd}").readlink())

    def rename(path: Path, to: Path) -> None:
        real_rename(path, to)
        dated.discard(Path(path))
        dated.add(Path(to))

    monkeypatch.setattr(os, "utime", utime)
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "rename", rename)
    make(tmp_path / "stick", files)
    assert dated == set((tmp_path / "stick").rglob("*"))
    assert waiting == set()


def test_a_folder_that_cannot_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then all disks are."""
    asked: list[str] = []

    def refused(fd: int) -> None:
        raise OSError

    monkeypatch.setattr(os, "fsync", refused)
    monkeypatch.setattr(os, "sync", lambda: asked.append("all"))
    writing.settle(tmp_path)
    assert asked == ["all"]


def test_looking_leaves_no_time(tmp_path: Path, small: Built) -> None:
    """No file says on which day it was read back."""
    files = copies.stick_files(small, "notes")
    make(tmp_path / "stick", files)
    assert copies.is_whole(tmp_path / "stick", files)
    for path in files:
        found = (tmp_path / "stick" / path).stat()
        assert found.st_atime_ns == found.st_mtime_ns, path


def test_looking_at_what_is_another_persons(
    tmp_path: Path, small: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = copies.stick_files(small, "notes")
    make(tmp_path / "stick", files)
    real = os.open
    quiet = getattr(os, "O_NOATIME", 0)

    def opened(path: str, flags: int, *words: Any) -> int:
        if quiet and flags & quiet:
            raise PermissionError
        return real(path, flags, *words)

    monkeypatch.setattr(os, "open", opened)
    assert copies.is_whole(tmp_path / "stick", files)


@pytest.mark.parametrize("way", ["app", "lib/own.dat", "rt/lin", "notes.sh", "notes.sh.tmp"])
def test_nothing_is_written_through_a_link(tmp_path: Path, small: Built, way: str) -> None:
    files = copies.stick_files(small, "notes")
    elsewhere, stick = tmp_path / "elsewhere", tmp_path / "stick"
    elsewhere.mkdir()
    (elsewhere / "boot.py").write_bytes(b"mine")
    (stick / way).parent.mkdir(parents=True)
    to = elsewhere / "new" if way.rpartition("/")[2].count(".") else elsewhere
    (stick / way).symlink_to(to)
    with pytest.raises(StickError) as refused:
        writing.lay(stick, files, chance=Random(1), tell=nothing)
    assert refused.value.message_id == "stick.link"
    boot, waiting = Places().boot, Places().boot_waiting
    with pytest.raises(StickError):
        copies.finish(stick, files, boot, waiting, chance=Random(1), now=NOW, tell=nothing)
    assert [path.name for path in elsewhere.iterdir()] == ["boot.py"]
    assert (elsewhere / "boot.py").read_bytes() == b"mine"


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="the system does not know it")
def test_a_link_that_comes_in_between(tmp_path: Path) -> None:
    """The system itself refuses it then."""
    (tmp_path / "link").symlink_to(tmp_path / "new")
    with pytest.raises(OSError, match="symbolic links"):
        writing._write(tmp_path / "link", writing.Content.of(b"x"), nothing)
    assert not (tmp_path / "new").exists()


class Cut(BaseException):
    """The stick is out."""


def test_started_after_a_cut_at_each_write(
    tmp_path: Path, small: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the first file on, what is clicked on says that the rest is missing."""
    files = copies.stick_files(small, "notes")
    real = writing._write
    for after in range(1, len(files) + 1):
        stick = tmp_path / "stick"
        left = [after]

        def write(
            path: Path, content: writing.Content, tell: writing.Told, left: list[int] = left
        ) -> None:
            if left[0] == 0:
                path.write_bytes(b"#")
                raise Cut
            left[0] -= 1
            real(path, content, tell)

        with monkeypatch.context() as patched:
            patched.setattr(writing, "_write", write)
            patched.setattr(writing, "read_back", lambda *words: cut())
            with pytest.raises(Cut):
                copies.make(stick, files, chance=Random(after), now=NOW, tell=nothing)
        assert (stick / UNFINISHED).exists()
        start = ["sh", str(stick / "notes.sh")]
        done = subprocess.run(start, capture_output=True, text=True, check=False)
        assert done.stderr == _("stick.incomplete") + "\n"
        assert done.returncode == 1
        shutil.rmtree(stick)


def cut() -> None:
    raise Cut


def test_half_a_launcher_never_stands_under_its_name(
    tmp_path: Path, small: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = copies.stick_files(small, "notes")

    def write(path: Path, content: writing.Content, tell: writing.Told) -> None:
        path.write_bytes(b"#!")
        raise Cut

    with monkeypatch.context() as patched:
        patched.setattr(writing, "_write", write)
        with pytest.raises(Cut):
            make(tmp_path / "stick", files)
    assert sorted(os.listdir(tmp_path / "stick")) == ["notes.sh.tmp", UNFINISHED]
    make(tmp_path / "stick", files)
    assert copies.is_whole(tmp_path / "stick", files)


def test_other_choices_after_a_cut(tmp_path: Path) -> None:
    """Nothing of the system that is left out stays."""
    both = copies.stick_files(built(tmp_path / "both", systems=(LINUX, WINDOWS)), "notes")
    one = copies.stick_files(built(tmp_path / "one", systems=(WINDOWS,)), "bread")
    stick = tmp_path / "stick"
    make(stick, both)
    (stick / UNFINISHED).touch()
    make(stick, one)
    found = {path.relative_to(stick).as_posix() for path in stick.rglob("*") if path.is_file()}
    assert found == set(one)
    assert copies.is_whole(stick, one)


def test_whole_or_not(tmp_path: Path, small: Built) -> None:
    files = copies.stick_files(small, "notes")
    stick = tmp_path / "stick"
    assert not copies.is_whole(stick, files)
    make(stick, files)
    (stick / "System Volume Information").mkdir()
    assert copies.is_whole(stick, files)
    for extra in ("notes.dat", "lib/more.txt", UNFINISHED):
        (stick / extra).touch()
        assert not copies.is_whole(stick, files)
        (stick / extra).unlink()
    assert copies.is_whole(stick, files)
    data = (stick / "lib" / "own.dat").read_bytes()
    (stick / "lib" / "own.dat").rename(tmp_path / "own")
    assert not copies.is_whole(stick, files)
    (stick / "lib" / "own.dat").symlink_to(tmp_path / "own")
    assert not copies.is_whole(stick, files)
    (stick / "lib" / "own.dat").unlink()
    (stick / "lib" / "own.dat").write_bytes(data[:-1] + b"?")
    assert not copies.is_whole(stick, files)


def test_what_a_mac_wrote_down_is_not_ours(tmp_path: Path) -> None:
    files = copies.stick_files(built(tmp_path / "built", systems=(MAC,)), "notes")
    stick = tmp_path / "stick"
    make(stick, files)
    (stick / ".fseventsd" / "fseventsd-uuid").write_bytes(b"x")
    assert copies.is_whole(stick, files)
    (stick / ".fseventsd" / "no_log").unlink()
    assert not copies.is_whole(stick, files)


def test_a_program_for_fewer_systems(tmp_path: Path) -> None:
    both = built(tmp_path / "both", systems=(LINUX, WINDOWS))
    fewer = copies.program(replace(both, systems=(LINUX,)), Places("2"))
    alone = copies.program(built(tmp_path / "alone"), Places("2"))
    assert set(fewer) == set(alone)

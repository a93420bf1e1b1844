"""Whether the stick is still there, in every way in which it can be gone."""

import os
import select
import shutil
from pathlib import Path

import pytest

from safeplan.guard import wire
from safeplan.guard.stick import Stick, Watch


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    path = folder / "notes.dat"
    path.write_bytes(b"tea")
    return path


def devices(tmp_path: Path, path: Path) -> Path:
    """A list of devices, as the system's, that knows the one of ``path``."""
    found = os.stat(path).st_dev
    listed = tmp_path / "devices" / f"{os.major(found)}:{os.minor(found)}"
    listed.mkdir(parents=True)
    return listed


def test_there(file: Path) -> None:
    assert Stick(str(file)).there()


def test_written_to_in_place(file: Path) -> None:
    stick = Stick(str(file))
    file.write_bytes(b"more tea")
    assert stick.there()


def test_another_file_in_its_place_on_the_same_device(file: Path) -> None:
    stick = Stick(str(file))
    other = file.with_name("other")
    other.write_bytes(b"tea")
    other.replace(file)
    assert stick.there()


def test_the_file_is_gone(file: Path) -> None:
    stick = Stick(str(file))
    file.unlink()
    assert not stick.there()


def test_another_folder_stands_at_its_place(file: Path) -> None:
    """What is left when a stick was let go of: its mount point, or another stick on it."""
    stick = Stick(str(file))
    file.parent.rename(file.parent.with_name("elsewhere"))
    assert not stick.there()
    file.parent.mkdir()
    file.write_bytes(b"tea")
    assert not stick.there(), "a file of the same name in another folder"
    shutil.rmtree(file.parent)
    file.parent.with_name("elsewhere").rename(file.parent)
    assert stick.there(), "back"


def test_the_system_knows_its_device_no_more(tmp_path: Path, file: Path) -> None:
    listed = devices(tmp_path, file)
    stick = Stick(str(file), str(listed.parent))
    assert stick.there()
    listed.rmdir()
    assert not stick.there()


def test_a_device_that_was_never_listed(tmp_path: Path, file: Path) -> None:
    assert Stick(str(file), str(tmp_path / "none")).there()


def test_nothing_to_look_after(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        Stick(str(tmp_path / "none.dat"))


def test_a_path_that_is_told_from_here(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    stick = Stick(file.name)
    monkeypatch.chdir("/")
    assert stick.there()


def test_told_once_for_each_change(file: Path) -> None:
    watch = Watch(lambda: Stick(str(file)), every=0.001)
    kept = file.with_name("kept")
    for told in (wire.PULLED, wire.THERE, wire.PULLED):
        (file if told == wire.PULLED else kept).rename(kept if told == wire.PULLED else file)
        assert select.select([watch.said], [], [], 20)[0]
        assert os.read(watch.said, 10) == told
